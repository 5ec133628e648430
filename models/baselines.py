"""What simpler means achieve on the same texts: the bar the classifier has to clear.

Each baseline learns from the same examples, sees the same features, chooses for each
theme from which score on to give it, and is judged on the same texts held out. The
fourth one, a list of each theme's words, learns nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from corpus.analyzer import Analyzer
from corpus.labels import Example
from corpus.themes import GUIDE
from models.classifier import indicator_matrix
from models.evaluation import Flags, Judged, fields_of, source_folds
from models.features import FeatureExtractor
from models.folding import fold
from models.keywords import keyword_spans
from models.occurrences import Array

_N_FOLDS = 3


def judge_baselines(
    analyzer: Analyzer, examples: Sequence[Example]
) -> dict[str, Judged]:
    """Judge each source's examples by baselines that learned from the others."""
    # Loading scikit-learn takes longer than a search, and only a card needs it here.
    from sklearn.model_selection import cross_val_predict  # noqa: PLC0415

    is_carried = indicator_matrix([e.themes for e in examples], GUIDE.ids)
    learners = _learners()
    given = {name: np.zeros_like(is_carried) for name in learners}
    extractor = FeatureExtractor(analyzer)
    for inside, rest in source_folds(examples):
        documents = [fields_of(examples[i]) for i in (*rest, *inside)]
        rows = extractor.fit_transform(extractor.read(documents[: len(rest)]))
        held_out = extractor.transform(extractor.read(documents[len(rest) :]))
        for name, (learner, method) in learners.items():
            targets = is_carried[rest]
            scores = cross_val_predict(
                learner, rows, targets, cv=_N_FOLDS, method=method
            )
            found = getattr(learner.fit(rows, targets), method)(held_out)
            given[name][inside] = found >= _best_cuts(scores, targets)
    judged = {name: _judged(is_carried, flags) for name, flags in given.items()}
    return {"見出し語の規則": judge_keyword_rules(examples), **judged}


def _learners() -> Mapping[str, tuple[Any, str]]:
    """Return each learner with the method that says how sure it is."""
    from sklearn.multiclass import OneVsRestClassifier  # noqa: PLC0415
    from sklearn.naive_bayes import ComplementNB  # noqa: PLC0415
    from sklearn.neighbors import KNeighborsClassifier  # noqa: PLC0415
    from sklearn.svm import LinearSVC  # noqa: PLC0415

    nearest = KNeighborsClassifier(n_neighbors=5, weights="distance")
    margins = LinearSVC(class_weight="balanced")
    return {
        "補集合ナイーブベイズ": (
            OneVsRestClassifier(ComplementNB(alpha=0.1)), "predict_proba",
        ),
        "最近傍（5件）": (OneVsRestClassifier(nearest), "predict_proba"),
        "線形SVM": (OneVsRestClassifier(margins), "decision_function"),
    }  # fmt: skip


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
