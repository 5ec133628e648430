"""What calamine does not tell of a sheet of XLSX: what is hidden, how days are shown.

The XML of the sheet is read row by row, without entities or anything outside it, and
only where it has something of the kind to tell.
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath

from lxml import etree

from corpus.grids import Merged
from corpus.limits import Bounds
from corpus.readers.package import DAMAGE

_WORTH_READING = re.compile(
    rb"""\bhidden=|\b(?:ht|width)=["']0(?:\.0*)?["']|<(?:\w+:)?f[\s>/]"""
)
_CHUNK_BYTES = 1024 * 1024
# The number formats that Excel in Japan knows without being told (ECMA-376, 18.8.30).
BUILT_IN_FORMATS = {
    **dict.fromkeys((27, 36, 50, 54, 57), "[$-411]ge.m.d"),
    **dict.fromkeys((28, 29, 51, 58), '[$-411]ggge"年"m"月"d"日"'),
}
_SHOWN = re.compile(r"g+e|\be\b|[gy]+e?[\"\\]*年度|ee?[\"\\]*年")
# "令和"0"年度": the number of the year is all that the cell holds.
_NUMBERED = re.compile(r"[\"\\]*((?:令和|平成|R|H)[\"\\]*)(?:[0#]+|G/標準|General)(.*)")
_TOKEN = re.compile(r"g{1,3}|e{1,2}|y{2,4}|m{1,2}|d{1,2}|.", re.IGNORECASE)
_ERAS = (
    (datetime.date(2019, 5, 1), "令和", "R"),
    (datetime.date(1989, 1, 8), "平成", "H"),
    (datetime.date(1926, 12, 25), "昭和", "S"),
    (datetime.date(1912, 7, 30), "大正", "T"),
)
_EPOCH, _EPOCH_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_MOST_DAYS = 2_958_465


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """Rows and columns from 1; ``shown`` are days as their format shows them.

    ``without_result`` are rows with a formula whose result was not saved; ``merged`` is
    told where calamine does not tell it.
    """

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    without_result: frozenset[int] = frozenset()
    merged: tuple[Merged, ...] = ()


def facts_of(content: bytes, sheet: str, bounds: Bounds) -> SheetFacts:
    """Return what a sheet of an XLSX tells beside its values."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                return SheetFacts()
            workbook = _parse(archive, "xl/workbook.xml")
            part = _part_of(archive, workbook, sheet)
            formats = _formats(archive)
            if part is None or not (formats or _is_worth_reading(archive, part)):
                return SheetFacts()
            is_1904 = any(
                each.get("date1904") in ("1", "true")
                for each in workbook.iter("{*}workbookPr")
            )
            with archive.open(part) as file:
                return _read_sheet(file, formats, is_1904=is_1904, bounds=bounds)
    except (*DAMAGE, KeyError, etree.LxmlError):
        return SheetFacts()  # calamine says what is damaged


def part_of(content: bytes, sheet: str) -> str | None:
    """Return the part that a sheet of an XLSX is written in."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return _part_of(archive, _parse(archive, "xl/workbook.xml"), sheet)


def _parse(archive: zipfile.ZipFile, part: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(archive.read(part), parser)


def _part_of(
    archive: zipfile.ZipFile, workbook: etree._Element, sheet: str
) -> str | None:
    relations = {
        each.get("Id"): each.get("Target", "")
        for each in _parse(archive, "xl/_rels/workbook.xml.rels")
    }
    for each in workbook.iter("{*}sheet"):
        if each.get("name") == sheet:
            ids = [value for name, value in each.items() if name.endswith("}id")]
            target = relations.get(ids[0] if ids else "", "")
            return normpath(join("xl", target)).lstrip("/")
    return None


def _formats(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the formats of eras and fiscal years by the number of their style."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = _parse(archive, "xl/styles.xml")
    codes = dict(BUILT_IN_FORMATS) | {
        int(each.get("numFmtId", "0")): each.get("formatCode", "")
        for each in styles.iter("{*}numFmt")
    }
    told = (
        codes.get(int(each.get("numFmtId", "0")), "")
        for parent in styles.iter("{*}cellXfs")
        for each in parent
    )
    return {str(n): code for n, code in enumerate(told) if shows_year(code)}


def shows_year(code: str) -> bool:
    """Whether a number format shows a number as a day or year of an era."""
    return bool(_SHOWN.search(code) or _NUMBERED.fullmatch(code))


def _is_worth_reading(archive: zipfile.ZipFile, part: str) -> bool:
    with archive.open(part) as file:
        while chunk := file.read(_CHUNK_BYTES):
            if _WORTH_READING.search(chunk):
                return True
    return False


def _read_sheet(
    file: object, formats: dict[str, str], *, is_1904: bool, bounds: Bounds
) -> SheetFacts:
    rows: set[int] = set()
    columns: set[int] = set()
    shown: dict[tuple[int, int], str] = {}
    without: set[int] = set()
    number = 0
    for element in _elements(file):
        if element.tag.endswith("}col"):
            if _is_hidden(element, "width"):
                first, last = int(element.get("min", 1)), int(element.get("max", 1))
                columns.update(range(first, min(last, 16_384) + 1))
            continue
        number = int(element.get("r") or number + 1)
        bounds.check_time()
        if _is_hidden(element, "ht"):
            rows.add(number)
        for column, cell in enumerate(element, start=1):
            place = (number, column_of(cell.get("r")) or column)
            value = cell.findtext("{*}v") or ""
            if cell.find("{*}f") is not None and not value and cell.get("t") != "str":
                without.add(number)
            code = formats.get(cell.get("s", ""))
            if code and (text := show_day(value, code, is_1904=is_1904)):
                shown[place] = text
    return SheetFacts(frozenset(rows), frozenset(columns), shown, frozenset(without))


def _is_hidden(element: etree._Element, size: str) -> bool:
    """Whether a row or column is hidden, or has no height or width to be seen in."""
    is_flat = re.fullmatch(r"0(\.0*)?", element.get(size, "")) is not None
    return is_flat or element.get("hidden") in ("1", "true")


def _elements(file: object) -> Iterator[etree._Element]:
    """Give the columns and rows of a sheet, each freed when the next is asked for."""
    for _, element in etree.iterparse(
        file, tag=("{*}col", "{*}row"), resolve_entities=False, no_network=True
    ):
        yield element
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]


def column_of(reference: str | None) -> int:
    """Return the column of a cell by its name, from 1; 0 where it has none."""
    number = 0
    for letter in (reference or "").rstrip("0123456789").upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def show_day(value: str, code: str, *, is_1904: bool = False) -> str | None:
    """Return a day, or a year's number, as a format shows it, None where it is none.

    Examples
    --------
    >>> show_day("44287", '[$-411]ggge"年度"')
    '令和3年度'
    """
    try:
        days = float(value)
    except ValueError:
        return None
    if not 0 < days < _MOST_DAYS:
        return None
    day = (_EPOCH_1904 if is_1904 else _EPOCH) + datetime.timedelta(int(days))
    code = re.sub(r"\[[^\]]*\]", "", code.partition(";")[0])
    if numbered := _NUMBERED.fullmatch(code):
        return re.sub(r'["\\]', "", f"{numbered[1]}{int(days)}{numbered[2]}")
    pieces = re.split(r'"([^"]*)"|\\(.)', code)
    shown = []
    for place, piece in enumerate(pieces):
        is_literal = place % 3 != 0
        shown.append((piece or "") if is_literal else _show(piece, day))
    return "".join(shown).strip() or None


def _show(code: str, day: datetime.date) -> str:
    start, era, letter = next((each for each in _ERAS if day >= each[0]), _ERAS[-1])
    year = day.year - start.year + 1
    tokens = {
        "ggg": era, "gg": era[:1], "g": letter, "ee": f"{year:02}", "e": str(year),
        "yyyy": str(day.year), "yy": f"{day.year % 100:02}", "mm": f"{day.month:02}",
        "m": str(day.month), "dd": f"{day.day:02}", "d": str(day.day), "@": "",
        "_": "", "*": "",
    }  # fmt: skip
    return "".join(tokens.get(token.lower(), token) for token in _TOKEN.findall(code))
