"""The model card: what the classifier is worth, and how that was found out.

One call makes everything again: figures on texts held out two ways and on the bundled
report, the baselines, what each part of the features and the context adds, how figures
grow with the number of examples, which themes are taken for each other, and the worst
mistakes. The card is plain data that JSON can hold, kept with the model and shown on
the themes page.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from functools import partial
from typing import Any

import numpy as np

from corpus.analyzer import Analyzer
from corpus.labels import Example
from models.baselines import judge_baselines
from models.classifier import ThemeClassifier
from models.evaluation import (
    Evaluation,
    Judged,
    cross_validate,
    evaluate,
    fit_examples,
    judge,
    judge_held_out,
    leave_sources_out,
)

N_FOLDS = 5
N_MISTAKES = 20
N_CONFUSIONS = 15
LEARNING_SHARES = (0.25, 0.5, 0.75, 1.0)

# What the classifier would be with a part left out, added or weighed otherwise.
_VARIANTS: Mapping[str, Mapping[str, Any]] = {
    "このモデル": {},
    "単語なし": {"part_shares": {"characters": 1.0}},
    "文字の並びなし": {"part_shares": {"terms": 1.0}},
    "単語の対を加える": {"part_shares": {"terms": 0.7, "characters": 1, "pairs": 0.3}},
    "同義語群を加える": {"part_shares": {"terms": 0.7, "characters": 1, "groups": 0.3}},
    "前後の文脈なし": {"context_share": 0.0},
}


def make_card(
    analyzer: Analyzer,
    examples: Sequence[Example],
    report: Sequence[Example],
    *,
    tell: Callable[[str], None] = lambda _: None,
) -> dict[str, Any]:
    """Evaluate everything; takes about five minutes.

    Parameters
    ----------
    examples : sequence of Example
        What the classifier learns from.
    report : sequence of Example
        A test set that it never learns from.
    tell : callable
        Is told in a word what is being done next.
    """

    def make(**options: Any) -> ThemeClassifier:
        return ThemeClassifier(analyzer, **options)

    tell("書き手を一人ずつ除いた評価")
    judged = leave_sources_out(make, examples)
    tell("分割による評価")
    folded = cross_validate(make, examples, n_folds=N_FOLDS)
    tell("報告書での評価")
    classifier = fit_examples(make(), examples)
    text_only = [replace(each, item=None, section=None) for each in report]
    tell("比べる手法")
    baselines = judge_baselines(analyzer, examples)
    return {
        "model_id": classifier.model_id_,
        "n_examples": len(examples),
        "leave_sources_out": asdict(evaluate(judged)),
        "cross_validation": asdict(evaluate(folded)),
        "report": asdict(evaluate(judge(classifier, report))),
        "report_text_only": asdict(evaluate(judge(classifier, text_only))),
        "baselines": {name: _brief(evaluate(j)) for name, j in baselines.items()},
        "parts": _parts(make, examples, tell),
        "learning_curve": _learning_curve(make, examples, tell),
        "confusions": confusions(judged),
        "mistakes": worst_mistakes(judged, examples),
    }


def confusions(judged: Judged) -> list[dict[str, Any]]:
    """Return which theme was given wrongly most often to texts of which other one."""
    counts: Counter[tuple[str, str]] = Counter()
    wrongly = judged.is_given & ~judged.is_carried & judged.is_known
    for k, given in enumerate(judged.theme_ids):
        for m, carried in enumerate(judged.theme_ids):
            n_texts = int((wrongly[:, k] & judged.is_carried[:, m]).sum())
            counts[carried, given] = n_texts
    return [
        {"carried": carried, "given": given, "n_texts": n_texts}
        for (carried, given), n_texts in counts.most_common(N_CONFUSIONS)
        if n_texts
    ]


def worst_mistakes(judged: Judged, examples: Sequence[Example]) -> list[dict[str, Any]]:
    """Return the tags given or withheld wrongly, the most certain ones first."""
    is_wrong = (judged.is_given != judged.is_carried) & judged.is_known
    off = np.where(is_wrong, np.abs(judged.probabilities - judged.is_carried), 0)
    order = np.argsort(-off, axis=None, kind="stable")[:N_MISTAKES]
    places = np.column_stack(np.unravel_index(order, off.shape))
    return [
        {
            "text": examples[i].text,
            "theme": judged.theme_ids[k],
            "is_carried": bool(judged.is_carried[i, k]),
            "probability": round(float(judged.probabilities[i, k]), 3),
        }
        for i, k in places.tolist()
        if is_wrong[i, k]
    ]


def _parts(
    make: Callable[..., ThemeClassifier],
    examples: Sequence[Example],
    tell: Callable[[str], None],
) -> dict[str, dict[str, float]]:
    """Return what each variant of the classifier achieves."""
    found = {}
    for name, options in _VARIANTS.items():
        tell(f"部品の比較：{name}")
        found[name] = _brief(evaluate(_compared(partial(make, **options), examples)))
    return found


def _learning_curve(
    make: Callable[..., ThemeClassifier],
    examples: Sequence[Example],
    tell: Callable[[str], None],
) -> list[dict[str, float]]:
    """Return what shares of the examples achieve, taken evenly from the files."""
    curve = []
    for share in LEARNING_SHARES:
        chosen = [e for i, e in enumerate(examples) if i * share % 1 < share]
        tell(f"学習曲線：{len(chosen):,}件")
        figures = _brief(evaluate(_compared(make, chosen)))
        curve.append({"n_examples": float(len(chosen)), **figures})
    return curve


def _compared(
    make: Callable[..., ThemeClassifier], examples: Sequence[Example]
) -> Judged:
    """Judge each source's examples by one fit that left each source out in turn.

    Words and their rarity are learned from all texts, and thresholds chosen on the very
    decisions, so the figures are a little too good; they are for comparing variants,
    which all have that alike, and cost a tenth.
    """
    by_source = [replace(each, group=each.source) for each in examples]
    return judge_held_out(fit_examples(make(), by_source), by_source)


def _brief(evaluation: Evaluation) -> dict[str, float]:
    """Return the figures that fit in a row of a table."""
    return {
        "core_f1": evaluation.core.f1,
        "all_f1": evaluation.all_themes.f1,
        "micro_f1": evaluation.micro.f1,
        "exact_match": evaluation.exact_match,
        "calibration_error": evaluation.calibration_error,
    }
