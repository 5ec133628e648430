"""What may be counted, of which search a count is, and what leaves as a table."""

import csv
import io
import json

import pytest
from openpyxl import load_workbook

from corpus.errors import InvalidQueryError
from index.facets import ONCE, Filters
from index.searcher import SearchRequest
from index.statistics import DIMENSIONS
from service.counting import filters_of, read_by, read_counted


def test_dimensions_are_read_with_commas_between_them():
    assert read_by(" theme , fiscal_year") == ("theme", "fiscal_year")
    assert read_by("") == ("theme", "fiscal_year")


@pytest.mark.parametrize(
    "text", ["themes", "theme,theme", "theme,,", ",".join(DIMENSIONS)]
)
def test_what_cannot_be_counted_by_is_refused_with_what_can(text):
    with pytest.raises(InvalidQueryError, match="theme"):
        read_by(text)


def test_what_is_printed_again_counts_once_unless_told():
    assert read_counted({}).repeats == (ONCE,)
    assert read_counted({"repeats": ["once"]}).repeats == (ONCE,)
    assert read_counted({"repeats": ["all"]}).repeats == ()


@pytest.mark.parametrize(
    "values", [{"repeats": ["twice"]}, {"doubtful": ["?"]}, {"kind": ["取組"]}]
)
def test_a_choice_that_there_is_not_is_refused_with_those_there_are(values):
    with pytest.raises(InvalidQueryError, match="次のいずれか"):
        read_counted(values)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(),
        Filters(theme=("overtime", "efficiency")),
        Filters(also=("management",)),
    ],
)
@pytest.mark.parametrize("by", [("theme", "section"), ("kind", "marker"), ("report",)])
def test_a_search_for_a_row_finds_as_many_entries(catalog, by, filters):
    found = catalog.statistics(by, filters)
    assert found.counts
    for each in found.counts:
        request = SearchRequest("", filters_of(found, each.values))
        assert catalog.search(request).result.total == each.count


def test_a_filter_by_what_nothing_has_is_refused(catalog):
    for filters in (Filters(organisation=("無い省",)), Filters(report=("x",))):
        with pytest.raises(InvalidQueryError, match="はありません"):
            catalog.statistics(("theme",), filters)


def test_the_command_prints_a_table_to_read(run):
    answer = run("stats", "--by", "kind,status")
    assert answer.exit_code == 0
    assert "種類" in answer.output and "今後実施" in answer.output


def test_the_command_gives_the_counts_of_the_catalogue_as_json(run, catalog):
    answer = run("stats", "--by", "theme", "--repeats", "all", "--format", "json")
    given = json.loads(answer.stdout)
    found = catalog.statistics(("theme",), Filters())
    assert given["total"] == found.total == 90
    assert [(row["theme"], row["count"]) for row in given["rows"]] == [
        (*each.values, each.count) for each in found.counts
    ]
    assert given["labels"]["theme"]["overtime"] == "超過勤務の縮減"


def test_tables_leave_with_names_in_place_of_ids(run, tmp_path):
    answer = run("stats", "--by", "theme,kind", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(answer.stdout)))
    assert rows[0]["テーマ"] == "テレワーク" and rows[0]["種類"] == "取組"
    path = tmp_path / "counts.xlsx"
    run("stats", "--by", "theme,kind", "-o", path)
    sheet = load_workbook(path).active
    assert [cell.value for cell in sheet[1]][:3] == ["テーマ", "種類", "件数"]
    assert sheet.max_row == len(rows) + 1


def test_a_table_to_read_goes_to_no_file(run, tmp_path):
    answer = run("stats", "--format", "table", "-o", tmp_path / "a.txt")
    assert answer.exit_code == 1 and "画面に出す形式" in answer.stderr


def test_a_filter_that_leaves_nothing_counts_nothing(run):
    answer = run("stats", "--fiscal-year", "1999", "--format", "json")
    assert (json.loads(answer.stdout)["total"], answer.exit_code) == (0, 0)
