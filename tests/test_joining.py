"""Lines of a text that go on with those above them, and those that stand apart."""

import pytest

from corpus.readers import read_bytes
from corpus.submissions import read_list

A, B = "在宅勤務用の端末を全職員に配備した。", "毎週水曜日を定時退庁日とした。"


def read(text):
    (report,) = read_list(read_bytes(text.encode(), name="提出.txt")).reports
    return report.report, [(e.section, e.text) for e in report.entries]


@pytest.mark.parametrize("sign", ["（１）", "・", "① ", "１．"])
def test_a_short_bullet_names_what_the_sentence_set_in_below_it_tells(sign):
    text = f"{sign}端末について\n　{A}\n{sign}退庁について\n　{B}\n"
    assert read(text)[1] == [("端末について", A), ("退庁について", B)]


@pytest.mark.parametrize(
    ("bullet", "rest"),
    [
        ("端末の貸出しを", "全ての職員に広げた。"),
        ("端末の貸出しを広げた", "ところ、利用が増えた。"),
        ("庁内の照会を一つの様", "式に統一した。"),
    ],
)
def test_a_bullet_that_only_breaks_names_nothing(bullet, rest):
    assert read(f"・{bullet}\n　{rest}\n")[1] == [(None, f"{bullet}{rest}")]


@pytest.mark.parametrize("sign", ["＜取組１＞　", "【事例②】", "〈１〉"])
def test_a_counted_name_is_the_section_of_the_sentence_below_it(sign):
    assert read(f"{sign}端末の配備\n　{A}\n")[1] == [("端末の配備", A)]


def test_counted_names_alone_are_entries():
    texts = ["【取組１】端末の配備", "【取組２】定時の退庁"]
    assert [text for _, text in read("\n".join(texts))[1]] == texts


def test_lines_set_at_the_right_are_no_headings_and_go_on_with_nothing():
    right = "　" * 24
    text = f"資料３\n{right}令和５年６月\n{right}三重県津市\n\n１．会議\n　○　{A}\n"
    report, entries = read(text)
    assert report.organisation == "三重県津市"
    assert entries == [("会議", A)]


def test_the_name_of_the_writer_above_how_to_reach_him_is_no_entry():
    text = f"・{A}\n・{B}\n\n農林課　田中\n内線 1234\n"
    assert [text for _, text in read(text)[1]] == [A, B]


def test_a_year_that_an_entry_speaks_of_is_not_that_of_the_text():
    report, _ = read(f"（１）端末について\n　令和３年度から、{A}\n")
    assert report.fiscal_year is None


def test_a_numbered_name_over_marked_lines_is_their_section():
    text = f"１．端末\n(新規) {A}\n２．退庁\n(継続) {B}\n"
    assert read(text)[1] == [("端末", A), ("退庁", B)]


def test_a_bullet_goes_on_over_the_end_of_a_page_and_its_title():
    title = "推進プラン　令和３年度実績　　　"
    text = (
        f"{title}1\n■ 環境\n・{A[:9]}\n- 1 -\n\n{title}2\n　{A[9:]}\n・{B}\n- 2 -\n"
        f"\n{title}3\n・{B}\n"
    )
    report, entries = read(text)
    assert entries == [("環境", A), ("環境", B), ("環境", B)]
    assert report.fiscal_year == 2021


def test_a_sentence_that_is_through_does_not_go_on_over_the_end_of_a_page():
    assert read(f"・{A}\n- 1 -\n　{B}\n")[1] == [(None, A), (None, B)]
