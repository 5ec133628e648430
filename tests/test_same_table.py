"""A CSV comes back byte for byte, with columns at the right end of its table."""

import codecs

import pytest

from corpus.errors import TorikumiError, UnreadableFileError
from corpus.themes import GUIDE
from service.tagging import (
    RESULT_COLUMNS,
    GivenTheme,
    RowAnswer,
    SimilarAnswer,
    open_given,
    tagged_name,
    write_tagged,
)
from service.tagging import opening as opening_room

ADDED = ",".join(RESULT_COLUMNS)
THEMES = (GivenTheme("telework", 0.9, (("在宅", 1.0),)),)


@pytest.fixture
def returned(tmp_path):
    """Write a file of these bytes again, each row with one theme."""

    def returning(content, *, name="提出.csv", answer=THEMES, **options):
        (tmp_path / name).write_bytes(content)
        given = open_given(tmp_path / name, name=name)
        answers = (RowAnswer(r.sheet, r.row, answer, **options) for r in given.rows())
        out = tmp_path / "out"
        notes = write_tagged(given, answers, out, guide=GUIDE).notes
        return out.read_bytes(), notes

    return returning


def test_titles_blank_lines_footnotes_and_quotes_stay_as_they_lie(returned):
    content = (
        '提出一覧\r\n\r\n番号,"取組内容",備考\r\n1,在宅勤務を導入した。,"a ""b"""\r\n'
        '\r\n2,"残業を\r\n減らした。", x \r\n3,―,\r\n※注は読まない'
    )
    tagged, _ = returned(content.encode("cp932"))
    themes = "テレワーク,0.90,,テレワーク：在宅,,"
    assert tagged.decode("cp932") == (
        f'提出一覧\r\n\r\n番号,"取組内容",備考,{ADDED}\r\n'
        f'1,在宅勤務を導入した。,"a ""b""",{themes}\r\n\r\n'
        f'2,"残業を\r\n減らした。", x ,{themes}\r\n3,―,,,,,,,\r\n※注は読まない'
    )


def test_a_character_with_two_codes_keeps_its_own(returned):
    twice = b"\x87\x90 \x81\xe0"  # both are ≒
    content = "取組内容,備考\n在宅勤務を導入した。,".encode("cp932") + twice + b"\n"
    tagged, _ = returned(content)
    assert twice in tagged


def test_a_table_that_quotes_all_gets_quoted_cells(returned):
    content = '"番号","取組内容"\n"1","在宅勤務を導入した。"\n'.encode()
    tagged, _ = returned(content)
    assert tagged.decode().splitlines()[1] == (
        '"1","在宅勤務を導入した。","テレワーク","0.90","","テレワーク：在宅","",""'
    )


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", codecs.BOM_UTF8),
        ("cp932", b""),
        ("euc_jp", b""),
        ("utf-16-le", codecs.BOM_UTF16_LE),
        ("utf-16-be", codecs.BOM_UTF16_BE),
    ],
)
def test_encoding_mark_and_line_ends_stay(returned, encoding, mark, end):
    lines = ["番号\t取組内容", "1\t在宅勤務を導入した。", ""]
    tagged, notes = returned(mark + end.join(lines).encode(encoding), name="提出.tsv")
    added = "\t".join(RESULT_COLUMNS)
    expected = [
        f"{lines[0]}\t{added}",
        f"{lines[1]}\tテレワーク\t0.90\t\tテレワーク：在宅\t\t",
        "",
    ]
    assert (tagged, notes) == (mark + end.join(expected).encode(encoding), ())


def test_a_character_that_the_encoding_lacks_is_told(returned):
    similar = SimilarAnswer("1", 0.5, "𠮷野町 2020年度")
    content = "番号,取組内容\n1,在宅勤務を導入した。\n".encode("cp932")
    tagged, notes = returned(content, similar=similar)
    assert "〓野町" in tagged.decode("cp932")
    assert notes == ("文字コードcp932にない1文字を「〓」と書きました。",)


def test_what_we_write_runs_in_no_spreadsheet_and_own_cells_stay(returned):
    similar = SimilarAnswer("1", 0.5, "@町")
    content = "番号,取組内容\n=1,-在宅勤務を導入した。\n".encode()
    tagged, _ = returned(content, similar=similar)
    row = tagged.decode().splitlines()[1]
    assert row.startswith("=1,-在宅勤務を導入した。,テレワーク") and ",'@町," in row


def test_a_long_table_is_read_row_by_row_as_a_short_one(returned, monkeypatch):
    content = "番号,取組内容\n" + "".join(
        f'{i},"在宅勤務を\n{i}人に広げた。"\n' for i in range(300)
    )
    short, _ = returned(content.encode())
    monkeypatch.setattr(opening_room, "_SAMPLE_BYTES", 1000)
    assert returned(content.encode())[0] == short


def test_a_row_of_a_long_table_that_cannot_be_read_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(opening_room, "_SAMPLE_BYTES", 500)
    line = "1,在宅勤務を導入した。\n".encode()
    content = "番号,取組内容\n".encode() + line * 50 + b"2,\xff\xfe\n" + line
    (tmp_path / "a.csv").write_bytes(content)
    rows = list(open_given(tmp_path / "a.csv", name="a.csv").rows())
    assert [row.row for row in rows if row.error] == [52]
    assert len([row for row in rows if row.text]) == 51


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空です"),
        (b"\n\n \n", "空です"),
        ("番号,取組内容\n".encode(), "取組の書かれた行がありません"),
        (b"\x00\x01\x02\xff" * 99, "「a.csv」"),
        ('番号,取組内容\n1,"残業\n2,減\n'.encode(), "2行目"),
        (b'{"text": 1}\n{"a": []}\n', "1行目：「text」の文がありません"),
    ],
)
def test_a_file_without_anything_to_judge_is_refused_in_one_sentence(
    tmp_path, content, told
):
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(UnreadableFileError, match=told):
        open_given(tmp_path / "a.csv", name="a.csv")


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path):
    for path in (tmp_path, tmp_path / "ない.csv"):
        with pytest.raises(TorikumiError, match="開けません"):
            open_given(path, name=str(path))


def test_a_ditto_mark_far_down_stands_for_what_is_above_it(tmp_path, monkeypatch):
    monkeypatch.setattr(opening_room, "_SAMPLE_BYTES", 500)
    line = "1,在宅勤務を導入した。\n2,同上\n"
    (tmp_path / "a.csv").write_text("番号,取組内容\n" + line * 30, "utf-8")
    given = open_given(tmp_path / "a.csv", name="a.csv")
    assert [row.text for row in given.rows()] == ["在宅勤務を導入した。"] * 60


def test_an_unclosed_quote_far_down_is_refused_before_anything_is_written(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(opening_room, "_SAMPLE_BYTES", 500)
    line = "1,在宅勤務を導入した。\n".encode()
    content = "番号,取組内容\n".encode() + line * 50 + b'2,"' + line * 3
    (tmp_path / "a.csv").write_bytes(content)
    with pytest.raises(UnreadableFileError, match="52行目"):
        open_given(tmp_path / "a.csv", name="a.csv")


@pytest.mark.parametrize(
    ("name", "format", "expected"),
    [
        ("提出.csv", "same", "提出_テーマ付き.csv"),
        ("提出.CSV", "same", "提出_テーマ付き.CSV"),
        ("提出.csv", "xlsx", "提出_テーマ付き.xlsx"),
        ("提出.csv", "jsonl", "提出_テーマ付き.jsonl"),
        ("提出.txt", "same", "提出_テーマ付き.xlsx"),
    ],
)
def test_the_file_that_comes_back_is_named_after_the_one_given(
    tmp_path, name, format, expected
):
    content = "番号,取組内容\n1,残業を減らした。\n"
    text = "・残業を減らした。\n・在宅勤務を導入した。\n"
    (tmp_path / name).write_text(text if name.endswith("txt") else content, "utf-8")
    assert tagged_name(open_given(tmp_path / name, name=name), format) == expected
