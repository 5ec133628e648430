"""Headings at their levels: section and title of what stands below, and the whole."""

import io

import docx
import pytest

from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"


def told(content, name="a.txt"):
    content = content.encode() if isinstance(content, str) else content
    return [
        (e.section, e.item, e.marker, e.text)
        for each in read_list(read_bytes(content, name=name)).reports
        for e in each.entries
    ]


def page(body, title=""):
    return f"<!DOCTYPE html><title>{title}</title><body>{body}</body>"


def test_a_heading_below_another_names_what_stands_under_both():
    body = f"<h2>時間</h2><h3>残業</h3><p>{A}</p><h3>休暇</h3><p>{B}</p>"
    assert told(page(body)) == [("時間", "残業", None, A), ("時間", "休暇", None, B)]


def test_a_heading_behind_a_text_stays_below_the_outer_one():
    body = f"<h2>時間</h2><p>{A}</p><h3>休暇</h3><p>{B}</p>"
    assert told(page(f"<h2>場所</h2>{body}")) == [
        ("時間", None, None, A), ("時間", "休暇", None, B)
    ]  # fmt: skip


def test_the_one_heading_over_all_others_is_the_title_of_the_whole():
    text = f"# 取組まとめ\n\n## 時間\n\n- {A}\n\n## 休暇\n\n- {B}\n"
    assert told(text, "a.md") == [("時間", None, None, A), ("休暇", None, None, B)]


def test_a_title_of_a_page_is_none_of_its_entries():
    assert told(page(f"<h1>各課の工夫</h1><p>{A}</p>", "働き方の取組")) == [
        ("各課の工夫", None, None, A)
    ]


@pytest.mark.parametrize(
    "body",
    [
        f"<dl><dt>休暇</dt><dd>{A}</dd></dl>",
        f"<details><summary>休暇</summary><p>{A}</p></details>",
        f"<p><strong>休暇</strong></p><p>{A}</p>",
        f"<ul><li><b>休暇</b><br>{A}</li></ul>",
        f"<ul><li>休暇<p>{A}</p></li></ul>",
    ],
)
def test_what_names_a_sentence_on_a_page_is_its_title(body):
    assert told(page(f"<h2>時間</h2>{body}")) == [("時間", "休暇", None, A)]


def test_a_line_in_bold_is_a_heading():
    document = docx.Document()
    for text, is_bold in [("休暇", True), (A, False), ("会議", True), (B, True)]:
        document.add_paragraph().add_run(text).bold = is_bold
    file = io.BytesIO()
    document.save(file)
    found = [("休暇", None, None, A), ("会議", None, None, B)]
    assert told(file.getvalue(), "a.docx") == found
    assert told(f"**休暇**\n\n{A}\n\n**会議**\n\n{B}\n", "a.md") == found


@pytest.mark.parametrize("rule", ["----", "====", "━━━━"])
def test_a_line_over_a_rule_is_a_heading(rule):
    text = f"取組の記録\n{rule}\n\n休暇\n{rule}\n・{A}\n\n会議\n{rule}\n・{B}\n"
    assert told(text) == [("休暇", None, None, A), ("会議", None, None, B)]


def test_numbered_names_stand_over_the_sentences_right_below_them():
    text = f"1. 在宅勤務\n{A}\n\n2. 定時退庁\n{B}\n"
    assert told(text) == [("在宅勤務", None, None, A), ("定時退庁", None, None, B)]


def test_one_name_that_a_sentence_follows_is_an_entry_among_others():
    text = f"・在宅勤務の推進\n・会議の廃止\n{A}\n"
    assert [each for *_, each in told(text)] == ["在宅勤務の推進", "会議の廃止", A]


def test_a_marker_before_a_name_is_that_of_what_is_told_below():
    text = f"■ 時間\n○【新規】定時退庁\n　{A}\n○【継続】在宅勤務\n　{B}\n"
    assert told(text) == [
        ("時間", "定時退庁", "新規", A), ("時間", "在宅勤務", "継続", B)
    ]  # fmt: skip


def test_a_sign_before_a_line_that_goes_on_stays_one():
    text = f"１　休暇\n（１）計画\n　ア　{A[:9]}\n　　{A[9:]}\n　イ　{B}\n"
    assert told(text) == [("休暇", "計画", None, A), ("休暇", "計画", None, B)]


def test_what_is_answered_to_is_no_entry_beside_the_answer():
    assert told(f"・{A}\n・{B}\n\n> ・新たな取組\n> ・続く取組\n") == [
        (None, None, None, A), (None, None, None, B)
    ]  # fmt: skip


def test_a_marker_alone_over_bullets_is_that_of_each():
    assert told(f"■ 新規\n・{A}\n・{B}\n") == [
        ("新規", None, "新規", A), ("新規", None, "新規", B)
    ]  # fmt: skip


def test_a_heading_that_is_an_organisation_tells_whose_the_entries_are():
    text = f"# 令和4年度\n\n## 津市\n- {A}\n\n## 柏市\n- {B}\n"
    listed = read_list(read_bytes(text.encode(), name="a.md"))
    assert [(e.organisation, e.section) for r in listed.reports for e in r.entries] == [
        ("津市", None), ("柏市", None)
    ]  # fmt: skip


def test_numbers_before_headings_are_no_part_of_their_names():
    for heading in ["一　休暇", "# 第1章　休暇", "## 1. 休暇"]:
        assert told(f"{heading}\n・{A}\n", "a.txt") == [("休暇", None, None, A)]
    text = f"１　在宅勤務\n{A}\n２　定時退庁\n{B}\n"
    assert told(text) == [("在宅勤務", None, None, A), ("定時退庁", None, None, B)]


def test_a_mail_that_is_sent_on_whole_is_read_as_it_was_written():
    assert told(f"> 人事課様\n>\n> ・{A}\n> ・{B}\n") == [
        (None, None, None, A), (None, None, None, B)
    ]  # fmt: skip


def test_a_list_that_is_all_in_bold_is_a_list():
    document = docx.Document()
    for text in ["在宅勤務の推進", "会議の廃止", "押印の見直し"]:
        document.add_paragraph().add_run(text).bold = True
    file = io.BytesIO()
    document.save(file)
    assert [each for *_, each in told(file.getvalue(), "a.docx")] == [
        "在宅勤務の推進", "会議の廃止", "押印の見直し"
    ]  # fmt: skip
