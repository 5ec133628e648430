"""One inverse gives what many fits would, each without some of the examples."""

import numpy as np
import pytest

from models.least_squares import solve

PENALTY = 0.5
N_EXAMPLES, N_TARGETS = 60, 3
GROUPS = [str(i // 3) for i in range(N_EXAMPLES)]


@pytest.fixture(scope="module")
def problem():
    rng = np.random.default_rng(0)
    rows = rng.normal(size=(N_EXAMPLES, 20))
    targets = np.sign(rng.normal(size=(N_EXAMPLES, N_TARGETS)))
    is_open = rng.random((N_EXAMPLES, N_TARGETS)) < 0.3
    is_open[:, 0] = False
    return rows @ rows.T, targets, is_open


def fitted(kernel, target, learned):
    """Fit on some examples only; return what that says of every example."""
    system = kernel[np.ix_(learned, learned)] + 1 + PENALTY * np.eye(len(learned))
    return (kernel[:, learned] + 1) @ np.linalg.solve(system, target[learned])


@pytest.mark.parametrize("column", range(N_TARGETS))
def test_an_example_that_nobody_decided_on_has_no_part_in_the_weights(problem, column):
    kernel, targets, is_open = problem
    known = np.flatnonzero(~is_open[:, column])
    shares = solve(kernel, targets, PENALTY, GROUPS, is_open=is_open).shares[:, column]
    expected = fitted(kernel, targets[:, column], known)
    np.testing.assert_allclose((kernel + 1) @ shares, expected, atol=1e-4)
    assert not shares[is_open[:, column]].any()


@pytest.mark.parametrize("column", range(N_TARGETS))
def test_a_held_out_value_is_that_of_a_fit_without_the_group(problem, column):
    kernel, targets, is_open = problem
    found = solve(kernel, targets, PENALTY, GROUPS, is_open=is_open).held_out
    for i in np.flatnonzero(~is_open[:, column]):
        others = np.flatnonzero(~is_open[:, column] & (np.array(GROUPS) != GROUPS[i]))
        expected = fitted(kernel, targets[:, column], others)[i]
        assert found[i, column] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("column", range(N_TARGETS))
def test_an_open_example_is_judged_by_those_that_are_known(problem, column):
    kernel, targets, is_open = problem
    found = solve(kernel, targets, PENALTY, GROUPS, is_open=is_open).held_out
    known = np.flatnonzero(~is_open[:, column])
    expected = fitted(kernel, targets[:, column], known)
    opened = is_open[:, column]
    np.testing.assert_allclose(found[opened, column], expected[opened], atol=1e-4)


def test_what_stands_in_an_open_place_does_not_matter(problem):
    kernel, targets, is_open = problem
    found = solve(kernel, targets, PENALTY, GROUPS, is_open=is_open)
    other = solve(
        kernel, np.where(is_open, -targets, targets), PENALTY, GROUPS, is_open=is_open
    )
    np.testing.assert_array_equal(found.shares, other.shares)
    np.testing.assert_array_equal(found.held_out, other.held_out)
