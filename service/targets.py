"""How far an indicator has come: from its baseline to its target, and what is missing.

Which way is better is read from the words: a bound (5%以下), what the measure is about
(残業, 取得率), else from where the baseline lies beside the target. Where nothing tells
it, or the figures cannot be held against each other, that is said and not guessed.
"""

import enum
import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.amounts import in_one_unit
from corpus.records import Figure, Indicator
from models.reprints import key_of


class Problem(enum.StrEnum):
    """Why an indicator cannot be judged."""

    NO_TARGET = "no_target"
    NO_CURRENT = "no_current"
    UNITS = "units"
    DIRECTION = "direction"


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator with what its figures say together.

    ``is_upwards`` says which way is better; ``progress`` is the share of the way from
    baseline to target, below 0 where things got worse; ``distance`` is how much is
    missing in the figures' unit, below 0 by how much the target is passed.
    """

    indicator: Indicator
    is_upwards: bool | None
    is_reached: bool | None
    progress: float | None
    distance: float | None
    problem: Problem | None

    @property
    def name(self) -> str:
        """What is measured, as the report has it."""
        one = self.indicator
        named = " ".join(filter(None, (one.group, one.measure)))
        return f"{one.item}（{named}）" if one.item and named else one.item or named

    @property
    def key(self) -> tuple[str, ...]:
        """What the same measure has in common in all years."""
        one = self.indicator
        # Items are renamed from year to year; what is measured seldom is.
        named = (one.group, one.measure) if one.group or one.measure else (one.item,)
        return tuple(key_of(part or "") for part in (one.organisation, *named))


# A bound after the figure, and words of a measure: the last of them governs.
_FALLING_BOUND = {"以下", "以内", "未満"}
_RISING_BOUND = {"以上", "超"}
_FALLING = re.compile(
    r"超過勤務|残業|時間外|長時間|労働時間|退庁|離職|退職|待機|枚数|購入量|使用量|紙"
    r"|縮減|削減|減少|未取得|苦情|事故"
)
_RISING = re.compile(
    r"取得(?:率|日数|者)?|実施率|利用率|利用者|受講|参加|採用|登用|女性(?:の)?割合|割合(?=.*女性)"
    r"|テレワーク|在宅勤務|満足|達成|比率|電子化|普及|導入率|率(?=$)|削減(?:率|量|枚数|時間)|縮減(?:率|時間)"
)


def weigh(indicator: Indicator) -> Target:
    """Return what the figures of an indicator say together."""
    target, current = _value(indicator.target), _value(indicator.current)
    problem = _problem(target, current)
    if problem or target is None or current is None:
        return Target(indicator, None, None, None, None, problem)
    goal, now = target[0], current[0]
    start = _value(indicator.baseline)
    begun = start[0] if start and start[1] == target[1] else None
    is_upwards = _direction(indicator, begun, goal)
    if is_upwards is None and goal != now:
        return Target(indicator, None, None, None, None, Problem.DIRECTION)
    sign = 1 if is_upwards is not False else -1
    progress = None
    if begun is not None and sign * (goal - begun) > 0:
        progress = (now - begun) / (goal - begun)
    distance = round(sign * (goal - now), 6)
    is_reached = distance <= 0
    return Target(indicator, is_upwards, is_reached, progress, distance, None)


def course_of(target: Target, among: Iterable[Target]) -> tuple[Target, ...]:
    """Return the same measure of all years, the earliest first."""
    alike = [each for each in among if each.key == target.key]
    return tuple(sorted(alike, key=lambda each: each.indicator.fiscal_year or 0))


def _problem(
    target: tuple[float, str | None] | None, current: tuple[float, str | None] | None
) -> Problem | None:
    if target is None:
        return Problem.NO_TARGET
    if current is None:
        return Problem.NO_CURRENT
    return None if target[1] == current[1] else Problem.UNITS


def _value(figure: Figure | None) -> tuple[float, str | None] | None:
    if figure is None or figure.value is None:
        return None
    return in_one_unit(figure.value, figure.unit)


def _direction(
    indicator: Indicator, baseline: float | None, goal: float
) -> bool | None:
    """Return whether more is better, None where nothing tells."""
    bound = indicator.target.bound if indicator.target else None
    if bound in _RISING_BOUND or bound in _FALLING_BOUND:
        return bound in _RISING_BOUND
    for words in (indicator.measure, indicator.group, indicator.item):
        rising = [match.end() for match in _RISING.finditer(words or "")]
        falling = [match.end() for match in _FALLING.finditer(words or "")]
        if rising or falling:
            return max(rising, default=-1) >= max(falling, default=-1)
    if baseline is not None and baseline != goal:
        return goal > baseline
    return None
