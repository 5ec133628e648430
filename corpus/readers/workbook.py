"""XLSX, XLS and ODS → a grid for each visible sheet, by calamine.

Calamine makes room for every cell up to the farthest one, and the process dies where
there is no such room: so how far a sheet reaches is looked up before it is opened.
"""

import datetime
import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from corpus.errors import TooLargeError, UnreadableFileError
from corpus.grids import Grid, Source

_MAX_CELLS = 10_000_000
_MAX_UNPACKED_BYTES = 1024**3
_CHUNK_BYTES = 1024**2
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})?(\d{1,7})["']""")
_LONGEST_REFERENCE = 24
_DAMAGE = (CalamineError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


def read(content: bytes, *, name: str) -> Source:
    """Return the visible sheets of a workbook that hold anything.

    Raises
    ------
    UnreadableFileError
        The file is no workbook, is damaged, or is protected by a password.
    TooLargeError
        A sheet reaches farther than any table does.
    """
    try:
        _check_size(content, name)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = [
            _grid(workbook, sheet.name)
            for sheet in workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet
            and sheet.visible is SheetVisibleEnum.Visible
        ]
    except _DAMAGE as error:
        raise UnreadableFileError(
            f"「{name}」を表計算のファイルとして開けません。"
            "壊れているか、パスワードが掛かっています。"
            "Excelで開き、パスワードを外して保存し直してください。"
        ) from error
    kept = tuple(grid for grid in grids if any(map(any, grid.rows)))
    if not kept:
        raise UnreadableFileError(
            f"「{name}」のシートは空です。中身のあるファイルを指定してください。"
        )
    return Source(name, "workbook", None, kept)


def is_xlsx(content: bytes) -> bool:
    """Whether a file is a workbook in the format of XLSX."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except zipfile.BadZipFile:
        return False


def _check_size(content: bytes, name: str) -> None:
    if not is_xlsx(content):
        return  # an ODS is looked at by calamine itself, an XLS has 65,536 rows
    unpacked = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            last_row, last_column = 1, 1
            for chunk in _chunks(archive, part):
                unpacked += len(chunk)
                for letters, digits in set(_REFERENCE.findall(chunk)):
                    last_row = max(last_row, int(digits))
                    last_column = max(last_column, _column(letters))
                if unpacked > _MAX_UNPACKED_BYTES or (
                    last_row * last_column > _MAX_CELLS
                ):
                    raise TooLargeError(
                        f"「{name}」の表は大きすぎます（{last_row:,}行・"
                        f"{last_column:,}列）。離れた所にあるセルを消すか、"
                        "ファイルを分けてください。"
                    )


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """Unpack a part piece by piece; each begins with the end of the one before."""
    with archive.open(part) as file:
        before = b""
        while piece := file.read(_CHUNK_BYTES):
            yield before + piece
            before = piece[-_LONGEST_REFERENCE:]


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _grid(workbook: CalamineWorkbook, sheet_name: str) -> Grid:
    rows = workbook.get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)
    return Grid(sheet_name, tuple(tuple(map(_cell, row)) for row in rows))


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else str(value)
