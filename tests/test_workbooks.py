"""A workbook is read as it is seen: hidden parts left out, days as they are shown."""

import datetime
import io
import re
import struct
import zipfile

import openpyxl
import pytest
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table, TableCell, TableRow
from odf.text import P

from corpus.choices import ReadingChoices
from corpus.errors import TooLargeError
from corpus.readers import read_bytes
from corpus.readers.sheets import show_day
from corpus.submissions import read_list
from tests.fixtures_files import xlsx_file
from tests.fixtures_formats import xls_table
from tests.fixtures_hostile import repacked

A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"
C = "紙の資料をやめた。"
ROWS = [["番号", "年度", "取組名", "取組内容", "成果"],
        [1, "R3", "在宅", A, "3割"], [2, "R3", "残業", B, None]]  # fmt: skip


def saved(workbook):
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def workbook_of(rows):
    workbook = openpyxl.Workbook()
    for row in rows:
        workbook.active.append(row)
    return workbook, workbook.active


def read(content, **choices):
    source = read_bytes(content, name="a.xlsx", choices=ReadingChoices(**choices))
    return read_list(source, choices=ReadingChoices(**choices))


def texts_of(listed):
    return [e.text for each in listed.reports for e in each.entries]


def left_out(listed):
    return {
        (sheet.name, each.row): each.reason
        for sheet in listed.understood.sheets
        for each in sheet.left_out
    }


def test_hidden_rows_and_columns_are_left_out_and_told():
    workbook, sheet = workbook_of(ROWS)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["E"].hidden = True
    listed = read(saved(workbook))
    assert texts_of(listed) == [A]
    assert left_out(listed) == {("Sheet", 3): "非表示の行"}
    (warning,) = read_bytes(saved(workbook), name="a.xlsx").warnings
    assert warning.startswith("「Sheet」の非表示の列（E）は読んでいません")


def test_a_row_without_height_is_hidden_and_a_low_one_is_not():
    workbook, sheet = workbook_of(ROWS)
    sheet.row_dimensions[2].height = sheet.row_dimensions[3].height = 0.25
    flat = repacked(
        saved(workbook), "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b'ht="0.25"', b'ht="0"', 1),
    )  # fmt: skip
    assert left_out(read(flat)) == {("Sheet", 2): "非表示の行"}


def test_hidden_sheets_and_instructions_are_left_out_unless_they_are_chosen():
    content = xlsx_file({"記入例": ROWS, "提出": ROWS}, hidden={"控え": ROWS})
    listed = read(content)
    assert texts_of(listed) == [A, "3割", B]
    assert left_out(listed) == {
        ("記入例", None): "書き方を説明するシート",
        ("控え", None): "非表示のシート",
    }
    chosen = read(content, sheets=("控え",))
    assert [sheet.name for sheet in chosen.understood.sheets if sheet.n_rows] == [
        "控え"
    ]


@pytest.mark.parametrize(
    ("number_format", "year"),
    [
        ('[$-411]ggge"年度"', 2021),
        ('[$-ja-JP-x-gannen]ggge"年度";@', 2021),
        ("[$-411]ge.m.d", 2020),
        ("yyyy/mm/dd", 2020),
        ('yyyy"年度"', 2021),
    ],
)
def test_a_day_is_of_the_year_that_its_format_shows(number_format, year):
    day = datetime.datetime(2021, 2, 1)
    workbook, sheet = workbook_of([["年度", "取組内容"], [day, A]])
    sheet["A2"].number_format = number_format
    assert read(saved(workbook)).reports[0].report.fiscal_year == year


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("43586", "[$-411]ggge年m月d日", "令和1年5月1日"),
        ("43585", "[$-411]gge", "平31"),
        ("32516", "[$-411]gee.mm.dd", "H01.01.08"),
        ("44287", 'yyyy"年度"', "2021年度"),
        ("3", '"令和"0"年度"', "令和3年度"),
        ("3", "\\R0", "R3"),
        ("x", "ggge", None),
        ("99999999", "ggge", None),
    ],
)
def test_a_day_is_shown_as_excel_shows_it(value, code, shown):
    assert show_day(value, code) == shown


def test_merged_cells_count_for_all_their_rows_but_a_text_counts_once():
    rows = [
        ["団体名", "取組内容", "成果"],
        ["津市", A, "3割"],
        ["", "", "満足"],
        ["", B, ""],
    ]
    workbook, sheet = workbook_of(rows)
    sheet.merge_cells("A2:A4")
    sheet.merge_cells("B2:B3")
    listed = read(saved(workbook))
    (each,) = listed.reports
    assert each.report.organisation == "津市"
    assert texts_of(listed) == [A, "3割\n満足", B]
    assert "結合" in left_out(listed)["Sheet", 3]


def test_a_formula_counts_by_the_result_that_was_saved():
    workbook, _ = workbook_of([*ROWS, [3, "R3", "式", '="a"&"b"', None]])
    content = saved(workbook)
    assert "数式の結果" in left_out(read(content))["Sheet", 4]
    with_result = repacked(
        content,
        "xl/worksheets/sheet1.xml",
        lambda xml: re.sub(
            rb'(<c r="D4"[^>]*>)(<f>.*?</f>)(?:<v ?/>|<v></v>)',
            f'<c r="D4" t="str">\\2<v>{C}</v>'.encode(),
            xml,
        ),
    )
    assert texts_of(read(with_result))[-1] == C


def test_furigana_and_styles_within_a_cell_are_no_text():
    ns = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cell = (
        '<c r="{}" t="inlineStr"><is><r><t>{}</t></r><r><rPr><b/></rPr><t>{}</t></r>'
        '<rPh sb="0" eb="2"><t>フリガナ</t></rPh><phoneticPr fontId="1"/></is></c>'
    )
    rows = f'<row r="1">{cell.format("A1", "取組", "内容")}</row>'
    rows += f'<row r="2">{cell.format("A2", A[:4], A[4:])}</row>'
    sheet = (
        f'<worksheet xmlns="{ns}"><dimension ref="A1:XFD1048576"/>'
        f"<sheetData>{rows}</sheetData></worksheet>"
    )
    content = repacked(
        xlsx_file({"S": ROWS}), "xl/worksheets/sheet1.xml", lambda _: sheet.encode()
    )
    assert texts_of(read(content)) == [A]
    assert zipfile.is_zipfile(io.BytesIO(content))


def test_a_header_row_and_columns_are_read_as_a_person_says():
    rows = [["取組内容", "備考"], ["題", "説明"], ["在宅の推進", A], ["残業の縮減", B]]
    content = xlsx_file({"S": rows})
    listed = read(content, header_row=2, columns={"B": "text", "題": "item"})
    assert texts_of(listed) == [A, B]
    assert listed.understood.sheets[0].header_rows == (2,)


def ods_of(*rows):
    """Return an ODS with rows of (text, rows spanned); a row may be hidden."""
    document = OpenDocumentSpreadsheet()
    table = Table(name="提出")
    for is_hidden, *cells in rows:
        row = TableRow(visibility="collapse" if is_hidden else "visible")
        for text, n_rows in cells:
            cell = TableCell(valuetype="string", numberrowsspanned=n_rows)
            cell.addElement(P(text=text))
            row.addElement(cell)
        table.addElement(row)
    document.spreadsheet.addElement(table)
    content = io.BytesIO()
    document.write(content)
    return content.getvalue()


def test_an_ods_is_read_as_it_is_seen():
    listed = read(
        ods_of(
            (False, ("団体名", 1), ("取組内容", 1)),
            (False, ("津市", 3), (A, 1)),
            (False, ("", 1), (B, 1)),
            (True, ("", 1), (C, 1)),
        )
    )
    assert texts_of(listed) == [A, B]
    assert [each.report.organisation for each in listed.reports] == ["津市"]
    assert left_out(listed) == {("提出", 4): "非表示の行"}


def test_merged_cells_beside_and_below_the_table_hold_nothing():
    workbook, sheet = workbook_of(ROWS)
    for area in ("A5:A9", "H1:K1", "H2:H9", "D4:Z99"):
        sheet.merge_cells(area)
    assert texts_of(read(saved(workbook))) == [A, "3割", B]


@pytest.mark.parametrize(("row", "column"), [(65_535, 255), (65_535, 65_535)])
def test_a_far_cell_of_an_old_workbook_is_refused_before_it_is_opened(row, column):
    content = xls_table([], [["取組内容"], ["在宅勤務の導入"]])
    near, far = (
        struct.pack("<HHHH", *place, 0, 7) for place in ((1, 0), (row, column))
    )
    assert content.count(near) == 1
    assert texts_of(read(content)) == ["在宅勤務の導入"]
    with pytest.raises(TooLargeError, match="65,536行"):
        read(content.replace(near, far))
