"""Forms of one initiative: names down the left, values beside them."""

import pytest

from corpus.readers import read_bytes
from corpus.submissions import read_list
from tests.fixtures_files import xlsx_file

A, B = "在宅勤務用の端末を配備した。", "毎週水曜日を定時退庁日とした。"


def told(*rows):
    listed = read_list(read_bytes(xlsx_file({"様式": rows}), name="様式.xlsx"))
    return [
        (e.organisation, e.fiscal_year, e.item, e.marker, e.text)
        for report in listed.reports
        for e in report.entries
    ]


def test_a_second_name_may_stand_behind_the_value_of_the_first():
    assert told(
        ("団体名", "津市", "", "担当部署", "人事課"),
        ("年度", "令和5年度", "", "区分", "新規"),
        ("取組名", "在宅勤務", "", "", ""),
        ("取組内容", A, "", "", ""),
    ) == [("津市", 2023, "在宅勤務", "新規", A)]


def test_forms_below_each_other_are_an_entry_each():
    assert told(
        ("団体名", "津市", ""),
        ("【取組1】", "", ""),
        ("", "取組の名称", "在宅勤務"),
        ("", "取組の内容", A),
        ("【取組2】", "", ""),
        ("", "取組の名称", "定時退庁"),
        ("", "取組の内容", B),
    ) == [("津市", None, "在宅勤務", None, A), ("津市", None, "定時退庁", None, B)]


def test_what_stands_above_forms_is_said_of_all_of_them():
    assert told(
        ("団体名", "津市"),
        ("年度", "令和3年度"),
        ("取組名", "在宅勤務"),
        ("取組内容", A),
        ("", ""),
        ("取組名", "定時退庁"),
        ("取組内容", B),
    ) == [
        ("津市", 2021, "在宅勤務", None, A),
        ("津市", 2021, "定時退庁", None, B),
    ]


def test_the_names_of_columns_of_entries_are_no_titles_beside_their_own():
    assert told(
        ("項目", "取組1", "取組2"),
        ("取組名", "在宅勤務", "定時退庁"),
        ("取組内容", A, B),
        ("実施状況", "実施", "実施"),
    ) == [(None, None, "在宅勤務", None, A), (None, None, "定時退庁", None, B)]


@pytest.mark.parametrize("corner", ["項目", "区分"])
def test_organisations_over_the_columns_of_entries_are_whose_these_are(corner):
    assert told(
        (corner, "津市", "伊勢市"),
        ("取組名", "在宅勤務", "定時退庁"),
        ("取組内容", A, B),
    ) == [("津市", None, "在宅勤務", None, A), ("伊勢市", None, "定時退庁", None, B)]


@pytest.mark.parametrize("beside", ["内容", "記入欄", "回答内容"])
def test_what_stands_over_the_values_of_a_form_is_no_value(beside):
    assert told(("区分", beside), ("取組名", "在宅勤務"), ("取組内容", A)) == [
        (None, None, "在宅勤務", None, A)
    ]
