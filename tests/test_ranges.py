"""Filters, tables and locks of a sheet, where columns are added at its right end."""

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Protection
from openpyxl.worksheet.table import Table, TableStyleInfo

from service.tagging import RowAnswer, open_given, write_tagged
from service.tagging.ranges import Reach


@pytest.fixture
def returned(catalog, tmp_path):
    """Write a workbook of one table again."""

    def returning(prepare):
        workbook = Workbook()
        sheet = workbook.active
        for row in (["一覧"], ["取組内容", "状況"], ["在宅勤務を導入した。", "実施"]):
            sheet.append(row)
        prepare(sheet)
        workbook.save(tmp_path / "提出.xlsx")
        given = open_given(tmp_path / "提出.xlsx", name="提出.xlsx")
        answers = [RowAnswer(row.sheet, row.row) for row in given.rows()]
        write_tagged(given, answers, tmp_path / "out.xlsx", guide=catalog.guide)
        return load_workbook(tmp_path / "out.xlsx").active

    return returning


@pytest.mark.parametrize(
    ("reference", "over"),
    [("A2:B3", "A2:H3"), ("A2:A3", "A2:H3"), ("A1:B3", "A1:B3"), ("B2:B3", "B2:B3")],
)
def test_a_filter_of_the_table_reaches_over_what_is_added(returned, reference, over):
    def filtered(sheet):
        sheet.auto_filter.ref = reference

    assert returned(filtered).auto_filter.ref == over


def framing(reference, *, prepare=lambda sheet: None):
    def framed(sheet):
        prepare(sheet)
        style = TableStyleInfo(name="TableStyleMedium2", showRowStripes=True)
        sheet.add_table(Table(displayName="一覧", ref=reference, tableStyleInfo=style))

    return framed


def test_a_table_of_excels_own_reaches_over_what_is_added(returned):
    sheet = returned(framing("A2:B3"))
    table = sheet.tables["一覧"]
    assert (table.ref, table.autoFilter.ref) == ("A2:H3", "A2:H3")
    # Excel repairs, and so changes, a table whose columns are not named as its header.
    assert table.column_names == [cell.value for cell in sheet[2]]
    assert len({each.id for each in table.tableColumns}) == 8
    assert table.tableStyleInfo.name == "TableStyleMedium2"


@pytest.mark.parametrize("reference", ["B2:B3", "A2:A3"])
def test_a_table_that_ends_elsewhere_stays(returned, reference):
    assert returned(framing(reference)).tables["一覧"].ref == reference


def test_a_table_with_a_column_named_like_ours_stays(returned):
    def prepare(sheet):
        sheet["B2"] = "テーマ"

    assert returned(framing("A2:B3", prepare=prepare)).tables["一覧"].ref == "A2:B3"


@pytest.mark.parametrize("reference", ["A:C", "A2", "2:4", "A2:Z4"])
def test_a_range_that_is_none_of_the_table_stays(reference):
    reach = Reach(header_rows={2}, text_column=2, first=4, last=9)
    assert reach.over(reference) is None


def test_added_cells_of_a_protected_sheet_can_be_corrected(returned):
    def protect(sheet):
        sheet.protection.sheet = True
        sheet["A3"].alignment = Alignment(wrap_text=True)
        sheet["A3"].protection = Protection(locked=True, hidden=True)

    sheet = returned(protect)
    assert sheet.protection.sheet
    assert [sheet[cell].protection.locked for cell in ("A3", "C2", "C3", "H3")] == [
        True, True, False, False,
    ]  # fmt: skip
    assert sheet["C3"].alignment.wrap_text


def test_cells_of_a_sheet_without_protection_keep_their_styles(returned):
    sheet = returned(lambda sheet: None)
    assert sheet["C3"].protection.locked
