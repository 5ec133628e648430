"""What stands around a theme's words is read, the words themselves masked."""

from corpus.themes import THEME_IDS
from models.contexts import Contexts, read_contexts
from models.keywords import keyword_spans
from models.occurrences import Characters


def contexts_of(*texts: str) -> Contexts:
    return read_contexts(texts, Characters.of(texts), THEME_IDS)


def test_the_longest_word_of_a_theme_is_found():
    assert keyword_spans("在宅勤務と残業") == {
        "telework": [(0, 4)],
        "overtime": [(5, 7)],
    }


def test_a_word_may_name_two_themes():
    assert set(keyword_spans("勤務時間の割振り")) == {"overtime", "flextime"}


def test_the_words_are_masked_and_the_way_back_is_kept():
    contexts = contexts_of("残業と時間外を減らす")
    assert contexts.texts == ("◆と◆を減らす",)
    assert contexts.places.tolist() == [0, 2, 3, 6, 7, 8, 9, 10]
    assert contexts.words.tolist() == [[0, 2, 0], [3, 6, 0]]


def test_what_stands_far_away_is_left_out_and_never_joined():
    far = "あ" * 50
    contexts = contexts_of(f"残業{far}残業")
    assert contexts.texts == ("◆" + "あ" * 20 + "\0" + "あ" * 20 + "◆",)


def test_a_text_that_names_no_theme_has_no_context():
    assert len(contexts_of("道路を直した。")) == 0


def test_each_theme_of_each_text_has_its_own_context():
    contexts = contexts_of("在宅勤務と残業", "", "残業")
    assert contexts.texts == ("◆と残業", "在宅勤務と◆", "◆")
    named = [THEME_IDS[theme] for theme in contexts.themes]
    assert list(zip(contexts.documents.tolist(), named, strict=True)) == [
        (0, "telework"),
        (0, "overtime"),
        (2, "overtime"),
    ]
