"""A long CSV, TSV or JSONL is streamed, and read and refused as a short one is."""

from dataclasses import replace

import pytest

from corpus.errors import TooLargeError
from corpus.limits import Limits
from service.tagging import open_given
from service.tagging import opening as opening_room

A, B = "在宅勤務を導入した。", "残業を減らすため定時退庁日を設けた。"
ROWS = 40


@pytest.fixture
def both(tmp_path, monkeypatch):
    """Open a file as a short one and as a long one; return what each gives."""

    def opening(name, text, *, limits=None):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        answers = []
        for n_bytes in (4 * 1024 * 1024, 400):
            monkeypatch.setattr(opening_room, "_SAMPLE_BYTES", n_bytes)
            answers.append(_opened(path, limits))
        return answers

    return opening


def _opened(path, limits):
    try:
        return open_given(path, name=path.name, limits=limits)
    except TooLargeError as error:
        return error.message


def table(kind, *, last=B, extra=()):
    """Return a table whose last row is as told, wider than the others where it is."""
    if kind == "jsonl":
        fields = "".join(f', "{key}": "あ"' for key in extra)
        lines = [f'{{"番号": {n}, "text": "{A}"}}' for n in range(ROWS - 1)]
        return "\n".join([*lines, f'{{"番号": 0, "text": "{last}"{fields}}}', ""])
    between = {"csv": ",", "tsv": "\t"}[kind]
    rows = [("番号", "取組内容"), *((str(n), A) for n in range(ROWS - 1))]
    return "\n".join(map(between.join, [*rows, ("0", last, *extra), ""]))


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl"])
@pytest.mark.parametrize(
    ("limit", "key"),
    [
        ({"max_file_bytes": 1000}, "MAX_FILE_BYTES"),
        ({"max_rows": ROWS - 5}, "MAX_ROWS"),
        ({"max_columns": 3}, "MAX_COLUMNS"),
        ({"max_cell_characters": 30}, "MAX_CELL_CHARACTERS"),
    ],
)
def test_a_long_table_is_refused_by_each_limit_as_a_short_one(both, kind, limit, key):
    text = table(kind, last=B * 3, extra=("あ", "い"))
    short, long = both(f"a.{kind}", text, limits=replace(Limits(), **limit))
    assert f"TORIKUMI_{key}" in short
    assert long == short


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl"])
def test_what_is_just_within_the_limits_is_read(both, kind):
    limits = Limits(max_rows=ROWS + (kind != "jsonl"), max_columns=2,
                    max_cell_characters=len(B))  # fmt: skip
    for given in both(f"a.{kind}", table(kind), limits=limits):
        assert [row.text for row in given.rows()] == [A] * (ROWS - 1) + [B]


def test_cells_may_be_as_long_as_the_setting_says(both):
    longest = "在宅勤務を広げた。" * 120_000
    limits = Limits(max_cell_characters=len(longest))
    for given in both("a.csv", table("csv", last=longest), limits=limits):
        assert [len(row.text) for row in given.rows()][-1] == len(longest)


def test_several_long_tables_on_one_sheet_are_read_as_such(both):
    first = f"番号,取組内容,実施状況\n1,{A},実施\n2,{A},実施\n"
    second = "\n大項目,取組内容,年度\n" + f"勤務,{B},R3\n" * ROWS
    short, long = both("a.csv", first + second)
    assert [row.text for row in short.rows()] == [A, A] + [B] * ROWS
    assert len(short.understood.sheets) == 2
    assert list(long.rows()) == list(short.rows())


def test_what_stands_above_a_table_is_told_of_its_rows(both):
    text = "団体名：津市\n令和3年度 取組一覧\n番号,取組内容\n" + f"1,{A}\n" * ROWS
    for given in both("a.csv", text):
        rows = list(given.rows())
        assert {(row.organisation, row.fiscal_year) for row in rows} == {("津市", 2021)}
        assert len(rows) == ROWS


def carried(section="勤務", year="R3"):
    """Return a table that names a section and a year once for the rows below."""
    rows = [f"{section},{year},{n},{A}\n" + f",,{n + 1},{B}\n" * 3 for n in range(ROWS)]
    return "大項目,年度,番号,取組内容\n" + "".join(rows)


@pytest.mark.parametrize("last", ["", f"休暇,R4,1,{A}\n,,2,{B}\n", f",R4,1,{A}\n"])
def test_a_blank_of_a_long_table_is_as_the_row_above_it(both, last):
    short, long = both("a.csv", carried() + last)
    assert list(long.rows()) == list(short.rows())
    assert {row.section for row in short.rows()} <= {"勤務", "休暇"}
    assert long.understood.warnings == short.understood.warnings != ()
    assert long.n_rows == short.n_rows


def test_a_blank_means_none_where_far_down_a_value_is_printed_again(both):
    again = f"休暇,R4,1,{A}\n" * 2
    short, long = both("a.csv", carried() + again)
    assert list(long.rows()) == list(short.rows())
    assert [row.section for row in long.rows()][:3] == ["勤務", None, None]
    assert long.understood.warnings == ()


def test_a_row_that_cannot_be_read_keeps_its_place_among_rows_filled_in(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(opening_room, "_SAMPLE_BYTES", 400)
    path = tmp_path / "a.csv"
    path.write_bytes(
        carried().encode() + f",,1,{A}\n".encode() + b",,2,\xff\xfe\n" * 2
        + f",,3,{B}\n".encode() + b",,4,\xff\xfe\n"
    )  # fmt: skip
    given = open_given(path, name=path.name)
    rows = list(given.rows())
    assert [bool(row.error) for row in rows[-5:]] == [False, True, True, False, True]
    assert [row.row for row in rows] == list(range(2, len(rows) + 2))
    assert (rows[-2].section, rows[-2].fiscal_year) == ("勤務", 2021)
    assert given.n_rows == len(rows)
