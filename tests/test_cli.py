"""The command: results on standard output, all else on standard error."""

import io
import json

from openpyxl import load_workbook

from index.searcher import Filters
from tests.fixtures_files import xlsx_file
from tests.fixtures_home import assert_whole
from tests.fixtures_shapes import (
    ENTRY,
    HIT,
    IMPORT,
    INDICATOR,
    SEARCH,
    TAGGED,
    fits,
)

LIST = "組織名,年度,取組内容\nA市,R3,残業を減らすことにした。\n"


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_search_answers_in_the_shape_of_the_interface(run):
    result = run("search", "残業", "--json")
    (answer,) = lines(result)
    assert (result.exit_code, result.stderr) == (0, "")
    assert fits(answer, SEARCH) and fits(answer["hits"][0], HIT)
    assert answer["query"] == "残業"
    assert answer["total"] == len(answer["hits"]) > 0


def test_a_search_is_paged_filtered_and_sorted(run):
    options = ("--theme", "overtime", "--status", "実施", "--sort", "newest", "--json")
    (everything,) = lines(run("search", "", *options))
    (page,) = lines(run("search", "", *options, "--limit", 2, "--offset", 1))
    assert page["hits"] == everything["hits"][1:3]
    assert {hit["status"] for hit in everything["hits"]} == {"実施"}


def test_a_search_can_be_read_by_a_person(run):
    result = run("search", "残業", "--limit", 1)
    assert result.stdout.startswith("「残業」")
    assert "テーマ：超過勤務の縮減" in result.stdout


def test_a_query_is_never_taken_for_markup(run):
    assert run("search", "[bold]残業[/]").stdout.startswith("「[bold]残業[/]」")


def test_entries_are_exported_in_the_shape_of_the_interface(run):
    result = run("export")
    entries = lines(result)
    assert (result.exit_code, result.stderr, len(entries)) == (0, "", 90)
    assert all(fits(entry, ENTRY) for entry in entries)


def test_indicators_are_exported_in_the_shape_of_the_interface(run):
    indicators = lines(run("export", "indicators"))
    assert len(indicators) == 7
    assert all(fits(indicator, INDICATOR) for indicator in indicators)


def test_an_export_goes_into_the_file_and_says_nothing_on_standard_output(
    run, tmp_path
):
    result = run("export", "reports", "-o", tmp_path / "a.csv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert (tmp_path / "a.csv").read_text("utf-8-sig").startswith("id,title")


def test_a_file_from_standard_input_is_classified_to_standard_output(run):
    result = run("classify", "-", given='{"id": 1, "text": "残業を減らした。"}\n')
    (answer,) = lines(result)
    assert (result.exit_code, result.stderr) == (0, "")
    assert fits(answer, TAGGED)
    assert (answer["id"], answer["themes"][0]["id"]) == (1, "overtime")


def test_a_csv_comes_back_in_its_own_encoding(run):
    content = "取組内容,備考\n残業を減らした。,\n".encode("cp932")
    result = run("classify", "-", given=content)
    header = result.stdout_bytes.decode("cp932").splitlines()[0]
    assert header == "取組内容,備考,テーマ,確度,判定保留,根拠,似た過去の取組,重複"


def test_a_workbook_from_standard_input_comes_back_as_one(run):
    content = xlsx_file({"表": [["取組内容"], ["残業を減らした。"]]})
    result = run("classify", "-", given=content)
    sheet = load_workbook(io.BytesIO(result.stdout_bytes)).active
    assert sheet["A2"].value == "残業を減らした。"
    assert sheet["B2"].value.startswith("超過勤務の縮減")


def test_the_limits_of_the_settings_hold_for_what_is_classified(run, monkeypatch):
    monkeypatch.setenv("TORIKUMI_MAX_ROWS", "2")
    result = run("classify", "-", given=f"{LIST}A市,R3,休暇の取得を促した。\n")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "上限の2行（設定 TORIKUMI_MAX_ROWS）" in result.stderr


def test_similar_entries_lead_to_the_server_of_the_settings(run, catalog, monkeypatch):
    entry = next(iter(catalog.entries(Filters()))).entry
    listed = f"番号,取組内容\n1,{entry.text}\n"
    without = run("classify", "-", given=listed).stdout
    monkeypatch.setenv("TORIKUMI_ADDRESS", "https://example.jp/torikumi")
    linked = run("classify", "-", given=listed).stdout
    assert "/entries/" not in without
    assert "https://example.jp/torikumi/entries/" in linked


def test_a_written_file_is_named_on_standard_error(run, tmp_path):
    (tmp_path / "a.csv").write_text(LIST, "utf-8")
    result = run("classify", tmp_path / "a.csv", "-o", tmp_path / "b.csv")
    assert result.stdout == ""
    assert result.stderr.endswith(f"「{tmp_path / 'b.csv'}」に書き出しました。\n")


def test_how_a_file_was_read_is_told_before_it_is_classified(run):
    rows = "津市,残業を\0減らした。,皆が喜び、続けたいと言った。\n合計,1件,\n"
    content = f"団体名,取組内容,感想\n{rows}".encode("cp932")
    told = run("classify", "-", given=content).stderr.splitlines()
    assert told[0] == "形式：CSV、cp932"
    assert told[1].endswith("見出しは1行目、取組は1行")
    assert told[2:4] == [
        "列：団体名＝組織、取組内容＝取組の内容",
        "読まなかった行：合計などの行（3行目、1行）",
    ]
    assert told[4].startswith("注意：2行目など1行にNUL文字")
    assert told[5].startswith("注意：「感想」の列にも文がありますが、読んでいません")


def test_an_import_answers_in_the_shape_of_the_interface(
    run_on_own, own_home, tmp_path
):
    (tmp_path / "a.csv").write_text(LIST, "utf-8")
    result = run_on_own("import", tmp_path / "a.csv", "--json")
    (answer,) = lines(result)
    assert result.exit_code == 0
    assert fits(answer, IMPORT)
    assert (answer["status"], answer["error"]) == ("imported", None)
    assert answer["entries"] == {
        "initiative": 1,
        "outcome": 0,
        "indicator": 0,
        "item": 0,
    }
    assert (answer["organisations"], answer["fiscal_years"]) == (["A市"], [2021])
    assert_whole(own_home, 91)


def test_what_a_file_does_not_say_is_given_by_options(run_on_own):
    text = "取組内容,備考\n残業を減らすことにした。,\n"
    options = ("--organisation", "B社", "--fiscal-year", "令和3年度", "--json")
    (answer,) = lines(run_on_own("import", "-", *options, given=text))
    assert (answer["file"], answer["warnings"]) == ("-", [])
    assert (answer["organisations"], answer["fiscal_years"]) == (["B社"], [2021])


def test_a_refused_file_among_others_leaves_status_1_and_the_others_in(
    run_on_own, own_home, tmp_path
):
    (tmp_path / "a.csv").write_text(LIST, "utf-8")
    (tmp_path / "b.csv").write_text("a,b\n1,2\n", "utf-8")
    files = [tmp_path / name for name in ("b.csv", "ない.csv", "a.csv")]
    result = run_on_own("import", *files, "--json")
    answers = lines(result)
    assert result.exit_code == 1
    assert [each["status"] for each in answers] == ["refused", "refused", "imported"]
    assert all(fits(each, IMPORT) for each in answers)
    assert_whole(own_home, 91)


def test_the_index_is_rebuilt_and_counted(run_on_own):
    result = run_on_own("index", "--rebuild")
    assert result.stdout == "索引には90件の取組があります。\n"
    assert "索引を作っています" in result.stderr


def test_a_file_is_never_written_over_by_its_own_tags(run, tmp_path):
    file = tmp_path / "提出.csv"
    file.write_text("取組内容\n在宅勤務を推進した。\n", "utf-8")
    refused = run("classify", file, "-o", file)
    assert refused.exit_code == 1
    assert "元のファイル" in refused.stderr
    assert file.read_text("utf-8") == "取組内容\n在宅勤務を推進した。\n"


def test_classify_is_told_how_to_read_a_file(run, tmp_path):
    file = tmp_path / "提出.csv"
    file.write_bytes("題名\n概要,備考\n在宅勤務を推進した。,無\n".encode("cp932"))
    options = ("--header-row", 2, "--column", "概要", "--encoding", "cp932")
    tagged = run("classify", file, *options, "--format", "jsonl")
    assert json.loads(tagged.stdout.splitlines()[0])["themes"][0]["id"] == "telework"
