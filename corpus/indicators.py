"""目標：50%（令和2年度）、現状：59.2%（令和元年度）: figures out of a printed line.

A cell holds one group of figures or several, each led by its name in 【】; a group
gives a target, a current figure and a baseline, or only some of them.
"""

import re
import unicodedata
from dataclasses import dataclass

from corpus.cleaning import clean_cell, clean_line, is_nothing
from corpus.records import Figure

_KEYS = {
    "目標設定時": "baseline", "計画策定時": "baseline", "策定時": "baseline",
    "基準値": "baseline", "基準": "baseline", "計画時": "baseline",
    "目標値": "target", "目標": "target", "数値目標": "target",
    "現状値": "current", "現状": "current", "実績値": "current", "実績": "current",
    "現在": "current",
}  # fmt: skip
_ANY_KEY = "|".join(sorted(_KEYS, key=len, reverse=True))
_KEY = re.compile(rf"({_ANY_KEY})\s*[：:]")
_GROUP = re.compile(r"【([^】]*)】")
_GROUP_OR_KEY = re.compile(rf"【(?P<group>[^】]*)】|(?P<key>{_ANY_KEY})\s*[：:]")
_YEAR = r"(?:令和|平成|昭和|[RHS]|20|19)\s*(?:\d{1,2}|元)\s*年度?末?(?:\d{1,2}月)?"
_FIGURE = re.compile(
    rf"(?P<lead>{_YEAR}(?:まで)?に?)?"
    r"(?P<measure>.*?)"
    r"(?P<number>[-▲]?\d[\d,]*(?:\.\d+)?)"
    r"(?P<unit>[^\d()]*?)"
    r"(?P<bound>以上|以下|以内|未満|超|程度)?"
    r"(?:\((?P<period>[^()]*)\)\D*)?"
)


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """The figures of one group, and the line they were read from."""

    group: str | None
    measure: str | None
    target: Figure | None
    current: Figure | None
    baseline: Figure | None
    source_text: str


def is_indicator(cell: str) -> bool:
    """Whether a cell gives figures: it begins with a key, or a group and a key."""
    text = _GROUP.sub("", clean_cell(cell), count=1).lstrip("・○ 、")
    return _KEY.match(text) is not None


def read_indicators(cell: str) -> tuple[FigureGroup, ...]:
    """Return the groups of figures of a cell, in print order.

    Examples
    --------
    >>> group, = read_indicators("目標：50%（令和2年度）、現状：59.2%（令和元年度）")
    >>> group.target.value, group.target.period, group.baseline
    (50.0, '令和2年度', None)
    """
    return tuple(_read_group(name, text) for name, text in _split_groups(cell))


def _split_groups(cell: str) -> list[tuple[str | None, str]]:
    """Part a cell where a group is named, or where a key comes a second time."""
    text = clean_cell(cell)
    cuts: list[tuple[int, str | None]] = []
    seen: set[str] = set()
    for match in _GROUP_OR_KEY.finditer(text):
        name, key = match["group"], _KEYS.get(match["key"] or "")
        if name is not None or not cuts or key in seen:
            cuts.append((match.start(), name))
            seen = set()
        if key:
            seen.add(key)
    ends = [start for start, _ in cuts[1:]] + [len(text)]
    return [
        (name, text[start:end].strip(" 、"))
        for (start, name), end in zip(cuts, ends, strict=True)
    ]


def _read_group(name: str | None, text: str) -> FigureGroup:
    figures: dict[str, Figure] = {}
    measure: str | None = None
    keys = list(_KEY.finditer(text))
    ends = [match.start() for match in keys[1:]] + [len(text)]
    for match, end in zip(keys, ends, strict=True):
        printed = text[match.end() : end].strip(" 、，,。")
        if is_nothing(printed):
            continue
        figure, named = read_figure(printed)
        figures[_KEYS[match[1]]] = figure
        measure = measure or named
    return FigureGroup(
        group=name,
        measure=measure,
        target=figures.get("target"),
        current=figures.get("current"),
        baseline=figures.get("baseline"),
        source_text=text,
    )


def read_figure(printed: str) -> tuple[Figure, str | None]:
    """Return a printed figure, and what it measures where the print says so.

    Examples
    --------
    >>> figure, measure = read_figure("両休暇合計5日以上取得率100%（令和2年度）")
    >>> figure.value, figure.unit, measure
    (100.0, '%', '両休暇合計5日以上取得率')
    """
    folded = clean_line(unicodedata.normalize("NFKC", printed))
    match = _FIGURE.fullmatch(folded)
    if match is None:
        return Figure(printed, None, None, None, None), None
    number = match["number"].replace(",", "").replace("▲", "-")
    lead = (match["lead"] or "").removesuffix("に").removesuffix("まで")
    figure = Figure(
        text=printed,
        value=float(number),
        unit=match["unit"].strip() or None,
        bound=match["bound"],
        period=match["period"] or lead or None,
    )
    return figure, match["measure"].strip("、 ") or None
