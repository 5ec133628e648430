"""A workbook comes back with all that is in it, and columns at its right end."""

import io
import zipfile
from xml.etree import ElementTree

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
from service.tagging import RESULT_COLUMNS, RowAnswer, open_given, write_tagged
from service.tagging.sheets import Addition, edges_of, edited

SHEET = "xl/worksheets/sheet1.xml"


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
    assert [name for name in before if before[name] != after[name]] == [SHEET]
    assert {"xl/charts/chart1.xml", "xl/media/image1.png"} < set(after)


def test_what_is_around_the_cells_stays(rich, returned):
    sheet = load_workbook(returned)["提出"]
    before = load_workbook(rich)["提出"]
    assert sheet.merged_cells.ranges == before.merged_cells.ranges
    assert sheet.auto_filter.ref == "A2:C4"
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


def test_macros_go_along(rich, catalog, tmp_path):
    book = tmp_path / "提出.xlsm"
    with zipfile.ZipFile(book, "w") as archive:
        for name, content in parts(rich).items():
            archive.writestr(name, content)
        archive.writestr("xl/vbaProject.bin", b"\x00macro")
    given = open_given(book, name=book.name)
    write_tagged(given, answered(given), tmp_path / "out.xlsm", guide=catalog.guide)
    assert parts(tmp_path / "out.xlsm")["xl/vbaProject.bin"] == b"\x00macro"


def sheet_xml(rows, before="", after="", prefix=""):
    p = prefix
    name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    bound = f'xmlns:{p[:-1]}="{name}"' if p else f'xmlns="{name}"'
    return (
        f"<{p}worksheet {bound}>{before}<{p}sheetData>{rows}</{p}sheetData>{after}"
        f"</{p}worksheet>"
    ).encode()


def written(xml, cells, *, chunk=7):
    pieces = [xml[i : i + chunk] for i in range(0, len(xml), chunk)]
    addition = Addition(cells, header_row=1, text_column=1)
    content = b"".join(edited(iter(pieces), addition, edges_of(iter(pieces))))
    ElementTree.fromstring(content)
    return content.decode()


SIX = ("あ", "", "<&>", "4", "5", "6")


@pytest.mark.parametrize("chunk", [1, 3, 64, 10_000])
def test_a_sheet_may_be_read_in_pieces_of_any_size(chunk):
    rows = '<row r="1" spans="1:1"><c r="A1"><v>1</v></c></row><row r="2"/>'
    whole = written(sheet_xml(rows), {1: SIX}, chunk=10_000)
    assert written(sheet_xml(rows), {1: SIX}, chunk=chunk) == whole
    assert "spans" not in whole
    assert (
        '<c r="B1" t="inlineStr"><is><t xml:space="preserve">あ</t></is></c>' in whole
    )
    assert '<c r="C1"/>' in whole and "&lt;&amp;&gt;" in whole


def test_rows_and_cells_may_leave_out_their_numbers():
    rows = "<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"
    content = written(sheet_xml(rows), {2: SIX})
    assert '<c><v>3</v></c><c r="C2"' in content


def test_a_prefix_of_the_namespace_is_kept():
    rows = '<x:row r="1"><x:c r="A1"><x:v>1</x:v></x:c></x:row>'
    assert '<x:c r="B1" t="inlineStr"><x:is><x:t' in written(
        sheet_xml(rows, prefix="x:"), {1: SIX}
    )


def test_an_empty_cell_that_only_has_a_style_gives_it_to_ours():
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="4"/><c r="I1" s="5"/></row>'
    content = written(sheet_xml(rows), {1: SIX})
    assert content.count('r="B1"') == 1 and '<c r="B1" s="4" t="inlineStr">' in content


def test_columns_that_are_hidden_to_the_end_do_not_hide_ours():
    cols = '<cols><col min="2" max="16384" hidden="1"/></cols>'
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    content = written(sheet_xml(rows, before=cols), {1: SIX})
    spans = ElementTree.fromstring(content).findall("{*}cols/{*}col")
    assert [(c.get("min"), c.get("max"), c.get("hidden")) for c in spans[-2:]] == [
        ("7", "7", None),
        ("8", "16384", "1"),
    ]


def test_a_title_merged_over_all_columns_does_not_push_ours_out():
    rows = '<row r="1"><c r="A1"><v>1</v></c></row>'
    merged = '<mergeCells><mergeCell ref="A9:XFD9"/></mergeCells>'
    assert '<c r="B1" t="inlineStr">' in written(
        sheet_xml(rows, after=merged), {1: SIX}
    )


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
