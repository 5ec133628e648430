"""The ranges of a workbook that end at a table's right end, drawn over what is added.

Sorting by a filter moves the cells within it and no others: were ours outside, each
would stand beside another row afterwards. A workbook tells the range of a filter twice,
in its sheet and by a name of its own (ECMA-376, 18.2.5), and programs read either.
"""

import re
import zipfile
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter, range_boundaries

from service.tagging.packages import chunks_of

_NAME = re.compile(
    rb"(<(?:\w+:)?definedName\b[^>]*>)([^<]*)(</(?:\w+:)?definedName\s*>)"
)
_IS_FILTER = re.compile(rb"""\sname\s*=\s*["']_xlnm\._FilterDatabase["']""")
_OF_SHEET = re.compile(rb"""\slocalSheetId\s*=\s*["'](\d+)["']""")
_RANGE = re.compile(rb"(?<=!)\$?[A-Z]{1,3}\$?\d+:\$?[A-Z]{1,3}\$?\d+")


@dataclass(frozen=True, slots=True)
class Reach:
    """The table of a sheet that is added to: its headings, its texts, our columns."""

    header_rows: Collection[int]
    text_column: int
    first: int
    last: int

    def over(self, reference: str) -> str | None:
        """Return a range drawn over what is added; None where it is none of the table.

        Examples
        --------
        >>> table = Reach(header_rows={2}, text_column=2, first=4, last=9)
        >>> [table.over(each) for each in ("A2:C4", "$A$2:$C$4", "A1:C4")]
        ['A2:I4', '$A$2:$I$4', None]
        """
        left, top, right, _ = range_boundaries(reference)
        if None in (left, top, right) or top not in self.header_rows:
            return None
        if not left <= self.text_column <= right < self.first:
            return None
        begin, end = reference.split(":")
        letter = re.compile("[A-Z]+")
        return f"{begin}:{letter.sub(get_column_letter(self.last), end)}"


def with_filters(
    archive: zipfile.ZipFile, book: str, reaches: Mapping[int, Reach]
) -> bytes | None:
    """Return the part of a workbook that names its filters, None where it stays.

    Parameters
    ----------
    archive : ZipFile
    book : str
        The part.
    reaches : mapping of int to Reach
        What is added to sheets, by their places from 0.
    """

    def drawn(match: re.Match[bytes]) -> bytes:
        tag, told, end = match.groups()
        sheet = _OF_SHEET.search(tag)
        reach = reaches.get(int(sheet[1])) if sheet else None
        found = _RANGE.search(told)
        if reach is None or found is None or not _IS_FILTER.search(tag):
            return match[0]
        over = reach.over(found[0].decode())
        return match[0] if over is None else b"".join(
            (tag, told.replace(found[0], over.encode()), end)
        )  # fmt: skip

    content = b"".join(chunks_of(archive, book))
    written = _NAME.sub(drawn, content)
    return None if written == content else written
