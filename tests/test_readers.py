"""A file becomes grids of cells, whatever its format and encoding."""

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.choices import ReadingChoices
from corpus.errors import TooLargeError, TorikumiError, UnreadableFileError
from corpus.limits import Limits
from corpus.readers import read_bytes, read_grids
from tests.fixtures_files import ods_file, xlsx_file

ROWS = (("番号", "取組内容"), ("1", "①㈱～髙 ノー残業デーを設けた。"))
TABLE = "番号,取組内容\r\n1,①㈱～髙 ノー残業デーを設けた。\r\n"


def rows_of(content, name="a.csv"):
    (grid,) = read_bytes(content, name=name).grids
    return grid.rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_table_is_read_in_the_encodings_of_offices(encoding):
    source = read_bytes(TABLE.encode(encoding), name="a.csv")
    assert (source.encoding, source.grids[0].rows) == (encoding, ROWS)


@pytest.mark.parametrize(
    "encoding", ["euc_jp", "iso2022_jp", "utf_16_le", "utf_16_be", "euc_jis_2004"]
)
def test_a_table_is_read_in_the_encodings_of_older_systems(encoding):
    text = "番号,取組内容\n1,ノー残業デーを設けた。\n"
    assert rows_of(text.encode(encoding)) == (ROWS[0], ("1", "ノー残業デーを設けた。"))


@pytest.mark.parametrize("encoding", ["cp932", "euc_jp"])
def test_a_table_without_kana_is_read(encoding):
    content = "番号,取組内容\n1,超過勤務縮減\n2,働方改革\n".encode(encoding)
    assert rows_of(content)[1:] == (("1", "超過勤務縮減"), ("2", "働方改革"))


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_line_end_ends_a_row(end):
    content = end.join(["番号,取組内容", "1,残業を減らす", "2,休む"]).encode()
    assert len(rows_of(content)) == 3


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_cells_are_parted_by_what_parts_most_lines(delimiter):
    content = f"番号{delimiter}取組内容\n1{delimiter}残業を減らす\n".encode()
    assert rows_of(content) == (("番号", "取組内容"), ("1", "残業を減らす"))


def test_a_quoted_cell_may_hold_lines_and_commas():
    content = '番号,取組内容\n1,"残業を,\n減らす""大幅に"""\n'.encode()
    assert rows_of(content)[1] == ("1", '残業を,\n減らす"大幅に"')


def test_a_quote_within_a_tab_separated_cell_is_a_sign():
    content = '番号\t取組内容\n1\t"残業"を減らす\n'.encode()
    assert rows_of(content)[1] == ("1", '"残業"を減らす')


@pytest.mark.parametrize("bad", ['"閉じていない', '"余分"に'])
def test_a_broken_quote_is_refused_with_its_line(bad):
    content = f"番号,取組内容\n1,残業\n2,{bad}\n3,会議\n".encode()
    with pytest.raises(UnreadableFileError, match="3行目"):
        read_bytes(content, name="a.csv")


def test_a_table_of_one_column_is_told_by_its_name():
    content = "取組内容\n残業を減らす\n".encode()
    formats = [read_bytes(content, name=name).format for name in ("a.csv", "a.txt")]
    assert formats == ["csv", "text"]


def test_a_text_is_one_row_a_line():
    source = read_bytes("・残業を減らす\n・休む".encode(), name="a.txt")
    assert (source.format, source.grids[0].rows) == (
        "text",
        (("・残業を減らす",), ("・休む",)),
    )


def test_a_jsonl_has_its_keys_as_the_header():
    content = (
        '{"id": 7, "text": "残業"}\n\n{"text": "休暇", "n": [1]}\r{"text": null}\n'
    )
    assert rows_of(content.encode()) == (
        ("id", "text", "n"),
        ("7", "残業", ""),
        (),  # the blank line keeps its number
        ("", "休暇", "[1]"),
        ("", "", ""),
    )


def test_what_an_object_within_another_says_has_the_names_of_both():
    content = '{"id": 1, "取組": {"名称": "端末", "内容": "配備した。"}, "a": {"b": 2}}'
    assert rows_of(content.encode()) == (
        ("id", "取組名称", "取組内容", "a_b"),
        ("1", "端末", "配備した。", "2"),
    )


def test_half_a_character_in_a_jsonl_becomes_a_sign_that_can_be_stored():
    assert rows_of(rb'{"text": "\ud800x"}')[1] == ("\ufffdx",)


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ('{"text": "残業"}\n{"text":\n', 2),
        ('{"text": "残業"}\n[1]\n', 2),
        ('[{"text": "残業"}]', 1),
        ('{\n"text": "残業"\n}', 1),
        ('{"text": ' + "[" * 100_000 + "]" * 100_000 + "}", 1),
        ('{"n": ' + "9" * 5000 + "}", 1),
    ],
)
def test_what_is_no_jsonl_is_refused_with_its_line(content, line):
    with pytest.raises(UnreadableFileError, match=f"{line}行目はJSON"):
        read_bytes(content.encode(), name="a.jsonl")


def test_a_workbook_gives_its_visible_sheets_with_numbers_as_printed():
    content = xlsx_file(
        {"提出": [["番号", "取組内容"], [1, "残業を減らす"], [2.5, None]], "空": []},
        hidden={"控え": [["取組内容"]]},
    )
    source = read_bytes(content, name="a.xlsx")
    (grid,) = source.grids
    assert (source.format, grid.name) == ("workbook", "提出")
    assert grid.rows == (("番号", "取組内容"), ("1", "残業を減らす"), ("2.5", ""))


def test_an_ods_is_read_like_a_workbook():
    content = ods_file([["取組内容"], ["残業を減らす"]])
    assert rows_of(content, "a.ods") == (("取組内容",), ("残業を減らす",))


def test_a_sheet_with_a_cell_in_its_last_corner_is_refused_before_it_is_opened():
    workbook = openpyxl.Workbook()
    workbook.active.cell(1_048_576, 16_384).value = "x"
    content = io.BytesIO()
    workbook.save(content)
    with pytest.raises(TooLargeError, match="離れた所にあるセル"):
        read_bytes(content.getvalue(), name="a.xlsx")


@pytest.mark.parametrize(
    "content",
    [b"", b"\r\n \t", b"\xef\xbb\xbf", b"\xef\xbb\xbf\r\n", b"\xff\xfe", b"\0\0"],
)
def test_an_empty_file_is_refused(content):
    with pytest.raises(UnreadableFileError, match="空です"):
        read_bytes(content, name="a.csv")


def test_a_workbook_without_cells_is_refused():
    with pytest.raises(UnreadableFileError, match="シートは空です"):
        read_bytes(xlsx_file({"空": []}), name="a.xlsx")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"\x89PNG\r\n", "PNG"),
        (b"{\\rtf1", "RTF"),
        (b"GIF89a", "GIF"),
        (b"MIME-Version: 1.0\r\n", "MHT"),
    ],
)
def test_a_known_format_that_is_not_read_is_named(content, what):
    with pytest.raises(UnreadableFileError, match=rf"{what}.*変換して"):
        read_bytes(content, name="a")


@pytest.mark.parametrize(
    "content",
    [b"PK\x03\x04" + b"\x07" * 99, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 999],
)
def test_a_damaged_workbook_is_refused(content):
    with pytest.raises(UnreadableFileError, match="表計算のファイルとして開けません"):
        read_bytes(content, name="a.xlsx")


def test_a_workbook_cut_short_is_refused():
    content = xlsx_file({"提出": [["取組内容"], ["残業を減らす"]]})
    with pytest.raises(UnreadableFileError, match="壊れて"):
        read_bytes(content[: len(content) // 2], name="a.xlsx")


def test_a_byte_that_breaks_utf8_is_refused_with_its_line():
    content = "番号,取組内容\n1,ノー残業デー\n2,".encode() + b"\xff\n"
    with pytest.raises(UnreadableFileError, match=r"3行目.*utf-8"):
        read_bytes(content, name="a.csv")


@pytest.mark.parametrize("encoding", ["utf-8", "cp932", "euc_jp"])
def test_a_stray_nul_is_read_over_and_told_with_its_line(encoding):
    content = "番号,取組内容\n1,残業\0を減らす\n".encode(encoding)
    source = read_bytes(content, name="a.csv")
    assert source.grids[0].rows[1] == ("1", "残業\0を減らす")
    (warning,) = source.warnings
    assert warning.startswith("2行目など1行にNUL文字")


def test_an_encoding_that_a_person_told_wrongly_is_named():
    content = "番号,取組内容\n1,ノー残業デー\n".encode()
    choices = ReadingChoices(encoding="cp932")
    with pytest.raises(UnreadableFileError, match=r"cp932.*指定を外すか"):
        read_bytes(content, name="a.csv", choices=choices)


@settings(max_examples=150)
@given(st.binary(max_size=400))
def test_random_bytes_are_read_or_refused_in_japanese(content):
    try:
        read_bytes(content, name="a.csv")
    except TorikumiError as error:
        assert error.message.startswith("「a.csv」")


@pytest.mark.parametrize(
    ("name", "why"), [("ない.csv", "ありません"), ("", "フォルダーです")]
)
def test_what_cannot_be_opened_is_refused_with_the_reason(tmp_path, name, why):
    with pytest.raises(UnreadableFileError, match=why):
        read_grids(tmp_path / name)


def test_a_file_over_the_limit_is_refused_with_the_setting(tmp_path):
    (tmp_path / "a.csv").write_text("取組内容,x\n" * 9, encoding="utf-8")
    with pytest.raises(TooLargeError, match=r"10バイト.*TORIKUMI_MAX_FILE_BYTES"):
        read_grids(tmp_path / "a.csv", limits=Limits(max_file_bytes=10))
