"""What stands around a theme's words is read, the words themselves masked."""

from models.contexts import read_contexts
from models.keywords import keyword_spans


def test_the_longest_word_of_a_theme_is_found():
    assert keyword_spans("在宅勤務と残業") == {
        "telework": [(0, 4)],
        "overtime": [(5, 7)],
    }


def test_a_word_may_name_two_themes():
    assert set(keyword_spans("勤務時間の割振り")) == {"overtime", "flextime"}


def test_the_words_are_masked_and_the_way_back_is_kept():
    (context,) = read_contexts("残業と時間外を減らす")
    assert context.text == "◆と◆を減らす"
    assert context.starts == [0, 2, 3, 6, 7, 8, 9, 10]


def test_what_stands_far_away_is_left_out_and_never_joined():
    far = "あ" * 50
    (context,) = read_contexts(f"残業{far}残業")
    assert context.text == "◆" + "あ" * 20 + "\0" + "あ" * 20 + "◆"


def test_a_text_that_names_no_theme_has_no_context():
    assert read_contexts("道路を直した。") == ()
