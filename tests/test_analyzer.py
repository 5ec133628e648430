"""Text becomes words, with offsets into the text as printed."""

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.analyzer import Analyzer

ANALYZER = Analyzer()


def surfaces(text):
    return [token.surface for token in ANALYZER.tokens(text)]


@pytest.mark.parametrize(
    "text",
    [
        "附属サーバの見直し",
        "ﾃﾚﾜｰｸとＲＰＡ",
        "⼥性職員の⽀援",
        "👍残業👨‍👩‍👧を減らす",
        "残業\x00を\x1b減らす",
        "残業\r\n休暇\t会議\u3000研修",
        "𠮷野家",
        "か\u3099ん\u3099",
        "半角ｶﾞｷﾞ㌔㍻",
        "\ud800残業",
    ],
)
def test_offsets_point_into_the_text_as_printed(text):
    for token in ANALYZER.tokens(text):
        assert token.surface == text[token.start : token.end]
        for part in token.parts:
            assert part.surface == text[part.start : part.end]


@settings(max_examples=200)
@given(st.text(max_size=60))
def test_the_words_of_any_text_stand_in_order_where_they_say(text):
    tokens = ANALYZER.tokens(text)
    assert list(tokens) == sorted(tokens, key=lambda token: (token.start, token.end))
    for token in tokens:
        assert 0 <= token.start < token.end <= len(text)
        assert token.surface == text[token.start : token.end]


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("附属", "付属"),
        ("サーバ", "サーバー"),
        ("ﾃﾚﾜｰｸ", "テレワーク"),
        ("ＲＰＡ", "rpa"),
        ("⼥性", "女性"),
    ],
)
def test_variants_of_a_word_are_one_word(text, normalized):
    assert [token.normalized for token in ANALYZER.tokens(text)] == [normalized]


def test_a_compound_is_whole_and_split():
    (token,) = ANALYZER.tokens("超過勤務")
    assert [part.surface for part in token.parts] == ["超過", "勤務"]
    assert ANALYZER.terms("超過勤務の縮減") == ("超過勤務", "超過", "勤務", "縮減")


def test_each_word_in_one_character_stands_at_that_character():
    (token,) = ANALYZER.tokens("㍿")
    assert [(p.normalized, p.surface) for p in token.parts] == [
        ("株式", "㍿"),
        ("会社", "㍿"),
    ]


def test_a_word_of_one_unit_has_no_parts():
    (token,) = ANALYZER.tokens("残業")
    assert token.parts == ()


def test_a_word_tells_its_reading_and_part_of_speech():
    (token,) = ANALYZER.tokens("残業")
    assert (token.reading, token.part_of_speech[:2]) == (
        "ザンギョウ",
        ("名詞", "普通名詞"),
    )


def test_words_of_one_meaning_share_a_synonym_group():
    first, second = ANALYZER.tokens("残業")[0], ANALYZER.tokens("超過勤務")[0]
    assert set(first.synonym_groups) & set(second.synonym_groups)


def test_a_word_outside_the_dictionary_is_flagged():
    flags = {token.surface: token.is_oov for token in ANALYZER.tokens("qzxwvの残業")}
    assert (flags["qzxwv"], flags["残業"]) == (True, False)


def test_particles_and_signs_are_no_content():
    content = [t.surface for t in ANALYZER.tokens("残業を、減らす。") if t.is_content]
    assert content == ["残業", "減らす"]


def test_terms_are_those_of_the_tokens():
    text = "フレックスタイム制を導入し、育児休業の取得を促進した。"
    units = [u for t in ANALYZER.tokens(text) for u in (t, *t.parts)]
    assert ANALYZER.terms(text) == tuple(u.normalized for u in units if u.is_content)


def test_a_text_over_the_limit_keeps_its_offsets_and_words():
    sentence = "職員の超過勤務を縮減するため、定時退庁日を設けた。"
    text = sentence * (60_000 // len(sentence) + 1)
    tokens = ANALYZER.tokens(text)
    assert len(tokens) == len(ANALYZER.tokens(sentence)) * (len(text) // len(sentence))
    assert all(token.surface == text[token.start : token.end] for token in tokens)


def test_a_text_without_sentence_ends_is_read_to_its_end():
    text = "あ" * 60_000
    assert ANALYZER.tokens(text)[-1].end == len(text)


def test_an_empty_text_has_no_words():
    assert (ANALYZER.tokens(""), ANALYZER.terms(" \n")) == ((), ())


def test_threads_read_the_same_words():
    text, found = "テレワークの推進と超過勤務の縮減。" * 50, []
    threads = [
        threading.Thread(target=lambda: found.append(ANALYZER.terms(text)))
        for _ in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [ANALYZER.terms(text)] * 8
