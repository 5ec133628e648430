"""Figures of tags are what their names say."""

import numpy as np
import pytest

from corpus.labels import bundled_examples
from models.card import confusions, worst_mistakes
from models.evaluation import (
    Average,
    Judged,
    calibration_error,
    evaluate,
    judge,
    source_folds,
)
from tests.fixtures_models import fitted_classifier

# Two themes, four texts: telework is given rightly twice and wrongly once, paperless
# is missed once.
JUDGED = Judged(
    theme_ids=("telework", "paperless"),
    is_carried=np.array([[1, 0], [1, 1], [0, 0], [0, 1]], dtype=bool),
    is_known=np.ones((4, 2), dtype=bool),
    probabilities=np.array([[0.9, 0.0], [0.8, 0.9], [0.7, 0.1], [0.1, 0.3]]),
    is_given=np.array([[1, 0], [1, 1], [1, 0], [0, 0]], dtype=bool),
    is_doubtful=np.array([[0, 0], [0, 0], [1, 0], [0, 1]], dtype=bool),
)


def test_precision_recall_and_f1_are_counted_per_theme():
    telework, paperless = evaluate(JUDGED).themes
    assert (telework.support, telework.recall, telework.f1) == (2, 1.0, 0.8)
    assert telework.precision == pytest.approx(2 / 3)
    assert (paperless.precision, paperless.recall) == (1.0, 0.5)


def test_themes_are_averaged_and_tags_counted_one_by_one():
    evaluation = evaluate(JUDGED)
    assert evaluation.core.f1 == pytest.approx((0.8 + 2 / 3) / 2)
    assert evaluation.micro == Average(precision=0.75, recall=0.75, f1=0.75)
    assert evaluation.exact_match == 0.5


def test_tags_in_doubt_are_counted_apart():
    evaluation = evaluate(JUDGED)
    assert evaluation.sure_precision == 1.0
    assert evaluation.doubtful_share == 0.25


def test_coverage_is_the_greatest_recall_while_nearly_all_are_right():
    assert [theme.coverage for theme in evaluate(JUDGED).themes] == [1.0, 1.0]


def test_probabilities_that_come_true_have_no_calibration_error():
    rng = np.random.default_rng(3)
    probabilities = rng.random((20_000, 1))
    comes_true = rng.random((20_000, 1)) < probabilities
    assert calibration_error(comes_true, probabilities) < 0.02
    assert calibration_error(comes_true, 1 - probabilities) > 0.4


def test_confusions_name_the_theme_carried_and_the_one_given():
    wrong = Judged(
        theme_ids=("leave", "childcare"),
        is_carried=np.array([[0, 1]], dtype=bool),
        is_known=np.ones((1, 2), dtype=bool),
        probabilities=np.array([[0.8, 0.9]]),
        is_given=np.array([[1, 1]], dtype=bool),
        is_doubtful=np.zeros((1, 2), dtype=bool),
    )
    assert confusions(wrong) == [
        {"carried": "childcare", "given": "leave", "n_texts": 1}
    ]


def test_the_worst_mistake_comes_first():
    first, second = worst_mistakes(JUDGED, bundled_examples()[:4])
    assert (first["theme"], first["probability"]) == ("telework", 0.7)
    assert (second["theme"], second["is_carried"]) == ("paperless", True)


def test_a_source_is_held_out_whole():
    examples = bundled_examples()
    for inside, rest in source_folds(examples):
        assert len(inside) + len(rest) == len(examples)
        held_out = {examples[i].source for i in inside}
        assert not held_out & {examples[i].source for i in rest}


def test_examples_learned_from_are_told_well():
    evaluation = evaluate(judge(fitted_classifier(), bundled_examples()))
    assert evaluation.core.f1 > 0.97
    assert evaluation.all_themes.f1 > 0.95
