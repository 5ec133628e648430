"""An ODS tells years as it shows them, and its texts without furigana."""

import io

import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P, Ruby, RubyBase, RubyText

from corpus.readers import read_bytes


def cell(*inside, kind="string", **value):
    made = TableCell(valuetype=kind, **value)
    paragraph = P()
    for each in inside:
        if isinstance(each, str):
            paragraph.addText(each)
        else:
            paragraph.addElement(each)
    made.addElement(paragraph)
    return made


def ruby(text, reading):
    made = Ruby()
    made.addElement(RubyBase(text=text))
    made.addElement(RubyText(text=reading))
    return made


def first_cells(*cells):
    document = OpenDocumentSpreadsheet()
    table, row = Table(name="提出"), TableRow()
    for each in cells:
        row.addElement(each)
    table.addElement(row)
    document.spreadsheet.addElement(table)
    content = io.BytesIO()
    document.write(content)
    (grid,) = read_bytes(content.getvalue(), name="a.ods").grids
    return grid.rows[0]


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        (cell("令和3年度", kind="date", datevalue="2021-02-01"), "令和3年度"),
        (cell("R3", kind="float", value="3"), "R3"),
        (cell("1,234", kind="float", value="1234"), "1234"),
        (cell("4/1", kind="date", datevalue="2021-04-01"), "2021-04-01"),
    ],
)
def test_a_year_is_as_it_is_shown_and_a_number_as_it_is(given, shown):
    assert first_cells(cell("年度"), given) == ("年度", shown)


def test_furigana_are_no_part_of_a_text():
    text = cell("昨年度、", ruby("在宅", "ざいたく"), "勤務を始めた。")
    assert first_cells(text) == ("昨年度、在宅勤務を始めた。",)
