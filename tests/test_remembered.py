"""What a person set right about a table holds for the next with the same header."""

import json

import pytest

ROWS = "1,人事課,在宅勤務の推進,在宅勤務用の端末を全員に配備した。\n"
HEADER = "番号,担当課,見出し,詳しく\n"


@pytest.fixture
def importing(run_on_own, tmp_path):
    def take(name, text, *options):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        result = run_on_own("import", str(path), *options, "--json")
        return json.loads(result.stdout)

    return take


def test_a_column_set_right_is_right_for_the_next_file_with_the_same_header(importing):
    first = importing("a.csv", HEADER + ROWS, "--column", "見出し=text")
    again = importing("b.csv", "番 号,担当課,見出し,詳しく\n" + ROWS.replace("1", "9"))
    other = importing("c.csv", "番号,担当課,見出し,詳細\n" + ROWS)
    assert [each["columns"].get("見出し") for each in (first, again, other)] == [
        "text", "text", "item",
    ]  # fmt: skip
    assert "前に指定された読み方" in again["warnings"][0]


def test_what_is_said_now_counts_before_what_was_said_then(importing):
    importing("a.csv", HEADER + ROWS, "--column", "見出し=text")
    again = importing("b.csv", HEADER + ROWS, "--column", "詳しく=text",
                      "--column", "見出し=item")  # fmt: skip
    assert again["columns"] == {
        "担当課": "department", "見出し": "item", "詳しく": "text",
    }  # fmt: skip


def test_another_text_takes_the_place_of_the_one_set_right_before(importing):
    importing("a.csv", HEADER + ROWS, "--column", "見出し=text")
    again = importing("b.csv", HEADER + ROWS, "--column", "詳しく=text")
    assert [k for k, v in again["columns"].items() if v == "text"] == ["詳しく"]


def test_what_was_set_right_before_gives_way_to_another_header(importing):
    text = f"表題\n甲,乙\nあ,い\n{ROWS.split(',')[3].strip()},津市\n"
    first = importing(
        "a.csv", text, "--header-row", "3", "--column", "あ=text", "--column",
        "い=organisation",
    )  # fmt: skip
    other = importing("b.csv", text, "--header-row", "2", "--column", "甲=text")
    named = importing("c.csv", text, "--column", "甲=text")
    assert [each["columns"] for each in (first, other, named)] == [
        {"あ": "text", "い": "organisation"}, {"甲": "text"}, {"甲": "text"},
    ]  # fmt: skip


def test_a_column_that_is_not_there_is_refused_and_not_remembered(importing):
    importing("a.csv", HEADER + ROWS, "--column", "見出し=text")
    refused = importing("b.csv", HEADER + ROWS, "--column", "ない=text")
    assert refused["status"] == "refused" and "「ない」" in refused["error"]
    assert importing("c.csv", HEADER + ROWS)["columns"]["見出し"] == "text"


@pytest.mark.parametrize(
    ("option", "what"),
    [
        (["--column", "見出し=なにか"], "なにか"),
        (["--column", "見出し"], "見出し=text"),
        (["--column", "ない=text"], "ない"),
        (["--column", "ない=item"], "ない"),
        (["--header-row", "0"], "1から"),
        (["--sheet", "ない"], "ない"),
        (["--encoding", "ない"], "ない"),
    ],
)
def test_an_option_that_fits_nothing_is_refused_by_name(
    run_on_own, tmp_path, option, what
):
    (tmp_path / "a.csv").write_text(HEADER + ROWS, encoding="utf-8")
    result = run_on_own("import", str(tmp_path / "a.csv"), *option)
    assert result.exit_code == 1
    assert what in result.stderr
    assert "Traceback" not in result.stderr


def test_encoding_sheet_and_header_row_are_read_as_said(run_on_own, tmp_path):
    path = tmp_path / "a.csv"
    rows = f"取組内容,備考\n件名,詳しい中身\n在宅の推進,{ROWS.split(',')[3]}"
    path.write_text(rows, encoding="euc_jp")
    told = run_on_own(
        "import", str(path), "--encoding", "EUC-JP", "--header-row", "2",
        "--column", "B=text", "--organisation", "津市", "--fiscal-year", "R3", "--json",
    )  # fmt: skip
    answer = json.loads(told.stdout)
    assert (answer["encoding"], answer["entries"]["initiative"]) == ("euc_jp", 1)
    (sheet,) = answer["understood"]["sheets"]
    assert sheet["header_rows"] == [2]
    assert [each["meaning"] for each in sheet["columns"]] == ["item", "text"]
    assert sheet["left_out"] == [{"row": 1, "reason": "表の上の文"}]


def test_what_was_understood_is_told_in_the_terminal(run_on_own, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("番号,取組内容\n1,紙を減らした。\n計,\n", encoding="cp932")
    told = run_on_own("import", str(path)).stdout
    assert "形式：CSV、cp932" in told
    assert "見出しは1行目、取組は1行" in told
    assert "取組内容＝取組の内容" in told
    assert "合計などの行（3行目、1行）" in told
