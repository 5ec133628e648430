"""What everyone asks: search, entry, report, themes, and new files."""

import pytest

from corpus.errors import InvalidQueryError, NotFoundError, TooLargeError
from corpus.records import EntryKind
from corpus.themes import THEME_IDS, THEMES
from index.searcher import Filters, SearchRequest, Sort
from service.catalog import Catalog
from service.settings import Settings

LIST = "組織名,年度,取組内容,成果\nA市,R3,残業を減らすことにした。,10%減った。\n"


def search(catalog, query, **filters):
    return catalog.search(
        SearchRequest(query, Filters(**filters), Sort.RELEVANCE, limit=200, offset=0)
    )


@pytest.fixture
def path(tmp_path):
    (tmp_path / "提出.csv").write_text(LIST, "utf-8")
    return tmp_path / "提出.csv"


def test_a_first_start_loads_the_bundled_report(catalog):
    (report,) = catalog.reports()
    assert (report.report.organisation, report.report.fiscal_year) == (
        "厚生労働省",
        2020,
    )
    assert (report.n_items, report.counts) == (
        53,
        {
            EntryKind.INITIATIVE: 68,
            EntryKind.OUTCOME: 5,
            EntryKind.INDICATOR: 7,
            EntryKind.ITEM: 10,
        },
    )


def test_a_hit_brings_its_entry_with_its_themes(catalog):
    page = search(catalog, "残業")
    assert page.result.total == len(page.hits) > 0
    assert all(
        "overtime" in {t.theme_id for t in h.entry.themes} for h in page.hits[:3]
    )
    assert page.hits[0].score >= page.hits[-1].score


def test_filters_narrow_a_search_and_an_export_alike(catalog):
    filters = Filters(theme=("telework",), status=("実施",))
    exported = {each.entry.id for each in catalog.entries(filters)}
    page = search(catalog, "", theme=("telework",), status=("実施",))
    found = {hit.entry.entry.id for hit in page.hits}
    assert exported == found != set()


def test_all_entries_come_in_print_order(catalog):
    places = [each.entry.position for each in catalog.entries(Filters())]
    assert len(places) == 90
    assert places == sorted(places)


def test_a_filter_that_nothing_has_is_refused(catalog):
    with pytest.raises(InvalidQueryError, match="いない市"):
        search(catalog, "", organisation=("いない市",))


def test_an_entry_is_shown_in_its_row_with_the_reasons_for_its_tags(catalog):
    (hit, *_) = search(catalog, "テレワーク").hits
    view = catalog.entry(hit.entry.entry.id)
    assert view.entry == hit.entry
    assert view.entry in (*view.siblings, *view.outcomes)
    assert view.item.position == view.entry.entry.position
    assert set(view.probabilities) == set(THEME_IDS)
    given = {t.theme_id for t in (*view.entry.themes, *view.entry.doubtful)}
    assert set(view.evidence) == given


def test_every_entry_can_be_shown(catalog):
    for tagged in catalog.entries(Filters()):
        view = catalog.entry(tagged.entry.id)
        assert view.report.id == tagged.entry.report_id


def test_an_indicator_is_shown_with_its_figures(catalog):
    (indicator, *_) = catalog.indicators()
    assert catalog.entry(indicator.entry_id).indicators == (indicator,)


def test_indicators_are_filtered_by_their_entries(catalog):
    everything = catalog.indicators()
    section = everything[0].section
    wanted = tuple(each for each in everything if each.section == section)
    assert catalog.indicators(Filters(section=(section,))) == wanted != everything


def test_a_report_is_shown_row_by_row(catalog):
    (summary,) = catalog.reports()
    view = catalog.report(summary.report.id)
    assert [row.item.position for row in view.rows] == list(range(53))
    assert sum(len(row.entries) for row in view.rows) == 90


@pytest.mark.parametrize("ask", [Catalog.entry, Catalog.report, Catalog.theme])
def test_what_is_not_there_is_named(catalog, ask):
    with pytest.raises(NotFoundError, match="「ない」"):
        ask(catalog, "ない")


def test_the_themes_stand_in_guide_order_with_their_counts(catalog):
    views = catalog.themes()
    assert [view.theme for view in views] == list(THEMES)
    telework = search(catalog, "", theme=("telework",)).result.total
    assert catalog.theme("telework").count == telework > 0


def test_texts_are_classified_in_their_order(catalog):
    texts = ["在宅勤務を導入した。", "", "残業を減らした。"] * 100
    found = [[t[0] for t in each.themes] for each in catalog.classify(texts)]
    assert (len(found), found[0][0], found[1], found[2][0]) == (
        300,
        "telework",
        [],
        "overtime",
    )


def test_a_theme_given_to_a_text_brings_its_evidence(catalog):
    (answer,) = catalog.classify(["在宅勤務を導入した。"])
    (theme_id, probability, evidence), *_ = answer.themes
    assert (theme_id, 0 < probability <= 1) == ("telework", True)
    assert "".join(word for word, _ in evidence) == "在宅勤務を導入した。"


def test_an_imported_list_is_found_at_once_with_its_themes(own_catalog, path):
    result = own_catalog.import_file(path)
    assert (result.error, result.is_new) == (None, True)
    assert result.entries == {EntryKind.INITIATIVE: 1, EntryKind.OUTCOME: 1}
    (hit,) = search(own_catalog, "残業", organisation=("A市",)).hits
    assert hit.entry.themes[0].theme_id == "overtime"


def test_importing_a_file_again_changes_nothing(own_catalog, path):
    own_catalog.import_file(path)
    before = own_catalog.about().n_entries, own_catalog.reports()
    assert not own_catalog.import_file(path).is_new
    assert (own_catalog.about().n_entries, own_catalog.reports()) == before


def test_a_refused_file_leaves_the_catalogue_as_it_was(own_catalog, tmp_path):
    before = own_catalog.reports()
    (tmp_path / "表.csv").write_text("a,b\n1,2\n", "utf-8")
    result = own_catalog.import_file(tmp_path / "表.csv")
    assert "取組の内容が書かれた列が見つかりません" in result.error
    assert own_catalog.reports() == before


def test_the_limits_of_one_request_are_told(prepared_home):
    catalog = Catalog(Settings(home=prepared_home, max_texts=2, max_text_characters=5))
    with pytest.raises(TooLargeError, match=r"2件まで.*3件"):
        catalog.check_texts(["あ"] * 3)
    with pytest.raises(TooLargeError, match=r"5文字まで.*6文字"):
        catalog.check_texts(["あ" * 6])
    catalog.close()


def test_about_tells_what_is_there_and_by_which_versions(catalog):
    about = catalog.about()
    assert (about.n_reports, about.n_entries) == (1, 90)
    assert (about.organisations, about.fiscal_years) == (("厚生労働省",), (2020,))
    assert about.model_card["n_examples"] > 600
    assert about.versions["torikumi"]
