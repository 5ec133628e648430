"""The catalogue's entries by what tells copies of them: derived, and kept in the home.

A book is a folder under the number of the commit that it knows. When the catalogue has
moved on, only the entries that changed are read again; a book that is gone or damaged
is made anew.
"""

import shutil
import uuid
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.copies import imprints
from corpus.copytable import CopyTable
from corpus.database import Database

_BATCH = 2_000
_DAMAGE = (OSError, ValueError, EOFError)


@dataclass(frozen=True, slots=True)
class CopyBook:
    """The entries of a catalogue at one commit, a row of the table for each."""

    ids: NDArray[np.str_]
    table: CopyTable


def open_book(folder: Path, database: Database) -> CopyBook:
    """Return the book of the catalogue as it stands, brought up to date.

    Parameters
    ----------
    folder : Path
        Where books lie; made when the first is written. Where nothing can be written
        the book is kept in memory alone.
    database : Database
    """
    number = database.commit_number
    with suppress(*_DAMAGE):
        return _load(folder / str(number))
    book = _made(_latest(folder, number), database)
    with suppress(OSError):
        _save(book, folder, number)
    return book


def _latest(folder: Path, number: int) -> tuple[int, CopyBook] | None:
    """Return the newest book before a commit that is whole, with its number."""
    known = sorted(
        (int(each.name) for each in folder.glob("*") if each.name.isdecimal()),
        reverse=True,
    )
    for each in known:
        with suppress(*_DAMAGE):
            if each < number:
                return each, _load(folder / str(each))
    return None


def _made(before: tuple[int, CopyBook] | None, database: Database) -> CopyBook:
    number, book = before or (-1, CopyBook(np.zeros(0, dtype="U16"), CopyTable()))
    new_ids = database.entry_ids(changed_after=number)
    gone = {*new_ids, *database.removed_ids(removed_after=number)}
    is_kept = np.array([each not in gone for each in book.ids.tolist()], dtype=bool)
    table = CopyTable()
    table.add(book.table.imprints(is_kept))
    for batch in _batches(new_ids):
        entries = database.entries(batch)
        table.add(imprints([entry.text for entry in entries.values()]))
    ids = np.array([*book.ids[is_kept].tolist(), *new_ids], dtype=np.str_)
    return CopyBook(ids, table)


def _batches(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    return (ids[i : i + _BATCH] for i in range(0, len(ids), _BATCH))


def _load(folder: Path) -> CopyBook:
    ids = np.load(folder / "ids.npy", mmap_mode="r", allow_pickle=False)
    table = CopyTable.load(folder)
    if len(ids) != len(table):
        raise ValueError("a book cut short")
    return CopyBook(ids, table)


def _save(book: CopyBook, folder: Path, number: int) -> None:
    """Write a book beside its place and put it there whole; older ones go."""
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{uuid.uuid4().hex}.new"
    beside.mkdir()
    try:
        np.save(beside / "ids.npy", book.ids)
        book.table.save(beside)
        beside.rename(folder / str(number))
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    for old in folder.iterdir():
        if old.name.isdecimal() and int(old.name) < number:
            shutil.rmtree(old, ignore_errors=True)
