"""What stands above a table holds for that table, and what only one tells for all."""

import io

import docx
import openpyxl
import pytest

from corpus.organisations import find_organisation
from corpus.preambles import year_of
from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B, C = "在宅勤務を導入した。", "定時退庁日を設けた。", "会議を減らした。"
TITLES = ("三重県 令和2年度 取組一覧", "津市 令和3年度 取組一覧")


def workbook_of(**sheets):
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets.items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return saved(workbook)


def document_of(*tables):
    document = docx.Document()
    for title, text in tables:
        document.add_paragraph(title)
        table = document.add_table(2, 2)
        for place, cell in enumerate(("番号", "取組内容", "1", text)):
            table.cell(*divmod(place, 2)).text = cell
    return saved(document)


def saved(file):
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def told(content, name="提出"):
    listed = read_list(read_bytes(content, name=name))
    return [
        (e.text, e.organisation, e.fiscal_year)
        for report in listed.reports
        for e in report.entries
    ]


def test_each_sheet_is_of_the_year_and_the_organisation_that_it_is_named_after():
    sheets = {"三重県R2": [["取組内容"], [A]], "津市R3": [["取組内容"], [B]]}
    assert told(workbook_of(**sheets)) == [(A, "三重県", 2020), (B, "津市", 2021)]


def test_each_sheet_is_of_whom_its_title_tells():
    sheets = {
        str(n): [[title], ["番号", "取組内容"], [1, text]]
        for n, (title, text) in enumerate(zip(TITLES, (A, B), strict=True))
    }
    assert told(workbook_of(**sheets)) == [(A, "三重県", 2020), (B, "津市", 2021)]


def test_what_a_cover_or_one_sheet_alone_tells_holds_for_all():
    lists = {name: [["番号", "取組内容"], [1, A]] for name in ("甲", "乙")}
    cover = {"表紙": [["団体名", "三重県"], ["年度", "令和3年度"]]}
    assert told(workbook_of(**cover, **lists)) == [(A, "三重県", 2021)] * 2
    lists["甲"].insert(0, [TITLES[0]])
    assert told(workbook_of(**lists)) == [(A, "三重県", 2020)] * 2


def test_a_sheet_that_tells_nothing_is_of_no_one_where_others_differ():
    sheets = {name: [["取組内容"], [A]] for name in ("三重県", "津市", "別紙")}
    assert [of for _, of, _ in told(workbook_of(**sheets))] == ["三重県", "津市", None]


def test_a_table_of_a_document_goes_on_with_what_stood_above_the_one_before():
    tables = ((TITLES[0], A), ("2 女性の活躍", B), ("【津市】", C))
    assert told(document_of(*tables)) == [
        (A, "三重県", 2020), (B, "三重県", 2020), (C, "津市", 2020),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line", ["2 令和元年度からの継続", "環境省の指針に基づくもの", "町の防災"]
)
def test_what_is_said_between_tables_is_no_title(line):
    assert told(document_of((TITLES[0], A), (line, B)))[1] == (B, "三重県", 2020)


def test_tables_on_one_sheet_have_titles_of_their_own():
    header = "番号,団体の別,取組内容,成果\n"
    rows = f"{TITLES[0]}\n番号,取組内容,成果\n1,{A},\n\n{TITLES[1]}\n{header}"
    assert told(f"{rows}1,市,{B},\n".encode()) == [
        (A, "三重県", 2020), (B, "津市", 2021),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("20220331", 2021),
        ("2022/4", 2022),
        ("2021.0", 2021),
        ("2021/13/1", 2021),
        ("2021年4月～2022年3月", 2021),
    ],
)
def test_a_cell_is_of_the_fiscal_year_that_its_day_lies_in(text, year):
    assert year_of(text) == year


@pytest.mark.parametrize("title", ["市町村 取組一覧", "都道府県 一覧", "県内の市町村"])
def test_a_kind_of_organisation_is_none(title):
    assert find_organisation(title) is None


@pytest.mark.parametrize(
    "lines",
    [
        ["団体名　みどり苑", "年度　令和3年度"],
        ["（団体名：みどり苑）", "（対象期間：2021年4月～2022年3月）"],
        ["団体名　みどり苑", "報告期間：令和3年4月1日～令和4年3月31日"],
    ],
)
def test_labels_above_a_table_need_no_sign_and_may_stand_in_brackets(lines):
    text = "\n".join([*lines, "番号,取組内容", f"1,{A}"])
    assert told(text.encode()) == [(A, "みどり苑", 2021)]


def test_a_kind_of_organisation_and_a_title_are_no_label_and_value():
    text = f"学校　取組一覧\n番号,取組内容\n1,{A}\n"
    assert told(text.encode()) == [(A, None, None)]


@pytest.mark.parametrize(
    "title",
    [
        "信州県後期高齢者医療広域連合 取組一覧",
        "地方独立行政法人みなと病院機構　取組一覧",
        "青空信用金庫　取組一覧",
    ],
)
def test_bodies_of_many_kinds_are_told_from_a_title(title):
    assert find_organisation(title) == title.split()[0]


def test_a_day_whose_format_was_lost_still_tells_its_year():
    assert [year_of(cell) for cell in ("44287", "44286.0", "2021")] == [
        2021,
        2020,
        2021,
    ]
