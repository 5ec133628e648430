import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import InvalidQueryError
from index.searcher import Filters, SearchRequest, Sort
from service.parameters import check_filters, read_number, read_query_text, read_search


def read(**values):
    return read_search(
        {name: [text] if isinstance(text, str) else text
         for name, text in values.items()},
        limit=20, offset=0, max_characters=1000,
    )  # fmt: skip


def test_nothing_asked_is_an_empty_search_by_relevance():
    assert read() == SearchRequest("", Filters(), Sort.RELEVANCE, limit=20, offset=0)


def test_all_values_of_a_facet_are_read_once_and_in_order():
    filters = read(theme=["overtime", "leave", "overtime"], status=["実施", ""]).filters
    assert filters == Filters(theme=("overtime", "leave"), status=("実施",))


@pytest.mark.parametrize("text", ["2020", "２０２０年度", "令和2年度", "R2"])
def test_a_year_is_read_in_every_spelling(text):
    assert read(fiscal_year=text).filters.fiscal_year == (2020,)


def test_line_breaks_and_control_characters_of_a_query_are_blanks():
    assert read(q="\0残業\r\nゼロ\t").query == "残業  ゼロ"


@given(st.text(max_size=50))
def test_any_short_query_is_taken(text):
    kept = read_query_text(text, max_characters=50)
    assert len(kept) <= len(text)
    assert kept == kept.strip()
    assert kept.encode().decode() == kept


@pytest.mark.parametrize("text", ["-1", "1_0", "1.0", "x", "+1", "101", "９" * 40])
def test_a_number_out_of_bounds_or_of_another_kind_is_refused(text):
    with pytest.raises(InvalidQueryError, match="0から100までの整数"):
        read_number("件数", text, default=20, minimum=0, maximum=100)


@pytest.mark.parametrize(("text", "number"), [("", 20), ("０７", 7), ("100", 100)])
def test_a_number_is_read_in_either_width(text, number):
    assert read_number("件数", text, default=20, minimum=0, maximum=100) == number


def test_a_long_value_is_named_shortly_in_the_message():
    with pytest.raises(InvalidQueryError) as caught:
        read(section="あ" * 500)
    assert len(caught.value.message) < 120


def test_a_value_that_no_entry_has_is_refused_with_those_there_are():
    known = dict.fromkeys(("marker", "section", "organisation"), ())
    known |= {"status": ["実施"], "theme": ["leave"]}
    check_filters(Filters(status=("実施",), theme=("leave",)), known)
    with pytest.raises(InvalidQueryError, match=r"「実視」.*実施"):
        check_filters(Filters(status=("実視",)), known)
