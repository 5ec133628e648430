import pytest

from corpus.errors import InvalidQueryError
from index.searcher import Filters
from service.figures import AmountRequest, Order
from service.years_asked import read_amount
from tests.fixtures_lists import ROWS, catalogue_of_years, write_list


@pytest.fixture(scope="module")
def years(prepared_home, tmp_path_factory):
    with catalogue_of_years(prepared_home, tmp_path_factory.mktemp("years")) as catalog:
        yield catalog


def values(page):
    return [(one.amount.value, one.amount.unit) for one in page.amounts]


def test_amounts_of_initiatives_and_outcomes_are_found_by_unit_and_bounds(years):
    of_city = Filters(organisation=("甲市",))
    found = years.amounts(AmountRequest(unit="枚"), of_city)
    assert sorted(values(found)) == [(12_000, "枚"), (34_000, "枚")]
    above = years.amounts(AmountRequest(unit="枚", least=20_000), of_city)
    assert values(above) == [(34_000, "枚")]
    below = years.amounts(AmountRequest(most=100), of_city)
    assert values(below) == [(12.5, "%")]


def test_amounts_are_sorted_over_all_pages(years):
    largest = years.amounts(AmountRequest(order=Order.LARGEST, limit=1), Filters())
    assert values(largest) == [(160_437_648, "枚")]
    assert largest.total >= 50
    second = AmountRequest(order=Order.LARGEST, limit=2, offset=1)
    assert values(years.amounts(second, Filters()))[0] == (76_000, "回")


def test_how_many_there_are_in_each_unit_is_told(years):
    found = years.amounts(AmountRequest(limit=0), Filters(organisation=("甲市",)))
    assert dict(found.units) == {"枚": 2, "%": 1}


def test_an_amount_stands_in_the_text_of_its_entry(years):
    found = years.amounts(AmountRequest(limit=1000), Filters())
    for one in found.amounts:
        text = one.entry.entry.text
        assert text[one.amount.start : one.amount.end] == one.amount.text


def test_a_unit_that_nothing_is_measured_in_names_those_there_are(years):
    with pytest.raises(InvalidQueryError, match=r"単位「猫」の数はありません。.*件"):
        years.amounts(AmountRequest(unit="猫"), Filters())


def test_amounts_are_read_anew_when_the_record_changes(prepared_home, tmp_path):
    with catalogue_of_years(prepared_home, tmp_path) as catalog:
        before = catalog.amounts(AmountRequest(unit="枚"), Filters()).total
        rows = [(*ROWS[14][:4], "紙を99枚減らした。", *ROWS[14][5:])]
        catalog.import_file(write_list(tmp_path / "次.csv", rows))
        assert catalog.amounts(AmountRequest(unit="枚"), Filters()).total == before + 1


@pytest.mark.parametrize(
    ("text", "value"), [("12.5", 12.5), ("１，２３４", 1234), ("", None), ("-3", -3)]
)
def test_a_bound_is_read_as_people_write_numbers(text, value):
    assert read_amount("min", text) == value


@pytest.mark.parametrize("text", ["abc", "nan", "inf", "1" * 50, "1e999", "十"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(InvalidQueryError, match="数ではありません"):
        read_amount("min", text)
