"""Rows that only head what stands below them, and what they tell of it."""

from corpus.readers import read_bytes
from corpus.submissions import read_list


def told(text, name="提出.csv"):
    listed = read_list(read_bytes(text.encode(), name=name))
    return [
        (entry.organisation, entry.fiscal_year, entry.section, entry.item)
        for report in listed.reports
        for entry in report.entries
    ]


def test_a_table_goes_on_for_another_year_below_its_name():
    text = (
        "津市 取組一覧,,\n【令和2年度】,,\n"
        "所属,取組内容,効果\n広報課,残業を減らした。,\n"
        "【令和3年度】,,\n所属,取組内容,効果\n広報課,休暇を増やした。,\n"
    )
    assert [(of, year) for of, year, *_ in told(text)] == [
        ("津市", 2020),
        ("津市", 2021),
    ]


def test_an_organisation_over_rows_is_whose_they_are():
    text = (
        "番号,分野,取組内容\n総務省,,\n1,休暇,残業を減らした。\n"
        "環境省,,\n1,会議,休暇を増やした。\n"
    )
    assert [(of, section) for of, _, section, _ in told(text)] == [
        ("総務省", "休暇"),
        ("環境省", "会議"),
    ]


def test_a_label_over_rows_tells_what_its_value_means():
    text = (
        "自治体名：津市,,\n番号,取組内容,状況\n1,残業を減らした。,実施\n"
        "自治体名：伊勢市,,\n年度：令和4年度,,\n番号,取組内容,状況\n1,休暇を増やした。,実施\n"
    )
    assert [(of, year) for of, year, *_ in told(text, "a.csv")] == [
        ("津市", None),
        ("伊勢市", 2022),
    ]


def test_a_title_over_rows_stands_under_its_section():
    text = (
        "番号,取組名,取組内容,状況\n働き方,,,\n,休暇の促進,,\n1,,残業を減らした。,実施\n"
        "職場,,,\n2,,休暇を増やした。,実施\n"
    )
    assert [(section, item) for _, _, section, item in told(text)] == [
        ("働き方", "休暇の促進"),
        ("職場", None),
    ]
