"""What simpler means achieve on the same texts: the bar the classifier has to clear.

Each baseline learns from the same examples, sees the same features, chooses for each
theme from which score on to give it, and is judged on the same texts held out. The
fourth one, a list of each theme's words, learns nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from sklearn.model_selection import cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC

from corpus.analyzer import Analyzer
from corpus.labels import Example
from corpus.themes import GUIDE
from models.classifier import indicator_matrix
from models.evaluation import Flags, Judged, fields_of, source_folds
from models.features import FeatureExtractor
from models.folding import fold
from models.keywords import keyword_spans
from models.vocabulary import Array

# Each learner with the method that says how sure it is.
_LEARNERS: Mapping[str, tuple[Callable[[], Any], str]] = {
    "補集合ナイーブベイズ": (lambda: ComplementNB(alpha=0.1), "predict_proba"),
    "最近傍（5件）": (
        lambda: KNeighborsClassifier(n_neighbors=5, weights="distance"),
        "predict_proba",
    ),
    "線形SVM": (lambda: LinearSVC(class_weight="balanced"), "decision_function"),
}
_N_FOLDS = 3


def judge_baselines(
    analyzer: Analyzer, examples: Sequence[Example]
) -> dict[str, Judged]:
    """Judge each source's examples by baselines that learned from the others."""
    is_carried = indicator_matrix([e.themes for e in examples], GUIDE.ids)
    given = {name: np.zeros_like(is_carried) for name in _LEARNERS}
    extractor = FeatureExtractor(analyzer)
    for inside, rest in source_folds(examples):
        documents = [fields_of(examples[i]) for i in (*rest, *inside)]
        rows = extractor.fit_transform(extractor.read(documents[: len(rest)]))
        held_out = extractor.transform(extractor.read(documents[len(rest) :]))
        for name, (make, method) in _LEARNERS.items():
            learner = OneVsRestClassifier(make())
            targets = is_carried[rest]
            scores = cross_val_predict(
                learner, rows, targets, cv=_N_FOLDS, method=method
            )
            found = getattr(learner.fit(rows, targets), method)(held_out)
            given[name][inside] = found >= _best_cuts(scores, targets)
    judged = {name: _judged(is_carried, flags) for name, flags in given.items()}
    return {"見出し語の規則": judge_keyword_rules(examples), **judged}


def judge_keyword_rules(examples: Sequence[Example]) -> Judged:
    """Give each theme wherever one of its words stands."""
    named = [keyword_spans(fold(example.text)).keys() for example in examples]
    return _judged(
        indicator_matrix([e.themes for e in examples], GUIDE.ids),
        indicator_matrix(named, GUIDE.ids),
    )


def _best_cuts(scores: Array, is_carried: Flags) -> Array:
    """Return for each theme the score from which giving it is best by F1."""
    order = np.argsort(-scores, axis=0, kind="stable")
    n_right = np.cumsum(np.take_along_axis(is_carried, order, axis=0), axis=0)
    n_given = np.arange(1, len(scores) + 1)[:, None]
    best = np.argmax(2 * n_right / (n_given + is_carried.sum(axis=0)), axis=0)
    cuts: Array = np.take_along_axis(scores, order, axis=0)[best, range(len(best))]
    return cuts


def _judged(is_carried: Flags, is_given: Flags) -> Judged:
    """Take decisions for what they are: certain, and never in doubt."""
    return Judged(
        theme_ids=GUIDE.ids,
        is_carried=is_carried,
        is_known=np.ones_like(is_carried),
        probabilities=is_given.astype(float),
        is_given=is_given,
        is_doubtful=np.zeros_like(is_given),
    )
