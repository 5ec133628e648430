"""The tables that Excel itself draws on a sheet, drawn over what is added beside them.

Sorting such a table moves its cells and no others, as a filter does (``ranges.py``). It
is a part of its own that names its range and each of its columns (ECMA-376, 18.5); a
column is named as its heading says, and no two alike.
"""

import re
import zipfile
from xml.sax.saxutils import quoteattr

from openpyxl.utils import range_boundaries

from service.tagging.answers import RESULT_COLUMNS
from service.tagging.packages import chunks_of, elements, related_parts
from service.tagging.ranges import Reach

_ENDS = re.compile(rb"</(\w+:)?tableColumns\s*>")
_COUNT = re.compile(rb"""(<(?:\w+:)?tableColumns\b[^>]*\scount\s*=\s*["'])\d+""")


def framed(archive: zipfile.ZipFile, sheet: str, reach: Reach) -> dict[str, bytes]:
    """Return the tables of a sheet that reach over what is added, by their parts.

    Parameters
    ----------
    archive : ZipFile
    sheet : str
        The part of the sheet.
    reach : Reach
        What is added to it.
    """
    tables = related_parts(archive, sheet, "table")
    drawn = ((part, _drawn(archive, part, reach)) for part in tables)
    return {part: content for part, content in drawn if content is not None}


def _drawn(archive: zipfile.ZipFile, part: str, reach: Reach) -> bytes | None:
    """Return a table drawn over what is added, None where it has to stay."""
    (table,) = elements(archive, part, "table")
    columns = elements(archive, part, "tableColumn")
    over = reach.over(table["ref"])
    if over is None or table.get("headerRowCount") == "0":
        return None
    names = {each["name"].casefold() for each in columns}
    is_beside = range_boundaries(table["ref"])[2] == reach.first - 1
    if not is_beside or names & {each.casefold() for each in RESULT_COLUMNS}:
        return None
    content = b"".join(chunks_of(archive, part))
    for quote in ('"', "'"):
        told = f"ref={quote}{table['ref']}{quote}".encode()
        content = content.replace(told, f"ref={quote}{over}{quote}".encode())
    n_columns = len(columns) + len(RESULT_COLUMNS)
    content = _COUNT.sub(rb"\g<1>%d" % n_columns, content)
    next_id = max(int(each["id"]) for each in columns) + 1

    def added(end: re.Match[bytes]) -> bytes:
        prefix = (end[1] or b"").decode()
        own = "".join(
            f"<{prefix}tableColumn id={quoteattr(str(number))} name={quoteattr(name)}/>"
            for number, name in enumerate(RESULT_COLUMNS, start=next_id)
        )
        return own.encode() + end[0]

    return _ENDS.sub(added, content)
