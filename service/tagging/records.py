"""A table of text as its bytes lie: records to be read, and to be written again.

The readers give cells; who writes the same file again also needs what stood around
them. A ``Record`` has both: its bytes, quotes and all, and the cells in them. Bytes are
cut at line ends before they are decoded, for some characters of Shift_JIS have two
codes, and decoding would forget which one stood there.
"""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from corpus.errors import UnreadableFileError, reason_of
from corpus.limits import Bounds
from corpus.readers.blocks import check_row
from corpus.readers.delimited import refused

_MARKS = {
    "utf-8-sig": codecs.BOM_UTF8,
    "utf_16_le": b"",
    "utf_16_be": b"",
}
_ANY_CHARACTERS = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Manner:
    """How a table of text is written.

    ``encoding`` has no byte order mark of its own: ``mark`` holds its bytes. Where
    ``is_quoted`` is False, quotes mean nothing and a line is a row.
    """

    encoding: str
    mark: bytes
    delimiter: str
    is_quoted: bool
    line_end: str

    @property
    def is_wide(self) -> bool:
        """Whether a line end takes more than one byte."""
        return self.encoding.startswith("utf_16")


@dataclass(frozen=True, slots=True)
class Record:
    """One row: its bytes with the line end, its cells, and why it cannot be read."""

    raw: bytes
    cells: tuple[str, ...]
    error: str | None = None


def bare_encoding(path: Path, encoding: str) -> tuple[str, bytes]:
    """Return an encoding that adds no byte order mark, and the mark of the file."""
    if encoding == "utf-8-sig":
        return "utf-8", codecs.BOM_UTF8
    if encoding == "utf-16":
        with path.open("rb") as file:
            mark = file.read(2)
        return ("utf_16_be" if mark == codecs.BOM_UTF16_BE else "utf_16_le"), mark
    return encoding, b""


def lines(path: Path, manner: Manner) -> Iterator[tuple[bytes, str, bool]]:
    """Give each line with its end: its bytes, its text, and whether all was legible.

    Raises
    ------
    UnreadableFileError
        The file is gone.
    """
    try:
        with path.open("rb") as file:
            file.seek(len(manner.mark))
            yield from _wide(file, manner) if manner.is_wide else _lines(file, manner)
    except OSError as error:
        raise UnreadableFileError(
            f"「{path}」を開けません（{reason_of(error)}）。"
            "ファイルの場所と名前、読み取りの権限を確かめてください。"
        ) from error


def records(
    path: Path, manner: Manner, *, name: str, bounds: Bounds | None = None
) -> Iterator[Record]:
    """Give the rows of a CSV or TSV in order, blank ones too.

    Parameters
    ----------
    path : Path
    manner : Manner
        How the table is written.
    name : str
        What the person calls the file.
    bounds : Bounds, optional
        Within which rows and cells have to keep; a file is held to them once.

    Raises
    ------
    UnreadableFileError
        A quote is opened and never closed, or stands where none may.
    TooLargeError
        The table is larger than a limit allows.
    """
    known = bounds or Bounds(name)
    most = known.limits.max_cell_characters if bounds else _ANY_CHARACTERS
    own = (
        _quoted(path, manner, known, most) if manner.is_quoted else _bare(path, manner)
    )
    return own if bounds is None else _within(own, bounds)


def _within(own: Iterator[Record], bounds: Bounds) -> Iterator[Record]:
    """Give rows as long as they keep within the limits."""
    for number, record in enumerate(own, start=1):
        bounds.check_rows(number)
        check_row(record.cells, bounds, row=number)
        yield record


def _bare(path: Path, manner: Manner) -> Iterator[Record]:
    """Give each line as a row; quotes mean nothing."""
    for raw, text, is_legible in lines(path, manner):
        parted = tuple(text.rstrip("\r\n").split(manner.delimiter))
        yield _record(raw, parted, is_legible, manner)


def _quoted(
    path: Path, manner: Manner, bounds: Bounds, most_characters: int
) -> Iterator[Record]:
    """Give the rows of a table whose cells may stand in quotes."""
    taken: list[bytes] = []
    is_whole = True

    def feed() -> Iterator[str]:
        nonlocal is_whole
        for raw, text, is_legible in lines(path, manner):
            taken.append(raw)
            is_whole &= is_legible
            yield text

    csv.field_size_limit(most_characters)
    reader = csv.reader(feed(), delimiter=manner.delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield _record(b"".join(taken), tuple(cells), is_whole, manner)
            taken.clear()
            is_whole, line = True, reader.line_num + 1
    except csv.Error as error:
        raise refused(error, bounds, line=line) from error


def _record(
    raw: bytes, cells: tuple[str, ...], is_legible: bool, manner: Manner
) -> Record:
    if is_legible:
        return Record(raw, cells)
    return Record(
        raw, cells,
        f"文字コード{manner.encoding}では読めない文字があります。",
    )  # fmt: skip


def _lines(file: BinaryIO, manner: Manner) -> Iterator[tuple[bytes, str, bool]]:
    encoding = manner.encoding
    for chunk in file:
        # A line of bytes may hold others that end with CR alone.
        for raw in chunk.splitlines(keepends=True) if b"\r" in chunk else (chunk,):
            try:
                yield raw, raw.decode(encoding), True
            except UnicodeDecodeError:
                yield raw, raw.decode(encoding, "replace"), False


def _wide(file: BinaryIO, manner: Manner) -> Iterator[tuple[bytes, str, bool]]:
    encoding = manner.encoding
    with io.TextIOWrapper(file, encoding, errors="surrogatepass", newline="") as text:
        for line in text:
            raw = line.encode(encoding, "surrogatepass")
            is_legible = not any("\ud800" <= sign <= "\udfff" for sign in line)
            yield raw, line if is_legible else _whole(line), is_legible


def _whole(line: str) -> str:
    """Return a line without half characters, which no file or database can hold."""
    return line.encode("utf-8", "replace").decode("utf-8")
