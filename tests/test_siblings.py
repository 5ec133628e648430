"""Columns that stand anew for each year or group are each read, with what is theirs."""

import pytest

from corpus.choices import ReadingChoices
from corpus.lists import rows_of
from corpus.readers import read_bytes

A, B = "議事録の作成を試した。", "議事録の作成を全課に広げた。"


def read(*lines, spreads=True, **columns):
    source = read_bytes("\n".join(lines).encode(), name="提出.csv")
    choices = ReadingChoices(columns=columns)
    return rows_of(source, choices=choices, spreads=spreads)


def told(listed, *meanings):
    return [(row.row, *map(row.get, meanings)) for row in listed.rows]


@pytest.mark.parametrize(
    "header",
    [
        ["団体名,令和4年度の取組,令和5年度の取組"],
        ["団体名,令和4年度,令和5年度", ",取組内容,取組内容"],
        ["団体名,取組内容,", ",令和4年度,令和5年度"],
    ],
)
def test_each_year_that_has_a_column_gives_its_own_entries(header):
    listed = read(*header, f"津市,{A},{B}", f"伊勢市,—,{A}")
    assert told(listed, "organisation", "fiscal_year", "text") == [
        (len(header) + 1, "津市", "2022年度", A),
        (len(header) + 1, "津市", "2023年度", B),
        (len(header) + 2, "伊勢市", "2023年度", A),
    ]
    assert not listed.understood.sheets[0].left_out


def test_each_group_is_a_section_with_outcomes_of_its_own():
    listed = read(
        "部署,働き方改革,,女性活躍,", ",取組内容,成果,取組内容,成果",
        f"総務部,{A},半減した。,{B},増えた。",
    )  # fmt: skip
    assert told(listed, "section", "text", "outcome") == [
        (3, "働き方改革", A, "半減した。"),
        (3, "女性活躍", B, "増えた。"),
    ]
    meanings = [each.meaning for each in listed.understood.sheets[0].columns]
    assert meanings == ["department", "text", "outcome", "text", "outcome"]
    assert not listed.understood.warnings


def test_numbered_columns_share_what_has_no_number():
    listed = read("団体名,取組1,効果1,取組2,効果2", f"津市,{A},半減した。,{B},")
    assert told(listed, "organisation", "text", "outcome") == [
        (2, "津市", A, "半減した。"),
        (2, "津市", B, None),
    ]


@pytest.mark.parametrize("group", ["課題", "今後の予定", "成果"])
def test_a_group_that_is_not_of_initiatives_gives_none(group):
    listed = read(f"団体名,取組,{group}", ",内容,内容", f"津市,{A},{B}")
    assert told(listed, "text") == [(3, A)]


def test_columns_named_after_what_they_are_of_are_groups():
    listed = read(
        "学校名,休暇の取組内容,休暇の成果,会議の取組内容,会議の成果",
        f"南中学校,{A},半減した。,{B},増えた。",
    )
    assert told(listed, "section", "text") == [(2, "休暇", A), (2, "会議", B)]


def test_the_year_in_short_before_a_heading_is_that_of_its_texts():
    listed = read("団体名,R4実施内容,R5実施内容", f"津市,{A},{B}")
    assert told(listed, "fiscal_year", "text") == [
        (2, "2022年度", A), (2, "2023年度", B),
    ]  # fmt: skip


def test_numbered_columns_have_sections_of_their_own():
    listed = read(
        "企業名,取組1_分野,取組1_内容,取組2_分野,取組2_内容",
        f"株式会社さくら,時間,{A},健康,{B}",
    )
    assert told(listed, "section", "item", "text") == [
        (2, "時間", None, A), (2, "健康", None, B),
    ]  # fmt: skip


def test_a_number_within_a_heading_tells_its_group():
    listed = read(
        "学校名,重点取組①,取組①の効果,重点取組②,取組②の効果",
        f"南中学校,{A},半減した。,{B},増えた。",
    )
    assert told(listed, "text", "outcome") == [(2, A, "半減した。"), (2, B, "増えた。")]


def test_groups_that_name_their_columns_alike_are_each_read():
    listed = read(
        "本庁,,出先機関,", "取組,内容,取組,内容", f"会議,{A},巡回,{B}", f"朝礼,{A},,"
    )
    assert told(listed, "section", "item", "text") == [
        (3, "本庁", "会議", A), (3, "出先機関", "巡回", B), (4, "本庁", "朝礼", A),
    ]  # fmt: skip


@pytest.mark.parametrize("when", ["来年度", "将来"])
def test_what_is_to_come_is_no_group(when):
    listed = read(f"団体名,今年度の取組,{when}の取組", f"津市,{A},{B}")
    assert told(listed, "text") == [(2, A)]


def test_columns_that_a_person_names_as_texts_are_all_read():
    header, row = "団体名,取組内容,補足の説明", f"津市,{A},{B}"
    assert told(read(header, row), "text") == [(2, A)]
    chosen = {"取組内容": "text", "補足の説明": "text"}
    assert told(read(header, row, **chosen), "text") == [(2, A), (2, B)]


def test_without_spreading_the_first_group_is_read_and_the_others_are_told():
    listed = read(
        "団体名,令和4年度の取組,令和5年度の取組", f"津市,{A},{B}", spreads=False
    )
    assert told(listed, "text") == [(2, A)]
    assert "令和5年度の取組" in listed.understood.warnings[0]


def test_halves_of_a_year_are_groups_and_what_came_of_both_is_told_once():
    listed = read(
        "課,取組内容,,効果", ",上期,下期,", f"総務課,{A},{B},好評", f"税務課,,{A},"
    )
    assert told(listed, "text", "outcome") == [
        (3, A, "好評"), (3, B, None), (4, A, None),
    ]  # fmt: skip


def test_columns_under_numbered_names_are_groups_of_their_own():
    listed = read(
        "課,取組①,,取組②,", ",内容,効果,内容,効果", f"総務課,{A},好評,{B},喜ばれた"
    )
    assert told(listed, "text", "outcome", "section") == [
        (3, A, "好評", None), (3, B, "喜ばれた", None),
    ]  # fmt: skip
