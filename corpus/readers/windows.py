"""A long sheet of an XLSX as windows: short workbooks of some of its rows each.

A window looks to the readers like any short file, so a long one is read by the same
rules, and never as a whole. This is done where the XML of the sheet is as programs
write it; where it is not, the sheet has to be read whole.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise

from corpus.grids import Merged
from corpus.limits import Bounds
from corpus.readers.sheets import column_of
from corpus.readers.strings import SharedStrings

_CHUNK_BYTES = 2 * 1024 * 1024
_LONG_BYTES = 4 * 1024 * 1024
_CELLS = re.compile(rb"<sheetData(?:\s[^>]*)?(?<!/)>")
_END = b"</sheetData>"
_ROW_END = b"</row>"
_ROW = re.compile(rb"""<row\b[^>]*?\sr\s*=\s*["'](\d+)["']""")
_TYPED = re.compile(rb"""<c\b[^>]*?\st\s*=\s*["']s["'][^>]*>""")
_SHARED = re.compile(
    rb"""(<c\b[^>]*?\st\s*=\s*["']s["'][^>]*(?<!/)>\s*"""
    rb"""(?:<f\b[^>]*(?:/>|>[^<]*</f>)\s*)?<v[^>]*>\s*)(\d+)"""
)
_MERGED = re.compile(
    rb"""<mergeCell\b[^>]*?\sref\s*=\s*["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']"""
)
_UNUSUAL = re.compile(rb"<!--|<!\[CDATA\[|\A\xff\xfe|\A\xfe\xff")
_NOT_UTF8 = re.compile(rb"""\A\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.I)
_STRINGS = "xl/sharedStrings.xml"
# Besides the rows, what tells how a cell is shown.
_KEPT = frozenset(
    (
        "[Content_Types].xml", "_rels/.rels", "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    )
)  # fmt: skip


class UnusualError(Exception):
    """A sheet is written in a way that cannot be read in windows."""


def is_long(content: bytes) -> bool:
    """Whether the sheets of an XLSX are so long that they are read in windows."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = (
            part.file_size
            for part in archive.infolist()
            if part.filename.startswith("xl/worksheets/")
        )
        return sum(sheets) > _LONG_BYTES


class Windows:
    """The windows on the sheets of a workbook.

    Parameters
    ----------
    content : bytes
        The workbook.
    bounds : Bounds
    """

    def __init__(self, content: bytes, bounds: Bounds) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(content))
        names = self._archive.namelist()
        part = next((n for n in names if n.lower() == _STRINGS.lower()), None)
        self._strings = SharedStrings(self._archive, part, bounds)
        self._bounds = bounds
        self._kept = {n: self._archive.read(n) for n in names if n in _KEPT}

    def on(self, part: str, merged: list[Merged]) -> Iterator[bytes]:
        """Give the windows on a sheet, from top to bottom.

        Parameters
        ----------
        part : str
            The part of the sheet.
        merged : list of Merged
            Gets the merged cells of the sheet, which are told at its end.

        Raises
        ------
        UnusualError
            The sheet has to be read whole.
        """
        chunks = self._chunks(part)
        head, rest = b"", b""
        for chunk in chunks:
            rest += chunk
            if found := _CELLS.search(rest):
                head, rest = rest[: found.end()], rest[found.end() :]
                break
        last_row = 0
        for chunk in chunks:
            rest += chunk
            end = rest.rfind(_ROW_END) + len(_ROW_END)
            if _END in rest or end < len(_ROW_END):
                continue
            last_row = self._follows(rest[:end], last_row)
            yield self._window(part, head, rest[:end])
            rest = rest[end:]
        rows, mark, tail = rest.partition(_END)
        if not head or not mark:
            raise UnusualError
        merged += [_area(*found) for found in _MERGED.findall(tail)]
        if rows.strip():
            self._follows(rows, last_row)
            yield self._window(part, head, rows)

    def _chunks(self, part: str) -> Iterator[bytes]:
        overlap = b""
        with self._archive.open(part) as file:
            while chunk := file.read(_CHUNK_BYTES):
                self._bounds.check_time()
                if _UNUSUAL.search(overlap + chunk) or _NOT_UTF8.match(chunk):
                    raise UnusualError
                overlap = chunk[-8:]
                yield chunk

    def _follows(self, rows: bytes, last_row: int) -> int:
        """Return the number of the last row, where each stands below another."""
        numbers = [last_row, *map(int, _ROW.findall(rows))]
        is_in_order = all(above < below for above, below in pairwise(numbers))
        if not is_in_order or len(numbers) != rows.count(b"<row") + 1:
            raise UnusualError
        return numbers[-1]

    def _window(self, part: str, head: bytes, rows: bytes) -> bytes:
        """Return a workbook of some rows, with the texts that they name."""
        numbers: dict[int, int] = {}

        def renumbered(found: re.Match[bytes]) -> bytes:
            number = numbers.setdefault(int(found[2]), len(numbers))
            return found[1] + str(number).encode()

        rows, n_found = _SHARED.subn(renumbered, rows)
        n_typed = sum(not each.endswith(b"/>") for each in _TYPED.findall(rows))
        if n_found != n_typed or any(n >= len(self._strings) for n in numbers):
            raise UnusualError
        name = re.search(rb"""\sxmlns\s*=\s*["']([^"']*)["']""", head)
        if name is None:
            raise UnusualError
        texts = b"".join(self._strings[number] for number in numbers)
        return self._packed(
            {
                _STRINGS: b'<sst xmlns="%b">%b</sst>' % (name[1], texts),
                part: b"%b%b%b</worksheet>" % (head, rows, _END),
            }
        )

    @property
    def bare(self) -> bytes:
        """The workbook without its sheets, which tells their names."""
        return self._packed({})

    def _packed(self, parts: dict[str, bytes]) -> bytes:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as package:
            for name, own in (self._kept | parts).items():
                package.writestr(name, own)
        return content.getvalue()


def _area(left: bytes, top: bytes, right: bytes, bottom: bytes) -> Merged:
    first, last = column_of(left.decode()), column_of(right.decode())
    return Merged(int(top) - 1, int(bottom), first - 1, last)
