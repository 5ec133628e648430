import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.pages.differences import differences


def told(side):
    return [[(part.text, part.differs) for part in text] for text in side]


def test_words_that_only_one_year_has_are_marked():
    before, after = differences(
        ["毎週水曜日に放送で退庁を促した。"],
        ["毎週水曜日と金曜日に放送で退庁を促した。"],
    )
    assert told(before) == [[("毎週水曜日に放送で退庁を促した。", False)]]
    assert [part.text for part in after[0] if part.differs] == ["と金曜日"]


def test_a_figure_differs_as_a_whole_and_is_told_apart():
    before, after = differences(["12.5％減らした。"], ["13.5％減らした。"])
    assert [(one.text, one.is_figure) for one in before[0] if one.differs] == [
        ("12.5", True)
    ]
    assert [(one.text, one.is_figure) for one in after[0] if one.differs] == [
        ("13.5", True)
    ]


def test_several_texts_are_held_against_the_one_they_became():
    before, after = differences(
        ["手引を配布した。", "手順を掲載した。"], ["手引を配布し、手順を掲載した。"]
    )
    assert len(before) == 2
    assert len(after) == 1
    assert not any(
        part.differs for text in before for part in text if "手" in part.text
    )


def test_what_stands_in_one_year_only_is_not_marked():
    assert told(differences([], ["新しい。"])[1]) == [[("新しい。", False)]]
    assert told(differences(["古い。"], [])[0]) == [[("古い。", False)]]


def test_texts_too_long_to_compare_are_shown_whole():
    long = "あ、" * 4000
    before, _ = differences([long], [long + "い"])
    assert told(before) == [[(long, False)]]


@settings(max_examples=30)
@given(
    st.lists(st.text(max_size=12), min_size=1, max_size=3),
    st.lists(st.text(max_size=12), min_size=1, max_size=3),
)
def test_the_pieces_of_a_text_are_the_text(before, after):
    texts = [[text.replace("\0", "") for text in side] for side in (before, after)]
    for given_, side in zip(texts, differences(*texts), strict=True):
        assert ["".join(part.text for part in text) for text in side] == given_


@pytest.mark.parametrize("text", ["", " ", "①㍿ １２", "\ud800半分"])
def test_odd_texts_keep_every_sign(text):
    before, after = differences([text], [f"{text}。"])
    assert "".join(part.text for part in before[0]) == text
    assert "".join(part.text for part in after[0]) == f"{text}。"
