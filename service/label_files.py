"""Labels in and out: the table of everything that people decided.

Out goes one row a label, the oldest first: ``entry_id``, ``text`` (for people),
``theme``, ``theme_name``, ``carried`` (1, 0, or ``withdrawn`` where a person takes back
what they said), ``by``, ``when``, ``note``, ``source``. The same table comes in again,
of any readable format and with its headings in Japanese, too: all rows or, where one
cannot be taken, none. A label that is there already is not kept twice, so that a file
that went out and comes in changes nothing. A row without a date says what is so now,
and is passed over where its person said just that last.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from corpus.database import Database
from corpus.records import Label
from corpus.themes import Guide
from service.label_rows import LabelRow, read_label_rows, refused
from service.spreadsheets import Row

COLUMNS = (
    "entry_id", "text", "theme", "theme_name", "carried", "by", "when", "note",
    "source",
)  # fmt: skip
_BATCH = 500


@dataclass(frozen=True, slots=True)
class LabelsImport:
    """What became of a file of labels: how many were new, how many known already."""

    file: str
    n_new: int
    n_known: int
    unread_columns: tuple[str, ...]


def label_rows(database: Database, guide: Guide) -> Iterator[Row]:
    """Return every label as a row of the table, the oldest first."""
    labels = database.labels()
    return (
        row
        for start in range(0, len(labels), _BATCH)
        for row in _rows(database, guide, labels[start : start + _BATCH])
    )


def import_labels(
    database: Database, guide: Guide, path: Path, *, name: str, by: str | None
) -> LabelsImport:
    """Keep the labels of a file, all of them or none.

    Parameters
    ----------
    name : str
        What the file is called.
    by : str, optional
        Who decided the rows that do not say so.

    Raises
    ------
    UnreadableFileError
        The file cannot be read.
    LabelsError
        A column is missing, or a row cannot be taken; the message names the lines.
    """
    table = read_label_rows(path, guide, name=name, by=by)
    ids = dict.fromkeys(row.label.entry_id for row in table.rows)
    kept = database.labels_of(ids)
    new = _new_rows(table.rows, kept)
    known = {label.entry_id for label in kept} | set(database.entries(ids))
    troubles = [
        (row.number, trouble)
        for row in new
        if (trouble := _trouble(row.label, guide, known))
    ]
    if troubles:
        raise refused(name, troubles)
    database.add_labels(row.label for row in new)
    n_known = len(table.rows) - len(new)
    return LabelsImport(name, len(new), n_known, table.unread_columns)


def _rows(database: Database, guide: Guide, labels: Iterable[Label]) -> Iterator[Row]:
    labels = list(labels)
    entries = database.entries(dict.fromkeys(label.entry_id for label in labels))
    for label in labels:
        entry = entries.get(label.entry_id)
        yield {
            "entry_id": label.entry_id,
            "text": entry.text if entry else "",
            "theme": label.theme_id,
            "theme_name": guide.name(label.theme_id),
            "carried": "withdrawn" if label.is_carried is None else +label.is_carried,
            "by": label.decided_by,
            "when": label.decided_at.isoformat(),
            "note": label.note or "",
            "source": label.source or "",
        }


def _trouble(label: Label, guide: Guide, known: Collection[str]) -> str | None:
    """Return what a new label names that is not there."""
    if label.entry_id not in known:
        return (
            f"「{label.entry_id[:40]}」という番号の記載はありません。"
            "番号を確かめるか、先に報告を取り込んでください。"
        )
    if label.theme_id not in guide.ids:
        return (
            f"「{label.theme_id[:40]}」というテーマはありません。"
            "テーマの一覧にある名前かIDを書いてください。"
        )
    return None


def _new_rows(rows: Iterable[LabelRow], kept: Iterable[Label]) -> list[LabelRow]:
    """Return the rows that say something new."""
    kept = list(kept)
    known = {replace(label, source=None) for label in kept}
    last = {(k.entry_id, k.theme_id, k.decided_by): k.is_carried for k in kept}
    now = datetime.now(UTC)
    new = []
    for row in rows:
        label = row.label
        about = label.entry_id, label.theme_id, label.decided_by
        if row.is_undated:
            if last.get(about) is label.is_carried:
                continue
            label = replace(label, decided_at=now)
        bare = replace(label, source=None)
        if bare in known:
            continue
        known.add(bare)
        last[about] = label.is_carried
        new.append(replace(row, label=label))
    return new
