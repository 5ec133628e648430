"""``torikumi labels``: export and import in a terminal."""

import json

import pytest


@pytest.fixture
def table(run_on_own, tmp_path):
    """A file with one label of the first entry."""
    entry = json.loads(run_on_own("export", "entries").stdout.splitlines()[0])
    path = tmp_path / "判定.csv"
    path.write_text(f"entry_id,theme,carried\n{entry['id']},休暇取得,○\n", "utf-8")
    return path


def test_labels_go_in_once_and_out_as_jsonl(run_on_own, table):
    taken = run_on_own("labels", "import", table, "--by", "山田")
    assert taken.stdout == (
        "判定.csv：1件の判定を取り込みました（0件はすでにありました）。\n"
    )
    assert "0件の判定" in run_on_own("labels", "import", table, "--by", "山田").stdout
    (line,) = run_on_own("labels", "export").stdout.splitlines()
    row = json.loads(line)
    assert (row["theme"], row["carried"], row["by"]) == ("leave", 1, "山田")


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_an_exported_file_comes_in_without_a_change(run_on_own, table, tmp_path, kind):
    run_on_own("labels", "import", table, "--by", "山田")
    out = tmp_path / f"labels.{kind}"
    assert run_on_own("labels", "export", "-o", out).exit_code == 0
    again = run_on_own("labels", "import", out)
    assert "0件の判定を取り込みました（1件はすでにありました）" in again.stdout


def test_an_export_without_labels_has_its_headings(run):
    (heading,) = run("labels", "export", "--format", "csv").stdout.splitlines()
    assert heading.lstrip("\ufeff").startswith("entry_id,text,theme,theme_name,carried")


def test_an_import_counts_in_the_next_filter(run_on_own, table):
    run_on_own("labels", "import", table, "--by", "山田")
    found = run_on_own("export", "entries", "--theme", "leave").stdout
    given = [
        theme["decided_by"]
        for line in found.splitlines()
        for theme in json.loads(line)["themes"]
        if theme["id"] == "leave"
    ]
    assert "person" in given


def test_a_wrong_file_is_one_message_and_changes_nothing(run_on_own, tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("entry_id,theme,carried\nzzz,leave,1\n", "utf-8")
    refused = run_on_own("labels", "import", path, "--by", "山田")
    assert refused.exit_code == 1
    assert "2行目：「zzz」という番号の記載はありません" in refused.stderr
    assert run_on_own("labels", "export").stdout == ""


def test_columns_that_say_nothing_of_labels_are_told(run_on_own, table):
    lines = table.read_text("utf-8").splitlines()
    table.write_text(f"{lines[0]},色\n{lines[1]},赤\n", "utf-8")
    taken = run_on_own("labels", "import", table, "--by", "山田")
    assert "読まなかった列：色" in taken.stderr
