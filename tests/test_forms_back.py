"""Forms of one initiative a sheet come back tagged, and again with corrections."""

import pytest
from openpyxl import load_workbook

from corpus.readers import read_bytes
from corpus.submissions import read_list
from service.tagging import (
    RESULT_COLUMNS,
    GivenTheme,
    RowAnswer,
    open_given,
    read_corrections,
    write_tagged,
)
from tests.fixtures_files import xlsx_file

A, B = "在宅勤務用の端末を配備した。", "毎週水曜日を定時退庁日とした。"
FORMS = {
    "津市": [
        ["団体名", "津市"],
        ["取組名", "在宅"],
        ["取組内容", A],
        ["成果", "減った。"],
    ],
    "松阪市": [["団体名", "松阪市"], ["取組名", "退庁"], ["取組内容", B]],
}


@pytest.fixture
def returned(catalog, tmp_path):
    """Write a workbook again, each row with the theme テレワーク."""

    def returning(sheets):
        path, out = tmp_path / "様式.xlsx", tmp_path / "返送.xlsx"
        path.write_bytes(xlsx_file(sheets))
        given = open_given(path, name=path.name)
        themes = (GivenTheme("telework", 0.9, (("端末", 1.0),)),)
        answers = [RowAnswer(row.sheet, row.row, themes) for row in given.rows()]
        write_tagged(given, answers, out, guide=catalog.guide)
        return out

    return returning


def test_the_headings_stand_above_the_answers_of_a_form(returned):
    workbook = load_workbook(returned(FORMS))
    for name in FORMS:
        above, answers = workbook[name][2], workbook[name][3]
        assert [cell.value for cell in above][2:] == list(RESULT_COLUMNS)
        assert answers[2].value == "テレワーク"
        assert [cell.value for cell in answers][:2] == FORMS[name][2]


def test_a_form_given_back_is_read_as_it_was(returned):
    content = returned(FORMS).read_bytes()
    listed = read_list(read_bytes(content, name="返送.xlsx"))
    told = [(e.organisation, e.item, e.text) for r in listed.reports for e in r.entries]
    assert told == [
        ("津市", "在宅", A), ("津市", "在宅", "減った。"), ("松阪市", "退庁", B),
    ]  # fmt: skip


def test_a_correction_in_a_form_is_found(returned, catalog):
    out = returned(FORMS)
    workbook = load_workbook(out)
    workbook["松阪市"]["C3"].value = "超過勤務の縮減"
    workbook.save(out)
    (found,) = read_corrections(out, name=out.name, guide=catalog.guide)
    assert (found.sheet, found.row, found.text) == ("松阪市", 3, B)
    assert (found.themes, found.was) == (("overtime",), ("telework",))


def test_entries_beside_each_other_come_back_as_a_list(returned):
    form = [["項目", "取組1", "取組2"], ["取組名", "在宅", "退庁"], ["取組内容", A, B]]
    sheet = load_workbook(returned({"様式": [*form, ["状況", "実施", "実施"]]})).active
    rows = [[cell.value for cell in cells[:3]] for cells in sheet]
    assert rows == [
        ["項目", "取組内容", "テーマ"],
        ["在宅", A, "テレワーク"],
        ["退庁", B, "テレワーク"],
    ]


def test_added_columns_mean_nothing_when_a_file_comes_again(returned):
    rows = [["取組内容", "状況"], [A, "実施"], [B, "実施"]]
    listed = read_list(read_bytes(returned({"表": rows}).read_bytes(), name="a.xlsx"))
    assert listed.columns == {"取組内容": "text", "状況": "status"}
