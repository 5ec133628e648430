"""The command as a process: what it loads, and what happens to its streams."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import click
import pytest

from service.cli import main

FULL = Path("/dev/full")
HEAVY = {
    "alembic", "flask", "numpy", "openpyxl", "rich", "scipy", "sklearn", "sqlalchemy",
    "sudachipy", "waitress", "whoosh",
}  # fmt: skip


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


def test_ctrl_c_ends_a_process_without_a_traceback(process):
    running = process("classify", "-", stdin=subprocess.PIPE)
    assert running.stdin
    running.stdin.write(b"\n" * 200_000)  # more than a pipe holds: it has begun to read
    running.stdin.flush()
    running.send_signal(signal.SIGINT)
    _, said = running.communicate(timeout=120)
    assert said.decode() == "中断しました。\n"
    # Python ends by the signal itself where it came while a module was made.
    assert running.returncode in (130, -signal.SIGINT)


def test_a_pipe_that_is_closed_early_is_no_error_of_ours(process):
    reading, writing = os.pipe()
    running = process("export", stdout=writing)
    os.close(writing)
    os.close(reading)
    _, said = running.communicate(timeout=120)
    assert said == b""


def test_a_workbook_for_a_pipe_that_is_closed_early_is_no_error_of_ours(process):
    reading, writing = os.pipe()
    arguments = ("classify", "-", "--format", "xlsx")
    running = process(*arguments, stdin=subprocess.PIPE, stdout=writing)
    os.close(writing)
    os.close(reading)
    _, said = running.communicate("残業を減らした。\n".encode(), timeout=120)
    assert all(
        line.startswith(("形式", "「標準入力」")) for line in said.decode().split()
    )


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


def test_a_workbook_is_not_written_on_a_terminal(process, tmp_path):
    (tmp_path / "a.jsonl").write_text('{"text": "残業を減らした。"}', "utf-8")
    shown, terminal = os.openpty()
    with (tmp_path / "a.jsonl").open("rb") as file:
        command = process(
            "classify", "-", "--format", "xlsx", stdin=file, stdout=terminal
        )
    _, told = command.communicate(timeout=120)
    os.close(terminal)
    os.close(shown)
    assert command.returncode == 1
    assert "画面に表示できません" in told.decode()
