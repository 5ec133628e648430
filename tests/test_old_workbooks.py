"""A workbook of Excel 97 is read as it is seen, too."""

import struct

import pytest

from corpus.readers import read_bytes
from corpus.readers.oldsheets import facts_of_xls
from corpus.submissions import read_list
from tests.fixtures_formats import xls_record, xls_table

A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"
ROWS = [["所内の覚え", "取組内容"], ["在宅は内密に進めること。", A], ["", B]]


def hidden_row(row):
    return xls_record(0x0208, struct.pack("<6HI", row, 0, 2, 0, 0, 0, 0x20))


def read(content):
    (grid,) = read_bytes(content, name="a.xls").grids
    return grid


def test_hidden_rows_of_an_old_workbook_are_left_out_and_told():
    content = xls_table((), ROWS, of_sheet=hidden_row(2))
    listed = read_list(read_bytes(content, name="a.xls"))
    (sheet,) = listed.understood.sheets
    assert [e.text for report in listed.reports for e in report.entries] == [A]
    assert [(each.row, each.reason) for each in sheet.left_out] == [(3, "非表示の行")]


@pytest.mark.parametrize(("width", "flags"), [(2000, 1), (0, 0)])
def test_hidden_columns_of_an_old_workbook_are_blank(width, flags):
    column = xls_record(0x007D, struct.pack("<5H", 0, 0, width, 0, flags))
    assert read(xls_table((), ROWS, of_sheet=column)).rows[1] == ("", A)


def test_what_a_chart_within_a_sheet_says_is_not_said_of_the_sheet():
    chart = xls_record(0x0809, struct.pack("<HHHHII", 0x0600, 0x20, 0, 0, 0, 0))
    chart += hidden_row(1) + xls_record(0x000A)
    (facts,) = facts_of_xls(xls_table((), ROWS, of_sheet=chart + hidden_row(2)))
    assert facts.hidden_rows == {3}


@pytest.mark.parametrize(
    ("code", "cell", "shown"),
    [
        ('ggge"年度"', (0x0203, struct.pack("<d", 44228)), "令和3年度"),
        ('ggge"年度"', (0x027E, struct.pack("<I", 44228 << 2 | 2)), "令和3年度"),
        ('ggge"年度"', (0x027E, struct.pack("<I", 4422800 << 2 | 3)), "令和3年度"),
        ('"令和"0"年度"', (0x0203, struct.pack("<d", 3)), "令和3年度"),
        ('"令和"0"年度"', (0x027E, struct.pack("<d", 3)[4:]), "令和3年度"),
    ],
)
def test_a_year_of_an_old_workbook_is_as_its_format_shows_it(code, cell, shown):
    words = struct.pack("<HHB", 200, len(code), 1) + code.encode("utf-16-le")
    styles = xls_record(0x00E0, struct.pack("<HH16x", 0, 0))
    styles += xls_record(0x00E0, struct.pack("<HH16x", 0, 200))
    kind, value = cell
    year = xls_record(kind, struct.pack("<3H", 1, 0, 1) + value)
    content = xls_table(
        (), [["年度", "取組内容"], ["", A]],
        of_book=xls_record(0x041E, words) + styles, of_sheet=year,
    )  # fmt: skip
    assert read(content).rows[1] == (shown, A)
