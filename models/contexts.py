"""What stands around a theme's words says if it is described or only mentioned.

「在宅勤務は導入していない」 names telework without describing it, and 「ハラスメントの
調査は実施していない」 does the same with harassment. Such turns of phrase are learned
once for all themes: where a theme's words stand they are masked, and the text around
them, 20 characters on either side, is their context. One linear model over the contexts
of all themes says how much each speaks for the theme that it names.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from models.keywords import keyword_spans
from models.vocabulary import BREAK, Array, RunVocabulary

WIDTH = 20
LONGEST_RUN = 3
PENALTY = 0.5
N_FOLDS = 8

_MASK = "◆"
_LEAST_CONTEXTS = 2


@dataclass(frozen=True, slots=True)
class Context:
    """The surroundings of one theme's words in one text.

    ``text`` holds the windows around the masked words, ``words`` where the theme's own
    words stand in the folded text of so many ``n_characters``.
    """

    theme_id: str
    words: Sequence[tuple[int, int]]
    text: str
    n_characters: int

    @property
    def starts(self) -> list[int]:
        """Where each character of ``text`` stands in the folded text, and its end."""
        starts: list[int] = []
        done = 0
        for (start, end), following in _followed(self.words, self.n_characters):
            begin = max(done, start - WIDTH)
            if begin > done:
                starts.append(done)
            starts += range(begin, start + 1)
            done = min(following, end + WIDTH)
            starts += range(end, done)
        return [*starts, done]


# A batch is read for its decisions, and again for their reasons.
@lru_cache(maxsize=1024)
def read_contexts(folded: str) -> tuple[Context, ...]:
    """Return the context of each theme named in a folded text."""
    return tuple(
        _context(folded, theme_id, words)
        for theme_id, words in keyword_spans(folded).items()
    )


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
        contexts: Sequence[Context],
        is_carried: NDArray[np.bool_],
        groups: Sequence[str],
    ) -> Array:
        """Learn from contexts and whether the theme that each names is carried.

        Returns
        -------
        ndarray of shape (n_contexts,)
            What models that never saw a context's group say of it.
        """
        texts = [context.text for context in contexts]
        self.vocabulary_ = RunVocabulary.learn(
            texts, longest=LONGEST_RUN, least_documents=_LEAST_CONTEXTS
        )
        rows = self.vocabulary_.rows(texts)
        targets = np.where(is_carried, 1.0, -1.0)
        if len(set(groups)) < N_FOLDS:
            # So few contexts teach nothing that holds elsewhere.
            self.weights_: Array = np.zeros(rows.shape[1])
            self.bias_ = 0.0
            return np.zeros(len(contexts))
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

    def decision_function(self, contexts: Sequence[Context]) -> Array:
        """Return for each context how much it speaks for its theme."""
        rows = self.vocabulary_.rows([context.text for context in contexts])
        decisions: Array = rows @ self.weights_ + self.bias_
        return decisions


def _context(folded: str, theme_id: str, words: Sequence[tuple[int, int]]) -> Context:
    """Mask the words and keep the windows around them."""
    text = ""
    done = 0
    for (start, end), following in _followed(words, len(folded)):
        begin = max(done, start - WIDTH)
        gap = BREAK if begin > done else ""
        done = min(following, end + WIDTH)
        text += f"{gap}{folded[begin:start]}{_MASK}{folded[end:done]}"
    return Context(theme_id, words, text, len(folded))


def _followed(
    words: Sequence[tuple[int, int]], n_characters: int
) -> Iterator[tuple[tuple[int, int], int]]:
    """Give each word's place with the beginning of the next, or the text's end."""
    begins = [start for start, _ in words[1:]]
    return zip(words, [*begins, n_characters], strict=True)
