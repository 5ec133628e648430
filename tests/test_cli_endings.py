"""How the command ends: one message in Japanese, and a status that says what it was."""

import socket

import pytest


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
