"""What no cell says alone: circles under 新規, eras, sums, cells as the left one."""

import pytest

from corpus.choices import ReadingChoices
from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"


def read(text, **columns):
    source = read_bytes(text.encode(), name="提出.csv")
    return read_list(source, choices=ReadingChoices(columns=columns))


def entries_of(listed):
    return [entry for report in listed.reports for entry in report.entries]


@pytest.mark.parametrize("circle", ["○", "◯", "●", "✓", "レ"])
def test_a_circle_says_under_which_name_a_row_stands(circle):
    listed = read(f"番号,取組内容,新規,継続\n1,{A},{circle},\n2,{B},×,{circle}\n")
    assert [entry.marker for entry in entries_of(listed)] == ["新規", "継続"]
    assert listed.columns["新規"] == listed.columns["継続"] == "marker"


def test_circles_under_statuses_below_a_group_are_statuses():
    listed = read(f"取組内容,状況,\n,実施,未実施\n{A},○,\n{B},,○\n")
    assert [entry.status for entry in entries_of(listed)] == ["実施", "未実施"]


def test_a_column_of_circles_that_is_not_to_be_used_says_nothing():
    rows = f"1,{A},○,,\n2,{B},,○,\n3,{A},,,○\n"
    listed = read(f"番号,取組内容,新規,継続,拡充\n{rows}", 継続="ignore")
    assert [entry.marker for entry in entries_of(listed)] == ["新規", None, "拡充"]


def test_a_column_whose_circles_come_late_is_one_of_them():
    rows = f"1,{A},○,\n" * 300 + f"2,{B},,○\n"
    listed = read(f"番号,取組内容,新規,継続\n{rows}")
    assert [entry.marker for entry in entries_of(listed)] == ["新規"] * 300 + ["継続"]


def test_one_column_of_circles_says_nothing():
    (entry,) = entries_of(read(f"番号,取組内容,新規\n1,{A},○\n"))
    assert entry.marker is None


@pytest.mark.parametrize(
    ("heading", "cell"),
    [("年度（令和）", "５"), ("令和（年度）", "5年度"), ("年度（平成）", "35")],
)
def test_a_number_under_an_era_is_a_year_of_it(heading, cell):
    (report,) = read(
        f"{heading},取組内容\n{cell},{A}\n", **{heading: "fiscal_year"}
    ).reports
    assert report.report.fiscal_year == 2023


@pytest.mark.parametrize("like", ["同左", "左に同じ"])
def test_a_cell_like_the_one_left_of_it_says_the_same(like):
    listed = read(f"令和3年度の取組内容,令和4年度の取組内容\n{A},{like}\n")
    assert [(e.fiscal_year, e.text) for e in entries_of(listed)] == [
        (2021, A), (2022, A),
    ]  # fmt: skip


def test_each_half_of_a_year_has_texts_of_its_own():
    listed = read(f"課名,上半期の取組内容,下半期の取組内容\n人事課,{A},{B}\n")
    assert [entry.text for entry in entries_of(listed)] == [A, B]


@pytest.mark.parametrize("name", ["総務課計", "福祉課　小計", "県計", "地区別　合計"])
def test_a_sum_is_told_by_how_it_ends(name):
    listed = read(f"課名,取組内容,件数\n総務課,{A},2\n{name},,2\n会計,{B},3\n")
    assert [(e.section, e.text) for e in entries_of(listed)] == [(None, A), (None, B)]
    assert listed.understood.sheets[0].left_out[0].reason == "合計などの行"


@pytest.mark.parametrize("row", [",,（千円）,（時間）", "（単位：千円）,,,"])
def test_the_units_of_columns_name_no_rows_below_them(row):
    listed = read(f"取組名,取組内容,効果額,時間\n{row}\n端末,{A},3,4\n退庁,{B},5,6\n")
    assert [(e.section, e.item) for e in entries_of(listed)] == [
        (None, "端末"), (None, "退庁"),
    ]  # fmt: skip


def test_figures_are_no_outcomes_unless_the_heading_is_sure():
    assert "効果額" not in read(f"取組内容,効果額\n{A},300\n{B},50\n").columns
    assert read(f"取組内容,成果\n{A},300\n{B},50\n").columns["成果"] == "outcome"


def test_the_name_of_an_initiative_counts_before_the_number_of_its_item():
    listed = read(f"項目,取組名,取組内容\n1-(1),端末,{A}\n1-(2),退庁,{B}\n")
    assert [entry.item for entry in entries_of(listed)] == ["端末", "退庁"]


def test_headings_that_only_their_asides_tell_apart_are_two_columns():
    listed = read(f"取組（タイトル）,取組（概要）\n端末,{A}\n退庁,{B}\n")
    assert [(e.item, e.text) for e in entries_of(listed)] == [("端末", A), ("退庁", B)]
    named = read(f"取組（甲）,取組（乙）\n端末,{A}\n", **{"取組（甲）": "item"})
    assert [(e.item, e.text) for e in entries_of(named)] == [("端末", A)]


@pytest.mark.parametrize(
    "text",
    [
        f"実施主体,取組内容\n総務課,{A}\n建設部下水道課,{B}\n",
        f"提出元：建設部　下水道課,\n番号,取組内容\n1,{A}\n2,{B}\n",
    ],
)
def test_a_part_of_an_organisation_is_none_whatever_a_form_calls_it(text):
    assert [r.report.organisation for r in read(text).reports] == [None]
