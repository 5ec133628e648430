"""Writing is folded to one form, and the way back is kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.folding import fold, fold_with_offsets


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("ﾃﾚﾜｰｸ", "テレワーク"),
        ("テレワ一ク", "テレワーク"),
        ("ﾊﾟﾜﾊﾗ", "パワハラ"),
        ("テレ ワーク", "テレワーク"),
        ("Skype for\nBusiness", "skype for business"),
        ("１２０人、3.5時間", "0人、0.0時間"),
        ("", ""),
    ],
)
def test_writing_is_folded_to_one_form(printed, folded):
    assert fold(printed) == folded


@given(st.text())
def test_the_way_back_leads_through_the_same_folded_text(text):
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    assert len(folded.starts) == len(folded.text) + 1
    assert list(folded.starts) == sorted(folded.starts)
    assert folded.starts[-1] == len(text)


def test_a_folded_character_leads_to_where_it_stood():
    folded = fold_with_offsets("在宅 ﾃﾞ 120人")
    assert folded.text == "在宅デ0人"
    assert folded.starts == (0, 1, 3, 6, 9, 10)
