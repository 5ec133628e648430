"""Plain text: bullets under headings, wraps undone, and what is no entry told."""

import pytest

from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"


def read(text, name="提出.txt"):
    listed = read_list(read_bytes(text.encode(), name=name))
    entries = [e for each in listed.reports for e in each.entries]
    return [(e.section, e.marker, e.text) for e in entries], listed.understood.sheets[0]


@pytest.mark.parametrize(
    "sign",
    [
        "・",
        "● ",
        "- ",
        "* ",
        "① ",
        "(1) ",
        "１．",
        "ア ",
        "ア）",
        "◯ ",
        "⑴",
        "→ ",
        "1-1 ",
        "（一）",
    ],
)
def test_a_line_behind_a_sign_is_an_entry(sign):
    assert read(f"{sign}{A}\n{sign}{B}\n")[0] == [(None, None, A), (None, None, B)]


@pytest.mark.parametrize(
    "heading",
    [
        "■ 働き方",
        "【働き方】",
        "## 働き方",
        "第1章 働き方",
        "1. 働き方",
        "＜働き方＞",
        "働き方",
    ],
)
def test_a_heading_is_the_section_of_what_stands_below(heading):
    assert read(f"三重県\n\n{heading}\n・{A}\n")[0] == [("働き方", None, A)]


def test_a_bullet_goes_on_where_its_line_is_full_or_the_next_is_indented():
    text = (
        f"・{A[:-1]}し、庁舎の外でも同じように仕事が\nできるようにした。\n"
        "・紙を\n　減らす\n"
    )
    assert [text for *_, text in read(text)[0]] == [
        f"{A[:-1]}し、庁舎の外でも同じように仕事ができるようにした。",
        "紙を減らす",
    ]


def test_prose_pasted_from_a_page_is_one_entry_a_paragraph():
    text = (
        "在宅勤務用の端末を全職員に配備し、庁舎の外でも同じように仕事が\n"
        "できるようにした。また、規程を改め、育児や介護を行う職員に限らず\n"
        f"利用できるようにした。\n{B}\n"
    )
    entries, sheet = read(text)
    assert len(entries) == 2
    assert [each.row for each in sheet.left_out] == [2, 3]


def test_several_markers_in_a_line_are_several_entries():
    entries, _ = read(f"【新規】{A}【継続】{B}\n【全体】研修を行った。\n")
    assert entries == [
        (None, "新規", A), (None, "継続", B), (None, None, "【全体】研修を行った。"),
    ]  # fmt: skip


def test_what_is_no_entry_is_told_with_its_line():
    text = (
        f"三重県 令和3年度\n\n下記のとおり報告します。\n・{A}\n"
        "（注）速報\n- 2 -\n・なし\n"
    )
    entries, sheet = read(text)
    assert entries == [(None, None, A)]
    assert [(each.row, each.reason) for each in sheet.left_out] == [
        (1, "題名"), (2, "空の行"), (3, "前置きやあいさつ"), (5, "注記"),
        (6, "ページ番号"), (7, "「なし」"),
    ]  # fmt: skip


def test_a_short_line_with_nothing_below_it_is_an_entry():
    assert [text for *_, text in read(f"・{A}\n休暇の取得促進\n")[0]] == [
        A, "休暇の取得促進",
    ]  # fmt: skip


def test_markdown_gives_its_headings_bullets_and_tables():
    text = f"# 津市 令和3年度\n\n## 働き方\n\n- 【新規】**{A[:-1]}**。\n- [y] は[例](http://a)\n"
    assert read(text, "a.md")[0] == [
        ("働き方", "新規", A), ("働き方", None, "[y]は例"),
    ]  # fmt: skip


def test_a_heading_right_below_another_is_the_item_within_its_section():
    text = (
        f"第1章　働き方改革\n（１）テレワーク\n　① {A}\n　② {B}\n（２）会議\n　① {A}\n"
        f"第2章　女性活躍\n　① {B}\n"
    )
    listed = read_list(read_bytes(text.encode(), name="a.txt"))
    told = [(e.section, e.item, e.text) for e in listed.reports[0].entries]
    assert told == [
        ("働き方改革", "テレワーク", A), ("働き方改革", "テレワーク", B),
        ("働き方改革", "会議", A), ("女性活躍", None, B),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["団体名：三重県", "・対象年度：令和3年度", "担当課：人事課", "電話：059-000"],
)
def test_a_line_that_tells_of_the_whole_by_a_label_is_no_entry(line):
    entries, sheet = read(f"{line}\n・{A}\n・方針：週1日とする。\n")
    assert [text for _, _, text in entries] == [A, "方針：週1日とする。"]
    assert [each.reason for each in sheet.left_out] == [
        "組織や年度、連絡先などを示す行"
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", f"- 働き方\n    - {A}\n    - [ ] {B}\n"),
        ("a.html", f"<ul><li>働き方<ul><li>{A}</li><li>{B}</li></ul></li></ul>"),
    ],
)
def test_an_item_over_a_list_of_its_own_is_a_heading(name, text):
    assert read(text, name)[0] == [("働き方", None, A), ("働き方", None, B)]


def test_what_a_mail_says_of_itself_is_no_entry():
    text = (
        "件名：取組の回答\n\n人事課　御担当者様\n\nお世話になっております。\n\n"
        f"■ 働き方\n・{A}\n・{B}\n\n以上、よろしくお願いいたします。\n"
        "--\n三重県水道局　山田\nTEL 059-000-0000\n"
    )
    entries, sheet = read(text)
    assert entries == [("働き方", None, A), ("働き方", None, B)]
    told = {each.row: each.reason for each in sheet.left_out}
    assert told[3] == "前置きやあいさつ"
    assert told[13] == told[14] == "組織や年度、連絡先などを示す行"


def test_what_a_mail_answers_to_is_no_entry_but_a_list_in_it_is():
    entries, sheet = read(f"> 取組を教えてください。\n\n・{A}\n")
    assert entries == [(None, None, A)]
    assert sheet.left_out[0].reason == "前置きやあいさつ"


def test_a_call_or_a_rule_between_bullets_ends_no_list():
    text = f"・電話会議を増やした。\n-----\n・{A}\n"
    assert [each for *_, each in read(text)[0]] == ["電話会議を増やした。", A]


def test_lines_above_the_first_bullet_are_titles():
    entries, sheet = read(f"別添　取組について\n中部森林管理局\n■ 働き方\n・{A}\n")
    assert entries == [("働き方", None, A)]
    assert [each.reason for each in sheet.left_out[:2]] == ["題名", "題名"]


@pytest.mark.parametrize("other", ["３　その他", "３．その他", "■ その他"])
def test_other_things_are_a_section_where_any_are_listed(other):
    text = f"■ 働き方\n・{A}\n{other}\n"
    assert read(f"{text}・{B}\n")[0][1][0] == "その他"
    assert read(f"{text}特になし\n")[0] == [("働き方", None, A)]


def test_a_short_sentence_over_a_list_is_an_entry():
    entries, _ = read(f"・端末の貸出を広げた\n　○ {A}\n")
    assert [each for *_, each in entries] == ["端末の貸出を広げた", A]


def test_signs_that_stand_for_a_name_or_a_figure_are_no_bullets():
    lines = "○○市で在宅勤務を試した。\n1.5倍の速さで終えた。\n研修・会議を減らした。\n"
    assert [text for *_, text in read(lines)[0]] == lines.splitlines()


def test_a_bullet_goes_on_where_its_line_stops_in_the_middle():
    text = "○ 会議を原則として\nオンラインで開いた。\n"
    assert read(text)[0] == [(None, None, "会議を原則としてオンラインで開いた。")]


def test_the_title_of_a_text_tells_its_year_and_organisation():
    text = f"取組（令和5年度　須坂市立病院）\n◯ {A}\n"
    (report,) = read_list(read_bytes(text.encode(), name="提出.txt")).reports
    found = report.report.organisation, report.report.fiscal_year
    assert found == ("須坂市立病院", 2023)


def test_a_file_to_take_home_is_no_entry_and_brackets_cost_no_time():
    entries, sheet = read(f"・計画（PDF：200KB）\n・{A}\n・{'【' * 50_000}\n")
    assert [text for *_, text in entries[:1]] == [A]
    assert sheet.left_out[0].reason == "添付ファイルの案内"


def test_a_row_that_a_note_leads_is_none():
    table = f"区分,取組内容\n休暇,{A}\n【参考】,前年度は5件であった。\n"
    entries, sheet = read(table, name="提出.csv")
    assert [text for *_, text in entries] == [A]
    assert sheet.left_out[-1].reason == "注記"


def test_the_bullets_of_symbol_fonts_are_bullets():
    text = (
        "当庁では次の取組を行った。\n\uf0b7残業を減らした。\n\uf0d8会議を減らした。\n"
    )
    told, _ = read(text)
    assert [text for *_, text in told] == ["残業を減らした。", "会議を減らした。"]


@pytest.mark.parametrize(
    "line",
    [
        "総務課の山本です。",
        "記",
        "ご不明な点がございましたら、ご連絡ください。",
        "いつも大変お世話になっております。",
        "お手数ですが、ご確認をお願いします。",
    ],
)
def test_what_a_letter_says_by_custom_is_no_entry(line):
    entries, sheet = read(f"{line}\n\n・{A}\n・{B}\n\n{line}\n")
    assert entries == [(None, None, A), (None, None, B)]
    assert [each.reason for each in sheet.left_out if each.row == 6] == [
        "前置きやあいさつ"
    ]


def test_a_title_of_two_lines_is_no_section():
    entries, sheet = read(f"花巻市\n令和５年度　業務改善の取組\n\n① {A}\n② {B}\n")
    assert entries == [(None, None, A), (None, None, B)]
    assert [each.reason for each in sheet.left_out[:2]] == ["題名", "題名"]


def test_a_name_in_brackets_below_a_numbered_one_is_its_item():
    text = f"１　各課の取組\n（税務課）\n・{A}\n（農政課）\n・{B}\n２　結び\n・{A}\n"
    listed = read_list(read_bytes(text.encode(), name="a.txt"))
    told = [(e.section, e.item, e.text) for e in listed.reports[0].entries]
    assert told == [
        ("各課の取組", "税務課", A), ("各課の取組", "農政課", B), ("結び", None, A),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["効果：", "→成果：", "（効果）", "【成果】"])
def test_what_came_of_an_entry_is_told_below_it(name):
    text = f"① {A}\n　{name}残業が\n　　減った。\n② 会議の廃止\n　{name}なし\n"
    listed = read_list(read_bytes(text.encode(), name="提出.txt"))
    assert [(e.kind, e.text) for r in listed.reports for e in r.entries] == [
        ("initiative", A), ("outcome", "残業が減った。"), ("initiative", "会議の廃止")
    ]  # fmt: skip


def test_what_speaks_of_the_list_is_no_entry():
    entries, _ = read(f"この一覧は各課の報告をまとめたものです。\n・{A}\n")
    assert entries == [(None, None, A)]


def test_a_number_in_brackets_is_a_sign_before_a_figure_too():
    text = (
        f"１　会議\n（１）16時以降の会議を、原則として開かない。\n２　退庁\n（１）{B}\n"
    )
    assert read(text)[0] == [
        ("会議", None, "16時以降の会議を、原則として開かない。"),
        ("退庁", None, B),
    ]


def test_a_marker_may_stand_behind_its_text():
    text = f"ア　端末の配備\n　　{A}【新規】\nイ　定時退庁\n　　{B}【継続】\n"
    assert read(text)[0] == [("端末の配備", "新規", A), ("定時退庁", "継続", B)]
    assert read(f"・{A}（新規）\n・{B}\n")[0] == [(None, "新規", A), (None, None, B)]


def test_the_title_of_a_letter_tells_its_year_below_date_and_addressee():
    letter = (
        "総第１２号\n令和６年４月１日\n\n各所属長　様\n\n総務部長\n\n"
        f"令和６年度の超過勤務の縮減について（通知）\n\n記\n\n１　退庁\n（１）{B}\n"
    )
    listed = read_list(read_bytes(letter.encode(), name="通知.txt"))
    (report,) = listed.reports
    assert report.report.fiscal_year == 2024
    assert [entry.text for entry in report.entries] == [B]


def test_the_head_of_a_mail_is_no_entry():
    mail = f"件名：働き方改革の取組（回答）\n差出人：総務担当\n\n・{A}\n・{B}\n"
    assert read(mail)[0] == [(None, None, A), (None, None, B)]
