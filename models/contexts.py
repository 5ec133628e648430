"""What stands around a theme's words says if it is described or only mentioned.

「在宅勤務は導入していない」 names telework without describing it, and 「ハラスメントの
調査は実施していない」 does the same with harassment. Such turns of phrase are learned
once for all themes: where a theme's words stand they are masked, and the text around
them, 20 characters on either side, is their context. One linear model over the contexts
of all themes says how much each speaks for the theme that it names.

All contexts of a batch are read at once: what is masked and what is kept are stretches
of the joined texts (``occurrences.py``).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.keywords import keyword_places
from models.occurrences import (
    BREAK,
    Array,
    Characters,
    Pieces,
    Places,
    joined,
)
from models.vocabulary import RunVocabulary

WIDTH = 20
LONGEST_RUN = 3
PENALTY = 0.5
N_FOLDS = 8

_MASK = "◆"
_LEAST_CONTEXTS = 2


@dataclass(frozen=True)
class Contexts:
    """The surroundings of each theme's words in each text, of a batch of texts.

    Attributes
    ----------
    characters : Characters
        A text for each context: the windows around the masked words.
    places : ndarray of shape (n_characters,)
        Where each character of them stands in the joined texts.
    documents, themes : ndarray of shape (n_contexts,)
        Which text a context is of, and which theme it is about.
    words : ndarray of shape (n_words, 3)
        The half-open places of the themes' words, and which context each is of.
    """

    characters: Characters
    places: Places
    documents: Places
    themes: Places
    words: Places

    def __len__(self) -> int:
        return len(self.documents)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The texts of the contexts."""
        laid = "".join(map(chr, self.characters.codes.tolist()))
        ends = (self.characters.offsets[1:] - 1).tolist()
        starts = self.characters.offsets[:-1].tolist()
        return tuple(laid[a:b] for a, b in zip(starts, ends, strict=True))

    def only(self, chosen: NDArray[np.bool_]) -> Characters:
        """Return the texts of some contexts."""
        lengths = np.diff(self.characters.offsets)
        codes = self.characters.codes[np.repeat(chosen, lengths)]
        ends = np.cumsum(lengths[chosen])
        return Characters(codes, np.concatenate([np.zeros(1, dtype=np.intp), ends]))


def read_contexts(
    texts: Sequence[str], characters: Characters, themes: Sequence[str]
) -> Contexts:
    """Return the contexts of the themes that folded texts name.

    Parameters
    ----------
    texts : sequence of str
    characters : Characters
        The same laid end to end.
    themes : sequence of str
        The ids of the themes, as contexts number them.
    """
    words = keyword_places(joined(texts), themes)
    documents = np.searchsorted(characters.offsets, words[:, 0], side="right") - 1
    keys = documents * max(len(themes), 1) + words[:, 2]
    order = np.argsort(keys, kind="stable")  # the words of a theme follow one another
    of, words = documents[order], words[order]
    is_first = np.diff(keys[order], prepend=-1) != 0
    windows = _windows(words, of, is_first, characters.offsets)
    contexts = np.cumsum(is_first) - 1
    masked, places = _masked(windows, characters, contexts)
    return Contexts(
        masked,
        places,
        of[is_first],
        words[is_first, 2],
        np.stack([words[:, 0], words[:, 1], contexts], axis=1),
    )


@dataclass(frozen=True, slots=True)
class _Windows:
    """Of each word what is kept around it, as half-open places of the joined texts.

    Kept are ``begins:starts`` and ``ends:dones``; what stands before a window is done
    at ``before``, and ``is_last`` tells the last word of a context.
    """

    before: Places
    begins: Places
    starts: Places
    ends: Places
    dones: Places
    is_last: NDArray[np.bool_]


def _windows(
    words: Places, of: Places, is_first: NDArray[np.bool_], offsets: Places
) -> _Windows:
    """Return the windows of words: up to the next one and the ends of the text."""
    starts, ends = words[:, 0], words[:, 1]
    is_last = np.append(is_first[1:], True)[: len(words)]
    following = np.append(starts[1:], 0)[: len(words)]
    following[is_last] = offsets[of[is_last] + 1] - 1
    dones = np.minimum(following, ends + WIDTH)
    before = np.append(0, dones[:-1])[: len(words)]
    before[is_first] = offsets[of[is_first]]
    begins = np.maximum(before, starts - WIDTH)
    return _Windows(before, begins, starts, ends, dones, is_last)


def _masked(
    windows: _Windows, characters: Characters, contexts: Places
) -> tuple[Characters, Places]:
    """Return the texts of contexts, and where each of their characters stands."""
    before, begins, starts = windows.before, windows.begins, windows.starts
    ends, dones = windows.ends, windows.dones
    n_codes, each = len(characters.codes), np.ones_like(starts)
    a_break, a_mask = n_codes * each, (n_codes + 1) * each
    # Of each word: a gap before its window, the window, the mask, the window; and a
    # break after the last word.
    sources = np.stack([a_break, begins, a_mask, ends, a_break], axis=1).reshape(-1)
    places = np.stack([before, begins, starts, ends, dones], axis=1).reshape(-1)
    is_gap, is_last = begins > before, windows.is_last
    lengths = np.stack([is_gap, starts - begins, each, dones - ends, is_last], axis=1)
    sizes = lengths.reshape(-1)
    within = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
    codes = np.append(characters.codes, [np.uint64(ord(BREAK)), np.uint64(ord(_MASK))])
    n_characters = np.bincount(contexts, lengths.sum(axis=1)).astype(np.intp)
    offsets = np.append(0, np.cumsum(n_characters))
    masked = Characters(codes[np.repeat(sources, sizes) + within], offsets)
    return masked, np.repeat(places, sizes) + within


class ContextModel:
    """How much a context speaks for the theme it names.

    Attributes
    ----------
    vocabulary_ : RunVocabulary
    weights_ : ndarray of shape (n_features,)
    bias_ : float
    """

    def fit(
        self,
        texts: Characters,
        is_carried: NDArray[np.bool_],
        groups: Sequence[str],
    ) -> Array:
        """Learn from contexts and whether the theme that each names is carried.

        Returns
        -------
        ndarray of shape (n_contexts,)
            What models that never saw a context's group say of it.
        """
        self.vocabulary_ = RunVocabulary.learn(
            texts, longest=LONGEST_RUN, least_documents=_LEAST_CONTEXTS
        )
        rows = self.vocabulary_.occurrences(texts).rows()
        targets = np.where(is_carried, 1.0, -1.0)
        if len(set(groups)) < N_FOLDS:
            # So few contexts teach nothing that holds elsewhere.
            self.weights_: Array = np.zeros(rows.shape[1])
            self.bias_ = 0.0
            return np.zeros(len(texts))
        # Loading scikit-learn takes longer than a search, and only fitting needs it.
        from sklearn.linear_model import Ridge  # noqa: PLC0415
        from sklearn.model_selection import (  # noqa: PLC0415
            GroupKFold,
            cross_val_predict,
        )

        model = Ridge(alpha=PENALTY, solver="sparse_cg")
        held_out: Array = cross_val_predict(
            model, rows, targets, groups=groups, cv=GroupKFold(N_FOLDS)
        )
        model.fit(rows, targets)
        self.weights_ = model.coef_
        self.bias_ = float(model.intercept_)
        return held_out

    def decision_function(self, texts: Characters) -> Array:
        """Return for each context how much it speaks for its theme."""
        rows = self.vocabulary_.occurrences(texts).rows()
        decisions: Array = rows @ self.weights_ + self.bias_
        return decisions

    def word_weights(self, contexts: Contexts, pieces: Pieces, n_themes: int) -> Array:
        """Return what each word of the texts adds to the decisions on contexts.

        A run speaks in its middle, the bias where the theme's own words begin.

        Returns
        -------
        ndarray of shape (n_pieces, n_themes)
        """
        found = self.vocabulary_.occurrences(contexts.characters)
        starts, _, of = contexts.words.T
        each = self.bias_ / np.bincount(of, minlength=len(contexts))
        middles = contexts.places[(found.starts + found.ends - 1) // 2]
        at = pieces.at[np.concatenate([middles, starts])]
        themes = contexts.themes[np.concatenate([found.of, of])]
        weights = found.values() * self.weights_[found.columns]
        added: Array = np.bincount(
            at * n_themes + themes,
            np.concatenate([weights, each[of]]),
            len(pieces.begins) * n_themes,
        ).astype(np.float64)  # whole numbers where there is nothing to add
        return added.reshape(-1, n_themes)
