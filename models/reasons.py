"""The words that spoke loudest for the themes of many documents at once.

The same sum as in ``evidence.py``, told for all documents of a batch together: what
that room tells of one document in full, this one tells of hundreds in the time of a
few.
"""

from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from models.classifier import Findings
from models.folding import fold_with_offsets, number_lengths
from models.occurrences import Places

Weighed = tuple[str, float]  # a word as printed, and its weight

# Below this share of the loudest word, a word is no reason.
FAINT = 0.1


def reasons(
    findings: Findings,
    printed: Sequence[str],
    themes: Sequence[Sequence[int]],
    *,
    most: int | None = None,
) -> list[list[list[Weighed]]]:
    """Return the words of each document with their weights, for each of its themes.

    Parameters
    ----------
    findings : Findings
        What the classifier found in the documents.
    printed : sequence of n_documents str
        The texts as they stand.
    themes : sequence of n_documents sequences of int
        The numbers of the themes to give reasons for.
    most : int, optional
        How many words to return at most, the loudest first and no faint ones; all of
        them, in the order of the text, where nothing is said.

    Returns
    -------
    list of n_documents lists
        Of each theme its words.
    """
    pieces = findings.readings["text"].pieces
    counts = np.diff(pieces.firsts)
    n_themes = np.array([*map(len, themes)], dtype=np.intp)
    of = np.repeat(np.arange(len(printed)), n_themes)  # of each answer, the document
    asked = np.array([k for own in themes for k in own], dtype=np.intp)
    n_words = counts[of]
    answers = np.repeat(np.arange(len(of)), n_words)
    firsts = np.cumsum(n_words) - n_words
    words = np.arange(len(answers)) + (pieces.firsts[of] - firsts)[answers]
    weights = findings.weights["text"][words, asked[answers]]
    if most is not None and len(answers):
        chosen = _loudest(weights, firsts, answers, most)
        answers, words, weights = answers[chosen], words[chosen], weights[chosen]
    starts, ends = _places(findings, printed)
    told = zip(
        starts[words].tolist(), ends[words].tolist(), weights.tolist(), strict=True
    )
    n_told = np.bincount(answers, minlength=len(of)).tolist()
    found: list[list[list[Weighed]]] = [[] for _ in printed]
    for i, n_own in zip(of.tolist(), n_told, strict=True):
        text = printed[i]
        own = islice(told, n_own)  # of a sign that folding parted (…) the last stands
        found[i].append([(text[a:b], weight) for a, b, weight in own if a < b])
    return found


def _loudest(
    weights: NDArray[np.float64], firsts: Places, answers: Places, most: int
) -> Places:
    """Return so many words of each answer at most, the loudest first."""
    loudest = np.maximum.reduceat(weights, firsts)
    chosen = np.flatnonzero(weights > FAINT * loudest[answers])
    own = answers[chosen]
    # What is left of 1 orders the words of an answer: one sort does for both.
    order = np.argsort(own - weights[chosen] / loudest[own])
    own = own[order]
    rank = np.arange(len(own)) - np.searchsorted(own, own)
    return chosen[order[rank < most]]


def _places(findings: Findings, printed: Sequence[str]) -> tuple[Places, Places]:
    """Return where each word of the texts begins and ends as printed."""
    reading = findings.readings["text"]
    pieces, offsets = reading.pieces, reading.characters.offsets
    steps = np.ones(offsets[-1], dtype=np.intp)  # from each character to the next
    leads = np.zeros(len(printed), dtype=np.intp)
    for i, (text, folded) in enumerate(zip(printed, reading.texts, strict=True)):
        if text == folded:
            continue
        offset, numbers = offsets[i], number_lengths(text)
        if numbers is None:
            starts = fold_with_offsets(text).starts
            leads[i] = starts[0]
            steps[offset : offset + len(folded)] = np.diff(starts)
            continue
        for place, length in numbers:
            steps[offset + place] = length
    places = np.append(0, np.cumsum(steps))
    of = np.repeat(np.arange(len(printed)), np.diff(pieces.firsts))
    begins = places[pieces.begins] - (places[offsets[:-1]] - leads)[of]
    ends = np.append(begins[1:], 0)
    ends[pieces.firsts[1:] - 1] = [*map(len, printed)]
    return begins, ends
