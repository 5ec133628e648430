"""Comparisons → the JSON of the interface, and rows for tables."""

from collections.abc import Iterable, Iterator

from corpus.fiscal_year import format_fiscal_year
from models.pairs import Change
from service.comparing import Comparison, PairView
from service.following import Course
from service.payloads import Payload, entry_payload
from service.views import TaggedEntry

CHANGE_NAMES = {
    Change.UNCHANGED: "変わらない",
    Change.CHANGED: "変わった",
    Change.MERGED: "統合された",
    Change.SPLIT: "分かれた",
    Change.DROPPED: "なくなった",
    Change.NEW: "新しい",
}
COLUMNS = {
    "organisation": "組織", "from": "前の年度", "to": "後の年度", "change": "変化",
    "similarity": "文の近さ", "before_place": "前の番号", "before_item": "前の項目",
    "before_status": "前の実施状況", "before_marker": "前の区分",
    "before_text": "前の内容", "after_place": "後の番号", "after_item": "後の項目",
    "after_status": "後の実施状況", "after_marker": "後の区分",
    "after_text": "後の内容",
}  # fmt: skip


def comparison_payload(comparison: Comparison) -> Payload:
    """Return what became of each initiative, in the shape of the interface."""
    older, newer = comparison.years
    return {
        "organisation": comparison.organisation,
        "from": older,
        "to": newer,
        "reports": {"before": comparison.before.id, "after": comparison.after.id},
        "counts": {change.value: comparison.count(change) for change in Change},
        "pairs": [_pair_payload(pair) for pair in comparison.pairs],
        "never_came": [
            {
                "before": entry_payload(one.before),
                "after": [entry_payload(entry) for entry in one.after],
            }
            for one in comparison.never_came
        ],
        "notes": list(notes_of(comparison)),
    }


def course_payload(course: Course) -> Payload:
    """Return an initiative through all years."""
    return {
        "entry_id": course.entry.entry.id,
        "counted": course.is_counted,
        "steps": [
            {
                "fiscal_year": step.fiscal_year,
                "report_id": step.report.id,
                "change": step.change.value if step.change else None,
                "similarity": rounded(step.similarity),
                "entries": [entry_payload(entry) for entry in step.entries],
            }
            for step in course.steps
        ],
    }


def notes_of(comparison: Comparison) -> Iterator[str]:
    """Say what a reader should know: which reports of a year were passed over."""
    for report in comparison.passed_over:
        yield (
            f"{format_fiscal_year(report.fiscal_year or 0)}の報告は複数あるため、"
            f"最後に取り込んだものを比べました。「{report.source_name}」"
            "から取り込んだ報告は数えていません。"
        )


def comparison_rows(
    comparison: Comparison, pairs: Iterable[PairView]
) -> Iterator[dict[str, object]]:
    """Give one row a pair, for CSV and XLSX."""
    older, newer = comparison.years
    for pair in pairs:
        yield {
            "organisation": comparison.organisation,
            "from": older,
            "to": newer,
            "change": CHANGE_NAMES[pair.change],
            "similarity": rounded(pair.similarity),
            **_side("before", pair.before),
            **_side("after", pair.after),
        }


def rounded(similarity: float | None) -> float | None:
    """Return how alike texts are as far as it means anything."""
    return None if similarity is None else round(min(similarity, 1.0), 3)


def _pair_payload(pair: PairView) -> Payload:
    return {
        "change": pair.change.value,
        "before": [entry_payload(entry) for entry in pair.before],
        "after": [entry_payload(entry) for entry in pair.after],
        "similarity": rounded(pair.similarity),
    }


def _side(name: str, entries: Iterable[TaggedEntry]) -> dict[str, object]:
    """Return the cells of one year; several entries stand one below the other."""
    found = [tagged.entry for tagged in entries]

    def joined(values: Iterable[str | None]) -> str:
        return "\n".join(dict.fromkeys(value for value in values if value))

    return {
        f"{name}_place": joined("-".join(entry.path) for entry in found),
        f"{name}_item": joined(entry.item for entry in found),
        f"{name}_status": joined(entry.status for entry in found),
        f"{name}_marker": joined(entry.marker for entry in found),
        f"{name}_text": joined(entry.text for entry in found),
    }
