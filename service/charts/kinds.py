"""The kinds of charts, as plain data: what is drawn and what is said beside it.

Whoever shows a chart gives its figures here; ``service/charts`` draws it. Every kind
has a ``table`` of the same figures, the heading first, for those who would rather read.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

Cell: TypeAlias = str | int | float | None
Table: TypeAlias = tuple[tuple[Cell, ...], ...]

INK = "#1d2a57"


@dataclass(frozen=True, slots=True)
class Words:
    """What is said of a chart.

    ``source`` says where its figures are from and of when; ``alternative`` what one
    sees in it, for those who do not; ``labels`` and ``values`` what its two axes are.
    """

    title: str
    source: str
    alternative: str
    labels: str = ""
    values: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """Values under one name, one for each label of the chart, or None."""

    name: str
    values: tuple[float | None, ...]
    colour: str = INK


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars from left to right, a label each; several series stand end to end."""

    words: Words
    labels: tuple[str, ...]
    series: tuple[Series, ...]

    def table(self) -> Table:
        """Return a row for each label."""
        return _by_label(self.words, self.labels, self.series)


@dataclass(frozen=True, slots=True)
class Multiples:
    """A small panel of columns for each series, all to one scale."""

    words: Words
    labels: tuple[str, ...]
    series: tuple[Series, ...]

    def table(self) -> Table:
        """Return a row for each label."""
        return _by_label(self.words, self.labels, self.series)


@dataclass(frozen=True, slots=True)
class Heat:
    """A grid of figures, the larger the darker; ``series`` are its rows."""

    words: Words
    labels: tuple[str, ...]
    series: tuple[Series, ...]

    def table(self) -> Table:
        """Return a row for each series."""
        rows = ((one.name, *one.values) for one in self.series)
        return ((self.words.values, *self.labels), *rows)


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """Where something began, where it stands, and where it is meant to come."""

    label: str
    baseline: float | None
    current: float | None
    target: float | None


@dataclass(frozen=True, slots=True)
class Dumbbells:
    """Begin, now and target of several things on one scale, and how they are named."""

    words: Words
    names: tuple[str, str, str]
    rows: tuple[Dumbbell, ...]

    def table(self) -> Table:
        """Return a row for each thing."""
        rows = ((one.label, one.baseline, one.current, one.target) for one in self.rows)
        return ((self.words.labels, *self.names), *rows)


@dataclass(frozen=True, slots=True)
class Bin:
    """What was foretold of ``n`` cases and how often it was so, both in [0, 1].

    ``low`` and ``high`` bound what the true frequency may be.
    """

    foretold: float
    observed: float
    n: int
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Reliability:
    """Whether what was foretold came true as often as was said."""

    words: Words
    bins: tuple[Bin, ...]
    n_title: str = "n"

    def table(self) -> Table:
        """Return a row for each bin."""
        rows = (
            (one.foretold, one.observed, one.n, one.low, one.high) for one in self.bins
        )
        heading = (self.words.labels, self.words.values, self.n_title, "↓", "↑")
        return (heading, *rows)


Chart: TypeAlias = Bars | Multiples | Heat | Dumbbells | Reliability


def _by_label(words: Words, labels: Iterable[str], series: tuple[Series, ...]) -> Table:
    heading = (words.labels, *(one.name for one in series))
    rows = zip(labels, *(one.values for one in series), strict=True)
    return (heading, *rows)
