"""How good the tags are: figures per theme, the core themes apart, and calibration.

Two ways to hold texts out. ``leave_sources_out`` trains on all hands but one and judges
texts of the hand left out: the honest forecast for another organisation's report.
``cross_validate`` parts the examples at random, groups kept together: the forecast for
more of the same. In both, thresholds and curves are chosen within the training part.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from corpus.labels import Example
from corpus.themes import GUIDE
from models.classifier import ThemeClassifier, indicator_matrix
from models.features import TextFields

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]

N_BINS = 10
WANTED_PRECISION = 0.95


@dataclass(frozen=True, slots=True)
class Judged:
    """What was true of texts and what a model that had not seen them said.

    ``is_known`` is False where nobody has decided: such places count nowhere.
    """

    theme_ids: tuple[str, ...]
    is_carried: Flags
    is_known: Flags
    probabilities: Array
    is_given: Flags
    is_doubtful: Flags


@dataclass(frozen=True, slots=True)
class ThemeFigures:
    """One theme's figures.

    ``coverage`` is the share of the texts carrying the theme that can be found while
    95 in 100 of those given are right.
    """

    theme_id: str
    support: int
    precision: float
    recall: float
    f1: float
    calibration_error: float
    coverage: float


@dataclass(frozen=True, slots=True)
class Average:
    """Precision, recall and F1 over several themes."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Tags of about the same probability: how likely it said, how often it was so."""

    n_tags: int
    mean_probability: float
    share_right: float


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All figures of one set of texts.

    ``core`` and ``all_themes`` are means over the themes that some text carries (a
    theme wrongly given counts in ``micro``, which is over single tags).
    ``sure_precision`` is the share of right ones among the tags given outside the
    doubtful band, ``doubtful_share`` the share of tags given inside it.
    """

    n_texts: int
    themes: tuple[ThemeFigures, ...]
    core: Average
    all_themes: Average
    micro: Average
    exact_match: float
    calibration_error: float
    sure_precision: float
    doubtful_share: float
    reliability: tuple[Bin, ...]


def judge(classifier: ThemeClassifier, examples: Sequence[Example]) -> Judged:
    """Let a fitted classifier judge examples."""
    probabilities = classifier.predict_proba([fields_of(e) for e in examples])
    return _judged(classifier, examples, probabilities)


def judge_held_out(classifier: ThemeClassifier, examples: Sequence[Example]) -> Judged:
    """Return what fitting itself said of each example without having seen its group.

    It costs nothing beyond the fit. Thresholds and curves were chosen on these very
    decisions, so the figures are a little better than those of ``cross_validate``.
    """
    return _judged(classifier, examples, classifier.held_out_probabilities_)


def _judged(
    classifier: ThemeClassifier, examples: Sequence[Example], probabilities: Array
) -> Judged:
    return Judged(
        theme_ids=tuple(classifier.theme_ids),
        is_carried=indicator_matrix([e.themes for e in examples], classifier.theme_ids),
        is_known=~indicator_matrix(
            [e.open_themes for e in examples], classifier.theme_ids
        ),
        probabilities=probabilities,
        is_given=classifier.is_given(probabilities),
        is_doubtful=classifier.is_doubtful(probabilities),
    )


def leave_sources_out(
    make: Callable[[], ThemeClassifier], examples: Sequence[Example]
) -> Judged:
    """Judge each source's examples by a classifier fitted on the other sources."""
    return _held_out(make, examples, [example.source for example in examples])


def source_folds(
    examples: Sequence[Example],
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield for each source which examples are of it and which are of others."""
    yield from _folds([example.source for example in examples])


def cross_validate(
    make: Callable[[], ThemeClassifier], examples: Sequence[Example], *, n_folds: int
) -> Judged:
    """Judge each fold's examples by a classifier fitted on the other folds.

    Which fold a group falls in follows from its name alone.
    """
    folds = [
        str(int(hashlib.sha256(e.group.encode()).hexdigest(), 16) % n_folds)
        for e in examples
    ]
    return _held_out(make, examples, folds)


def evaluate(judged: Judged) -> Evaluation:
    """Return the figures of what was judged."""
    themes = tuple(
        _theme_figures(judged, k, theme_id)
        for k, theme_id in enumerate(judged.theme_ids)
    )
    carried_by_some = [figures for figures in themes if figures.support]
    core = [each for each in carried_by_some if each.theme_id in GUIDE.core_ids]
    known = judged.is_known
    carried, given = judged.is_carried[known], judged.is_given[known]
    probabilities, doubtful = judged.probabilities[known], judged.is_doubtful[known]
    sure = given & ~doubtful
    right = (judged.is_given == judged.is_carried) | ~known
    return Evaluation(
        n_texts=len(judged.is_carried),
        themes=themes,
        core=_mean(core),
        all_themes=_mean(carried_by_some),
        micro=Average(*_precision_recall_f1(carried, given)),
        exact_match=float(right.all(axis=1).mean()),
        calibration_error=calibration_error(carried, probabilities),
        sure_precision=_share(carried[sure].sum(), sure.sum()),
        doubtful_share=_share((given & doubtful).sum(), given.sum()),
        reliability=reliability(carried, probabilities),
    )


def fit_examples(
    classifier: ThemeClassifier, examples: Sequence[Example]
) -> ThemeClassifier:
    """Fit a classifier on examples; variants of one idea are left out together."""
    return classifier.fit(
        [fields_of(example) for example in examples],
        [example.themes for example in examples],
        [example.group for example in examples],
        [example.open_themes for example in examples],
    )


def fields_of(example: Example) -> TextFields:
    """Return what the classifier sees of an example."""
    return TextFields(example.text, example.item, example.section)


def reliability(is_carried: Flags, probabilities: Array) -> tuple[Bin, ...]:
    """Return the reliability diagram: tags in bins of equal width, empty ones out."""
    position = np.minimum((probabilities * N_BINS).astype(int), N_BINS - 1)
    return tuple(
        Bin(
            n_tags=int(inside.sum()),
            mean_probability=float(probabilities[inside].mean()),
            share_right=float(is_carried[inside].mean()),
        )
        for k in range(N_BINS)
        if (inside := position == k).any()
    )


def calibration_error(is_carried: Flags, probabilities: Array) -> float:
    """Return how far probabilities are off on average (ECE, Guo et al. 2017)."""
    return sum(
        found.n_tags
        / probabilities.size
        * abs(found.mean_probability - found.share_right)
        for found in reliability(is_carried, probabilities)
    )


def _held_out(
    make: Callable[[], ThemeClassifier],
    examples: Sequence[Example],
    folds: Sequence[str],
) -> Judged:
    """Judge each fold by a classifier fitted on the others; the order is kept."""
    parts: list[Judged] = []
    order: list[int] = []
    for inside, outside in _folds(folds):
        classifier = fit_examples(make(), [examples[i] for i in outside])
        parts.append(judge(classifier, [examples[i] for i in inside]))
        order += inside
    back = np.argsort(order)
    return Judged(
        theme_ids=parts[0].theme_ids,
        is_carried=np.concatenate([p.is_carried for p in parts])[back],
        is_known=np.concatenate([p.is_known for p in parts])[back],
        probabilities=np.concatenate([p.probabilities for p in parts])[back],
        is_given=np.concatenate([p.is_given for p in parts])[back],
        is_doubtful=np.concatenate([p.is_doubtful for p in parts])[back],
    )


def _folds(names: Sequence[str]) -> Iterator[tuple[list[int], list[int]]]:
    """Yield for each name which places have it and which have not."""
    for name in sorted(set(names)):
        inside = [i for i, other in enumerate(names) if other == name]
        yield inside, [i for i, other in enumerate(names) if other != name]


def _theme_figures(judged: Judged, column: int, theme_id: str) -> ThemeFigures:
    """Return the figures of one column."""
    known = judged.is_known[:, column]
    carried = judged.is_carried[known, column]
    probabilities = judged.probabilities[known, column]
    given = judged.is_given[known, column]
    precision, recall, f1 = _precision_recall_f1(carried, given)
    return ThemeFigures(
        theme_id=theme_id,
        support=int(carried.sum()),
        precision=precision,
        recall=recall,
        f1=f1,
        calibration_error=calibration_error(carried, probabilities),
        coverage=_coverage(carried, probabilities),
    )


def _precision_recall_f1(is_carried: Flags, is_given: Flags) -> tuple[float, ...]:
    n_right = (is_carried & is_given).sum()
    return (
        _share(n_right, is_given.sum()),
        _share(n_right, is_carried.sum()),
        _share(2 * n_right, is_given.sum() + is_carried.sum()),
    )


def _coverage(is_carried: Flags, probabilities: Array) -> float:
    """Return the greatest recall at the wanted precision."""
    ranked = is_carried[np.argsort(-probabilities, kind="stable")]
    n_right = np.cumsum(ranked)
    precise = n_right >= WANTED_PRECISION * np.arange(1, len(ranked) + 1)
    return _share(n_right[precise].max(initial=0), is_carried.sum())


def _mean(figures: Sequence[ThemeFigures]) -> Average:
    """Return the plain mean over themes; nothing over none."""
    if not figures:
        return Average(0.0, 0.0, 0.0)
    return Average(
        precision=float(np.mean([f.precision for f in figures])),
        recall=float(np.mean([f.recall for f in figures])),
        f1=float(np.mean([f.f1 for f in figures])),
    )


def _share(part: int | np.integer, whole: int | np.integer) -> float:
    """Return part of whole; 0 of nothing is 0."""
    return float(part / whole) if whole else 0.0
