"""Counts by one to three dimensions are those of counting entry by entry."""

import random
from collections import Counter
from itertools import permutations

import pytest

from corpus.records import EntryKind
from corpus.themes import THEME_IDS
from index.facets import NONE, ONCE, WITH_DOUBTFUL, WITHOUT_DOUBTFUL, Filters
from index.searcher import Searcher, SearchRequest
from index.statistics import DIMENSIONS, count
from tests.fixtures_index import document, make_index

THEMES = THEME_IDS[:4]
PAIRS = list(permutations(DIMENSIONS, 2))


def drawn_documents():
    draw = random.Random(6)
    for number in range(60):
        themes = draw.sample(THEMES, draw.randrange(3))
        yield document(
            f"取組{number % 50}",
            id=str(number),
            position=number,
            theme_ids=tuple(themes),
            doubtful_ids=tuple(
                {*themes[:1], draw.choice(THEMES)} if number % 4 else ()
            ),
            organisation=draw.choice(["甲省", "乙市", None]),
            fiscal_year=draw.choice([2019, 2020, None]),
            section=draw.choice(["一", "二", None]),
            status=draw.choice(["実施", None]),
            marker=draw.choice(["新規", "継続", None]),
            kind=draw.choice(list(EntryKind)),
            report_id=draw.choice(["r", "s"]),
        )


DOCUMENTS = list(drawn_documents())


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    return make_index(tmp_path_factory.mktemp("statistics"), DOCUMENTS)


def values_of(one, dimension):
    if dimension == "theme":
        return one.theme_ids or (None,)
    name = {"report": "report_id"}.get(dimension, dimension)
    return (getattr(one.entry, name),)


def counted(index, *by, **filters):
    found = count(index.snapshot(), by, Filters(**filters), theme_ids=THEMES)
    return {each.values: each.count for each in found.counts}


def filters_of(by, values):
    nothing = {"fiscal_year": 0}
    return {
        name: (nothing.get(name, NONE) if value is None else value,)
        for name, value in zip(by, values, strict=True)
    }


def total(index, **filters):
    request = SearchRequest("", Filters(**filters), limit=0)
    return Searcher(index).search(request).total


@pytest.mark.parametrize("by", PAIRS)
def test_two_dimensions_count_as_counting_one_by_one(index, by):
    expected = Counter(
        (one, other)
        for each in DOCUMENTS
        for one in values_of(each, by[0])
        for other in values_of(each, by[1])
    )
    assert counted(index, *by) == expected


@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"repeats": (ONCE,)},
        {"doubtful": (WITHOUT_DOUBTFUL,)},
        {"doubtful": (WITH_DOUBTFUL,), "repeats": (ONCE,)},
        {"also": (THEMES[0],)},
        {"kind": ("initiative",), "report": ("r",)},
    ],
)
def test_a_search_for_a_count_finds_as_many(index, choices):
    by = ("theme", "organisation", "fiscal_year")
    for values, n in counted(index, *by, **choices).items():
        assert total(index, **(choices | filters_of(by, values))) == n


def test_themes_in_doubt_are_told_apart(index):
    found = count(index.snapshot(), ("theme",), Filters(), theme_ids=THEMES)
    for each in found.counts[:-1]:
        doubtful = [
            one
            for one in DOCUMENTS
            if each.values[0] in one.theme_ids and each.values[0] in one.doubtful_ids
        ]
        assert each.doubtful == len(doubtful) > 0
        sure = counted(index, "theme", doubtful=(WITHOUT_DOUBTFUL,))
        assert sure[each.values] == each.count - each.doubtful


def test_the_share_is_of_what_the_other_values_have_together(index):
    found = count(
        index.snapshot(), ("theme", "fiscal_year"), Filters(), theme_ids=THEMES
    )
    of_year = Counter(each.entry.fiscal_year for each in DOCUMENTS)
    for each in found.counts:
        assert each.whole == of_year[each.values[1]]
        assert each.share == each.count / each.whole


def test_values_come_in_the_order_of_the_guide_and_the_years(index):
    found = list(counted(index, "theme", "fiscal_year"))
    assert found[:3] == [(THEMES[0], 2019), (THEMES[0], 2020), (THEMES[0], None)]
    assert [values[0] for values in found[-3:]] == [None] * 3
    years = list(counted(index, "fiscal_year", "theme"))
    assert [values[0] for values in years[:5]] == [2019] * 5


def test_what_is_printed_again_counts_once_in_its_organisation_and_year(tmp_path):
    documents = [
        document("残業の縮減（再掲）", id="again", position=0, section="二"),
        document("残業の縮減", id="first", position=1, section="一"),
        document("残業の縮減", id="same", position=2, section="三"),
        document("残業の縮減", id="other", organisation="乙市"),
        document("残業の縮減", id="later", fiscal_year=2021),
        document("休暇の取得（再掲）", id="alone", position=3, section="四"),
    ]
    index = make_index(tmp_path, documents)
    every = counted(index, "section", organisation=("厚生労働省",), fiscal_year=(2020,))
    assert every == {("二",): 1, ("一",): 1, ("三",): 1, ("四",): 1}
    once = {"organisation": ("厚生労働省",), "fiscal_year": (2020,), "repeats": (ONCE,)}
    assert counted(index, "section", **once) == {("一",): 1, ("四",): 1}
    assert total(index, repeats=(ONCE,)) == 4


def test_nothing_that_passes_counts_nothing(index, tmp_path):
    nothing = count(
        index.snapshot(), ("theme", "section"), Filters(status=("廃止",)),
        theme_ids=THEMES,
    )  # fmt: skip
    assert (nothing.total, nothing.counts) == (0, ())
    empty = make_index(tmp_path, [])
    for by in PAIRS:
        assert count(empty.snapshot(), by, Filters(), theme_ids=THEMES).counts == ()


def test_an_entry_that_is_gone_counts_no_more(tmp_path):
    index = make_index(tmp_path, DOCUMENTS)
    index.update([], [DOCUMENTS[0].entry.id], commit_number=2)
    left = count(index.snapshot(), ("kind",), Filters(), theme_ids=THEMES)
    assert left.total == sum(each.count for each in left.counts) == len(DOCUMENTS) - 1
