"""A long workbook is read in windows, with its rows on disk, like any short one."""

import io
import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pytest
from openpyxl.styles import PatternFill

from corpus.errors import HomeError, UnreadableFileError
from corpus.readers import read_bytes, windows
from corpus.shelf import Shelf
from service.tagging import open_given, streams
from tests.fixtures_files import xlsx_file
from tests.fixtures_hostile import repacked

SHEET = "xl/worksheets/sheet1.xml"
A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"


@pytest.fixture
def cut(monkeypatch):
    """Let any workbook be long, and windows be of a few rows."""
    monkeypatch.setattr(windows, "_LONG_BYTES", 0)
    monkeypatch.setattr(windows, "_CHUNK_BYTES", 600)
    monkeypatch.setattr(streams, "_BEGINNING_ROWS", 12)


def shared(content):
    """Return a workbook whose texts are named by number, as Excel writes them."""
    texts = []

    def named(found):
        texts.append(found[2])
        return b'%b t="s"><v>%d</v></c>' % (found[1], len(texts) - 1)

    def all_named(xml):
        cell = rb'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="inlineStr"><is>(.*?)</is></c>'
        return re.sub(cell, named, xml)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]
    for sheet in sheets:
        content = repacked(content, sheet, all_named)
    strings = b"".join(b"<si>%b</si>" % text for text in texts)
    kept = io.BytesIO(content)
    with zipfile.ZipFile(kept, "a") as archive:
        name = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        part = b'<sst xmlns="%b">%b</sst>' % (name.encode(), strings)
        archive.writestr("xl/sharedStrings.xml", part)
    return kept.getvalue()


def rich_workbook():
    """Return a workbook with what windows could tear apart."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "提出"
    sheet.append(["令和3年度 取組一覧"])
    sheet.append(["番号", "団体名", "大項目", "取組内容", "実施日", "備考", "済"])
    for number in range(1, 60):
        text = f"{A if number % 2 else B}（{number}件目）"
        sheet.append(
            [number, None, None, text, 44_000 + number, "　", bool(number % 3)]
        )
    for row, name in ((3, "津市"), (30, "鳥取県")):
        sheet.cell(row, 2).value = name
    sheet["C3"], sheet["C20"] = "働き方改革", "女性の活躍"
    sheet.merge_cells("B3:B29")
    sheet.merge_cells("D40:D42")
    for row in (10, 25):
        sheet.row_dimensions[row].hidden = True
    sheet.column_dimensions["F"].hidden = True
    for row in range(3, 62):
        sheet.cell(row, 5).number_format = '[$-411]ggge"年"m"月"d"日"'
    sheet["D33"], sheet["D34"], sheet["D35"] = "同上", '="a"&"b"', "〃"
    sheet["A36"], sheet["D36"] = None, "女性の活躍"
    sheet["D44"].fill = PatternFill("solid", fgColor="FFFF00")
    for row in (46, 47, 48):
        for column in range(1, 8):
            sheet.cell(row, column).value = None
    sheet["B63"], sheet["D63"] = "合計", 59
    sheet["A65"] = "※注は読まない"
    other = workbook.create_sheet("続き")
    other.append(["取組内容", "年度"])
    for number in range(40):
        other.append([f"{escape('<&>')}{B}{number}", "R3"])
    workbook.create_sheet("記入例").append(["取組内容"])
    workbook.create_sheet("控え").sheet_state = "hidden"
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def plain(source):
    """Return what was read, without blanks at the right of its rows."""
    grids = []
    for grid in source.grids:
        rows = [" \0".join(cells).rstrip(" \0") for cells in grid.rows]
        grids.append((grid.name, rows, grid.merged, grid.left_out, grid.without_result))
    return grids, source.sheets_left_out


@pytest.mark.parametrize("as_shared", [False, True])
def test_a_long_workbook_is_read_as_a_short_one(tmp_path, request, as_shared):
    content = shared(rich_workbook()) if as_shared else rich_workbook()
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    short, given = read_bytes(content, name="a.xlsx"), open_given(path, name="a.xlsx")
    request.getfixturevalue("cut")
    long, streamed = read_bytes(content, name="a.xlsx"), open_given(path, name="a.xlsx")
    assert all(isinstance(grid.rows, Shelf) for grid in long.grids)
    assert plain(long) == plain(short)
    assert given.listed and not streamed.listed
    assert list(streamed.rows()) == list(given.rows())
    assert streamed.understood == given.understood
    assert streamed.n_rows == given.n_rows == len(list(given.rows()))


def test_what_stands_above_the_table_of_a_sheet_is_told_of_its_rows(tmp_path, request):
    sheets = {
        name: [
            [f"{name} 取組一覧（{year}）"],
            ["番号", "取組内容"],
            *[[1, A], [2, B]] * 9,
        ]
        for name, year in (("津市", "令和3年度"), ("松江市", "令和4年度"))
    }
    path = tmp_path / "a.xlsx"
    path.write_bytes(xlsx_file(sheets))
    short = open_given(path, name="a.xlsx")
    request.getfixturevalue("cut")
    long = open_given(path, name="a.xlsx")
    assert short.listed and not long.listed
    assert list(long.rows()) == list(short.rows())
    told = {(row.sheet, row.organisation, row.fiscal_year) for row in short.rows()}
    assert told == {("津市", "津市", 2021), ("松江市", "松江市", 2022)}


@pytest.mark.parametrize(
    "change",
    [
        lambda xml: xml.replace(b"<row ", b"<!-- <row> --><row ", 1),
        lambda xml: re.sub(rb'<row r="\d+"', b"<row", xml),
        lambda xml: re.sub(rb"(<row .*?</row>)(.*</row>)(?=</sheetData>)",
                           rb"\2\1", xml, flags=re.DOTALL),
        lambda xml: re.sub(rb"(</?)(?=[a-zA-Z])", rb"\1x:", xml).replace(
            b"xmlns=", b"xmlns:x="),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("cut")
def test_a_sheet_that_cannot_be_cut_is_read_whole(change):
    rows = [["番号", "取組内容"], *([n, f"{A}{n}"] for n in range(1, 40))]
    content = repacked(xlsx_file({"S": rows}), SHEET, change)
    (grid,) = read_bytes(content, name="a.xlsx").grids
    assert {cells[1] for cells in grid.rows} == {cells[1] for cells in rows}


@pytest.mark.usefixtures("cut")
def test_a_second_table_far_below_is_read_too(tmp_path):
    path = tmp_path / "a.xlsx"
    first = [["番号", "取組内容", "実施状況"]]
    first += [[n, f"{A}{n}", "実施"] for n in range(1, 30)]
    second = [["取組名", "取組の内容", "担当課"], ["残業", B, "人事課"]]
    path.write_bytes(xlsx_file({"S": [*first, [], *second]}))
    rows = list(open_given(path, name="a.xlsx").rows())
    assert (len(rows), rows[-1].text, rows[-1].item) == (30, B, "残業")


@pytest.mark.usefixtures("cut")
def test_a_long_workbook_cut_short_is_refused():
    content = xlsx_file({"S": [["取組内容"], *([f"{A}{n}"] for n in range(200))]})
    with pytest.raises(UnreadableFileError, match="壊れているか"):
        read_bytes(content[: len(content) // 2], name="a.xlsx")


def test_rows_on_disk_are_a_sequence():
    rows = [(str(n), "\ud800字\n") for n in range(1_000)]
    shelf = Shelf()
    for row in rows:
        shelf.append(row)
    assert list(shelf) == rows
    assert (len(shelf), shelf[0], shelf[-1], shelf[700]) == (
        1_000, rows[0], rows[-1], rows[700],
    )  # fmt: skip
    assert shelf[250:520] == tuple(rows[250:520])
    with pytest.raises(IndexError):
        shelf[1_000]


def test_a_full_disk_is_told_and_not_taken_for_a_damaged_file(cut, monkeypatch):
    content = xlsx_file({"S": [["取組内容"], *([f"{A}{n}"] for n in range(900))]})
    full = Path("/dev/full")
    monkeypatch.setattr("tempfile.TemporaryFile", lambda: full.open("r+b"))
    with pytest.raises(HomeError, match="ディスクに空きがありません"):
        read_bytes(content, name="a.xlsx")
