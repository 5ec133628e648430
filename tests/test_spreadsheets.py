"""Rows leave as files that open right in an office and run nothing."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from service.spreadsheets import flat_cell, write_csv, write_jsonl, write_xlsx


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1"])
def test_a_text_like_a_formula_is_neutralised(start):
    assert flat_cell(start) == f"'{start}"


@pytest.mark.parametrize(
    ("value", "cell"),
    [
        ("残業を減らす", "残業を減らす"),
        (None, ""),
        (True, "True"),
        (0.5, 0.5),
        (2020, 2020),
        ("a\x00\x1bb\ud800", "ab"),
        (["=x"], '["=x"]'),
        ({"値": 1}, '{"値": 1}'),
    ],
)
def test_a_value_is_one_cell(value, cell):
    assert flat_cell(value) == cell


def test_a_csv_has_headings_quotes_and_the_line_ends_of_spreadsheets():
    out = io.StringIO(newline="")
    write_csv([{"a": "x,\n「y」", "b": None}, {"b": 2}], ["a", "b"], out)
    assert out.getvalue() == 'a,b\r\n"x,\n「y」",\r\n,2\r\n'
    assert list(csv.reader(io.StringIO(out.getvalue(), newline="")))[2] == ["", "2"]


def test_a_jsonl_keeps_japanese_readable():
    out = io.StringIO()
    write_jsonl([{"text": "残業"}, {"n": None}], out)
    lines = out.getvalue().splitlines()
    assert (lines[0], json.loads(lines[1])) == ('{"text": "残業"}', {"n": None})


def test_a_workbook_opens_with_its_cells_as_text(tmp_path):
    rows = [{"text": "=HYPERLINK(1)", "n": 3}, {"text": "制御\x07文字", "n": None}]
    write_xlsx(rows, ["text", "n"], tmp_path / "a.xlsx")
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["text", "n"],
        ["'=HYPERLINK(1)", 3],
        ["制御文字", None],
    ]
    assert sheet["A2"].data_type == "s"
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:B3")


def test_a_text_longer_than_a_cell_is_cut_and_says_so(tmp_path):
    write_xlsx([{"text": "あ" * 40_000}], ["text"], tmp_path / "a.xlsx")
    value = load_workbook(tmp_path / "a.xlsx").active["A2"].value
    assert (len(value), value[-6:]) == (32_767, "あ（以下略）")


def test_no_rows_are_a_file_with_headings(tmp_path):
    write_xlsx([], ["text"], tmp_path / "a.xlsx")
    assert load_workbook(tmp_path / "a.xlsx").active["A1"].value == "text"
