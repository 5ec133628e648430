"""Which examples may be taken not to carry a theme on which nobody has decided.

A theme that a home adds is decided on in its own entries only; of all other examples
nobody has said whether they carry it. Most do not, and without them there is nothing to
tell the theme from; but some do, and would teach the opposite. So all are first taken
not to carry it, and those that then look like its carriers are left open (the two-step
way with reliable negatives: Liu, Lee, Yu & Li 2002, "Partially supervised
classification of text documents").
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from corpus.labels import Example
from models.classifier import ThemeClassifier, indicator_matrix
from models.evaluation import fit_examples

# An open example that is likelier than this share of the carriers may be one itself.
_SPY_SHARE = 0.1


def presume_absent(
    make: Callable[..., ThemeClassifier],
    decided: Sequence[Example],
    undecided: Sequence[Example],
    theme_ids: Sequence[str],
) -> tuple[Example, ...]:
    """Return the undecided examples, open to those of the themes they look like.

    Parameters
    ----------
    make : callable
        Gives a classifier for ``theme_ids``.
    decided : sequence of Example
        Those of which some are known to carry the themes.
    undecided : sequence of Example
        Those of which nobody has said anything about the themes.
    """
    examples = (*decided, *undecided)
    classifier = fit_examples(make(theme_ids=theme_ids), examples)
    likely = classifier.held_out_probabilities_
    carried = indicator_matrix([each.themes for each in decided], theme_ids)
    is_open = np.zeros((len(undecided), len(theme_ids)), dtype=bool)
    for k in range(len(theme_ids)):
        carriers = likely[: len(decided), k][carried[:, k]]
        is_open[:, k] = likely[len(decided) :, k] >= np.quantile(carriers, _SPY_SHARE)
    return tuple(
        replace(
            example,
            open_themes=example.open_themes
            | {theme_id for theme_id, left in zip(theme_ids, row, strict=True) if left},
        )
        for example, row in zip(undecided, is_open, strict=True)
    )
