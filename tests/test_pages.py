import re
from html.parser import HTMLParser

import pytest

from corpus.themes import THEMES

VOID = {"input", "link", "meta", "br", "hr", "path", "use", "img"}


class Outline(HTMLParser):
    """The tags of a page in order, with their attributes; unbalanced ones are noted."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unbalanced: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID and (not self.open or self.open.pop() != tag):
            self.unbalanced.append(tag)


@pytest.fixture
def entry_id(client):
    found = client.get("/api/v1/search?q=ハラスメント 研修")
    return found.json["hits"][0]["id"]


@pytest.fixture
def pages(bundled_report, entry_id):
    report_id = bundled_report.report.id
    return [
        "/", "/search", "/search?q=見直し", "/search?q=zzzz", "/search?theme=childcare",
        f"/entries/{entry_id}", "/themes", "/themes/telework", "/reports",
        f"/reports/{report_id}", "/about", "/nowhere", "/help",
        "/search/print?q=見直し", f"/entries/{entry_id}?q=研修",
        "/search?q=テレワーク zzzz",
    ]  # fmt: skip


def links_of(html, text):
    return re.findall(rf'href="([^"]*)"[^>]*>(?:<[^>]*>)*{re.escape(text)}', html)


def test_tags_are_balanced_and_ids_are_unique_on_every_page(client, pages):
    for page in pages:
        outline = Outline(client.get(page).text)
        ids = [attributes["id"] for _, attributes in outline.tags if "id" in attributes]
        assert (outline.unbalanced, outline.open) == ([], [])
        assert len(ids) == len(set(ids))


def test_every_page_has_a_title_of_its_own(client, pages):
    titles = [re.search("<title>(.*?)</title>", client.get(p).text)[1] for p in pages]
    assert len(set(titles)) == len(pages)
    assert all("取組 Torikumi" in title for title in titles)


def test_no_page_has_style_or_script_inside_its_html(client, pages):
    for page in pages:
        for tag, attributes in Outline(client.get(page).text).tags:
            assert tag != "style"
            assert tag != "script" or attributes["src"]
            assert not [name for name in attributes if name.startswith(("on", "style"))]


def test_every_link_within_a_page_leads_somewhere(client, pages):
    for page in pages:
        tags = Outline(client.get(page).text).tags
        ids = {attributes.get("id") for _, attributes in tags}
        targets = [a["href"] for tag, a in tags if tag == "a" and a["href"][0] == "#"]
        assert {target[1:] for target in targets} <= ids


def test_the_home_page_leads_to_every_theme_with_its_count(client):
    html = client.get("/").text
    assert all(f'href="/themes/{theme.id}"' in html for theme in THEMES)
    assert len(re.findall(r'class="theme-count">\d+件', html)) == len(THEMES)


def test_a_search_marks_the_words_found_and_says_how_many_hits_there_are(client):
    html = client.get("/search?q=見直し").text
    total = client.get("/api/v1/search?q=見直し").json["total"]
    assert "<mark>見直し</mark>" in html
    assert f"{total}件見つかりました" in html
    assert f"「見直し」の検索結果 {total}件" in html


def test_a_search_says_what_it_was_widened_to_and_offers_the_word_alone(client):
    html = client.get("/search?q=見直し").text
    assert "を含めて検索しました" in html
    (url,) = links_of(html, "「見直し」の表記だけで検索")
    alone = client.get(url.replace("&amp;", "&")).text
    assert "を含めて検索しました" not in alone


def test_a_facet_value_is_a_link_that_narrows_the_search(client):
    html = client.get("/search?q=研修").text
    (url,) = links_of(html, "管理職の意識・マネジメント")[:1]
    assert url == "/search?q=研修&amp;theme=management" or "theme=management" in url
    narrowed = client.get(url.replace("&amp;", "&")).text
    assert 'aria-current="true"' in narrowed
    assert "chip-title" in narrowed


def test_a_chip_takes_its_choice_away_and_keeps_the_others(client):
    html = client.get("/search?q=研修&theme=management&status=実施").text
    urls = re.findall(r'class="chip" id="[^"]*" href="([^"]*)"', html)
    assert ["theme" in url for url in urls] == [False, True]
    assert ["status" in url for url in urls] == [True, False]


def test_a_new_query_keeps_the_filters_chosen(client):
    html = client.get("/search?q=研修&theme=management&sort=newest").text
    assert '<input type="hidden" name="theme" value="management">' in html
    assert '<input type="hidden" name="sort" value="newest">' in html


def test_pages_of_a_long_list_lead_to_each_other(client):
    first = client.get("/search?organisation=厚生労働省").text
    second = client.get("/search?organisation=厚生労働省&page=2").text
    assert 'rel="next"' in first and 'rel="prev"' not in first
    assert 'rel="prev"' in second and '<ol class="hit-list" start="21">' in second


def test_an_empty_search_shows_the_box_and_a_hint(client):
    answer = client.get("/search?q=")
    assert answer.status_code == 200
    assert 'role="search"' in answer.text
    assert "検索語が入っていません" in answer.text


def test_a_search_that_finds_nothing_says_why_and_what_to_try(client):
    html = client.get("/search?q=zzzz").text
    assert "見つかりませんでした" in html
    assert "「zzzz」を含む取組がありません" in html
    assert "テーマの一覧から探す" in html


def test_a_choice_that_leaves_nothing_can_be_taken_back(client):
    html = client.get("/search?q=見直し&theme=paperless").text
    (url,) = links_of(html, "絞り込みをすべて外して検索する")
    assert "theme" not in url
    assert "chip-cross" in html


def test_a_query_is_shown_as_text_whatever_it_is(client):
    html = client.get('/search?q="><script>alert(1)</script>').text
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_an_entry_is_shown_in_its_row_with_its_themes_and_why(client, entry_id):
    html = client.get(f"/entries/{entry_id}").text
    entry = client.get(f"/api/v1/entries/{entry_id}").json
    assert entry["item"] in html and entry["section"] in html
    assert "同じ行のほかの取組" in html
    assert "「ハラスメント防止」の理由を見る" in html
    assert f"http://localhost/entries/{entry_id}" in html


def test_an_outcome_is_shown_with_the_initiatives_of_its_row(client, bundled_report):
    outcome = next(e for e in bundled_report.entries if e.kind == "outcome")
    html = client.get(f"/entries/{outcome.id}").text
    row = [e for e in bundled_report.entries if e.position == outcome.position]
    for other in row:
        assert f"/entries/{other.id}" in html


def test_an_indicator_is_shown_as_a_table_of_its_figures(client, bundled_report):
    indicator = bundled_report.indicators[0]
    html = client.get(f"/entries/{indicator.entry_id}").text
    for figure in (indicator.target, indicator.current, indicator.baseline):
        assert f'<td lang="ja">{figure.text}</td>' in html


def test_a_theme_is_shown_with_its_rule_and_its_entries(client):
    html = client.get("/themes/overtime").text
    count = client.get("/api/v1/search?theme=overtime").json["total"]
    assert "勤務間インターバル" in html and "働く時間に触れない効率化" in html
    assert html.count('<article class="hit">') == count


def test_a_report_is_shown_as_printed_row_by_row(client, bundled_report):
    html = client.get(f"/reports/{bundled_report.report.id}").text
    rows = re.findall(r'<tr class="depth-\d" id="row-(\d+)">', html)
    assert rows == [str(item.position) for item in bundled_report.items]
    sections = re.findall(r'<h2 id="section-\d" lang="ja">(.*?)</h2>', html)
    assert sections == list(dict.fromkeys(i.section for i in bundled_report.items))


def test_every_text_of_a_report_leads_to_its_own_page(client, bundled_report):
    html = client.get(f"/reports/{bundled_report.report.id}").text
    printed = [entry for entry in bundled_report.entries if entry.kind != "item"]
    assert len(printed) == len(re.findall('class="printed-link"', html))
    assert all(f"/entries/{entry.id}" in html for entry in printed)


def test_the_list_of_reports_counts_what_was_read(client, bundled_report):
    html = client.get("/reports").text
    assert bundled_report.report.title in html
    numbers = re.findall(r'<td class="figure">(\d+)</td>', html)
    assert numbers == ["53", "68", "5", "7", "10"]


def test_the_about_page_names_contents_versions_and_licences(client):
    html = client.get("/about").text
    for word in ("厚生労働省", "Apache-2.0", "sudachidict-core", "判定保留"):
        assert word in html
