"""XLSX, XLS and ODS → a grid for each visible sheet, by calamine."""

import datetime
import io

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from corpus.errors import UnreadableFileError
from corpus.grids import Grid, Source


def read(content: bytes, *, name: str) -> Source:
    """Return the visible sheets of a workbook that hold anything.

    Raises
    ------
    UnreadableFileError
        The file is no workbook, is damaged, or is protected by a password.
    """
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        grids = [
            _grid(workbook, sheet.name)
            for sheet in workbook.sheets_metadata
            if sheet.typ is SheetTypeEnum.WorkSheet
            and sheet.visible is SheetVisibleEnum.Visible
        ]
    except CalamineError as error:
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


def _grid(workbook: CalamineWorkbook, sheet_name: str) -> Grid:
    rows = workbook.get_sheet_by_name(sheet_name).to_python(skip_empty_area=False)
    return Grid(sheet_name, tuple(tuple(map(_cell, row)) for row in rows))


def _cell(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else str(value)
