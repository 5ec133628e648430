"""What extraction did to a text is undone; what its authors wrote stays."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.cleaning import clean_cell, clean_line, clean_paragraphs, is_nothing

JAPANESE = st.text("働き方改革を進めるテレワーク、。「」ー・", min_size=1)
LATIN = st.lists(st.text("abcXYZ", min_size=1), min_size=1).map(" ".join)


@pytest.mark.parametrize(
    ("printed", "cleaned"),
    [
        ("効率化ツール・テ クニク", "効率化ツール・テクニク"),
        ("令和3年 1月12日", "令和3年1月12日"),
        ("Skype for Business を利用", "Skype for Businessを利用"),
        ("全角　空白", "全角空白"),
        ("一\u200b行\xad目", "一行目"),
        ("\f改頁", "改頁"),
        ("'-5%を目標とした", "-5%を目標とした"),
        ("'21年度の取組", "'21年度の取組"),
        ("'新しい'働き方", "'新しい'働き方"),
        ("⼥性の課⻑と⺠間", "女性の課長と民間"),
        ("子次休暇を取得", "年次休暇を取得"),
        ("ﾃﾚﾜｰｸとＷｅｂ会議", "ﾃﾚﾜｰｸとＷｅｂ会議"),
        ("４月は増え、４月は減った", "４月は増え、４月は減った"),
    ],
)
def test_a_line_loses_only_what_extraction_put_there(
    printed: str, cleaned: str
) -> None:
    assert clean_line(printed) == cleaned


@given(JAPANESE, st.data())
def test_blanks_inside_japanese_go_wherever_they_stand(
    text: str, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(text)))

    assert clean_line(f"{text[:at]} {text[at:]}") == clean_line(text)


@given(LATIN)
def test_blanks_between_latin_words_stay(text: str) -> None:
    assert clean_line(text) == text


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_line(text)

    assert clean_line(once) == once


@given(st.text("あ亜ア1aＡ、。 \n\t", max_size=60))
def test_no_letter_is_lost(text: str) -> None:
    letters = "".join(unicodedata.normalize("NFC", text).split())

    assert "".join(clean_cell(text).split()) == letters


def test_paragraphs_are_parted_by_tags_and_line_breaks() -> None:
    cell = "<p>【新規】相談を受け た。</p> <p>例えば、RPA &amp; AI。<br>・窓口</p>"

    assert clean_paragraphs(cell) == (
        "【新規】相談を受けた。",
        "例えば、RPA & AI。",
        "・窓口",
    )


def test_a_break_that_the_width_of_a_column_made_parts_nothing() -> None:
    cell = (
        "全職員を対象に研修を実施し、その結果を\n踏まえて業務の見直しを行った。\n・廃止"
    )

    assert clean_paragraphs(cell) == (
        "全職員を対象に研修を実施し、その結果を踏まえて業務の見直しを行った。",
        "・廃止",
    )


def test_short_lines_stay_lines() -> None:
    assert clean_paragraphs("在宅勤務の導入\n時差出勤の拡大") == (
        "在宅勤務の導入",
        "時差出勤の拡大",
    )


@pytest.mark.parametrize(
    "cell",
    [
        *("", "—", "ー", "－", "――", "なし", "（該当なし）", "特になし。", "N/A", "…"),
        *("該当事項なし", "特段の取組なし", "該当する取組はありません。", "未回答"),
        *("nan", "#REF!"),
    ],
)
def test_signs_for_nothing_say_nothing(cell: str) -> None:
    assert is_nothing(cell)


@pytest.mark.parametrize("cell", ["実施", "0", "なしとした", "〃", "1", "変更なし"])
def test_anything_else_says_something(cell: str) -> None:
    assert not is_nothing(cell)
