import pytest

from corpus.errors import InvalidQueryError, NotFoundError
from index.searcher import Filters
from models.pairs import Change
from tests.fixtures_lists import ROWS, catalogue_of_years, write_list


@pytest.fixture(scope="module")
def years(prepared_home, tmp_path_factory):
    with catalogue_of_years(prepared_home, tmp_path_factory.mktemp("years")) as catalog:
        yield catalog


def id_of(catalog, text, year):
    (found,) = (
        tagged.entry.id
        for tagged in catalog.entries(Filters(fiscal_year=(year,)))
        if tagged.entry.text == text
    )
    return found


def told(course):
    return [
        (step.fiscal_year, step.change, [one.entry.text for one in step.entries])
        for step in course.steps
    ]


def test_an_initiative_is_followed_through_merges_and_splits(years):
    parts, whole = [ROWS[1][4], ROWS[2][4]], ROWS[5][4]
    expected = [
        (2019, None, parts),
        (2020, Change.MERGED, [whole]),
        (2021, Change.SPLIT, parts),
    ]
    assert told(years.follow(id_of(years, whole, 2020))) == expected
    assert told(years.follow(id_of(years, parts[0], 2021))) == expected


def test_a_course_ends_where_the_initiative_is_gone(years):
    expected = [
        (2019, None, [ROWS[0][4]]),
        (2020, Change.CHANGED, [ROWS[4][4]]),
        (2021, Change.DROPPED, []),
    ]
    assert told(years.follow(id_of(years, ROWS[0][4], 2019))) == expected


def test_a_course_begins_where_the_initiative_is_new(years):
    expected = [
        (2020, Change.NEW, [ROWS[7][4]]),
        (2021, Change.CHANGED, [ROWS[10][4]]),
    ]
    assert told(years.follow(id_of(years, ROWS[10][4], 2021))) == expected


def test_an_initiative_of_one_year_has_a_course_of_one_step(years):
    found = years.follow(id_of(years, ROWS[14][4], 2021))
    assert told(found) == [(2021, None, [ROWS[14][4]])]


def test_only_initiatives_are_followed(years):
    with pytest.raises(InvalidQueryError, match="取組だけ"):
        years.follow(id_of(years, "残業が12.5%減った。", 2020))
    with pytest.raises(NotFoundError):
        years.follow("zzz")


def test_an_initiative_of_a_report_that_does_not_count_stands_alone(
    prepared_home, tmp_path
):
    with catalogue_of_years(prepared_home, tmp_path) as catalog:
        old = id_of(catalog, ROWS[12][4], 2020)
        rows = [(*ROWS[12][:4], "照明を消した。", *ROWS[12][5:])]
        catalog.import_file(write_list(tmp_path / "差し替え.csv", rows))
        found = catalog.follow(old)
        assert (len(found.steps), found.is_counted) == (1, False)
