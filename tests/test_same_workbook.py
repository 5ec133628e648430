"""A workbook comes back with all that is in it, and columns at its right end."""

import io
import zipfile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from corpus.errors import UnreadableFileError
from service.tagging import (
    RESULT_COLUMNS,
    RowAnswer,
    open_given,
    tag_file,
    tagged_name,
    write_tagged,
)

SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"


@pytest.fixture
def rich(tmp_path):
    """A workbook with a picture, a chart and most of what an office puts in."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "提出"
    for row in (
        ["取組一覧"],
        ["番号", "取組内容", "計"],
        [1, "在宅勤務を導入した。", "=A3*2"],
        [2, "残業を減らした。", "=A4*2"],
        ["※注は読まない"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet["C2"].fill = PatternFill("solid", fgColor="FFFF00")
    sheet["B3"].font = Font(italic=True)
    sheet["B3"].comment = Comment("見てください", "担当")
    sheet.column_dimensions["B"].width = 50
    sheet.auto_filter.ref = "A2:C4"
    choice = DataValidation(type="list", formula1='"1,2"', sqref="A3:A4")
    sheet.add_data_validation(choice)
    red = CellIsRule(operator="greaterThan", formula=["1"], font=Font(color="FF0000"))
    sheet.conditional_formatting.add("A3:A4", red)
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=2, max_row=4))
    sheet.add_chart(chart, "A10")
    picture = io.BytesIO()
    Picture.new("RGB", (4, 4), "red").save(picture, "PNG")
    sheet.add_image(Image(picture), "A30")
    workbook.defined_names["範囲"] = DefinedName("範囲", attr_text="提出!$A$3:$A$4")
    hidden = workbook.create_sheet("控え")
    hidden.append(["取組内容"])
    hidden.sheet_state = "hidden"
    workbook.save(tmp_path / "提出.xlsx")
    return tmp_path / "提出.xlsx"


def answered(given):
    return [RowAnswer(row.sheet, row.row) for row in given.rows()]


@pytest.fixture
def returned(rich, catalog, tmp_path):
    given = open_given(rich, name=rich.name)
    write_tagged(given, answered(given), tmp_path / "out.xlsx", guide=catalog.guide)
    return tmp_path / "out.xlsx"


def parts(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_part_but_the_sheet_stays_byte_for_byte(rich, returned):
    before, after = parts(rich), parts(returned)
    assert list(before) == list(after)
    assert {n for n in before if before[n] != after[n]} == {SHEET, BOOK}
    # Of the workbook only what is told of the filter of the table.
    told = after[BOOK].replace(b"$A$2:$I$4", b"$A$2:$C$4")
    assert told == before[BOOK]
    assert {"xl/charts/chart1.xml", "xl/media/image1.png"} < set(after)


def test_what_is_around_the_cells_stays(rich, returned):
    sheet = load_workbook(returned)["提出"]
    before = load_workbook(rich)["提出"]
    assert sheet.merged_cells.ranges == before.merged_cells.ranges
    assert sheet.auto_filter.ref == "A2:I4"  # else sorting would leave ours behind
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["A3:A4"]
    assert len(sheet.conditional_formatting) == 1
    assert (len(sheet._charts), len(sheet._images)) == (1, 1)
    assert sheet["B3"].comment.text == "見てください"
    assert (sheet["C3"].value, sheet.column_dimensions["B"].width) == ("=A3*2", 50)


def test_the_columns_stand_right_of_the_table_and_look_like_it(returned):
    sheet = load_workbook(returned)["提出"]
    assert [cell.value for cell in sheet[2]][3:] == list(RESULT_COLUMNS)
    assert sheet["D2"].fill.fgColor.rgb == "00FFFF00"
    assert sheet["D3"].font.italic
    assert sheet.dimensions == "A1:I5"
    assert [cell.value for cell in sheet[5]][3:] == [None] * 6


def test_an_added_cell_runs_nothing_and_ours_alone_is_changed(rich, catalog, tmp_path):
    given = open_given(rich, name=rich.name)
    answers = [
        RowAnswer(row.sheet, row.row, error="=1+1") for row in given.rows()
    ]  # fmt: skip
    write_tagged(given, answers, tmp_path / "out.xlsx", guide=catalog.guide)
    sheet = load_workbook(tmp_path / "out.xlsx")["提出"]
    assert sheet["F3"].value == "読み取れません：=1+1"
    assert sheet["C3"].value == "=A3*2"


def with_macros(path, book):
    """Save a workbook as one with macros."""
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in parts(path).items():
            kind = content.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
            archive.writestr(name, kind if name == "[Content_Types].xml" else content)
        archive.writestr("xl/vbaProject.bin", b"\x00macro")
    return book


@pytest.mark.parametrize("kind", ["same", "xlsx"])
def test_macros_go_along_under_a_name_by_which_excel_opens_them(
    rich, catalog, tmp_path, kind
):
    book = with_macros(rich, tmp_path / "提出.XLSM")
    given = open_given(book, name=str(book))
    tagged = tag_file(catalog, given, kind=kind, workers=1, with_similar=False)
    assert tagged.path == tmp_path / "提出_テーマ付き.XLSM"
    assert parts(tagged.path)["xl/vbaProject.bin"] == b"\x00macro"
    assert tagged.notes == ()


def test_a_name_by_which_excel_opens_no_macros_is_told(rich, catalog, tmp_path):
    book = with_macros(rich, tmp_path / "マクロ.xlsx")
    given = open_given(book, name=book.name)
    assert tagged_name(given) == "マクロ_テーマ付き.xlsm"
    out = tmp_path / "out.xlsx"
    tagged = tag_file(catalog, given, output=out, workers=1, with_similar=False)
    (note,) = tagged.notes
    assert "「out.xlsx」の終わりを.xlsmに変えないと" in note


def test_a_sheet_with_a_document_type_is_refused_and_nothing_is_written(
    rich, catalog, tmp_path
):
    given = open_given(rich, name=rich.name)
    answers, before = answered(given), parts(rich)
    with zipfile.ZipFile(rich, "w") as archive:
        for name, content in before.items():
            typed = b'<!DOCTYPE w [<!ENTITY a "b">]>' + content
            archive.writestr(name, typed if name == SHEET else content)
    with pytest.raises(UnreadableFileError, match="--format csv"):
        write_tagged(given, answers, tmp_path / "no.xlsx", guide=catalog.guide)
    assert not (tmp_path / "no.xlsx").exists()


def test_a_row_whose_formula_has_no_saved_result_is_told(catalog, tmp_path):
    workbook = Workbook()
    for text in ("取組内容", "在宅勤務を推進した。", '=A2&"。"', "残業を減らした。"):
        workbook.active.append([text])
    workbook.save(tmp_path / "提出.xlsx")
    given = open_given(tmp_path / "提出.xlsx", name="提出.xlsx")
    rows = [(row.row, bool(row.text), row.error) for row in given.rows()]
    assert [(number, has_text) for number, has_text, _ in rows] == [
        (2, True), (3, False), (4, True),
    ]  # fmt: skip
    assert "数式の結果が保存されていない" in rows[1][2]
    assert given.n_rows == 3


def test_each_table_of_a_sheet_gets_the_headings(catalog, tmp_path):
    workbook = Workbook()
    for row in (
        ["番号", "取組内容", "実施状況"],
        [1, "在宅勤務を導入した。", "実施"],
        [],
        ["取組名", "取組の内容", "担当課"],
        ["残業", "残業を減らした。", "人事課"],
    ):
        workbook.active.append(row)
    workbook.save(tmp_path / "提出.xlsx")
    given = open_given(tmp_path / "提出.xlsx", name="提出.xlsx")
    write_tagged(given, answered(given), tmp_path / "out.xlsx", guide=catalog.guide)
    sheet = load_workbook(tmp_path / "out.xlsx").active
    assert [sheet[f"D{n}"].value for n in (1, 4)] == ["テーマ", "テーマ"]
