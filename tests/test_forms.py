"""Pages of a form: title, header rows, page numbers, and what stands around."""

import re

import pytest

from corpus.errors import NotAReportError
from corpus.form_reading import understood_form
from corpus.forms import is_form, split_pages
from corpus.readers import read_bytes
from corpus.report import read_report
from tests.fixtures_files import xlsx_file
from tests.fixtures_reports import HEADER, read_text, source_of

TITLE = "令和4年度 女性職員活躍のための取組計画等フォローアップ"
FIRST = "働き方改革\t1\t会議\t実施\t\t【継続】減らした。\t—\n"
SECOND = "\t2\t資料\t実施\t\t【継続】減らした。\t—\n"
THIRD = "\t3\t残業\t実施\t\t【継続】減らした。\t—\n"


def rows_of(text: str) -> list[tuple[str | None, list[int]]]:
    """Return title and row numbers of each page."""
    pages = split_pages(source_of(text).grids)
    return [(page.title, [row.row for row in page.rows]) for page in pages]


@pytest.mark.parametrize(
    "between",
    [
        f"\n{TITLE}\n\n{HEADER}",
        f"\n\n{HEADER}\n",
        f"\n{TITLE}\n\n\n",
        f"- 1 -\n\f{TITLE}\n{HEADER}",
        f"1/2\n令和4年度\n女性職員活躍のための取組計画等フォローアップ\n{HEADER}",
        f"令和4年度フォローアップ（続き）\n\n{HEADER}\n",
    ],
)
def test_a_page_begins_with_what_is_left_of_title_and_header(between: str) -> None:
    text = f"{TITLE}\n{HEADER}{FIRST}{between}{SECOND}{THIRD}"

    assert [len(rows) for _, rows in rows_of(text)] == [1, 2]


def test_a_form_feed_alone_begins_a_page() -> None:
    assert rows_of(f"{TITLE}\n{HEADER}{FIRST}\f{SECOND}{THIRD}") == [
        (TITLE, [3]), (None, [4, 5]),
    ]  # fmt: skip


@pytest.mark.parametrize("number", ["- 2 -", "－２－", "2/12", "2ページ", "p. 2"])
def test_a_page_number_is_no_row(number: str) -> None:
    text = f"{TITLE}\n{HEADER}{FIRST}\n{TITLE}\n{HEADER}{SECOND}{number}\n"

    assert rows_of(text)[1] == (TITLE, [7])


def test_bare_numbers_that_run_with_the_pages_are_no_rows() -> None:
    rows = (f"{FIRST}13\n", f"{SECOND}14\n", f"{THIRD}\t9\n")
    text = "".join(f"{TITLE}\n{HEADER}{row}" for row in rows)

    assert [len(rows) for _, rows in rows_of(text)] == [1, 1, 2]


def test_a_title_broken_in_two_is_joined() -> None:
    broken = "環境省\n令和4年度 女性職員活躍の\nための取組計画等フォローアップ\n"
    text = f"{broken}{HEADER}{FIRST}"

    report = read_report(source_of(text)).report

    assert report.title == f"環境省 {TITLE}"
    assert (report.organisation, report.fiscal_year) == ("環境省", 2022)


def test_the_title_is_as_most_pages_print_it() -> None:
    damaged = TITLE.replace("取組", "取 組")
    pages = [f"{title}\n{HEADER}{row}\n" for title, row in zip(
        (damaged, TITLE, TITLE), (FIRST, SECOND, THIRD), strict=True
    )]  # fmt: skip

    assert read_text("".join(pages)).report.title == TITLE


def test_lines_beside_the_table_are_told_and_left_out() -> None:
    report = read_text(f"別紙２\n{TITLE}\n{HEADER}{FIRST}")

    assert report.report.title == TITLE
    assert report.warnings == (
        "1ページ・1行目：「別紙２」は表の外の文として読み飛ばしました。",
    )


def test_a_last_row_right_above_a_title_is_not_taken_for_one() -> None:
    cut, rest = "\t\t\t\t\t会議室も\n", "\t\t\t\t\t減らした。"
    text = f"{TITLE}\n{HEADER}{FIRST}{cut}{TITLE}\n{HEADER}{rest}"

    (entry,) = read_text(text).entries

    assert entry.text == "減らした。\n会議室も減らした。"


def test_header_rows_broken_over_lines_are_no_rows() -> None:
    broken = (
        "大項目\t中項目\t\t各取組の実施状況(A)\t(A)で「実施未定」を選\t取組を行った(行う)\n"
        "\t小項目\t\t\t択した場合の理由(B)\t取組内容及び取組における工夫(C)\n"
    )

    assert rows_of(f"{TITLE}\n{broken}{FIRST}") == [(TITLE, [4])]


def test_a_table_with_other_headers_is_no_form() -> None:
    source = source_of("番号\t取組内容\n1\t在宅勤務を導入した。\n")

    assert not is_form(source.grids)
    with pytest.raises(NotAReportError):
        read_report(source)


@pytest.mark.parametrize("between", [" ", "　", "\n"])
def test_a_form_is_told_though_the_signs_of_its_headings_stand_apart(between) -> None:
    header = [
        between.join(name) if name.endswith("項目") else name
        for name in HEADER.rstrip("\n").split("\t")
    ]
    rows = [[TITLE], header, FIRST.rstrip("\n").split("\t")]
    source = read_bytes(xlsx_file({"様式": rows}), name="a.xlsx")

    assert is_form(source.grids)
    assert len(read_report(source).entries) == 1


def test_a_report_without_year_or_organisation_says_how_to_give_them() -> None:
    report = read_report(source_of(f"フォローアップ\n{HEADER}{FIRST}"))

    assert report.report.fiscal_year is None
    assert re.search("ファイル名に.*--organisation", report.warnings[0])
    assert re.search("ファイル名に.*--fiscal-year", report.warnings[1])


def test_sheets_beside_the_form_are_told_and_left_out() -> None:
    form = [[TITLE], *(line.split("\t") for line in f"{HEADER}{FIRST}".splitlines())]
    content = xlsx_file({"記入要領": [["注意"]], "記入例": form, "様式": form})
    source = read_bytes(content, name="様式.xlsx")

    assert len(read_report(source).items) == 1
    assert len(read_report(source, sheets=("記入例", "様式")).items) == 2
    told = {sheet.name: sheet.n_rows for sheet in understood_form(source).sheets}
    assert told == {"様式": 1, "記入要領": 0, "記入例": 0}
