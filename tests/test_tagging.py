"""A file comes back as it came, with the themes of each row."""

import csv
import io
import json

import pytest
from openpyxl import Workbook, load_workbook

from corpus import bundled
from corpus.errors import NotAReportError, UnreadableFileError
from service.tagging import RESULT_COLUMNS, open_given, tag_file
from tests.fixtures_files import ods_file, xlsx_file

TABLE = "番号,取組内容,備考\n1,在宅勤務を導入した。,あ\n2,―,い\n3,残業を減らした。,う\n"


@pytest.fixture
def tag(catalog, tmp_path):
    """Tag a file of this name and content; return what was written."""

    def tagging(name, content, output, *, kind="same", column=None):
        (tmp_path / name).write_bytes(content)
        given = open_given(tmp_path / name, name=str(tmp_path / name), column=column)
        tag_file(catalog, given, output=tmp_path / output, kind=kind, workers=1)
        return (tmp_path / output).read_bytes()

    return tagging


def objects(content):
    return [json.loads(line) for line in content.decode().splitlines()]


def first_themes(rows):
    return [row["themes"][0]["id"] if row["themes"] else None for row in rows]


def test_a_jsonl_keeps_its_own_fields_before_the_themes(tag):
    own = {"id": 7, "text": "在宅勤務を導入した。", "値": {"a": [1, None]}}
    (row,) = objects(tag("a.jsonl", json.dumps(own).encode(), "out.jsonl"))
    assert list(row) == ["id", "text", "値", "themes", "doubtful"]
    assert {name: row[name] for name in own} == own
    theme = row["themes"][0]
    assert (theme["id"], list(theme)) == ("telework", ["id", "probability", "evidence"])
    assert set(theme["evidence"][0]) == {"text", "weight"}


def test_what_a_jsonl_says_itself_leaves_as_it_came(tag):
    own = (
        r'{"a":1.50,"id" : 12345678901234567890.5,"text":"\u6b8b業を減らした。", "a": 2'
    )
    given = tag("a.jsonl", f"{own} }}\n".encode(), "out.jsonl").decode()
    assert given.startswith(f'{own}, "themes": [{{"id": "overtime"')


def test_another_field_of_a_jsonl_can_be_read(tag):
    content = '{"本文": "在宅勤務を導入した。"}\n{"本文": ""}\n'.encode()
    rows = objects(tag("a.jsonl", content, "out.jsonl", column="本文"))
    assert first_themes(rows) == ["telework", None]


def test_a_jsonl_under_other_keys_is_read_by_what_they_say(tag):
    content = '{"番号": 1, "取組内容": "在宅勤務を導入した。"}\n{"番号": 2}\n'.encode()
    first, second = objects(tag("a.jsonl", content, "out.jsonl"))
    assert first["themes"][0]["id"] == "telework"
    assert second["error"].startswith("2行目：「取組内容」の文がありません")
    assert "意味を「取組の内容」に" in second["error"]  # for who is on a page
    assert "--column" in second["error"]


def test_a_jsonl_line_without_text_is_told_and_does_not_stop_the_rest(tag):
    content = '{"text": "残業を減らした。"}\n\n{"text": null}\n{oops\n'.encode()
    first, second, third = objects(tag("a.jsonl", content, "out.jsonl"))
    assert first["themes"] and second["themes"] == third["themes"] == []
    assert second["error"].startswith("3行目：「text」の文がありません")
    assert third["error"].startswith("4行目：JSONのオブジェクトではありません")
    assert third["line"] == "{oops"


def test_a_jsonl_without_any_text_is_refused_with_its_line(tag, tmp_path):
    with pytest.raises(NotAReportError, match="2行目：「text」"):
        tag("a.jsonl", b'\n{"text": null}\n', "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp932", "euc_jp", "utf-16"]
)
@pytest.mark.parametrize(
    ("delimiter", "end"), [(",", "\r\n"), (";", "\n"), ("\t", "\n")]
)
def test_a_csv_keeps_its_encoding_delimiter_and_line_ends(
    tag, encoding, delimiter, end
):
    text = TABLE.replace(",", delimiter).replace("\n", end)
    tagged = tag("a.csv", text.encode(encoding), "out.csv").decode(encoding)
    rows = list(csv.reader(io.StringIO(tagged, newline=""), delimiter=delimiter))
    assert rows[0] == ["番号", "取組内容", "備考", *RESULT_COLUMNS]
    assert [row[:3] for row in rows] == [line.split(",") for line in TABLE.split()]
    assert [row[3] for row in rows[1:3]] == ["テレワーク", ""]
    assert (tagged.count(end), tagged.count("\n")) == (4, 4)


def test_a_table_keeps_all_its_columns_as_jsonl(tag):
    rows = objects(tag("a.csv", TABLE.encode(), "out.jsonl"))
    assert [(row["番号"], row["備考"]) for row in rows] == [
        ("1", "あ"),
        ("2", "い"),
        ("3", "う"),
    ]
    assert first_themes(rows) == ["telework", None, "overtime"]


def test_rows_of_several_sheets_tell_theirs_as_jsonl(tag):
    rows = [("取組内容", "row"), ("残業を減らした。", "い")]
    content = xlsx_file({"甲課": rows, "乙課": [("表紙", ""), *rows]})
    first, second = objects(tag("a.xlsx", content, "out.jsonl", kind="jsonl"))
    assert list(first) == ["取組内容", "row", "sheet", "themes", "doubtful"]
    assert [each["sheet"] for each in (first, second)] == ["甲課", "乙課"]
    assert second["row"] == "い"  # a column of the file's own
    (copy,) = second["copies"]
    assert (copy["sheet"], copy["row"]) == ("甲課", 2)


def test_columns_of_one_name_or_none_are_told_apart_by_their_place(tag):
    content = "取組内容,,取組内容\n在宅勤務を導入した。,x,y\n".encode()
    (row,) = objects(tag("a.csv", content, "out.jsonl"))
    assert list(row)[:3] == ["取組内容", "2列目", "3列目"]


def test_a_text_comes_back_as_jsonl_with_its_headings(tag):
    content = "■ 働き方\n・在宅勤務を導入した。\n".encode("cp932")
    (row,) = objects(tag("a.txt", content, "out.jsonl"))
    assert (row["section"], row["text"]) == ("働き方", "在宅勤務を導入した。")


def test_a_form_comes_back_as_a_list_of_its_entries(tag):
    rows = objects(tag("a.txt", bundled.REPORT.read_bytes(), "out.jsonl"))
    assert len(rows) == 90
    assert {"section", "path", "item", "status", "marker", "text"} < set(rows[0])


def test_a_workbook_keeps_sheets_formulas_and_styles_and_gets_columns(tag, tmp_path):
    workbook = Workbook()
    sheet = workbook.active
    for row in (
        ["一覧"],
        ["番号", "取組内容", "計"],
        [1, "在宅勤務を導入した。", "=A3"],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:D1")
    workbook.create_sheet("説明")["A1"] = "書き方"
    workbook.save(tmp_path / "提出.xlsx")
    tag("提出.xlsx", (tmp_path / "提出.xlsx").read_bytes(), "out.xlsx")
    sheet, guide = load_workbook(tmp_path / "out.xlsx").worksheets
    assert [cell.value for cell in sheet[2]][4:] == list(RESULT_COLUMNS)
    assert [cell.value for cell in sheet[3]][:5] == [
        1,
        "在宅勤務を導入した。",
        "=A3",
        None,
        "テレワーク",
    ]
    assert (sheet.merged_cells.ranges.pop().coord, guide["A1"].value) == (
        "A1:D1",
        "書き方",
    )


def test_a_workbook_goes_beside_the_file(catalog, tmp_path):
    path = tmp_path / "提出.xlsx"
    path.write_bytes(xlsx_file({"表": [["取組内容"], ["在宅勤務を導入した。"]]}))
    given = open_given(path, name=str(path))
    first, second = (tag_file(catalog, given, workers=1).path for _ in range(2))
    assert first == tmp_path / "提出_テーマ付き.xlsx"
    assert second == tmp_path / "提出_テーマ付き-2.xlsx"  # never over another
    assert load_workbook(first).active["B2"].value == "テレワーク"


def test_an_ods_comes_back_as_a_workbook(tag, tmp_path):
    tag("a.ods", ods_file([["取組内容"], ["在宅勤務を導入した。"]]), "out.xlsx")
    rows = load_workbook(tmp_path / "out.xlsx").active.values
    assert [row[:2] for row in rows] == [
        ("取組内容", "テーマ"),
        ("在宅勤務を導入した。", "テレワーク"),
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize("name", ["a.csv", "a.jsonl", "a.txt", "a.xlsx"])
def test_any_file_can_be_had_in_any_format(tag, name, kind):
    content = {
        "a.csv": TABLE.encode(),
        "a.jsonl": '{"text": "残業を減らした。"}\n{"text": "休む", "n": 1}'.encode(),
        "a.txt": "残業を減らした。\n".encode(),
        "a.xlsx": xlsx_file({"表": [["取組内容"], ["残業を減らした。"]]}),
    }
    tagged = tag(name, content[name], f"out.{kind}", kind=kind)
    if kind == "jsonl":
        assert objects(tagged)
    else:
        assert (tagged[:2] == b"PK") == (kind == "xlsx")


@pytest.mark.parametrize("heading", ["担当", "シート"])
def test_a_list_of_several_sheets_tells_the_sheet_of_each_row(tag, heading):
    text = "在宅勤務用の端末を全職員に配付した。"
    sheet = [[heading, "取組内容"], ["甲", text]]
    content = xlsx_file({"一": sheet, "二": sheet, "説明": [["書き方"]]})
    tagged = tag("a.xlsx", content, "out.csv").decode("utf-8-sig")
    header, *rows = csv.reader(io.StringIO(tagged, newline=""))
    name = "元のシート" if heading == "シート" else "シート"
    assert header == [name, heading, "取組内容", *RESULT_COLUMNS]
    assert [row[:3] for row in rows] == [["一", "甲", text], ["二", "甲", text]]
    assert rows[1][-1] == "「一」の2行目と同じ"


def test_a_workbook_of_several_tables_of_a_document_tells_them_apart(tag, tmp_path):
    table = "<table><tr><th>取組内容<tr><td>在宅勤務を導入した。</table>"
    tag("a.html", (table + table).encode(), "out.xlsx")
    header, *rows = load_workbook(tmp_path / "out.xlsx").active.values
    assert header[:2] == ("シート", "取組内容")
    assert [row[0] for row in rows] == ["表1", "表2"]


def test_fields_that_only_later_lines_have_get_columns_too(tag):
    content = '{"text": "残業を減らした。"}\n{"text": "休む", "n": 1}'.encode()
    tagged = tag("a.jsonl", content, "out.csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(tagged, newline="")))
    assert [row["n"] for row in rows] == ["", "1"]


def test_the_name_of_the_output_tells_the_format(tag):
    assert tag("a.csv", TABLE.encode(), "out.xlsx")[:2] == b"PK"
    assert objects(tag("a.csv", TABLE.encode(), "out.jsonl"))


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_a_column_that_is_not_there_is_named(tag, name):
    sheet = [["取組内容", "備考"], ["残業を減らした。", "x"]]
    two = xlsx_file({"一": sheet, "二": sheet})
    content = {"a.csv": TABLE.encode(), "a.xlsx": two}[name]
    with pytest.raises(NotAReportError, match="「ない」の列"):
        tag(name, content, "out", column="ない")


def test_a_formula_in_the_text_stays_and_none_is_added(tag):
    content = 'text,x\n"=1+1 残業を減らした。",=2\n'.encode()
    (_, row) = csv.reader(io.StringIO(tag("a.csv", content, "out.csv").decode()))
    assert row[:2] == ["=1+1 残業を減らした。", "=2"]
    assert not any(cell.startswith("=") for cell in row[2:])


def test_an_unreadable_file_is_refused_before_anything_is_written(tag, tmp_path):
    with pytest.raises(UnreadableFileError, match="PDF"):
        tag("a.pdf", b"%PDF-1.7", "out.csv")
    assert not (tmp_path / "out.csv").exists()


@pytest.mark.parametrize(("output", "n_notes"), [("out.txt", 1), ("out.xlsx", 0)])
def test_a_workbook_under_another_name_is_told(catalog, tmp_path, output, n_notes):
    path = tmp_path / "a.txt"
    path.write_text("・残業を減らした。\n", "utf-8")
    given = open_given(path, name=str(path))
    tagged = tag_file(catalog, given, output=tmp_path / output, workers=1)
    assert ["out.txt" in note for note in tagged.notes] == [True] * n_notes
