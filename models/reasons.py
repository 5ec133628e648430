"""The words that spoke loudest for the themes of many documents at once.

The same sum as in ``evidence.py``, taken for all documents of a batch together: each
product of value and weight is laid on the characters that it was read from, and the
characters are gathered into words. What that room tells of one document in full, this
one tells of hundreds in the time of a few.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from corpus.analyzer import Word
from models.classifier import ThemeClassifier
from models.contexts import Context, read_contexts
from models.features import Reading
from models.folding import starts_in
from models.vocabulary import Array, Places

Weighed = tuple[str, float]  # a word as printed, and its weight

_BLANK = re.compile(" ")


@dataclass(frozen=True, slots=True)
class _Laid:
    """Features where they stand in the joined texts: of which, from, to, and value."""

    of: Places
    starts: Places
    ends: Places
    columns: Places
    values: Array

    def of_some(self, chosen: NDArray[np.bool_]) -> "_Laid":
        """Return the features of the chosen documents."""
        kept = chosen[self.of]
        return _Laid(
            self.of[kept], self.starts[kept], self.ends[kept], self.columns[kept],
            self.values[kept],
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Read:
    """Where texts, words and terms stand, all texts joined one after the other.

    ``offsets`` are where the texts begin, and where the last one ends; ``counts`` how
    many words stand before each text.
    """

    offsets: Places
    begins: Places
    counts: list[int]
    terms: Places


def reasons(
    classifier: ThemeClassifier,
    printed: Sequence[str],
    readings: Sequence[Reading],
    themes: Sequence[Sequence[str]],
    *,
    most: int | None = None,
) -> list[list[list[Weighed]]]:
    """Return the words of each document with their weights, for each of its themes.

    Parameters
    ----------
    classifier : ThemeClassifier
    printed : sequence of n_documents str
        The texts as they stand.
    readings : sequence of n_documents Reading
        The same texts as they were read for the classifier.
    themes : sequence of n_documents sequences of str
        The ids of the themes to give reasons for.
    most : int, optional
        How many words to return at most, the loudest first; all of them, in the order
        of the text, where nothing is said.

    Returns
    -------
    list of n_documents lists
        Of each theme its words.
    """
    texts = [reading.folded for reading in readings]
    read = _read([_checked(classifier, reading) for reading in readings])
    n_characters = int(read.offsets[-1]) if texts else 0
    counts, joined, offsets = read.counts, read.begins, read.offsets[:-1]
    starts = [starts_in(*each) for each in zip(printed, texts, strict=True)]
    laid = _laid(classifier, readings, read)
    contexts = [
        read_contexts(text) if asked else ()
        for text, asked in zip(texts, themes, strict=True)
    ]
    found: list[list[list[Weighed]]] = [[] for _ in texts]
    for rank in range(max(map(len, themes), default=0)):
        asked = [each[rank] if len(each) > rank else None for each in themes]
        steps = _steps(classifier, laid, asked, n_characters)
        _add_contexts(steps, classifier, contexts, asked, offsets)
        weights = np.add.reduceat(np.cumsum(steps[:-1]), joined)
        for i in (i for i, theme_id in enumerate(asked) if theme_id is not None):
            span = slice(counts[i], counts[i + 1])
            begins = (joined[span] - offsets[i]).tolist()
            found[i].append(_words(printed[i], begins, starts[i], weights[span], most))
    return found


def _checked(classifier: ThemeClassifier, reading: Reading) -> Reading:
    """Return a reading whose words fill its text; few are of another length here."""
    if sum(word.length for word in reading.words) == len(reading.folded):
        return reading
    words = []
    at = 0
    for token in classifier.analyzer.tokens(reading.folded):
        if token.start > at:
            words.append(Word((), token.start - at, ()))  # a blank
        at, units = token.end, [u for u in (token, *token.parts) if u.is_content]
        spans = tuple((u.start - token.start, u.end - token.start) for u in units)
        terms = tuple(unit.normalized for unit in units)
        words.append(Word(terms, token.end - token.start, spans))
    return replace(reading, words=words)


def _read(readings: Sequence[Reading]) -> _Read:
    """Return where words and terms stand in the joined texts."""
    words = [*chain.from_iterable(reading.words for reading in readings)]
    lengths = np.array([word.length for word in words], dtype=np.intp)
    n_words = np.array([len(reading.words) for reading in readings], dtype=np.intp)
    sizes = np.array([len(reading.folded) + 1 for reading in readings], dtype=np.intp)
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    # Between two texts stands one more character, which no word is.
    at = np.cumsum(lengths) - lengths + np.repeat(np.arange(len(readings)), n_words)
    spans = [word.spans for word in words]
    n_terms = np.array([len(own) for own in spans], dtype=np.intp)
    ends = chain.from_iterable(chain.from_iterable(spans))
    terms = np.fromiter(ends, np.intp).reshape(-1, 2)
    terms += np.repeat(at, n_terms)[:, None]
    joined = "".join(f"{reading.folded}\0" for reading in readings)
    # A blank goes with the word before it; a text without words is one word.
    is_begin = np.zeros(len(joined) + 1, dtype=bool)
    is_begin[at] = True
    is_begin[[blank.start() for blank in _BLANK.finditer(joined)]] = False
    is_begin[offsets[:-1]] = True
    begins = np.flatnonzero(is_begin)
    counts = np.searchsorted(begins, offsets).tolist()
    return _Read(offsets, begins, counts, terms)


def _laid(
    classifier: ThemeClassifier, readings: Sequence[Reading], read: _Read
) -> list[_Laid]:
    """Return the features of each part, as far as they are known."""
    found, n_before = [], 0
    for part, share in classifier.part_shares.items():
        vocabulary = classifier.extractor_.vocabularies_[part]
        of, spans, columns, values = vocabulary.occurrences_of(
            [reading.part(part) for reading in readings]
        )
        if part == "terms":
            n_terms = np.array([len(reading.terms) for reading in readings])
            spans = read.terms[(np.cumsum(n_terms) - n_terms)[of] + spans[:, 0]]
        else:
            spans = spans + read.offsets[of][:, None]
        scaled = values * (share * classifier.field_shares["text"])
        found.append(_Laid(of, spans[:, 0], spans[:, 1], columns + n_before, scaled))
        n_before += len(vocabulary.rarity)
    return found


def _steps(
    classifier: ThemeClassifier,
    laid: Sequence[_Laid],
    asked: Sequence[str | None],
    n_characters: int,
) -> Array:
    """Return what each character weighs more than the one before it."""
    column_of = {theme_id: k for k, theme_id in enumerate(classifier.theme_ids)}
    themes = np.array([column_of[each] if each else 0 for each in asked], dtype=np.intp)
    chosen = np.array([each is not None for each in asked])
    steps = np.zeros(n_characters + 1)
    for every in laid:
        some = every if chosen.all() else every.of_some(chosen)
        weights = some.values * classifier.weights_[some.columns, themes[some.of]]
        _lay(steps, some.starts, some.ends, weights)
    return steps


def _add_contexts(
    steps: Array,
    classifier: ThemeClassifier,
    contexts_of: Sequence[Sequence[Context]],
    asked: Sequence[str | None],
    offsets: Places,
) -> None:
    """Lay each context's runs where they stand, and its bias on the theme's words."""
    model, share = classifier.contexts_, classifier.context_share
    contexts = [
        (context, offset)
        for own, theme_id, offset in zip(
            contexts_of, asked, offsets.tolist(), strict=True
        )
        for context in own
        if context.theme_id == theme_id
    ]
    if not contexts:
        return
    of, runs, features, values = model.vocabulary_.occurrences_of(
        [context.text for context, _ in contexts]
    )
    places = [np.array(context.starts) + offset for context, offset in contexts]
    n_places = np.array([len(each) for each in places])
    joined, before = np.concatenate(places), (np.cumsum(n_places) - n_places)[of]
    weights = share * values * model.weights_[features]
    _lay(steps, joined[before + runs[:, 0]], joined[before + runs[:, 1]], weights)
    words = np.array(
        [(a + at, b + at, len(c.words)) for c, at in contexts for a, b in c.words]
    )
    _lay(steps, words[:, 0], words[:, 1], share * model.bias_ / words[:, 2])


def _lay(steps: Array, starts: Places, ends: Places, weights: Array) -> None:
    """Spread each weight evenly over the characters of its span."""
    each = weights / (ends - starts)
    steps += np.bincount(starts, each, len(steps))
    steps -= np.bincount(ends, each, len(steps))


def _words(
    printed: str,
    begins: Sequence[int],
    starts: Sequence[int],
    weights: Array,
    most: int | None,
) -> list[Weighed]:
    """Return the words as printed with their weights, all or the loudest."""
    if most is None:
        chosen, told = list(range(len(begins))), weights.tolist()
    else:
        best = np.argsort(-weights)[:most]
        chosen, told = best.tolist(), weights[best].tolist()
    ends = [*begins[1:], -1]
    return [
        (printed[starts[begins[i]] : starts[ends[i]]], weight)
        for i, weight in zip(chosen, told, strict=True)
    ]
