"""The marks of each kind of chart, on axes that are given.

Marks differ by hatch or shape as well as by colour, figures stand beside them, and no
colour is lighter than 3:1 on white unless a figure stands in it.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from service.charts.kinds import (
    INK,
    Bars,
    Dumbbells,
    Heat,
    Multiples,
    Reliability,
    Series,
)

_TEXT = "#333333"
_GRID = "#dcd8cd"
_LINE = "#767676"
# Hatches of lines only: one of dots makes a large file.
_HATCHES = ("", "///", "---", "xxx", "|||", "\\\\\\", "+++")
_FILLS = ("#1d2a57", "#e9b44c", "#4a7c59", "#c9d2ee", "#f3d9d2", "#8d99ae")
_MOST_PANELS_BESIDE = 4
_LONGEST_LABEL = 22
_LAST_NARROW = 0xFF
_LONGEST_ABOVE = 16
_MOST_SIGNS_ABOVE = 48


def bars(axes: Any, chart: Bars) -> None:
    """Draw bars from left to right, the first label on top."""
    places = range(len(chart.labels))
    starts = [0.0] * len(chart.labels)
    for k, one in enumerate(chart.series):
        values = [value or 0.0 for value in one.values]
        is_alone = len(chart.series) == 1
        axes.barh(
            places, values, left=starts, height=0.68, label=one.name,
            color=one.colour if is_alone else _FILLS[k % len(_FILLS)],
            edgecolor=INK, linewidth=0.8, hatch=_HATCHES[k % len(_HATCHES)],
        )  # fmt: skip
        starts = [start + value for start, value in zip(starts, values, strict=True)]
    for place, whole in zip(places, starts, strict=True):
        axes.annotate(
            _figure(whole), (whole, place), xytext=(4, 0), va="center",
            textcoords="offset points", color=_TEXT,
        )  # fmt: skip
    axes.set_yticks(places, [shortened(label) for label in chart.labels])
    axes.invert_yaxis()
    axes.set_xlim(0, max([*starts, 1.0]) * 1.12)
    axes.set_xticks([])
    _bare(axes, "left")
    if len(chart.series) > 1:
        _legend(axes, n_columns=min(len(chart.series), _MOST_PANELS_BESIDE))


def panel(axes: Any, chart: Multiples, series: Series) -> None:
    """Draw one panel of small multiples: a column for each label."""
    most = max([1.0, *(v or 0.0 for one in chart.series for v in one.values)])
    places = range(len(chart.labels))
    values = [value or 0.0 for value in series.values]
    axes.bar(places, values, width=0.62, color=series.colour, linewidth=0)
    for place, value, given in zip(places, values, series.values, strict=True):
        axes.annotate(
            "—" if given is None else _figure(value), (place, value), xytext=(0, 2),
            textcoords="offset points", ha="center", fontsize=10, color=_TEXT,
        )  # fmt: skip
    axes.set_title(shortened(series.name, 13), fontsize=10, loc="left", color=INK)
    axes.set_xticks(places, _sparse(chart.labels), fontsize=9)
    axes.set_xlim(-0.7, len(chart.labels) - 0.3)
    axes.set_ylim(0, most * 1.25)
    axes.set_yticks([])
    _bare(axes, "bottom")


def heat(axes: Any, chart: Heat) -> None:
    """Draw a grid whose cells are the darker the larger, with the figure in each."""
    most = max([1.0, *(v or 0.0 for one in chart.series for v in one.values)])
    for row, one in enumerate(chart.series):
        for column, value in enumerate(one.values):
            shade = _shade((value or 0.0) / most)
            sides = (
                [column, column + 1, column + 1, column],
                [row, row, row + 1, row + 1],
            )
            axes.fill(*sides, color=shade, edgecolor="white", linewidth=1.5)
            axes.text(
                column + 0.5, row + 0.5, _figure(value or 0.0), ha="center",
                va="center", color="black" if _is_light(shade) else "white",
            )  # fmt: skip
    axes.set_xlim(0, max(1, len(chart.labels)))
    axes.set_ylim(max(1, len(chart.series)), 0)
    axes.xaxis.tick_top()
    _name_columns(axes, chart.labels)
    rows = [place + 0.5 for place in range(len(chart.series))]
    axes.set_yticks(rows, [shortened(one.name) for one in chart.series])
    _bare(axes)


def dumbbells(axes: Any, chart: Dumbbells) -> None:
    """Draw begin, now and target of each row, joined by a line."""
    marks = (
        ("baseline", {"marker": "o", "facecolors": "white", "edgecolors": INK}),
        ("current", {"marker": "o", "facecolors": INK, "edgecolors": INK}),
        ("target", {"marker": "D", "facecolors": "#e9b44c", "edgecolors": "#5c3d00"}),
    )
    for place, row in enumerate(chart.rows):
        known = [v for v in (row.baseline, row.current, row.target) if v is not None]
        if known:
            axes.hlines(place, min(known), max(known), color=_LINE, linewidth=2)
    for (name, look), title in zip(marks, chart.names, strict=True):
        found = [(getattr(row, name), place) for place, row in enumerate(chart.rows)]
        there = [(value, place) for value, place in found if value is not None]
        axes.scatter(
            [value for value, _ in there], [place for _, place in there], s=70,
            label=title, zorder=3, linewidths=1.6, **look,
        )  # fmt: skip
    for place, row in enumerate(chart.rows):
        if row.current is not None:
            axes.annotate(
                _figure(row.current), (row.current, place), xytext=(0, 8), ha="center",
                textcoords="offset points", fontsize=10, color=_TEXT,
            )  # fmt: skip
    axes.set_yticks(
        range(len(chart.rows)), [shortened(row.label) for row in chart.rows]
    )
    axes.set_ylim(len(chart.rows) - 0.4, -0.7)
    axes.set_xlabel(chart.words.values)
    axes.grid(axis="x", color=_GRID)
    _bare(axes, "bottom")
    _legend(axes, n_columns=len(marks))


def reliability(axes: Any, chart: Reliability) -> None:
    """Draw how often what was foretold was so, beside what it should have been."""
    axes.plot([0, 1], [0, 1], color=_LINE, linestyle="--", linewidth=1.2)
    for one in chart.bins:
        if one.low is not None and one.high is not None:
            axes.vlines(one.foretold, one.low, one.high, color=_LINE, linewidth=1.5)
    axes.plot(
        [one.foretold for one in chart.bins], [one.observed for one in chart.bins],
        color=INK, marker="o", markersize=6, linewidth=1.2,
    )  # fmt: skip
    for one in chart.bins:
        axes.annotate(
            f"{one.n:,}", (one.foretold, one.observed), xytext=(6, -12),
            textcoords="offset points", fontsize=9, color=_TEXT,
        )  # fmt: skip
    axes.set_xlim(-0.02, 1.02)
    axes.set_ylim(-0.02, 1.05)
    axes.set_aspect("equal")
    axes.set_xlabel(chart.words.labels)
    axes.set_ylabel(chart.words.values)
    axes.grid(color=_GRID)
    _bare(axes, "left", "bottom")


def shortened(label: str, n_characters: int = _LONGEST_LABEL) -> str:
    """Return a label that leaves room for the marks; the table has it whole.

    ``n_characters`` are full-width ones, of which two narrow ones take the room.
    """
    line = " ".join(label.split())
    widths = accumulate(1.0 if ord(sign) > _LAST_NARROW else 0.5 for sign in line)
    room = sum(width <= n_characters for width in widths)
    return line if room >= len(line) else f"{line[: room - 1]}…"


def _sparse(labels: Sequence[str]) -> list[str]:
    """Return labels of which not more are written than fit under a small panel."""
    step = -(-len(labels) // 5)
    return [label if k % step == 0 else "" for k, label in enumerate(labels)]


def _figure(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def slant(labels: Sequence[str]) -> int:
    """Return how many signs of names above columns stand up: 0 where they lie."""
    longest = max(
        (len(shortened(label, _LONGEST_ABOVE)) for label in labels), default=0
    )
    return longest if longest * len(labels) > _MOST_SIGNS_ABOVE else 0


def _name_columns(axes: Any, labels: Sequence[str]) -> None:
    """Write names above the columns, slanting where they are too long to lie."""
    places = [place + 0.5 for place in range(len(labels))]
    names = [shortened(label, _LONGEST_ABOVE) for label in labels]
    if not slant(labels):
        axes.set_xticks(places, names)
        return
    axes.set_xticks(
        places, names, rotation=60, ha="left", rotation_mode="anchor", fontsize=10
    )


def _shade(share: float) -> tuple[float, float, float]:
    """Return a colour between paper and ink."""
    light, dark = (0.96, 0.95, 0.93), (0.11, 0.16, 0.34)
    red, green, blue = (
        one + (other - one) * share for one, other in zip(light, dark, strict=True)
    )
    return red, green, blue


def _is_light(shade: tuple[float, float, float]) -> bool:
    """Whether black stands out better than white (WCAG 2.2, relative luminance)."""
    linear = (
        part / 12.92 if part <= 0.04 else ((part + 0.055) / 1.055) ** 2.4
        for part in shade
    )
    weights = (0.2126, 0.7152, 0.0722)
    return sum(w * part for w, part in zip(weights, linear, strict=True)) > 0.18


def _legend(axes: Any, *, n_columns: int) -> None:
    axes.legend(
        loc="lower left", bbox_to_anchor=(0, 1.0), ncols=n_columns, frameon=False,
        borderaxespad=0, handlelength=1.8, columnspacing=1.4,
    )  # fmt: skip


def _bare(axes: Any, *kept: str) -> None:
    """Leave only the lines that carry meaning."""
    for name, spine in axes.spines.items():
        spine.set_visible(name in kept)
        spine.set_color(_LINE)
    axes.tick_params(length=0, colors=_TEXT)
