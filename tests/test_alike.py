"""The entry most like a text is found for many texts at a time."""

import pytest

from corpus.analyzer import Analyzer
from index import alike as finding
from index.alike import Alike
from tests.fixtures_index import make_index

ANALYZER = Analyzer()
NOTHING_LIKE = "蛍光灯をLEDに取り替えた。"


@pytest.fixture
def snapshot(catalog):
    return catalog.index.snapshot()


@pytest.fixture
def entries(catalog, snapshot):
    """Entries with long texts, which no other entry repeats."""
    found = {}
    for document in range(snapshot.n_documents):
        if snapshot.is_live[document] and len(snapshot.text(document)) > 80:
            found.setdefault(snapshot.text(document), snapshot.entry_id(document))
    return found


def test_an_entry_is_most_like_its_own_text(snapshot, entries):
    best = Alike(snapshot).best(ANALYZER.words([*entries]))
    assert sum(
        each is not None and each.entry_id == entry_id
        for each, entry_id in zip(best, entries.values(), strict=True)
    ) >= 0.9 * len(entries)


def test_nothing_is_like_a_text_of_other_words(snapshot):
    assert Alike(snapshot).best(ANALYZER.words([NOTHING_LIKE, ""])) == [None, None]


def test_texts_are_compared_in_company_as_alone(snapshot, entries, monkeypatch):
    texts = [*entries, NOTHING_LIKE, ""]
    together = Alike(snapshot).best(ANALYZER.words(texts))
    monkeypatch.setattr(finding, "_MOST_TOGETHER", 1)
    one_by_one = Alike(snapshot).best(ANALYZER.words(texts))
    assert one_by_one == together


def test_the_share_is_higher_the_more_of_a_text_its_like_holds(snapshot, entries):
    text = next(iter(entries))
    best = Alike(snapshot).best(ANALYZER.words([text, f"{text}{NOTHING_LIKE * 9}"]))
    own, mixed = (each.share if each else 0.0 for each in best)
    assert 0 < mixed < own <= 1


def test_of_a_text_with_many_holders_the_rarest_words_count(tmp_path, monkeypatch):
    often = [f"第{n}課で残業の縮減の会議を開いた。" for n in range(30)]
    rare = "残業の縮減の会議で、俳句と短歌を披露した。"
    index = make_index(tmp_path, [*often, rare])
    monkeypatch.setattr(finding, "_MOST_SHARING", 10)
    (best,) = Alike(index.snapshot()).best(ANALYZER.words([rare]))
    assert best.entry_id == rare
    # What nobody else says is all of its weight that counts now.
    assert best.share == 1
    (best,) = Alike(index.snapshot()).best(ANALYZER.words([often[3]]))
    assert best is None


def test_one_word_alone_makes_nothing_alike(tmp_path):
    index = make_index(tmp_path, ["俳句を詠んだ。", "残業を縮減した。"])
    best = Alike(index.snapshot()).best(ANALYZER.words(["俳句を休んだ。"]))
    assert best == [None]
