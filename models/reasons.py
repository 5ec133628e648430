"""The words that spoke loudest for the themes of many documents at once.

The same sum as in ``evidence.py``, taken for all documents of a batch together: each
product of value and weight is laid on the characters that it was read from, and the
characters are gathered into words. What that room tells of one document in full, this
one tells of hundreds in the time of a few.
"""

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
    readings = [_checked(classifier, reading) for reading in readings]
    lengths = np.array([len(text) + 1 for text in texts], dtype=np.intp)
    offsets = np.cumsum(lengths) - lengths
    begins = [_begins(reading) for reading in readings]
    counts = np.cumsum([0, *map(len, begins)]).tolist()
    joined = np.array([*chain.from_iterable(begins)], dtype=np.intp)
    joined += np.repeat(offsets, np.diff(counts))
    starts = [starts_in(*each) for each in zip(printed, texts, strict=True)]
    laid = _laid(classifier, readings, offsets)
    contexts = [
        read_contexts(text) if asked else []
        for text, asked in zip(texts, themes, strict=True)
    ]
    found: list[list[list[Weighed]]] = [[] for _ in texts]
    for rank in range(max(map(len, themes), default=0)):
        asked = [each[rank] if len(each) > rank else None for each in themes]
        steps = _steps(classifier, laid, asked, int(lengths.sum()))
        _add_contexts(steps, classifier, contexts, asked, offsets)
        weights = np.add.reduceat(np.cumsum(steps[:-1]), joined)
        for i in (i for i, theme_id in enumerate(asked) if theme_id is not None):
            own = weights[counts[i] : counts[i + 1]]
            found[i].append(_words(printed[i], begins[i], starts[i], own, most))
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


def _begins(reading: Reading) -> list[int]:
    """Return where each word begins; the last reaches to the end of the text."""
    begins, at = [0], 0
    for word in reading.words:
        # A blank goes with the word before it.
        if at and (word.length != 1 or reading.folded[at] != " "):
            begins.append(at)
        at += word.length
    return begins


def _laid(
    classifier: ThemeClassifier, readings: Sequence[Reading], offsets: Places
) -> list[_Laid]:
    """Return the features of each part, as far as they are known."""
    found, n_before = [], 0
    for part, share in classifier.part_shares.items():
        vocabulary = classifier.extractor_.vocabularies_[part]
        of, spans, columns, values = vocabulary.occurrences_of(
            [reading.part(part) for reading in readings]
        )
        if part == "terms":
            places = np.array(
                [*chain.from_iterable(map(_spans, readings))], dtype=np.intp
            ).reshape(-1, 2)
            n_terms = np.array([len(reading.terms) for reading in readings])
            spans = places[(np.cumsum(n_terms) - n_terms)[of] + spans[:, 0]]
        scale = share * classifier.field_shares["text"]
        starts = offsets[of] + spans[:, 0]
        ends = offsets[of] + spans[:, 1]
        found.append(_Laid(of, starts, ends, columns + n_before, values * scale))
        n_before += len(vocabulary.rarity)
    return found


def _spans(reading: Reading) -> list[tuple[int, int]]:
    """Return where each term stands."""
    spans, at = [], 0
    for word in reading.words:
        spans += [(at + start, at + end) for start, end in word.spans]
        at += word.length
    return spans


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
    last = len(begins) - 1
    chosen = range(last + 1) if most is None else np.argsort(-weights)[:most].tolist()
    told = weights.tolist()
    return [
        (
            printed[starts[begins[i]] : starts[begins[i + 1] if i < last else -1]],
            told[i],
        )
        for i in chosen
    ]
