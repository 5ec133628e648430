"""Where one entry of a cell ends and the next begins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.markers import Marked, has_marker, split_marked


def split(*paragraphs: str) -> list[tuple[str | None, str]]:
    return [(marked.marker, marked.text) for marked in split_marked(paragraphs)]


def test_each_marker_begins_an_entry_with_or_without_a_blank_before() -> None:
    assert split("【新規】相談。【継続】周知。 【拡充】配信。【継続新規】勧奨。") == [
        ("新規", "相談。"),
        ("継続", "周知。"),
        ("拡充", "配信。"),
        ("継続新規", "勧奨。"),
    ]


@pytest.mark.parametrize(
    ("printed", "marker"),
    [
        ("【継 続】", "継続"),
        ("【 新規 】", "新規"),
        ("[新規]", "新規"),
        ("〔拡充〕", "拡充"),
        ("［継続］", "継続"),
        ("＜新規＞", "新規"),
        ("【一部新規】", "一部新規"),
        ("【継続・拡充】", "継続・拡充"),
        ("（新規）", "新規"),
        ("新規】", "新規"),
        ("【継続", "継続"),
        ("【新】", "新規"),
        ("［拡］", "拡充"),
        ("継続：", "継続"),
    ],
)
def test_a_marker_is_known_in_whatever_brackets_print_left(
    printed: str, marker: str
) -> None:
    assert split(f"{printed}研修を行った。") == [(marker, "研修を行った。")]


@pytest.mark.parametrize(
    "text",
    [
        "【全体】目標を掲げた。",
        "研修を行った。【総合職】【一般職】の別なく参加した。",
        "前年度に【新規】とした取組を見直した。",
        "「【継続】」と記した取組を数えた。",
        "窓口（新規）を設けた。",
    ],
)
def test_other_brackets_and_markers_spoken_of_are_text(text: str) -> None:
    assert split(text) == [(None, text)]
    assert not has_marker(text)


def test_a_paragraph_without_a_marker_goes_on_with_the_entry_before() -> None:
    assert split("【継続】表彰した。", "例えば、RPA。", "【新規】相談。") == [
        ("継続", "表彰した。\n例えば、RPA。"),
        ("新規", "相談。"),
    ]


def test_what_says_nothing_is_no_entry() -> None:
    assert split("—") == []
    assert split("【新規】—") == []


def test_two_markers_at_once_are_one() -> None:
    assert split("【新規】【拡充】会議室。") == [("新規拡充", "会議室。")]


@given(
    st.lists(
        st.builds(
            Marked,
            st.sampled_from(["新規", "継続", "拡充"]),
            st.text("研修会議資料を行った、", min_size=2).map(
                lambda text: f"会{text}。"
            ),
        ),
        min_size=1,
    )
)
def test_what_is_joined_is_parted_again(entries: list[Marked]) -> None:
    cell = "".join(f"【{entry.marker}】{entry.text}" for entry in entries)

    assert split_marked([cell]) == tuple(entries)


@pytest.mark.parametrize("sign", ["・", "○", "①", "1.", "（2）", "- "])
def test_the_sign_of_a_list_before_a_marker_is_part_of_no_text(sign: str) -> None:
    expected = [("新規", "相談。"), ("継続", "周知。")]
    assert split(f"{sign}【新規】相談。", f"{sign}【継続】周知。") == expected
    assert split(f"{sign}【新規】相談。{sign}【継続】周知。") == expected


def test_a_marker_alone_in_a_line_leads_what_stands_below_it() -> None:
    assert split("■新規", "相談。", "■継続", "周知。") == [
        ("新規", "相談。"),
        ("継続", "周知。"),
    ]


@pytest.mark.parametrize(
    "text", ["新規の窓口を設けた。", "数を増やした（1）。", "新たに"]
)
def test_words_like_a_marker_are_text(text: str) -> None:
    assert split(text) == [(None, text)]
