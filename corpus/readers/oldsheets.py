"""What calamine does not tell of a sheet of XLS: what is hidden, how years are shown.

The records of a workbook come one after another ([MS-XLS] 2.1.4): first those of the
whole, formats and styles among them, then those of each sheet.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from corpus.readers.compound import records_of
from corpus.readers.sheets import BUILT_IN_FORMATS, SheetFacts, show_day, shows_year

_BEGINS, _ENDS, _SHEET = 0x0809, 0x000A, 0x0085
_DATE_MODE, _FORMAT, _STYLE = 0x0022, 0x041E, 0x00E0
_ROW, _COLUMNS = 0x0208, 0x007D
_NUMBER, _FORMULA, _SHORT, _SHORTS = 0x0203, 0x0006, 0x027E, 0x00BD
_EXCEL_97 = 0x0600
_NO_HEIGHT, _HIDDEN = 0x20, 0x01


@dataclass(slots=True)
class _Book:
    """What the records of a whole workbook tell, and the facts of its sheets."""

    is_new: bool = False
    is_1904: bool = False
    sheets: list[int] = field(default_factory=list)
    codes: dict[int, str] = field(default_factory=lambda: dict(BUILT_IN_FORMATS))
    styles: list[int] = field(default_factory=list)
    rows: dict[int, set[int]] = field(default_factory=dict)
    columns: dict[int, set[int]] = field(default_factory=dict)
    shown: dict[int, dict[tuple[int, int], str]] = field(default_factory=dict)

    def take_whole(self, kind: int, record: bytes) -> None:
        """Take in a record of the whole workbook."""
        if kind == _SHEET:
            self.sheets += struct.unpack_from("<I", record)
        elif kind == _DATE_MODE:
            self.is_1904 = record[:1] == b"\x01"
        elif kind == _STYLE:
            self.styles.append(struct.unpack_from("<H", record, 2)[0])
        elif kind == _FORMAT and self.is_new:
            number, length, is_wide = struct.unpack_from("<HHB", record)
            text = record[5 : 5 + length * (1 + is_wide)]
            self.codes[number] = text.decode("utf-16-le" if is_wide else "latin-1")

    def take_of_sheet(self, sheet: int, kind: int, record: bytes) -> None:
        """Take in a record of the sheet that begins at a place."""
        if kind == _ROW:
            (row,) = struct.unpack_from("<H", record)
            if struct.unpack_from("<H", record, 12)[0] & _NO_HEIGHT:
                self.rows.setdefault(sheet, set()).add(row + 1)
        elif kind == _COLUMNS:
            first, last, width, _, flags = struct.unpack_from("<5H", record)
            if flags & _HIDDEN or not width:
                hidden = range(first + 1, last + 2)
                self.columns.setdefault(sheet, set()).update(hidden)
        for row, column, style, value in _numbers(kind, record):
            code = self.codes.get(self.styles[style], "")
            told = shows_year(code) and show_day(value, code, is_1904=self.is_1904)
            if told:
                self.shown.setdefault(sheet, {})[row + 1, column + 1] = told

    def facts(self) -> list[SheetFacts]:
        """Return the facts of each sheet, in the order of the workbook."""
        return [
            SheetFacts(
                frozenset(self.rows.get(sheet, ())),
                frozenset(self.columns.get(sheet, ())),
                self.shown.get(sheet, {}),
            )
            for sheet in self.sheets
        ]


def facts_of_xls(content: bytes) -> list[SheetFacts]:
    """Return what the sheets of an XLS tell beside their values, in their order."""
    book, sheet, depth = _Book(), -1, 0
    try:
        for place, kind, record in records_of(content):
            if kind == _BEGINS:
                depth += 1  # a chart lies within a sheet
                sheet = place if depth == 1 else sheet
                book.is_new |= struct.unpack_from("<H", record)[0] == _EXCEL_97
            elif kind == _ENDS:
                depth -= 1
            elif sheet == 0:
                book.take_whole(kind, record)
            elif depth == 1:
                book.take_of_sheet(sheet, kind, record)
    except (struct.error, IndexError, ValueError):
        return []  # calamine says what is damaged
    return book.facts()


def _numbers(kind: int, record: bytes) -> Iterator[tuple[int, int, int, str]]:
    """Give the row, column, style and value of the numbers in a record."""
    if kind in (_NUMBER, _FORMULA):
        row, column, style, value = struct.unpack_from("<3Hd", record)
        yield row, column, style, str(value)
    elif kind in (_SHORT, _SHORTS):
        row, column = struct.unpack_from("<HH", record)
        for place in range(4, len(record) - 5, 6):
            style, short = struct.unpack_from("<HI", record, place)
            yield row, column + place // 6, style, str(_long(short))


def _long(short: int) -> float:
    """Return a number that is kept in 30 bits ([MS-XLS] 2.5.122)."""
    if short & 2:
        value = float((short >> 2) - ((short >> 31) << 30))
    else:
        (value,) = struct.unpack("<d", struct.pack("<Q", (short & ~3) << 32))
    return value / 100 if short & 1 else value
