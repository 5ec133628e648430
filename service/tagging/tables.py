"""A table of text again as it was, with the answers in columns at its right end.

Every byte of the file stays: rows are copied as they lie, and what is added stands
between a row's last cell and its line end. Title lines, blank lines and footnotes get
nothing.
"""

import codecs
import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace

from service.spreadsheets import flat_cell
from service.tagging.answers import RESULT_COLUMNS
from service.tagging.given import Given
from service.tagging.opening import width_of
from service.tagging.records import Manner, Record, records

# What stands for a character that an encoding lacks, as on old systems (ゲタ記号).
MISSING = "〓"
_NOTHING = ("",) * len(RESULT_COLUMNS)


class AddedCells:
    """Writes cells the way a table writes its own.

    Parameters
    ----------
    manner : Manner
        How the table is written.
    quotes_all : bool
        Whether it puts every cell into quotes.

    Attributes
    ----------
    n_missing : int
        How many characters so far the encoding of the table lacks.
    """

    def __init__(self, manner: Manner, *, quotes_all: bool) -> None:
        self.n_missing = 0
        self._manner = manner
        self.encoding = manner.encoding
        self._line = io.StringIO(newline="")
        self._writer = csv.writer(
            self._line,
            delimiter=manner.delimiter,
            lineterminator="",
            quoting=csv.QUOTE_ALL if quotes_all else csv.QUOTE_MINIMAL,
        )

    def added(self, record: Record, cells: Sequence[str], *, width: int) -> bytes:
        """Return a row's bytes with cells at its right end, padded to a width."""
        end = _line_end(record.raw, self._manner)
        own = record.raw[: len(record.raw) - len(end)]
        flat = [str(flat_cell(cell)) for cell in cells]
        missing = [""] * (width - max(len(record.cells), 1))
        return own + self._encoded(self._joined(["", *missing, *flat])) + end

    def _joined(self, cells: Sequence[str]) -> str:
        """Return cells with a delimiter before each but the first, which is empty."""
        if not self._manner.is_quoted:
            return self._manner.delimiter.join(cells)
        self._writer.writerow(cells[1:])
        text = self._line.getvalue()
        self._line.seek(0)
        self._line.truncate()
        return self._manner.delimiter + text

    def _encoded(self, text: str) -> bytes:
        try:
            return text.encode(self.encoding)
        except UnicodeEncodeError:
            return b"".join(map(self._sign, text))

    def _sign(self, sign: str) -> bytes:
        try:
            return sign.encode(self.encoding)
        except UnicodeEncodeError:
            self.n_missing += 1
            return MISSING.encode(self.encoding)


def can_write_japanese(encoding: str) -> bool:
    """Whether an encoding has what is added to every table."""
    try:
        "".join((*RESULT_COLUMNS, MISSING)).encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def table_lines(
    given: Given,
    answers: Iterator[tuple[int, Sequence[str]]],
    added: AddedCells,
) -> Iterator[bytes]:
    """Give the bytes of a CSV or TSV, row by row, with what is added.

    Parameters
    ----------
    given : Given
        The table.
    answers : iterator of (row, cells)
        What is added, by the number of the row, in order.
    added : AddedCells
        Writes it.
    """
    assert given.manner is not None and given.columns is not None
    header = given.columns.header_row + 1
    width = width_of(given.source.grids[0])
    least = len(given.source.grids[0].rows[header - 1]) if header else width
    row, cells = next(answers, (0, _NOTHING))
    own = records(given.path, given.manner, name=given.name)
    is_recoded = added.encoding != given.manner.encoding
    yield codecs.BOM_UTF8 if is_recoded else given.manner.mark
    if is_recoded:
        own = (_recoded(each, given.manner, added.encoding) for each in own)
    for number, record in enumerate(own, start=1):
        if number == header:
            yield added.added(record, RESULT_COLUMNS, width=width)
        elif number == row:
            yield added.added(record, cells, width=width)
            row, cells = next(answers, (0, _NOTHING))
        elif number > header and len(record.cells) >= least:
            yield added.added(record, _NOTHING, width=width)
        else:
            yield record.raw


def quotes_all(given: Given) -> bool:
    """Whether a table puts its cells into quotes that need none, after its header."""
    assert given.manner is not None and given.columns is not None
    place = max(given.columns.header_row, 0)
    own = records(given.path, given.manner, name=given.name)
    record = next(r for i, r in enumerate(own) if i == place)
    quote = '"'.encode(given.manner.encoding)
    delimiter = given.manner.delimiter.encode(given.manner.encoding)
    raw = record.raw[: len(record.raw) - len(_line_end(record.raw, given.manner))]
    between = raw.count(quote + delimiter + quote)
    return (
        given.manner.is_quoted
        and raw.startswith(quote)
        and raw.endswith(quote)
        and between >= len(record.cells) - 1
    )


def _recoded(record: Record, manner: Manner, encoding: str) -> Record:
    text = record.raw.decode(manner.encoding, "replace")
    return replace(record, raw=text.encode(encoding))


def _line_end(raw: bytes, manner: Manner) -> bytes:
    for end in ("\r\n", "\n", "\r"):
        encoded = end.encode(manner.encoding)
        if raw.endswith(encoded):
            return encoded
    return b""
