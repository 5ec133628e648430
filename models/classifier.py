"""ThemeClassifier: documents → a calibrated probability per theme.

One linear model per theme over the features of ``features.py``, all solved at once by
regularised least squares. Its decision values on texts of groups it has not seen give
each theme a logistic curve, which turns a decision value into a probability, and a
threshold with its doubtful band (``thresholds.py``). Nothing is drawn at random: the
same examples give the same model, named by ``model_id``.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from corpus.analyzer import Analyzer
from corpus.errors import ExamplesError
from corpus.themes import THEME_IDS
from models.features import (
    FIELD_SHARES,
    PART_SHARES,
    FeatureExtractor,
    Matrix,
    TextFields,
)
from models.least_squares import held_out_decisions, solve
from models.thresholds import Threshold, choose_threshold

Array = NDArray[np.float64]

PENALTY = 0.1

# Fewer examples than this carry too little to learn from or to calibrate on.
LEAST_EXAMPLES_PER_THEME = 5


class ThemeClassifier:
    """Says how likely each document carries each theme.

    Parameters
    ----------
    analyzer : Analyzer
        Gives the terms.
    theme_ids : sequence of str
        The themes, in the order of the columns.
    penalty : float
        How strongly weights are held small.
    part_shares, field_shares : mapping of str to float
        See ``FeatureExtractor``.

    Attributes
    ----------
    weights_ : ndarray of shape (n_features, n_themes)
    bias_ : ndarray of shape (n_themes,)
    curves_ : ndarray of shape (2, n_themes)
        Slope and height of each theme's logistic curve.
    thresholds_ : tuple of Threshold
    model_id_ : str
        A digest of the examples and options that made the model.
    """

    def __init__(
        self,
        analyzer: Analyzer,
        *,
        theme_ids: Sequence[str] = THEME_IDS,
        penalty: float = PENALTY,
        part_shares: Mapping[str, float] = PART_SHARES,
        field_shares: Mapping[str, float] = FIELD_SHARES,
    ) -> None:
        self.analyzer = analyzer
        self.theme_ids = theme_ids
        self.penalty = penalty
        self.part_shares = part_shares
        self.field_shares = field_shares

    def fit(
        self,
        documents: Sequence[TextFields],
        themes: Sequence[Collection[str]],
        groups: Sequence[str],
    ) -> "ThemeClassifier":
        """Learn from labelled documents.

        Parameters
        ----------
        documents : sequence of n_examples TextFields
        themes : sequence of n_examples collections of theme ids
        groups : sequence of n_examples str
            Examples of one group resemble each other (one hand, one organisation):
            they are left out together when probabilities are calibrated.

        Raises
        ------
        ExamplesError
            A theme has too few examples, or there are fewer than two groups.
        """
        is_carried = indicator_matrix(themes, self.theme_ids)
        self._check(is_carried, groups)
        self.extractor_ = FeatureExtractor(
            self.analyzer, part_shares=self.part_shares, field_shares=self.field_shares
        )
        rows = self.extractor_.fit_transform(documents)
        kernel = (rows @ rows.T).toarray()
        targets = np.where(is_carried, 1.0, -1.0)
        shares = solve(kernel, targets, self.penalty)
        self.weights_: Array = rows.T @ shares
        self.bias_: Array = shares.sum(axis=0)
        decisions = held_out_decisions(kernel, targets, self.penalty, groups)
        self.curves_ = _logistic_curves(decisions, is_carried)
        probabilities = self._probabilities(decisions)
        self.thresholds_: tuple[Threshold, ...] = tuple(
            choose_threshold(probabilities[:, k], is_carried[:, k])
            for k in range(len(self.theme_ids))
        )
        self.model_id_ = self._digest(documents, themes, groups)
        return self

    def decision_function(self, documents: Sequence[TextFields]) -> Array:
        """Return the linear models' values, of shape (n_documents, n_themes)."""
        return self._decisions(self.extractor_.transform(documents))

    def predict_proba(self, documents: Sequence[TextFields]) -> Array:
        """Return how likely each document carries each theme.

        Returns
        -------
        ndarray of shape (n_documents, n_themes)
            Calibrated probabilities in [0, 1]; all 0 for a text without any known
            word, of which nothing can be said.
        """
        rows = self.extractor_.transform(documents)
        probabilities = self._probabilities(self._decisions(rows))
        probabilities[~self.extractor_.has_known_word(rows)] = 0.0
        return probabilities

    def is_given(self, probabilities: Array) -> NDArray[np.bool_]:
        """Return which themes are given as tags."""
        reached: NDArray[np.bool_] = probabilities >= np.array(
            [t.threshold for t in self.thresholds_]
        )
        return reached

    def is_doubtful(self, probabilities: Array) -> NDArray[np.bool_]:
        """Return which themes lie in the doubtful band around their threshold."""
        above = probabilities >= np.array([t.doubtful_from for t in self.thresholds_])
        below = probabilities < np.array([t.doubtful_to for t in self.thresholds_])
        return above & below

    def _decisions(self, rows: Matrix) -> Array:
        decisions: Array = rows @ self.weights_ + self.bias_
        return decisions

    def _probabilities(self, decisions: Array) -> Array:
        slopes, heights = self.curves_
        probabilities: Array = 1 / (1 + np.exp(-(slopes * decisions + heights)))
        return probabilities

    def _check(self, is_carried: NDArray[np.bool_], groups: Sequence[str]) -> None:
        if len(set(groups)) < 2:
            raise ExamplesError(
                "例文が1つのまとまりしかありません。書き手や組織の異なる例文を"
                "2つ以上のファイルに分けて加えてください。"
            )
        for theme_id, n_examples in zip(
            self.theme_ids, is_carried.sum(axis=0), strict=True
        ):
            if n_examples < LEAST_EXAMPLES_PER_THEME:
                raise ExamplesError(
                    f"テーマ「{theme_id}」の例文が{n_examples}件しかありません。"
                    f"あと{LEAST_EXAMPLES_PER_THEME - n_examples}件以上加えてください。"
                )

    def _digest(
        self,
        documents: Sequence[TextFields],
        themes: Sequence[Collection[str]],
        groups: Sequence[str],
    ) -> str:
        """Name the model after all that made it."""
        made_of = [
            [self.penalty, dict(self.part_shares), dict(self.field_shares)],
            list(self.theme_ids),
            [[d.text, d.item, d.section] for d in documents],
            [sorted(carried) for carried in themes],
            list(groups),
        ]
        written = json.dumps(made_of, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:12]


def indicator_matrix(
    themes: Sequence[Collection[str]], theme_ids: Sequence[str]
) -> NDArray[np.bool_]:
    """Return which document carries which theme, (n_documents, n_themes)."""
    return np.array([[t in carried for t in theme_ids] for carried in themes])


def _logistic_curves(decisions: Array, is_carried: NDArray[np.bool_]) -> Array:
    """Return slope and height of a logistic curve per theme (Platt 1999)."""
    curves = []
    for values, carried in zip(decisions.T, is_carried.T, strict=True):
        curve = LogisticRegression(C=100).fit(values[:, None], carried)
        curves.append((curve.coef_[0, 0], curve.intercept_[0]))
    return np.array(curves).T
