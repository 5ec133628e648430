"""Labels go out as a table and come in again: all rows or none."""

import csv
import json
import shutil
from dataclasses import replace
from itertools import islice

import pytest
from openpyxl import Workbook, load_workbook

from corpus.errors import LabelsError, UnreadableFileError
from index.searcher import Filters
from service.catalog import Catalog
from service.label_files import COLUMNS
from service.labelling import Verdict
from service.settings import Settings
from service.spreadsheets import write_csv, write_jsonl, write_xlsx
from tests.fixtures_home import record
from tests.fixtures_labels import said


@pytest.fixture
def ids(own_catalog):
    return [each.entry.id for each in islice(own_catalog.entries(Filters()), 3)]


@pytest.fixture
def labelled(own_catalog, ids):
    """A catalogue with labels of several people, notes that look odd, and an undo."""
    first, second, _ = ids
    own_catalog.label(
        Verdict(first, {"telework": True, "leave": False}, "山田", "=1+1")
    )
    own_catalog.label(Verdict(first, {"telework": False}, "佐藤", "一行目\n<b>二行目"))
    own_catalog.label(Verdict(second, {"overtime": True}, "山田", "-"))
    own_catalog.take_back(by="山田")
    return own_catalog


def write(kind, rows, path):
    if kind == "xlsx":
        write_xlsx(rows, COLUMNS, path)
        return path
    with path.open("w", encoding="utf-8", newline="") as out:
        write_jsonl(rows, out) if kind == "jsonl" else write_csv(rows, COLUMNS, out)
    return path


@pytest.fixture
def take(own_catalog, tmp_path):
    """Take in a CSV file of these lines."""

    def take(*lines, by=None, name="判定.csv"):
        path = tmp_path / name
        path.write_text("\n".join(lines), encoding="utf-8")
        return own_catalog.import_labels(path, name=name, by=by)

    return take


def rows_of(catalog):
    return list(catalog.label_rows())


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_what_went_out_and_comes_in_changes_nothing(labelled, tmp_path, kind):
    before = rows_of(labelled)
    path = write(kind, before, tmp_path / f"labels.{kind}")
    result = labelled.import_labels(path, name=path.name)
    assert (result.n_new, result.n_known, result.unread_columns) == (0, 5, ())
    assert rows_of(labelled) == before


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
def test_another_home_gets_the_very_same_labels(
    labelled, tmp_path, kind, prepared_home
):
    before = rows_of(labelled)
    path = write(kind, before, tmp_path / f"labels.{kind}")
    home = shutil.copytree(prepared_home, tmp_path / "other")
    other = Catalog(Settings(home=home))
    assert other.import_labels(path, name=path.name).n_new == 5
    assert rows_of(other) == before
    other.close()


def test_a_hand_made_file_says_who_and_from_what(own_catalog, take, ids):
    result = take(
        "記載の番号,テーマ,判定,メモ,色",
        f"{ids[0]},テレワーク,○,確認済み,赤",
        f"{ids[0]},Less overtime,×,,",
        "",
        by="山田",
    )
    assert (result.n_new, result.unread_columns) == (2, ("色",))
    first, second = rows_of(own_catalog)
    assert (first["theme"], first["carried"], first["note"]) == (
        "telework",
        1,
        "確認済み",
    )
    assert (second["theme"], second["carried"], second["note"]) == ("overtime", 0, "")
    for row in (first, second):
        assert (row["by"], row["source"]) == ("山田", "file 判定.csv")


def test_a_row_without_a_date_says_what_is_so_now_and_only_once(own_catalog, take, ids):
    lines = "entry_id,theme,carried,by", f"{ids[0]},leave,1,山田"
    assert take(*lines).n_new == 1
    assert take(*lines).n_new == 0
    own_catalog.label(Verdict(ids[0], {"leave": False}, "山田"))
    assert take(*lines).n_new == 1
    assert len(rows_of(own_catalog)) == 3


@pytest.mark.parametrize(
    ("when", "utc"),
    [
        ("2021-04-01T09:00:00+09:00", "2021-04-01T00:00:00+00:00"),
        ("2021-04-01T00:00:00Z", "2021-04-01T00:00:00+00:00"),
    ],
)
def test_moments_are_kept_as_moments(own_catalog, take, ids, when, utc):
    take("entry_id,theme,carried,by,when", f"{ids[0]},leave,1,山田,{when}")
    assert rows_of(own_catalog)[0]["when"] == utc


def test_titles_above_the_headings_are_passed_over(own_catalog, take, ids):
    take("令和8年度の判定,,", ",,", "entry_id,theme,carried", f"{ids[0]},leave,いいえ",
         by="山田")  # fmt: skip
    assert rows_of(own_catalog)[0]["carried"] == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("zzz,leave,1,山田,,", "3行目：「zzz」という番号の記載はありません"),
        ("ID,foo,1,山田,,", "3行目：「foo」というテーマはありません"),
        ("ID,leave,maybe,山田,,", "3行目：判定「maybe」は読み取れません"),
        ("ID,leave,,山田,,", "3行目：判定「」は読み取れません"),
        (",leave,1,山田,,", "3行目：記載の番号とテーマを書いてください"),
        (
            "ID,leave,1,,,",
            "3行目：判断した人の名前がありません.*画面の「名前を変える」",
        ),
        ("ID,leave,1,山田,いつか,", "3行目：日時「いつか」は読み取れません"),
        ("ID,leave,1,山田,2999-01-01,", "3行目：日時「2999-01-01」は未来です"),
        ("ID,leave,1,山田,," + "あ" * 100_000, "3行目：メモは2,000文字まで"),
    ],
)
def test_one_wrong_row_keeps_the_whole_file_out(own_catalog, take, ids, line, message):
    with pytest.raises(LabelsError, match=message):
        take(
            "entry_id,theme,carried,by,when,note",
            f"{ids[0]},leave,1,山田,,",
            line.replace("ID", ids[0]),
        )
    assert rows_of(own_catalog) == []


def test_many_wrong_rows_are_named_up_to_ten_and_the_rest_counted(take, ids):
    wrong = [f"{ids[0]},foo{n},1,山田" for n in range(13)]
    with pytest.raises(LabelsError) as error:
        take("entry_id,theme,carried,by", *wrong)
    assert error.value.message.count("行目：") == 10
    assert "ほか3行" in error.value.message


@pytest.mark.parametrize(
    ("heading", "message"),
    [
        ("entry_id,theme", "列「carried」の見出しがありません.*画面の「書き出す」"),
        ("取組内容,年度,組織", "列「entry_id、theme、carried」の見出し"),
        ("entry_id,theme,carried,テーマ", "1行目に、列「テーマ」が二つあります"),
    ],
)
def test_wrong_columns_are_named(own_catalog, take, heading, message):
    with pytest.raises(LabelsError, match=message):
        take(heading, "a,b,c,d")
    assert rows_of(own_catalog) == []


def test_a_file_without_rows_or_without_anything_is_refused(take):
    with pytest.raises(LabelsError, match="判定の行がありません"):
        take("entry_id,theme,carried")
    with pytest.raises(UnreadableFileError, match="空です"):
        take("")


def sheets(path, *tables):
    """Write a workbook of several sheets, each a list of rows."""
    workbook = Workbook()
    for rows in tables:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(row)
    workbook.save(path)
    return path


def test_a_workbook_is_refused_where_something_would_be_left_unread(
    own_catalog, tmp_path, ids
):
    table = [("entry_id", "theme", "carried"), (ids[0], "leave", 1)]
    two = sheets(tmp_path / "two.xlsx", table, table)
    with pytest.raises(LabelsError, match="中身のある表が2枚あります"):
        own_catalog.import_labels(two, name="two.xlsx", by="山田")
    hidden = sheets(tmp_path / "hidden.xlsx", [*table, (ids[1], "leave", 1)])
    workbook = load_workbook(hidden)
    workbook.worksheets[-1].row_dimensions[3].hidden = True
    workbook.save(hidden)
    with pytest.raises(LabelsError, match="読まない行が1行あります（3行目"):
        own_catalog.import_labels(hidden, name="hidden.xlsx", by="山田")
    one = sheets(tmp_path / "one.xlsx", table)
    assert own_catalog.import_labels(one, name="one.xlsx", by="山田").n_new == 1


def test_labels_of_entries_and_themes_that_went_come_in_again(
    own_catalog, own_home, tmp_path, ids
):
    gone = said("山田", True, entry="gone", theme="old-theme")
    with record(own_home) as database:
        database.add_labels([gone, replace(gone, entry_id=ids[0])])
    before = rows_of(own_catalog)
    path = write("jsonl", before, tmp_path / "labels.jsonl")
    assert own_catalog.import_labels(path, name="labels.jsonl").n_new == 0
    assert json.loads(path.read_text("utf-8").splitlines()[0])["text"] == ""


def test_cells_that_a_spreadsheet_would_run_go_out_harmless(labelled, tmp_path):
    path = write("csv", rows_of(labelled), tmp_path / "labels.csv")
    with path.open(encoding="utf-8", newline="") as file:
        notes = [row["note"] for row in csv.DictReader(file)]
    assert "'=1+1" in notes
