"""What is in the catalogue leaves as JSONL, CSV and XLSX, whole or not at all."""

import csv
import io
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from corpus.errors import InvalidInputError
from corpus.themes import GUIDE
from index.searcher import Filters
from service.exports import (
    Target,
    choose_target,
    export_rows,
    opened,
    replacing,
    write_bytes,
    write_rows,
)

EVERYTHING = Filters()


def export(catalog, path, what="entries", filters=EVERYTHING):
    target = choose_target(path, None)
    rows = export_rows(catalog, what, filters)
    write_rows(rows, what=what, target=target, guide=GUIDE)


def test_entries_leave_as_jsonl(catalog, tmp_path):
    export(catalog, tmp_path / "a.jsonl")
    lines = (tmp_path / "a.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [
        each.entry.id for each in catalog.entries(Filters())
    ]


def test_entries_leave_as_a_csv_that_excel_knows_for_utf8(catalog, tmp_path):
    export(catalog, tmp_path / "a.csv")
    content = (tmp_path / "a.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    text = io.StringIO(content.decode("utf-8-sig"), newline="")
    rows = list(csv.DictReader(text))
    assert (len(rows), rows[0]["organisation"]) == (90, "厚生労働省")
    assert {"テレワーク", "ペーパーレス"} & {
        t for r in rows for t in r["themes"].split("、")
    }


@pytest.mark.parametrize(
    ("what", "n_rows"), [("entries", 90), ("indicators", 7), ("reports", 1)]
)
def test_everything_leaves_as_a_workbook(catalog, tmp_path, what, n_rows):
    export(catalog, tmp_path / "a.xlsx", what)
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet.max_row == n_rows + 1


def test_reports_are_filtered_by_organisation_and_year(catalog, tmp_path):
    for year, n_rows in ((2020, 1), (1999, 0)):
        export(catalog, tmp_path / "a.jsonl", "reports", Filters(fiscal_year=(year,)))
        assert (tmp_path / "a.jsonl").read_text("utf-8").count("\n") == n_rows


@pytest.mark.parametrize("what", ["entries", "indicators", "reports"])
def test_nothing_leaves_as_headings(tmp_path, what):
    for kind in ("csv", "xlsx", "jsonl"):
        path = tmp_path / f"a.{kind}"
        write_rows(iter(()), what=what, target=Target(path, kind), guide=GUIDE)
        assert (path.read_bytes() == b"") == (kind == "jsonl")


@pytest.mark.parametrize(
    ("name", "kind", "chosen"),
    [
        ("a.csv", None, "csv"),
        ("a.XLSX", None, "xlsx"),
        ("a.txt", None, "jsonl"),
        ("a.csv", "jsonl", "jsonl"),
    ],
)
def test_the_format_is_the_one_asked_for_or_that_of_the_name(
    tmp_path, name, kind, chosen
):
    assert choose_target(tmp_path / name, kind) == Target(tmp_path / name, chosen)


def test_a_dash_is_standard_output():
    assert choose_target(Path("-"), None) == Target(None, "jsonl")


def test_a_workbook_needs_a_file():
    with pytest.raises(InvalidInputError, match="-o で"):
        choose_target(None, "xlsx")


def test_a_failed_export_leaves_the_file_that_was_and_nothing_beside_it(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text("前の内容", "utf-8")
    with pytest.raises(ZeroDivisionError), opened(path) as out:
        out.write("途中")
        raise ZeroDivisionError
    assert [each.name for each in tmp_path.iterdir()] == ["a.jsonl"]
    assert path.read_text("utf-8") == "前の内容"


def test_a_link_keeps_pointing_at_the_file_that_is_replaced(tmp_path):
    (tmp_path / "real.csv").write_text("前", "utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    write_bytes(b"x", tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes() == b"x"


def test_a_device_is_written_to_and_not_replaced():
    with replacing(Path("/dev/null")) as path:
        path.write_text("x")
    assert path.is_char_device()


def test_a_long_japanese_name_can_be_written(tmp_path):
    path = tmp_path / ("あ" * 83 + ".csv")
    write_bytes(b"x", path)
    assert path.read_bytes() == b"x"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InvalidInputError, match=r"ない.*フォルダーがありません"):
        write_bytes(b"x", tmp_path / "ない" / "a.csv")
