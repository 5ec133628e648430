"""Texts become rows of numbers that mean just the words the tokens are."""

import threading

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus import analyzer as reading
from corpus.analyzer import Analyzer
from corpus.labels import bundled_examples

ANALYZER = Analyzer()
# What real files hold, and what could break: ids that two spellings share, guesses.
SIGNS = "在宅勤務残業休暇を。！12Ａｶﾞガㇷﾟ㍿㌔ \u3000e\u0301qzx\u0000"
TEXTS = [
    "",
    " ",
    "超過勤務の縮減。テレワークを進めた！",
    "ガガガを減らす",
    "ｶﾞｶﾞｶﾞを減らす",
    "㍿の残業",
    "qzxwvの残業。qzxwvの休暇",
    "在宅" * 9_000,
]


def terms_of_tokens(text):
    units = [unit for t in ANALYZER.tokens(text) for unit in (t, *t.parts)]
    return tuple(unit.normalized for unit in units if unit.is_content)


def places_of_tokens(text):
    units = [unit for t in ANALYZER.tokens(text) for unit in (t, *t.parts)]
    return [(unit.start, unit.end) for unit in units if unit.is_content]


@pytest.mark.parametrize("text", TEXTS)
def test_the_terms_of_a_row_are_those_of_its_tokens(text):
    assert ANALYZER.words([text]).terms_of(0) == terms_of_tokens(text)


@settings(max_examples=200)
@given(st.lists(st.text(SIGNS, max_size=30), max_size=4))
def test_texts_read_together_are_read_as_each_alone(texts):
    rows = ANALYZER.words(texts)
    assert rows.n_characters.tolist() == [*map(len, texts)]
    for place, text in enumerate(texts):
        assert rows.terms_of(place) == terms_of_tokens(text)


def test_the_places_of_terms_are_those_of_the_tokens():
    texts = [example.text for example in bundled_examples()[::200]]
    rows = ANALYZER.words(texts)
    begins = np.cumsum(rows.lengths) - rows.lengths
    firsts = np.cumsum([0, *map(len, texts)])
    at = begins[rows.terms.words]
    places = np.stack([at + rows.terms.starts, at + rows.terms.ends], axis=1)
    of = rows.of[rows.terms.words]
    for place, text in enumerate(texts):
        own = places[of == place] - firsts[place]
        assert list(map(tuple, own.tolist())) == places_of_tokens(text)


def test_a_word_keeps_its_number_while_the_lexicon_grows():
    analyzer = Analyzer()
    first = analyzer.words(["残業を減らす。"])
    again = analyzer.words(["休暇を取る。残業を減らす。"])
    assert again.lexicon is first.lexicon
    assert again.numbers[-4:].tolist() == first.numbers.tolist()


def test_a_lexicon_that_grew_too_large_makes_way_for_a_new_one(monkeypatch):
    monkeypatch.setattr(reading, "_MOST_REMEMBERED", 3)
    analyzer = Analyzer()
    first = analyzer.words(["残業を減らす。"])
    second = analyzer.words(["残業を減らす。"])
    assert second.lexicon is not first.lexicon
    assert second.terms_of(0) == first.terms_of(0) == ("残業", "減らす")


def test_sentences_are_forgotten_when_they_are_many(monkeypatch):
    monkeypatch.setattr(reading, "_MOST_SENTENCES", 2)
    analyzer = Analyzer()
    texts = ["残業。", "休暇。", "会議。", "残業。"]
    terms = [analyzer.words([text]).terms_of(0) for text in texts]
    assert terms == [("残業",), ("休暇",), ("会議",), ("残業",)]


def test_threads_share_a_lexicon():
    analyzer, found = Analyzer(), []
    texts = [example.text for example in bundled_examples()[:60]]

    def read():
        rows = analyzer.words(texts)
        found.append([rows.terms_of(place) for place in range(len(texts))])

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [[terms_of_tokens(text) for text in texts]] * 4
