"""Rows of cells that lie on disk, for tables too long to be held.

They are written once, in order, and read like any sequence: a page of rows at a time,
of which only the last few are held.
"""

import json
import tempfile
import weakref
from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, overload

from corpus.errors import HomeError, reason_of

Row = tuple[str, ...]

_PAGE_ROWS = 256
_MOST_PAGES = 4


class Pieces:
    """Pieces of bytes on disk, by their number; they go with the last who holds them.

    Raises
    ------
    HomeError
        There is no room for them.
    """

    def __init__(self) -> None:
        with _room():
            self._file = tempfile.TemporaryFile()  # noqa: SIM115, closed when let go
        weakref.finalize(self, _close, self._file)
        self._ends = array("Q", [0])

    def append(self, content: bytes) -> None:
        """Put a piece behind the others."""
        with _room():
            self._file.seek(self._ends[-1])
            self._file.write(content)
        self._ends.append(self._ends[-1] + len(content))

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        begin, end = self._ends[number], self._ends[number + 1]
        with _room():
            self._file.seek(begin)
            return self._file.read(end - begin)


class Shelf(Sequence[Row]):
    """A sequence of rows on disk."""

    def __init__(self) -> None:
        self._pages = Pieces()
        self._last: list[Row] = []  # the page that is not full yet
        self._read: dict[int, list[Row]] = {}

    def append(self, row: Row) -> None:
        """Put a row behind the others."""
        self._last.append(row)
        if len(self._last) == _PAGE_ROWS:
            page = json.dumps(self._last, ensure_ascii=False)
            self._pages.append(page.encode("utf-8", "surrogatepass"))
            self._last = []

    def __len__(self) -> int:
        return len(self._pages) * _PAGE_ROWS + len(self._last)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...
    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        if isinstance(place, slice):
            return tuple(self[each] for each in range(*place.indices(len(self))))
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        number, within = divmod(place % len(self), _PAGE_ROWS)
        return self._page(number)[within]

    def __iter__(self) -> Iterator[Row]:
        for number in range(len(self._pages) + 1):
            yield from self._page(number)

    def _page(self, number: int) -> list[Row]:
        if number == len(self._pages):
            return self._last
        page = self._read.pop(number, None)
        if page is None:
            content = self._pages[number].decode("utf-8", "surrogatepass")
            page = [tuple(row) for row in json.loads(content)]
        self._read[number] = page  # the last asked for goes last
        if len(self._read) > _MOST_PAGES:
            del self._read[next(iter(self._read))]
        return page


@contextmanager
def _room() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise HomeError(
            f"一時ファイルを書けません（{reason_of(error)}）。ディスクに空きを作るか、"
            "環境変数 TMPDIR で空きのあるフォルダーを指定してください。"
        ) from error


def _close(file: IO[bytes]) -> None:
    with suppress(OSError):  # what could not be written was told
        file.close()
