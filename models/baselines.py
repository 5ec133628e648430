"""What simpler means achieve on the same texts: the bar the classifier has to clear.

Each baseline learns from the same examples, sees the same features, and is judged on
the same texts held out.
"""

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from sklearn.multiclass import OneVsRestClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import LinearSVC

from corpus.analyzer import Analyzer
from corpus.labels import Example
from corpus.themes import THEME_IDS
from models.classifier import indicator_matrix
from models.evaluation import Flags, Judged, fields_of, source_folds
from models.features import FeatureExtractor
from models.folding import fold
from models.keywords import keyword_spans

_LEARNERS: Mapping[str, Callable[[], OneVsRestClassifier]] = {
    "補集合ナイーブベイズ": lambda: OneVsRestClassifier(ComplementNB()),
    "最近傍（5件）": lambda: OneVsRestClassifier(
        KNeighborsClassifier(n_neighbors=5, weights="distance")
    ),
    "線形SVM": lambda: OneVsRestClassifier(LinearSVC(class_weight="balanced")),
}


def judge_baselines(
    analyzer: Analyzer, examples: Sequence[Example]
) -> dict[str, Judged]:
    """Judge each source's examples by baselines that learned from the others."""
    is_carried = indicator_matrix([e.themes for e in examples], THEME_IDS)
    given = {name: np.zeros_like(is_carried) for name in _LEARNERS}
    extractor = FeatureExtractor(analyzer)
    for inside, rest in source_folds(examples):
        documents = [fields_of(examples[i]) for i in (*rest, *inside)]
        rows = extractor.fit_transform(extractor.read(documents[: len(rest)]))
        held_out = extractor.transform(extractor.read(documents[len(rest) :]))
        for name, make in _LEARNERS.items():
            learner = make().fit(rows, is_carried[rest])
            given[name][inside] = learner.predict(held_out)
    given = {"見出し語の規則": _by_keyword(examples), **given}
    return {name: _judged(is_carried, flags) for name, flags in given.items()}


def _by_keyword(examples: Sequence[Example]) -> Flags:
    """Give each theme wherever one of its words stands."""
    named = [keyword_spans(fold(example.text)).keys() for example in examples]
    return indicator_matrix(named, THEME_IDS)


def _judged(is_carried: Flags, is_given: Flags) -> Judged:
    """Take decisions for what they are: certain, and never in doubt."""
    return Judged(
        theme_ids=THEME_IDS,
        is_carried=is_carried,
        probabilities=is_given.astype(float),
        is_given=is_given,
        is_doubtful=np.zeros_like(is_given),
    )
