"""Held-out probabilities give a threshold and a doubtful band."""

import numpy as np

from models.thresholds import Threshold, choose_threshold


def test_the_threshold_parts_what_can_be_parted():
    chosen = choose_threshold(
        np.array([0.9, 0.8, 0.3, 0.1]), np.array([True, True, False, False])
    )
    assert np.isclose(chosen.threshold, 0.55)
    assert chosen.doubtful_from == chosen.threshold


def test_the_doubtful_band_lies_around_the_threshold():
    rng = np.random.default_rng(7)
    probabilities = rng.random(5_000)
    is_carried = rng.random(5_000) < probabilities
    chosen = choose_threshold(probabilities, is_carried)
    assert chosen.doubtful_from < chosen.threshold < chosen.doubtful_to
    sure = probabilities >= chosen.doubtful_to
    assert is_carried[sure].mean() >= 0.95
    assert is_carried[probabilities < chosen.doubtful_from].sum() <= (
        0.05 * is_carried.sum()
    )


def test_a_theme_that_cannot_be_told_has_a_wide_band():
    chosen = choose_threshold(
        np.array([0.9, 0.8, 0.7, 0.1]), np.array([False, False, False, True])
    )
    assert isinstance(chosen, Threshold)
    assert chosen.doubtful_to > 0.8
