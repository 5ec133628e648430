"""The command: results on standard output, all else on standard error, one status."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from service.cli import main
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
FULL = Path("/dev/full")
HEAVY = {
    "alembic", "flask", "numpy", "openpyxl", "rich", "scipy", "sklearn", "sqlalchemy",
    "sudachipy", "waitress", "whoosh",
}  # fmt: skip


@pytest.fixture
def run(prepared_home):
    """Run a command on the prepared home, which it must not change."""

    def running(*arguments, home=prepared_home, given=None):
        command = ["--home", str(home), *map(str, arguments)]
        return CliRunner().invoke(main, command, input=given)

    return running


@pytest.fixture
def run_on_own(run, own_home):
    """Run a command on a home that it may change."""
    return lambda *arguments, given=None: run(*arguments, home=own_home, given=given)


@pytest.fixture
def process(prepared_home):
    """Start a command as a process of its own."""

    def starting(*arguments, **options):
        command = [sys.executable, "-m", "service.cli", "--home", str(prepared_home)]
        options.setdefault("stderr", subprocess.PIPE)
        return subprocess.Popen([*command, *arguments], **options)

    return starting


def commands(group=main, path=()):
    for name, command in group.commands.items():
        yield pytest.param(command, id="-".join((*path, name)))
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


def lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


# Help


@pytest.mark.parametrize("command", [pytest.param(main, id="main"), *commands()])
def test_every_command_and_option_has_help(command):
    assert command.help
    context = click.Context(command)
    options = [p for p in command.get_params(context) if isinstance(p, click.Option)]
    assert [option.name for option in options if not option.help] == []


@pytest.mark.parametrize("arguments", [["--help"], ["search", "--help"], ["--version"]])
def test_help_opens_without_any_heavy_library(arguments):
    script = (
        "import sys; from service.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "except SystemExit: print(*{name.split('.')[0] for name in sys.modules})"
    )
    command = [sys.executable, "-c", script, *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=True)
    assert set(ended.stdout.splitlines()[-1].split()) & HEAVY == set()


# Results


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
    assert header == "取組内容,備考,テーマ,確度,判定保留,根拠"


def test_a_written_file_is_named_on_standard_error(run, tmp_path):
    (tmp_path / "a.csv").write_text(LIST, "utf-8")
    result = run("classify", tmp_path / "a.csv", "-o", tmp_path / "b.csv")
    assert (result.stdout, result.stderr) == (
        "",
        f"「{tmp_path / 'b.csv'}」に書き出しました。\n",
    )


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


# Wrong input


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["search", ""], "検索語がありません"),
        (["search", "　"], "検索語がありません"),
        (["search", "x" * 10_000], "検索語が長すぎます"),
        (["search", "x", "--theme", "nope"], "「nope」というテーマはありません"),
        (["search", "x", "--fiscal-year", "某年"], "年度「某年」"),
        (["search", "x", "--organisation", "いない市"], "いない市"),
        (["export", "--format", "xlsx"], "-o で"),
        (["export", "-o", "/ない/a.csv"], "フォルダーがありません"),
        (["classify", "ない.csv"], "ファイルかフォルダーがありません"),
        (["classify", "/"], "フォルダーです"),
        (["import", "x", "--fiscal-year", "某年"], "年度「某年」"),
        (["serve", "--host", "203.0.113.5"], "待ち受けできません"),
    ],
)
def test_what_is_amiss_is_one_message_and_status_1(run, arguments, message):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("エラー：")
    assert message in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "コマンドを指定してください"),
        (["serch"], "「serch」というコマンドはありません"),
        (["search"], "「QUERY」を指定してください"),
        (["search", "a", "b"], "余分な指定があります"),
        (["search", "a", "--limti", "1"], "もしかして：--limit"),
        (["search", "a", "--limit"], "「--limit」の後に値"),
        (
            ["search", "a", "--limit", "0"],
            "「--limit」の値「0」は使えません。1以上の整数",
        ),
        (["search", "a", "--limit", "二"], "「--limit」の値「二」は使えません"),
        (["search", "a", "--sort", "x"], "relevance、newest"),
        (["export", "x"], "entries、indicators、reports"),
        (["serve", "--port", "0"], "1以上65535以下の整数"),
        (["import"], "FILE"),
    ],
)
def test_wrong_usage_is_told_in_japanese_with_status_2(run, arguments, message):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert "--help` で見られます" in result.stderr


def test_a_home_that_is_a_file_is_wrong_usage(run, tmp_path):
    (tmp_path / "file").write_text("", "utf-8")
    result = run("search", "x", home=tmp_path / "file")
    assert (result.exit_code, "フォルダーを指定" in result.stderr) == (2, True)


@pytest.mark.parametrize("home", ["/dev/null/home", "/proc/home"])
def test_a_home_that_cannot_be_written_is_named(run, home):
    result = run("search", "x", home=home)
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"「{home}」に書き込めません" in result.stderr


def test_an_empty_standard_input_is_refused(run):
    result = run("classify", "-", given="")
    assert (result.exit_code, "空です" in result.stderr) == (1, True)


def test_a_bad_environment_is_refused_with_its_key(run, monkeypatch):
    monkeypatch.setenv("TORIKUMI_PORT", "八千")
    result = run("serve")
    assert (result.exit_code, "TORIKUMI_PORT" in result.stderr) == (1, True)


def test_a_port_in_use_is_named(run):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        result = run("serve", "--port", port)
    assert (result.exit_code, f"ポート{port}" in result.stderr) == (1, True)


def test_a_surprise_is_one_line_and_kept_for_those_who_mend_it(
    run, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("service.catalog.Catalog.search", lambda *_: 1 / 0)
    result = run("search", "残業")
    (log,) = tmp_path.glob("torikumi-*.log")
    assert result.exit_code == 1
    assert result.stderr.startswith(
        "エラー：思わぬ不具合が起きました（ZeroDivisionError）"
    )
    assert str(log) in result.stderr
    assert "1 / 0" in log.read_text("utf-8")


def test_an_interruption_is_status_130_without_a_traceback(run, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("service.catalog.Catalog.search", interrupt)
    result = run("search", "残業")
    assert (result.exit_code, result.stderr) == (130, "中断しました。\n")


# As a process


def test_ctrl_c_ends_a_process_without_a_traceback(process):
    running = process("classify", "-", stdin=subprocess.PIPE)
    time.sleep(1.5)  # it waits for its input by then
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=60)
    assert (running.returncode, said.decode()) == (130, "中断しました。\n")


def test_a_pipe_that_is_closed_early_is_no_error_of_ours(process):
    reading, writing = os.pipe()
    running = process("export", stdout=writing)
    os.close(writing)
    os.close(reading)
    _, said = running.communicate(timeout=120)
    assert said == b""


@pytest.mark.skipif(not FULL.exists(), reason="no full disk to write to")
@pytest.mark.parametrize("arguments", [["export"], ["search", "残業"], ["index"]])
def test_a_full_disk_behind_standard_output_is_one_message(process, arguments):
    with FULL.open("wb") as full:
        running = process(*arguments, stdout=full)
        _, said = running.communicate(timeout=120)
    assert running.returncode == 1
    assert said.decode().splitlines() == [
        "エラー：結果を読み書きできません（ディスクに空きがありません）。"
        "権限とディスクの空きを確かめてください。"
    ]


@pytest.mark.parametrize("encoding", ["ascii", "cp932"])
def test_a_terminal_of_another_encoding_gets_what_it_can_show(process, encoding):
    environment = os.environ | {"PYTHONIOENCODING": encoding}
    running = process("search", "残業", stdout=subprocess.PIPE, env=environment)
    found, said = running.communicate(timeout=120)
    assert (running.returncode, said) == (0, b"")
    assert found.decode(encoding)


def test_json_is_utf8_whatever_the_terminal(process):
    environment = os.environ | {"PYTHONIOENCODING": "cp932"}
    options = {"stdout": subprocess.PIPE, "env": environment}
    found, _ = process("search", "残業", "--json", **options).communicate(timeout=120)
    assert json.loads(found.decode("utf-8"))["query"] == "残業"


def test_a_file_name_that_is_no_text_leaves_as_json(process):
    running = process("import", b"\xff.csv", "--json", stdout=subprocess.PIPE)
    found, said = running.communicate(timeout=120)
    assert (running.returncode, said) == (1, b"")
    assert json.loads(found)["file"] == "\udcff.csv"
