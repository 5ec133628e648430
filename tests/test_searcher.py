"""What a search finds, in which order, and what it says about it."""

from pathlib import Path

import pytest

from corpus.errors import NotFoundError
from index.searcher import FacetValue, Filters, SearchRequest, Sort
from tests.fixtures_index import document, find, ids, make_searcher


def test_an_empty_query_lists_everything_the_newest_first(tmp_path: Path) -> None:
    old = document("残業", id="old", fiscal_year=2019)
    searcher = make_searcher(tmp_path, [old, document("休暇", id="new")])
    assert find(searcher, "") == ["new", "old"]


def test_all_words_are_wanted(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["残業の縮減", "残業と研修", "研修"])
    assert find(searcher, "残業　研修") == ["残業と研修"]


def test_an_excluded_word_takes_entries_away(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["残業の縮減", "残業と研修"])
    assert find(searcher, "残業 －研修") == ["残業の縮減"]


def test_either_word_is_enough_with_or(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["マクロ", "タブレット", "印刷"])
    assert set(find(searcher, "マクロ ｜ タブレット")) == {"マクロ", "タブレット"}


def test_an_exact_string_is_found_across_words(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["両立支援制度の利用", "支援制度の両立"])
    assert find(searcher, '"立支援制"') == ["両立支援制度の利用"]


def test_the_typed_spelling_stands_above_its_variants(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["受付けを行う", "受け付けを行う"])
    assert find(searcher, "受付け")[0] == "受付けを行う"
    assert find(searcher, "受け付け")[0] == "受け付けを行う"


def test_exact_stands_above_synonym_and_whole_above_part(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["超過勤務を減らす", "残業を減らす"])
    assert find(searcher, "残業") == ["残業を減らす", "超過勤務を減らす"]
    assert find(searcher, "勤務") == ["超過勤務を減らす"]


def test_a_compound_is_found_in_its_words_apart_below_the_whole(tmp_path: Path) -> None:
    texts = ["効率化した業務の検討", "業務効率化の検討"]
    searcher = make_searcher(tmp_path, texts)
    assert find(searcher, "業務効率化") == texts[::-1]


def test_a_verb_finds_its_noun(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["手順の見直し", "手順を見直す"])
    assert len(find(searcher, "見直す")) == len(find(searcher, "見直")) == 2


def test_the_text_counts_more_than_the_title(tmp_path: Path) -> None:
    title = document("会議で行う", id="title", item="タブレットの活用")
    text = document("タブレットで行う", id="text", item="会議の活用")
    assert find(make_searcher(tmp_path, [title, text]), "タブレット") == [
        "text",
        "title",
    ]


def test_of_equal_hits_the_newer_comes_first(tmp_path: Path) -> None:
    documents = [
        document("残業の縮減", id=str(year), fiscal_year=year)
        for year in (2019, 2021, 2020)
    ]
    searcher = make_searcher(tmp_path, documents)
    assert find(searcher, "残業") == ["2021", "2020", "2019"]


def test_a_repeated_entry_stands_behind_its_first(tmp_path: Path) -> None:
    first = document("座談会を開く", id="first", item="その他の取組")
    again = document("座談会を開く(再掲)", id="again", item="座談会の開催")
    other = document("座談会を開くための予算の要求を行う", id="other")
    found = find(make_searcher(tmp_path, [again, other, first]), "座談会")
    assert found.index("first") < found.index("again")


def test_a_sort_by_organisation_goes_by_name(tmp_path: Path) -> None:
    names = ["総務省", "内閣府", "総務省"]
    documents = [
        document("残業", id=f"{place}{name}", organisation=name)
        for place, name in enumerate(names)
    ]
    found = find(make_searcher(tmp_path, documents), "残業", sort=Sort.ORGANISATION)
    assert [entry_id[1:] for entry_id in found] == sorted(names)


def test_pages_follow_each_other_without_gap(tmp_path: Path) -> None:
    texts = [f"残業 {number}件" for number in range(7)]
    searcher = make_searcher(tmp_path, texts)
    pages = [find(searcher, "残業", limit=3, offset=start) for start in (0, 3, 6)]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert {one for page in pages for one in page} == set(texts)


def test_a_facet_counts_without_its_own_choice(tmp_path: Path) -> None:
    documents = [
        document("残業 1", status="実施", theme_ids=("overtime", "leave")),
        document("残業 2", status="今後実施", theme_ids=("overtime",)),
        document("残業 3", status="実施", marker="新規", fiscal_year=None),
        document("研修"),
    ]
    searcher = make_searcher(tmp_path, documents)
    filters = Filters(status=("実施",))
    result = searcher.search(SearchRequest("残業", filters))
    assert result.total == 2
    assert result.facets["status"] == (FacetValue("実施", 2), FacetValue("今後実施", 1))
    assert result.facets["theme"] == (
        FacetValue("leave", 1),
        FacetValue("overtime", 1),
    )
    assert result.facets["fiscal_year"] == (FacetValue("2020", 1),)
    assert result.facets["marker"] == (FacetValue("新規", 1),)


def test_values_of_a_facet_are_alternatives_and_facets_are_not(tmp_path: Path) -> None:
    documents = [
        document("a", status="実施", theme_ids=("leave",)),
        document("b", status="今後実施", theme_ids=("leave",)),
        document("c", status="実施"),
    ]
    filters = Filters(status=("実施", "今後実施"), theme=("leave", "telework"))
    found = find(make_searcher(tmp_path, documents), "", filters=filters)
    assert set(found) == {"a", "b"}


def test_a_search_says_what_it_was_widened_to(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["見直し", "見直しと再検討", "残業"])
    (expansion,) = searcher.search(SearchRequest("見直し")).expansions
    forms = [(form.text, form.count) for form in expansion.variants]
    assert (expansion.term, forms) == ("見直し", [("見直し", 2), ("再検討", 1)])


def test_without_all_words_the_most_and_rarest_come(tmp_path: Path) -> None:
    texts = ["残業の縮減", "残業と研修", "印刷"]
    result = make_searcher(tmp_path, texts).search(SearchRequest("残業 研修 宇宙船"))
    assert (result.is_relaxed, ids(result)) == (True, ["残業と研修"])
    assert [word.text for word in result.unmatched] == ["宇宙船"]
    dropped = [(one.text, one.query, one.count) for one in result.dropped]
    assert dropped[0] == ("宇宙船", "残業 研修", 1)


def test_a_slip_is_searched_at_once_and_said(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["意識改革を進める", "意見を改革する"])
    result = searcher.search(SearchRequest("意職改革"))
    assert ids(result)[0] == "意識改革を進める"
    assert result.suggestion == "意識改革"
    assert "意識改革" in result.notes[0]


def test_kana_find_kanji(tmp_path: Path) -> None:
    texts = ["超過勤務の縮減", "休暇の取得"]
    searcher = make_searcher(tmp_path, texts)
    assert find(searcher, "ちょうかきんむ") == texts[:1]
    assert find(searcher, "きゅうか") == find(searcher, "キュウカ") == texts[1:]


def test_one_kanji_is_found_inside_words(tmp_path: Path) -> None:
    assert find(make_searcher(tmp_path, ["休暇の取得", "研修"]), "休") == ["休暇の取得"]


def test_a_wrongly_cut_word_is_found_by_its_characters(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["係長相当職の女性", "課長補佐"])
    assert find(searcher, "係長") == ["係長相当職の女性"]


def test_question_words_do_not_count(tmp_path: Path) -> None:
    texts = ["超過勤務の縮減", "どうしたらよいかを教える研修の方法"]
    searcher = make_searcher(tmp_path, texts)
    assert find(searcher, "残業を減らすにはどうしたらいいですか？") == texts[:1]


@pytest.mark.parametrize("query", ["2020", "R2", "令和２", "令和2年度", "year:R2"])
def test_a_year_narrows_by_fiscal_year(tmp_path: Path, query: str) -> None:
    documents = [document("残業", id=str(y), fiscal_year=y) for y in (2019, 2020)]
    searcher = make_searcher(tmp_path, documents)
    assert find(searcher, f"残業 {query}") == ["2020"]


def test_years_are_found_in_any_calendar_and_units_kept_apart(tmp_path: Path) -> None:
    texts = ["令和元年度の採用", "平成31年の採用"]
    searcher = make_searcher(
        tmp_path, [document(text, fiscal_year=2021) for text in texts]
    )
    assert find(searcher, "2019年度") == texts[:1]
    assert find(searcher, "2019年") == texts[1:]
    assert len(find(searcher, "2019")) == 2


@pytest.mark.parametrize(
    "query", ["12,345,678件", "1234万5678件", "１２３４５６７８件"]
)
def test_numbers_are_found_however_written(tmp_path: Path, query: str) -> None:
    texts = ["12,345,678件の申請", "678件の申請"]
    assert find(make_searcher(tmp_path, texts), query) == texts[:1]


def test_reasons_sum_to_the_score(tmp_path: Path) -> None:
    one = document("超過勤務と残業の縮減", id="a", item="業務効率化と残業")
    searcher = make_searcher(tmp_path, [one, document("研修")])
    query = "残業 業務効率化"
    (hit,) = searcher.search(SearchRequest(query)).hits
    reasons = searcher.explain(query, "a")
    assert sum(reason.score for reason in reasons) == pytest.approx(hit.score, rel=1e-4)
    assert {reason.field for reason in reasons} == {"text", "item"}


def test_reasons_for_an_unknown_entry_are_refused(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError):
        make_searcher(tmp_path, ["残業"]).explain("残業", "none")


def test_a_snippet_marks_synonyms_and_variants(tmp_path: Path) -> None:
    searcher = make_searcher(tmp_path, ["ｻｰﾊﾞの超過勤務"])
    (hit,) = searcher.search(SearchRequest("サーバー 残業")).hits
    marked = [part.text for part in hit.snippet if part.is_match]
    assert marked == ["ｻｰﾊﾞ", "超過勤務"]


def test_similar_entries_share_words(tmp_path: Path) -> None:
    texts = [
        "タブレットで会議資料を見る",
        "会議資料をタブレットに配る",
        "メンターを置く",
    ]
    (similar,) = make_searcher(tmp_path, texts).similar(texts[0])
    assert similar.entry_id == texts[1]
    assert set(similar.shared) == {"タブレット", "会議", "資料"}


def test_completions_come_by_kanji_and_kana(tmp_path: Path) -> None:
    documents = [
        document(f"休暇を取る {n}", item="休暇の取得促進", id=str(n)) for n in range(3)
    ]
    searcher = make_searcher(tmp_path, documents)
    for typed in ("休", "きゅ", "キュ"):
        found = [(one.text, one.count) for one in searcher.complete(typed)]
        assert ("休暇", 3) in found
        assert ("休暇の取得促進", 3) in found
    assert searcher.complete("残業 きゅうか")[0].text == "残業 休暇"
