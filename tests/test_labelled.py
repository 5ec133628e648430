"""A text whose lines name what they say is read as the table it writes down."""

import pytest

from corpus.choices import ReadingChoices
from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"


def read(text, **told):
    source = read_bytes(text.encode(), name="提出.txt")
    return read_list(source, choices=ReadingChoices(**told))


def entries_of(listed):
    return [(e.kind, e.item, e.text) for r in listed.reports for e in r.entries]


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ("取組名：", "取組内容："),
        ("・件名: ", "・内容: "),
        ("【取組名】", "【取組の概要】"),
        ("［取組名］", "［内容］"),
        ("■取組の名称：", "　具体的な内容："),
        ("（１）施策名：", "（２）実施内容："),
    ],
)
def test_a_name_that_comes_again_begins_another_entry(item, text):
    listed = read(f"{item}端末\n{text}{A}\n成果：\n\n{item}退庁\n{text}{B}\n成果：減\n")
    assert entries_of(listed) == [
        ("initiative", "端末", A), ("initiative", "退庁", B), ("outcome", "退庁", "減"),
    ]  # fmt: skip


def test_lines_without_a_name_go_on_with_the_one_above():
    listed = read(f"取組名：端末\n取組内容：{A}\n{B}\n\n以上、回答します。\n")
    assert entries_of(listed) == [("initiative", "端末", f"{A}\n{B}")]


def test_what_is_told_once_holds_for_all_entries():
    listed = read(
        f"団体名：津市\n年度：R5\n\n取組名：端末\n取組内容：{A}\n\n"
        f"取組名：退庁\n取組内容：{B}\n"
    )
    (report,) = listed.reports
    assert (report.report.organisation, report.report.fiscal_year) == ("津市", 2023)
    assert [item.row for item in report.items] == [5, 8]


def test_each_line_is_an_entry_or_told_with_its_reason():
    listed = read(
        f"回答\n\n取組名：端末\n取組内容：{A}\n取組名：退庁\n取組内容：なし\n"
    )
    (sheet,) = listed.understood.sheets
    assert [(each.row, each.reason) for each in sheet.left_out] == [
        (1, "表の外の文"), (2, "空の行"),
        (3, "同じ取組の欄（本文の行に含めました）"),
        (5, "同じ取組の欄（本文の行に含めました）"), (6, "「なし」"),
    ]  # fmt: skip


def test_what_a_name_means_can_be_set_right():
    listed = read(f"件名：端末\n内容：{A}\n背景：{B}\n", columns={"背景": "outcome"})
    assert entries_of(listed)[1:] == [("outcome", "端末", B)]


def test_what_an_unknown_name_says_is_no_part_of_the_text():
    listed = read(f"取組名：端末\n取組内容：{A}\n開始時期：令和5年4月\n")
    assert entries_of(listed) == [("initiative", "端末", A)]


def test_the_subject_of_a_mail_is_no_title_of_an_entry():
    text = "".join(f"取組名：{n}\n取組内容：{each}\n\n" for n, each in ((1, A), (2, B)))
    listed = read(f"件名：取組の回答\n\n{text}")
    assert [item for _, item, _ in entries_of(listed)] == ["1", "2"]


def test_names_over_bullets_are_no_such_text():
    listed = read(f"件名：働き方改革の回答\n内容：次のもの\n・{A}\n・{B}\n")
    assert [text for *_, text in entries_of(listed)] == [A, B]


def test_what_a_name_says_may_stand_behind_a_blank_or_in_the_lines_below():
    listed = read(
        f"団体名　津市\n\n１　取組の名称\n　　端末\n２　取組の内容\n\n　　{A}\n"
        "３　取組の効果\n　　残業が減った。\n"
    )
    assert entries_of(listed) == [
        ("initiative", "端末", A), ("outcome", "端末", "残業が減った。"),
    ]  # fmt: skip
    assert listed.reports[0].report.organisation == "津市"


def test_a_line_of_blanks_or_signs_costs_no_time():
    listed = read(f"・{A}\n{'　' * 50_000}あ\n{'【' * 50_000}\n{'あ：' * 20_000}\n")
    assert entries_of(listed)[0] == ("initiative", None, A)


def test_a_heading_over_the_next_entry_is_no_part_of_the_one_above():
    listed = read(
        f"■事例1\n取組名：端末\n取組内容：{A}\n■事例2\n取組名：退庁\n取組内容：{B}\n"
    )
    assert entries_of(listed) == [("initiative", "端末", A), ("initiative", "退庁", B)]


def test_a_heading_over_an_entry_may_tell_whose_it_is():
    listed = read(
        f"【事例1】津市\n取組名：端末\n取組内容：{A}\n\n"
        f"【事例2】柏市\n取組名：退庁\n取組内容：{B}\n"
    )
    assert [r.report.organisation for r in listed.reports] == ["津市", "柏市"]
