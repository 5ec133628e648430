"""目標：50%（令和2年度）、現状：59.2%（令和元年度）: figures out of a printed line.

A cell holds one group of figures or several, led by its name, in 【】 or bare; a group
gives a target, a current figure and a baseline, or only some of them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.cleaning import clean_cell, clean_line, is_nothing
from corpus.markers import begins_marked
from corpus.records import Figure

_KEYS = {
    "目標設定時": "baseline", "計画策定時": "baseline", "策定時": "baseline",
    "基準値": "baseline", "基準": "baseline", "計画時": "baseline",
    "目標値": "target", "目標": "target", "数値目標": "target",
    "現状値": "current", "現状": "current", "実績値": "current", "実績": "current",
    "現在値": "current", "現在": "current", "直近値": "current", "直近": "current",
}  # fmt: skip
# Longest first, and with the blanks that line wraps leave inside.
_ANY_KEY = "|".join(r"\s?".join(key) for key in sorted(_KEYS, key=len, reverse=True))
_COLON = (
    r"\s*(?:[（(](?P<aside>[^（()）]*)[）)]\s*)?"
    r"(?:[：:＝=]|(?=\s*約?[\d０-９▲△]|\s+(?:令和|平成)))"
)
_KEY = re.compile(rf"(?P<key>{_ANY_KEY}){_COLON}")
_NAME = r"[【〔［\[＜<《](?P<group>[^】〕］\]＞>》]*)[】〕］\]＞>》]"
_NAME_OR_KEY = re.compile(rf"{_NAME}|(?P<key>{_ANY_KEY}){_COLON}")
_LEADS = re.compile(
    rf"(?P<lead>[^。：:＝=]{{0,40}}?)(?:{_NAME}\s*)?{_KEY.pattern}", re.DOTALL
)
# A bare name stands between the figure before it and the key of the next.
_BARE_NAME = re.compile(
    r"(?:^|[、，,。；;／/）)％%]|[\d０-９][^\s\d０-９]*\s)"
    r"(?P<name>[^、，,。；;／/）)％%：:\d０-９]*[^\s、，,。；;／/）)％%：:\d０-９])\s*$"
)
_BULLETS = "・○◯●◎■□◆◇ 　、，,。；;"
_YEAR = re.compile(
    r"(?:(?:令和|平成|昭和|[RHS])\s*(?:\d{1,2}|元)|(?:20|19)\d{2})\s*年?度?"
    r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:末|時点|現在|当初)*(?:まで)?に?|毎年度?|各年度?|計画期間中"
)
_SENTENCE = re.compile(r"(?:た|る|い|ず|施|予定)。$")
_ASIDE = re.compile(r"\(([^()]*)\)")
_FIGURE = re.compile(
    r"(?P<measure>.*?)(?:約|概ね|おおむね|延べ)?\s*(?P<number>[-▲△−]?\d[\d,]*(?:\.\d+)?)"
    r"(?P<unit>[^\d]*?)(?P<bound>以上|以下|以内|未満|超|程度)?"
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
    """Whether a cell gives figures: it begins with a key, or a name and a key."""
    match = _LEADS.match(" ".join(cell.split()))
    if match is None or _SENTENCE.search(cell.rstrip()) or begins_marked(cell):
        return False
    lead = clean_cell(match["lead"]).lstrip(_BULLETS)
    # A bare name, without words of a sentence, and a figure not far behind it.
    return not lead or (
        not re.search(r"[、，「]|した|する", lead)
        and re.match(r"\s*[^。]{0,30}?\d", cell[match.end() :]) is not None
    )


def join_keys(cells: Sequence[str]) -> list[str]:
    """Return cells with a key that stands in a cell of its own put to its figure."""
    joined: list[str] = []
    for cell in cells:
        if joined and _kind(joined[-1].strip("：: 　")) and re.search(r"\d", cell):
            joined[-1] = f"{joined[-1].strip('：: 　')}：{cell}"
        else:
            joined.append(cell)
    return joined


def part_lead(cell: str) -> tuple[str | None, str]:
    """Part a title from the figures that it is run together with."""
    match = _LEADS.match(cell)
    lead = clean_cell(match["lead"]).strip(_BULLETS) if match else ""
    return (lead or None), cell[match.end("lead") :] if match and lead else cell


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
    text = " ".join(_without_tags(cell).split())
    cuts: list[tuple[int, str | None]] = []
    seen: set[str] = set()
    for match in _NAME_OR_KEY.finditer(text):
        name, key = match["group"], _kind(match["key"])
        if name is not None:
            if _KEY.match(text[match.end() :].lstrip()):
                cuts.append((match.start(), clean_line(name)))
                seen = set()
        elif not cuts or key in seen:
            bare = _BARE_NAME.search(text[: match.start()])
            start = bare.start("name") if bare else match.start()
            cuts.append((start, clean_line(bare["name"]) if bare else None))
            seen = set()
        if key:
            seen.add(key)
    starts = [0, *(start for start, _ in cuts[1:])][: len(cuts)]
    ends = [*starts[1:], len(text)]
    return [
        (_bare(name), _tidy(text[start:end]))
        for (_, name), start, end in zip(cuts, starts, ends, strict=False)
    ]


def _kind(key: str | None) -> str:
    """Return which figure a printed key stands for, "" for none."""
    return _KEYS.get("".join((key or "").split()), "")


def _bare(name: str | None) -> str | None:
    """Return a group's name without the signs around it."""
    text = (name or "").strip(f"{_BULLETS}①②③④⑤")
    return re.sub(r"^[（(]([^（()）]*)[）)]$", r"\1", text) or None


def _without_tags(cell: str) -> str:
    """Return a cell without tags, its blanks kept."""
    return re.sub(r"</?\w[^<>]*>", " ", cell)


def _tidy(text: str) -> str:
    return clean_cell(text).strip(" 、，")


def _read_group(name: str | None, text: str) -> FigureGroup:
    figures: dict[str, Figure] = {}
    measure: str | None = None
    keys = list(_KEY.finditer(text))
    ends = [match.start() for match in keys[1:]] + [len(text)]
    for match, end in zip(keys, ends, strict=True):
        printed = text[match.end() : end].strip(" 、，,。；;／/")
        if is_nothing(printed):
            continue
        figure, named = read_figure(printed, period=match["aside"])
        figures[_kind(match["key"])] = figure
        measure = measure or named
    return FigureGroup(
        group=name,
        measure=measure,
        target=figures.get("target"),
        current=figures.get("current"),
        baseline=figures.get("baseline"),
        source_text=text,
    )


def read_figure(
    printed: str, *, period: str | None = None
) -> tuple[Figure, str | None]:
    """Return a printed figure, and what it measures where the print says so.

    Examples
    --------
    >>> figure, measure = read_figure("両休暇合計5日以上取得率100%（令和2年度）")
    >>> figure.value, figure.unit, measure
    (100.0, '%', '両休暇合計5日以上取得率')
    """
    folded = clean_line(unicodedata.normalize("NFKC", printed))
    bare = _ASIDE.sub("", folded).strip(" 、,。")
    period = _period_aside(folded) or period
    if year := _YEAR.match(bare) or _YEAR.search(bare):
        period = period or year[0].removesuffix("に").removesuffix("まで")
        bare = (bare[: year.start()] + bare[year.end() :]).strip(" 、,の")
    match = _FIGURE.fullmatch(bare)
    if match is None:
        return Figure(printed, None, None, None, period), None
    number = re.sub(r"[▲△−]", "-", match["number"].replace(",", ""))
    figure = Figure(
        text=printed,
        value=float(number),
        unit=match["unit"].strip() or None,
        bound=match["bound"],
        period=period,
    )
    return figure, match["measure"].strip("、: ") or None


def _period_aside(folded: str) -> str | None:
    """Return what stands in brackets, unless it is a figure of its own (19名)."""
    asides = _ASIDE.findall(folded)
    dated = next((aside for aside in asides if _YEAR.search(aside)), None)
    is_figure = asides and re.search(r"\d\s*(?:人|名|件|%|回|時間)", asides[0])
    return dated or (asides[0] if asides and not is_figure else None)
