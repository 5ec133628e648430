"""ThemeClassifier: documents → a calibrated probability per theme.

One linear model per theme over the features of ``features.py``, all solved at once by
regularised least squares; where a theme is named, the context of its words adds to the
decision value (``contexts.py``). Decision values on texts of groups that a model has
not seen give each theme a logistic curve, which turns a decision value into a
probability, and a threshold with its doubtful band (``thresholds.py``). Nothing is
drawn at random: the same examples give the same model, named by ``model_id_``.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.analyzer import Analyzer
from corpus.errors import ExamplesError
from corpus.themes import GUIDE
from models.contexts import ContextModel, read_contexts
from models.features import (
    FIELD_SHARES,
    PART_SHARES,
    FeatureExtractor,
    Reading,
    Readings,
    TextFields,
)
from models.keywords import KEYWORDS
from models.least_squares import solve
from models.occurrences import Array
from models.thresholds import Threshold, choose_threshold
from models.vocabulary import inner_products

PENALTY = 0.1
CONTEXT_SHARE = 0.35

# Fewer examples than this carry too little to learn from or to calibrate on.
LEAST_EXAMPLES_PER_THEME = 5
LEAST_GROUPS = 8


@dataclass(frozen=True, slots=True)
class Findings:
    """What was read in documents, what each word weighs, and what that comes to.

    ``weights`` holds by field an array of shape (n_pieces, n_themes): with the bias,
    the pieces of a document add up to its ``decisions``; these and ``probabilities``
    are of shape (n_documents, n_themes).
    """

    readings: Readings
    weights: Mapping[str, Array]
    decisions: Array
    probabilities: Array


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
    context_share : float
        How much the context of a theme's words adds to its decision value.

    Attributes
    ----------
    weights_ : ndarray of shape (n_features, n_themes)
    bias_ : ndarray of shape (n_themes,)
    contexts_ : ContextModel
    curves_ : ndarray of shape (2, n_themes)
        Slope and height of each theme's logistic curve.
    thresholds_ : tuple of Threshold
    held_out_probabilities_ : ndarray of shape (n_examples, n_themes)
        What a model said of each example that had not seen its group; known after
        fitting only, not kept with a saved model.
    model_id_ : str
        A digest of the examples and options that made the model.
    """

    def __init__(  # noqa: PLR0913, options are keywords with defaults
        self,
        analyzer: Analyzer,
        *,
        theme_ids: Sequence[str] = GUIDE.ids,
        penalty: float = PENALTY,
        part_shares: Mapping[str, float] = PART_SHARES,
        field_shares: Mapping[str, float] = FIELD_SHARES,
        context_share: float = CONTEXT_SHARE,
    ) -> None:
        self.analyzer = analyzer
        self.theme_ids = theme_ids
        self.penalty = penalty
        self.part_shares = part_shares
        self.field_shares = field_shares
        self.context_share = context_share

    def fit(
        self,
        documents: Sequence[TextFields],
        themes: Sequence[Collection[str]],
        groups: Sequence[str],
        open_themes: Sequence[Collection[str]] | None = None,
    ) -> "ThemeClassifier":
        """Learn from labelled documents.

        Parameters
        ----------
        documents : sequence of n_examples TextFields
        themes : sequence of n_examples collections of theme ids
        groups : sequence of n_examples str
            Examples of one group are variants of one idea: they are left out together
            when probabilities are calibrated.
        open_themes : sequence of n_examples collections of theme ids, optional
            Themes of which it is not known whether the document carries them.

        Raises
        ------
        ExamplesError
            A theme has too few examples, or all are variants of a few ideas.
        """
        is_carried = indicator_matrix(themes, self.theme_ids)
        undecided = open_themes or [()] * len(documents)
        is_known = ~indicator_matrix(undecided, self.theme_ids)
        self._check(is_carried & is_known, groups)
        self.extractor_ = FeatureExtractor(
            self.analyzer, part_shares=self.part_shares, field_shares=self.field_shares
        )
        readings = self.extractor_.read(documents)
        rows = self.extractor_.fit_transform(readings)
        targets = np.where(is_carried, 1.0, -1.0)
        kernel = inner_products(rows)
        found = solve(kernel, targets, self.penalty, groups, is_open=~is_known)
        self.weights_: Array = rows.T @ found.shares
        self.bias_: Array = found.shares.sum(axis=0)
        added = self._fit_contexts(readings["text"], is_carried, is_known, groups)
        decisions = found.held_out + added
        self.curves_ = _logistic_curves(decisions, is_carried, is_known)
        probabilities = self._probabilities(decisions)
        self.held_out_probabilities_: Array = probabilities
        self.thresholds_: tuple[Threshold, ...] = tuple(
            choose_threshold(
                probabilities[is_known[:, k], k], is_carried[is_known[:, k], k]
            )
            for k in range(len(self.theme_ids))
        )
        self.model_id_ = self._digest(documents, themes, groups, undecided)
        return self

    def find(self, documents: Sequence[TextFields]) -> Findings:
        """Read documents and weigh what is found in them."""
        readings = self.extractor_.read(documents)
        found = self.extractor_.find(readings)
        weights = self.extractor_.word_weights(readings, found, self.weights_)
        text = readings["text"]
        contexts = read_contexts(text.texts, text.characters, self.theme_ids)
        weights["text"] += self.context_share * self.contexts_.word_weights(
            contexts, text.pieces, len(self.theme_ids)
        )
        decisions = self.bias_ + sum(
            np.add.reduceat(own, readings[field].pieces.firsts[:-1])
            for field, own in weights.items()
        )
        probabilities = self._probabilities(decisions)
        probabilities[~self.extractor_.has_known_word(found)] = 0.0
        return Findings(readings, weights, decisions, probabilities)

    def decision_function(self, documents: Sequence[TextFields]) -> Array:
        """Return the linear models' values, of shape (n_documents, n_themes)."""
        return self.find(documents).decisions

    def predict_proba(self, documents: Sequence[TextFields]) -> Array:
        """Return how likely each document carries each theme.

        Returns
        -------
        ndarray of shape (n_documents, n_themes)
            Calibrated probabilities in [0, 1]; all 0 for a text without any known
            word, of which nothing can be said.
        """
        return self.find(documents).probabilities

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

    def _fit_contexts(
        self,
        texts: Reading,
        is_carried: NDArray[np.bool_],
        is_known: NDArray[np.bool_],
        groups: Sequence[str],
    ) -> Array:
        """Learn from contexts; return what held-out ones add to the decisions."""
        contexts = read_contexts(texts.texts, texts.characters, self.theme_ids)
        documents, themes = contexts.documents, contexts.themes
        learned = is_known[documents, themes]
        self.contexts_ = ContextModel()
        held_out = self.contexts_.fit(
            contexts.only(learned),
            is_carried[documents, themes][learned],
            [groups[i] for i in documents[learned]],
        )
        values = self.contexts_.decision_function(contexts.characters)
        values[learned] = held_out
        added = np.zeros(is_carried.shape)
        added[documents, themes] = self.context_share * values
        return added

    def _probabilities(self, decisions: Array) -> Array:
        slopes, heights = self.curves_
        probabilities: Array = 1 / (1 + np.exp(-(slopes * decisions + heights)))
        return probabilities

    def _check(self, is_carried: NDArray[np.bool_], groups: Sequence[str]) -> None:
        if len(set(groups)) < LEAST_GROUPS:
            raise ExamplesError(
                f"例文のまとまり（group）が{len(set(groups))}しかありません。"
                f"{LEAST_GROUPS}以上になるよう、別々の内容の例文を加えてください。"
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
        open_themes: Sequence[Collection[str]],
    ) -> str:
        """Name the model after all that made it."""
        made_of = [
            [self.penalty, dict(self.part_shares), dict(self.field_shares)],
            [self.context_share, dict(KEYWORDS)],
            list(self.theme_ids),
            [[d.text, d.item, d.section] for d in documents],
            [sorted(carried) for carried in themes],
            list(groups),
            [sorted(undecided) for undecided in open_themes],
        ]
        written = json.dumps(made_of, ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(written.encode()).hexdigest()[:12]


def indicator_matrix(
    themes: Sequence[Collection[str]], theme_ids: Sequence[str]
) -> NDArray[np.bool_]:
    """Return which document carries which theme, (n_documents, n_themes)."""
    return np.array([[t in carried for t in theme_ids] for carried in themes])


def _logistic_curves(
    decisions: Array, is_carried: NDArray[np.bool_], is_known: NDArray[np.bool_]
) -> Array:
    """Return slope and height of a logistic curve per theme (Platt 1999)."""
    # Loading scikit-learn takes longer than a search, and only fitting needs it.
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415

    curves = []
    for k in range(decisions.shape[1]):
        known = is_known[:, k]
        values, carried = decisions[known, k], is_carried[known, k]
        curve = LogisticRegression(C=100).fit(values[:, None], carried)
        curves.append((curve.coef_[0, 0], curve.intercept_[0]))
    return np.array(curves).T
