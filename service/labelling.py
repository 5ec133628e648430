"""Deciding: what a person says of an entry becomes labels, and can be taken back.

A decision is what one person said at one moment about one entry: a label for each
theme it is about. Taking it back says again what the person had said before it, or
nothing where they had said nothing; both stay in the history.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from corpus.database import Database
from corpus.deciding import (
    DISAGREEMENT,
    ENTRY,
    REVIEW,
    SAMPLE,
    UNDO,
    decisions,
    read_name,
    read_note,
)
from corpus.errors import InvalidInputError, NotFoundError
from corpus.records import Label, Tag
from corpus.themes import Guide

# From these sources a decision can be taken back; a file is taken back by another file.
_PAGES = (REVIEW, DISAGREEMENT, SAMPLE, ENTRY, UNDO)
# As far back as anyone goes step by step, at a dozen labels a decision.
_MOST_LABELS = 5_000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person hands in: which themes an entry carries and which it does not."""

    entry_id: str
    themes: Mapping[str, bool]
    by: str
    note: str = ""
    source: str = REVIEW


@dataclass(frozen=True, slots=True)
class Decision:
    """What one person said at one moment about an entry, by themes in guide order."""

    decided_by: str
    decided_at: datetime
    source: str | None
    note: str | None
    carried: tuple[str, ...]
    not_carried: tuple[str, ...]
    taken_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class History:
    """What people said of an entry, the latest first, and what the model says."""

    decisions: tuple[Decision, ...]
    tags: tuple[Tag, ...]


def label_entry(database: Database, guide: Guide, verdict: Verdict) -> None:
    """Keep what a person decided about themes of an entry, all of it or nothing.

    Raises
    ------
    NotFoundError
        There is no such entry or no such theme.
    InvalidInputError
        The name or the note cannot be kept, or nothing was decided.
    """
    name, note = read_name(verdict.by), read_note(verdict.note)
    entry_id = database.entry(verdict.entry_id).id
    if not verdict.themes:
        raise InvalidInputError(
            "変えるところがありません。テーマを選び直してから保存してください。"
        )
    now = datetime.now(UTC)
    database.add_labels(
        [
            Label(
                entry_id, guide.find(theme_id).id, is_carried, name, now, note,
                verdict.source,
            )
            for theme_id, is_carried in verdict.themes.items()
        ]
    )  # fmt: skip


def take_back(database: Database, *, by: str) -> str:
    """Take back what a person decided last on a page, and return the entry's id.

    Taken back again and again it goes further back.

    Raises
    ------
    NotFoundError
        There is nothing left to take back.
    """
    name = read_name(by)
    last = _last_decision(
        database.latest_labels(name, sources=_PAGES, limit=_MOST_LABELS)
    )
    if last is None:
        raise NotFoundError(
            f"「{name}」さんの判定で、取り消せるものはもうありません。"
            "ほかの人の判定は、記載のページで直してください。"
        )
    entry_id, moment = last[0].entry_id, last[0].decided_at
    before = {
        label.theme_id: label.is_carried
        for label in database.labels(entry_id)
        if label.decided_by == name and label.decided_at < moment
    }
    now = datetime.now(UTC)
    database.add_labels(
        Label(entry_id, each.theme_id, before.get(each.theme_id), name, now, None, UNDO)
        for each in last
    )
    return entry_id


def show_history(database: Database, guide: Guide, entry_id: str) -> History:
    """Return what people said of an entry, and what the model says.

    Raises
    ------
    NotFoundError
        The reader asked for an entry that is not in the catalogue.
    """
    database.entry(entry_id)
    tags = database.tags_of([entry_id]).get(entry_id, {})
    return History(
        tuple(
            _decision(group, guide)
            for group in reversed(decisions(database.labels(entry_id)))
        ),
        tuple(sorted(tags.values(), key=lambda tag: -tag.probability)),
    )


def _last_decision(latest_first: Iterable[Label]) -> tuple[Label, ...] | None:
    """Return the last decision that was not taken back yet."""
    n_taken_back = 0
    for group in decisions(latest_first):
        if group[0].source == UNDO:
            n_taken_back += 1
        elif n_taken_back:
            n_taken_back -= 1
        else:
            return group
    return None


def _decision(group: tuple[Label, ...], guide: Guide) -> Decision:
    first = group[0]
    order = {theme_id: place for place, theme_id in enumerate(guide.ids)}

    def themes(is_carried: bool | None) -> tuple[str, ...]:
        found = [one.theme_id for one in group if one.is_carried is is_carried]
        return tuple(sorted(found, key=lambda each: order.get(each, len(order))))

    return Decision(
        first.decided_by,
        first.decided_at,
        first.source,
        next((one.note for one in group if one.note), None),
        carried=themes(True),
        not_carried=themes(False),
        taken_back=themes(None),
    )
