"""What a person asks of years, targets and amounts, read from text and checked."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from corpus.errors import InvalidQueryError
from models.pairs import Change
from service.figures import Order
from service.parameters import read_fiscal_year
from service.targets import Problem, Target

REACHED = {"yes": "達成", "no": "未達成", "unknown": "判定できない"}
# What targets are sorted by: the values of each, and None where there is none.
TARGET_COLUMNS = (
    "organisation", "fiscal_year", "section", "name", "target", "current", "baseline",
    "progress", "distance",
)  # fmt: skip
_LONGEST_SHOWN = 40


@dataclass(frozen=True, slots=True)
class YearsAsked:
    """Two years of one organisation."""

    organisation: str
    from_year: int
    to_year: int


def read_years(values: Mapping[str, str]) -> YearsAsked:
    """Return what two years are to be compared.

    Raises
    ------
    InvalidQueryError
        One of ``organisation``, ``from`` and ``to`` is missing, or no year.
    """
    for name, title in (("organisation", "組織"), ("from", "年度"), ("to", "年度")):
        if not values.get(name, "").strip():
            raise InvalidQueryError(
                f"{name}（{title}）がありません。"
                "organisation、from、to を指定してください"
                "（例：?organisation=厚生労働省&from=2020&to=2021）。"
            )
    return YearsAsked(
        values["organisation"].strip(),
        read_fiscal_year(values["from"]),
        read_fiscal_year(values["to"]),
    )


def read_changes(texts: Sequence[str]) -> tuple[Change, ...]:
    """Return the kinds of change that are wanted; none means all.

    Raises
    ------
    InvalidQueryError
        A text names no kind of change.
    """
    return tuple(
        Change(_one_of("change", text, list(Change))) for text in texts if text
    )


def read_order(text: str) -> Order:
    """Return the order of amounts that a text names; as printed where it is empty.

    Raises
    ------
    InvalidQueryError
        There is no such order.
    """
    return Order(_one_of("sort", text, list(Order))) if text else Order.PRINTED


def read_amount(name: str, text: str) -> float | None:
    """Return a number as people write it, None where none is given.

    Raises
    ------
    InvalidQueryError
        The text is no number.
    """
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if not plain:
        return None
    try:
        value = float(plain) if len(plain) <= _LONGEST_SHOWN else float("nan")
    except ValueError:
        value = float("nan")
    if not abs(value) < float("inf"):  # nan is not, either
        raise InvalidQueryError(
            f"{name}「{_short(text)}」は数ではありません。"
            "12.5 のように指定してください。"
        )
    return value


def read_reached(text: str) -> str:
    """Return which targets are wanted: reached, not, or not known; "" for all.

    Raises
    ------
    InvalidQueryError
        There is no such choice.
    """
    return _one_of("reached", text, list(REACHED)) if text else ""


def sort_targets(targets: Sequence[Target], text: str) -> list[Target]:
    """Return targets sorted by a column; one with ``-`` before it from above.

    What has no value there comes last either way.

    Raises
    ------
    InvalidQueryError
        There is no such column.
    """
    if not text:
        return list(targets)
    column = _one_of("sort", text.removeprefix("-"), TARGET_COLUMNS)
    known = [each for each in targets if value_of(each, column) is not None]
    known.sort(key=lambda each: value_of(each, column), reverse=text[0] == "-")  # type: ignore[arg-type, return-value]
    return known + [each for each in targets if value_of(each, column) is None]


def value_of(target: Target, column: str) -> str | float | None:
    """Return what a target is sorted by."""
    one = target.indicator
    if column in {"target", "current", "baseline"}:
        figure = getattr(one, column)
        return figure.value if figure else None
    if column in {"name", "progress", "distance"}:
        value: str | float | None = getattr(target, column)
        return value
    found: str | float | None = getattr(one, column)
    return found


def is_wanted(target: Target, reached: str) -> bool:
    """Whether a target is reached, not reached or not known, as it is wanted."""
    if not reached:
        return True
    state = {True: "yes", False: "no", None: "unknown"}[target.is_reached]
    return state == reached


def is_legible(target: Target) -> bool:
    """Whether the figures of a target could be read at all."""
    return target.problem not in {Problem.NO_TARGET, Problem.NO_CURRENT}


def _one_of(name: str, text: str, known: Sequence[str]) -> str:
    if text not in known:
        raise InvalidQueryError(
            f"{name}「{_short(text)}」は使えません。"
            f"次のいずれかを指定してください：{'、'.join(known)}"
        )
    return text


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
