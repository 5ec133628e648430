"""What each row repeats: of the rows before it, and of the catalogue."""

import os
import tempfile
from array import array
from collections.abc import Callable, Mapping, Sequence

from corpus.copies import Imprints, is_repeat, kind_of_copy
from corpus.copytable import CopyTable
from corpus.records import Entry
from service.copybook import CopyBook
from service.tagging.answers import Copy
from service.tagging.given import GivenRow
from service.tagging.places import place_of

_MOST_COMPARED = 4


class Repeats:
    """Remembers rows, on disk what is long, and tells what a row repeats.

    Parameters
    ----------
    book : CopyBook
        What the catalogue holds.
    entries : callable
        Gives entries by their ids.
    """

    def __init__(
        self, book: CopyBook, entries: Callable[[Sequence[str]], Mapping[str, Entry]]
    ) -> None:
        self._book = book
        self._entries = entries
        self._table = CopyTable()
        self._sheets: dict[str, int] = {}
        # Of each row: its sheet, its number, and where its text ends in the file.
        self._sheet_of, self._number_of = array("H"), array("L")
        self._ends = array("Q", [0])
        self._texts = tempfile.TemporaryFile()  # noqa: SIM115, closed with the rows

    def close(self) -> None:
        """Let go of the texts."""
        self._texts.close()

    def copies(
        self, rows: Sequence[GivenRow], imprints: Imprints
    ) -> list[tuple[Copy, ...]]:
        """Return what rows repeat, and remember them for those that follow."""
        first = len(self._table)
        self.remember(rows, imprints)
        in_file = self._table.candidates(imprints, before=first)
        in_catalogue = self._book.table.candidates(imprints)
        found = []
        for row, earlier, entries in zip(rows, in_file, in_catalogue, strict=True):
            told = [self._of_file(row, earlier), self._of_catalogue(row, entries)]
            found.append(tuple(copy for copy in told if copy is not None))
        return found

    def remember(self, rows: Sequence[GivenRow], imprints: Imprints) -> None:
        """Take in rows that others may repeat."""
        self._table.add(imprints)
        texts = [row.text.encode("utf-8", "replace") for row in rows]
        self._texts.seek(0, os.SEEK_END)
        self._texts.writelines(texts)
        for row, text in zip(rows, texts, strict=True):
            sheet = self._sheets.setdefault(row.sheet, len(self._sheets))
            self._sheet_of.append(sheet)
            self._number_of.append(row.row)
            self._ends.append(self._ends[-1] + len(text))

    def _of_file(
        self, row: GivenRow, candidates: Sequence[tuple[int, bool, bool]]
    ) -> Copy | None:
        best = self._best(row.text, candidates, self._text)
        if best is None:
            return None
        place, kind, similarity = best
        sheet = list(self._sheets)[self._sheet_of[place]]
        number = self._number_of[place]
        told = is_repeat(row.text)
        return Copy(kind, sheet, number, None, None, similarity, told)

    def _of_catalogue(
        self, row: GivenRow, candidates: Sequence[tuple[int, bool, bool]]
    ) -> Copy | None:
        if not candidates:
            return None
        ids = [str(self._book.ids[place]) for place, _, _ in candidates]
        entries = self._entries(ids[:_MOST_COMPARED])
        there = [
            (i, is_same, is_figures)
            for i, (_, is_same, is_figures) in enumerate(candidates[:_MOST_COMPARED])
            if ids[i] in entries
        ]
        best = self._best(row.text, there, lambda i: entries[ids[i]].text)
        if best is None:
            return None
        place, kind, similarity = best
        entry = entries[ids[place]]
        told = is_repeat(row.text)
        return Copy(kind, None, None, entry.id, place_of(entry), similarity, told)

    def _best(
        self,
        text: str,
        candidates: Sequence[tuple[int, bool, bool]],
        text_of: Callable[[int], str],
    ) -> tuple[int, str, float] | None:
        """Return the candidate that a text copies most closely, and how."""
        for wanted, kind in ((1, "same"), (2, "figures")):
            for each in candidates:
                if each[wanted]:
                    return each[0], kind, 1.0
        compared = (
            (place, *told)
            for place, _, _ in candidates[:_MOST_COMPARED]
            if (told := kind_of_copy(text_of(place), text))
        )
        return max(compared, key=lambda each: each[2], default=None)

    def _text(self, place: int) -> str:
        start, end = self._ends[place], self._ends[place + 1]
        self._texts.seek(start)
        return self._texts.read(end - start).decode("utf-8")
