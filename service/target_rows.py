"""Targets and amounts → JSON, and rows for tables."""

from corpus.fiscal_year import format_fiscal_year
from corpus.records import Figure
from service.figures import AmountPage, NamedAmount
from service.payloads import Payload, indicator_payload
from service.targets import Problem, Target

PROBLEM_NAMES = {
    Problem.NO_TARGET: "目標の値が読み取れない",
    Problem.NO_CURRENT: "現状の値が読み取れない",
    Problem.UNITS: "目標と現状の単位が違う",
    Problem.DIRECTION: "増えるのと減るのと、どちらがよいか読み取れない",
}
TARGET_COLUMNS = {
    "organisation": "組織", "fiscal_year": "年度", "section": "大項目", "path": "番号",
    "item": "項目", "group": "区分", "measure": "測るもの", "target": "目標",
    "current": "現状", "baseline": "目標設定時", "progress": "進み具合",
    "reached": "達成", "distance": "目標までの差", "problem": "判定できない理由",
    "source_text": "もとの文",
}  # fmt: skip
AMOUNT_COLUMNS = {
    "organisation": "組織", "fiscal_year": "年度", "section": "大項目", "item": "項目",
    "kind": "種類", "value": "値", "unit": "単位", "qualifiers": "限定",
    "printed": "表記", "text": "内容",
}  # fmt: skip
_REACHED = {True: "達成", False: "未達成", None: ""}


def target_payload(target: Target) -> Payload:
    """Return an indicator with how far it has come."""
    return indicator_payload(target.indicator) | {
        "upwards": target.is_upwards,
        "reached": target.is_reached,
        "progress": _rounded(target.progress),
        "distance": target.distance,
        "problem": target.problem.value if target.problem else None,
    }


def target_row(target: Target) -> dict[str, object]:
    """Return a target with one plain value a cell."""
    one = target.indicator
    return {
        "organisation": one.organisation,
        "fiscal_year": format_fiscal_year(one.fiscal_year) if one.fiscal_year else "",
        "section": one.section,
        "path": "-".join(one.path),
        "item": one.item,
        "group": one.group,
        "measure": one.measure,
        "target": _printed(one.target),
        "current": _printed(one.current),
        "baseline": _printed(one.baseline),
        "progress": _rounded(target.progress),
        "reached": _REACHED[target.is_reached],
        "distance": target.distance,
        "problem": PROBLEM_NAMES[target.problem] if target.problem else None,
        "source_text": one.source_text,
    }


def amounts_payload(page: AmountPage) -> Payload:
    """Return amounts with their entries, and how many there are in each unit."""
    return {
        "total": page.total,
        "units": [{"unit": unit, "count": count} for unit, count in page.units],
        "amounts": [_amount_payload(each) for each in page.amounts],
    }


def amount_row(named: NamedAmount, kind: str) -> dict[str, object]:
    """Return an amount with one plain value a cell, its entry's kind in words."""
    entry = named.entry.entry
    return {
        "organisation": entry.organisation,
        "fiscal_year": format_fiscal_year(entry.fiscal_year)
        if entry.fiscal_year
        else "",
        "section": entry.section,
        "item": entry.item,
        "kind": kind,
        "value": named.amount.value,
        "unit": named.amount.unit,
        "qualifiers": "、".join(named.amount.qualifiers),
        "printed": named.amount.text,
        "text": entry.text,
    }


def _amount_payload(named: NamedAmount) -> Payload:
    entry, amount = named.entry.entry, named.amount
    return {
        "value": amount.value,
        "unit": amount.unit,
        "qualifiers": list(amount.qualifiers),
        "text": amount.text,
        "start": amount.start,
        "end": amount.end,
        "entry_id": entry.id,
        "kind": entry.kind.value,
        "organisation": entry.organisation,
        "fiscal_year": entry.fiscal_year,
        "section": entry.section,
        "path": list(entry.path),
        "item": entry.item,
        "source_text": entry.text,
    }


def _printed(figure: Figure | None) -> str | None:
    return figure.text if figure else None


def _rounded(progress: float | None) -> float | None:
    return None if progress is None else round(progress, 4)
