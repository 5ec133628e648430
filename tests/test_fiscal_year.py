"""Fiscal years in every notation that offices use."""

import pytest

from corpus.fiscal_year import (
    find_fiscal_year,
    format_fiscal_year,
    parse_fiscal_year,
)


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和2年度", 2020),
        ("令和２年度", 2020),
        ("令和元年度", 2019),
        ("平成31年度", 2019),
        ("平成元年", 1989),
        ("昭和63", 1988),
        ("R2", 2020),
        ("r.2", 2020),
        ("Ｒ３", 2021),
        ("H30年度", 2018),
        ("2020", 2020),
        ("２０２０年度", 2020),
        (" 2020年 ", 2020),
        ("令3", 2021),
        ("FY2021", 2021),
        ("令和三年度", 2021),
        ("平成二十九年度", 2017),
        ("令和十年", 2028),
    ],
)
def test_a_year_is_read_in_every_notation(text, year):
    assert parse_fiscal_year(text) == year


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "令和",
        "令和年度",
        "令和百年",
        "20200",
        "1820",
        "令和2年3月",
        "第2回",
        "20年",
        "2020-21",
    ],
)
def test_what_names_no_year_is_none(text):
    assert parse_fiscal_year(text) is None


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("令和2年度 女性職員活躍の推進", 2020),
        ("取組計画（平成２６年度）", 2014),
        ("令和2年4月に策定した令和3年度の計画", 2021),
        ("2021年度_提出.csv", 2021),
        ("令和三年度の取組", 2021),
        ("FY2021 report", 2021),
        ("令和2年4月に策定", None),
        ("電話 2020-1234", None),
    ],
)
def test_a_running_text_gives_the_year_marked_as_fiscal(text, year):
    assert find_fiscal_year(text) == year


@pytest.mark.parametrize(
    ("year", "text"),
    [
        (2020, "令和2年度"),
        (2019, "令和元年度"),
        (2018, "平成30年度"),
        (1989, "平成元年度"),
        (1988, "昭和63年度"),
        (1900, "1900年度"),
    ],
)
def test_a_year_is_written_as_an_office_writes_it(year, text):
    assert format_fiscal_year(year) == text


@pytest.mark.parametrize("year", range(1926, 2100))
def test_a_written_year_is_read_back(year):
    if year < 2019 + 99:
        assert parse_fiscal_year(format_fiscal_year(year)) == year
