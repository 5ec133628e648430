"""The bundled examples are many, various, and no copies of each other."""

from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from corpus.labels import bundled_examples, report_examples
from corpus.themes import CORE_THEME_IDS, THEME_IDS

MOST_SHARED = 0.35
MOST_SHARED_IN_A_GROUP = 0.6


def test_there_are_enough_examples_of_every_theme():
    counts = Counter(theme for e in bundled_examples() for theme in e.themes)
    assert len(bundled_examples()) >= 2_000
    assert min(counts[theme] for theme in CORE_THEME_IDS) >= 250
    assert min(counts[theme] for theme in THEME_IDS) >= 120


@pytest.mark.parametrize(
    ("kind", "at_least"),
    [("mention", 350), ("paraphrase", 350), ("damaged", 150), ("none", 450)],
)
def test_there_are_enough_hard_examples(kind, at_least):
    assert sum(e.kind == kind for e in bundled_examples()) >= at_least


def test_many_examples_carry_several_themes_and_many_none():
    n_themes = Counter(min(len(e.themes), 2) for e in bundled_examples())
    assert n_themes[2] >= 500
    assert n_themes[0] >= 450


def test_examples_are_as_long_as_report_entries():
    assert all(20 <= len(example.text) <= 300 for example in bundled_examples())


def test_no_example_is_a_near_copy_of_another():
    copies = [
        (one.text, other.text)
        for one, other, shared in _similar_pairs(0.3)
        if shared
        > (MOST_SHARED_IN_A_GROUP if one.group == other.group else MOST_SHARED)
    ]
    assert copies == []


def test_the_report_is_a_test_set_that_is_never_learned_from():
    learned = {example.text for example in bundled_examples()}
    assert len(report_examples()) == 90
    assert not learned & {example.text for example in report_examples()}


def _similar_pairs(least: float) -> Iterator[tuple]:
    """Pairs of examples that share more than so much of their runs of four."""
    examples = bundled_examples()
    runs = [_runs_of_four(example.text) for example in examples]
    holders = defaultdict(list)
    for i, own in enumerate(runs):
        shared = Counter(j for run in own for j in holders[run])
        for j, n_shared in shared.items():
            share = n_shared / (len(own) + len(runs[j]) - n_shared)
            if share > least:
                yield examples[i], examples[j], share
        for run in own:
            holders[run].append(i)


def _runs_of_four(text: str) -> set[str]:
    plain = "".join(text.split())
    return {plain[i : i + 4] for i in range(len(plain) - 3)}
