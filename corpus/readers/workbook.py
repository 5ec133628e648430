"""XLSX, XLS and ODS → a grid for each visible sheet, by calamine.

Calamine makes room for every cell up to the farthest one, and the process dies where
there is no such room: so how far a sheet reaches is looked up before it is opened. What
calamine does not tell (hidden rows, how a day is shown) ``sheets`` looks up. Long
sheets are read in windows, and their rows lie on disk.
"""

import datetime
import io
import re
from collections.abc import Callable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    SheetMetadata,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from corpus.choices import ReadingChoices
from corpus.errors import TooLargeError, UnreadableFileError
from corpus.grids import Grid, LeftOut, Merged, Source
from corpus.limits import Bounds
from corpus.readers.blocks import check_cells
from corpus.readers.compound import reach_of
from corpus.readers.oldsheets import facts_of_xls
from corpus.readers.opendocument import facts_of_ods
from corpus.readers.package import DAMAGE, chunks_of, names_in
from corpus.readers.sheets import SheetFacts, facts_of, part_of
from corpus.readers.windows import UnusualError, Windows, is_long
from corpus.shelf import Shelf

_MAX_CELLS = 10_000_000
_REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})?(\d{1,7})["']""")
_ZIP = b"PK"
# Where calamine breaks off over damage it did not expect, it is no Exception.
_PANICS = "pyo3_runtime"
_HIDDEN_SHEET = "非表示のシート"
_EMPTY_SHEET = "空のシート"
_HIDDEN_ROW = "非表示の行"
_MOST_HIDDEN_TOLD = 50
Cells = tuple[str, ...]
Value = int | float | str | bool | datetime.date | datetime.time | datetime.timedelta


def read(
    content: bytes, *, bounds: Bounds, choices: ReadingChoices | None = None
) -> Source:
    """Return the visible sheets of a workbook that hold anything.

    A hidden sheet is read where a person chose it.

    Raises
    ------
    UnreadableFileError
        The file is no workbook, is damaged, or is protected by a password.
    TooLargeError
        A sheet reaches farther than any table does.
    """
    chosen = choices.sheets if choices else ()
    left_out: list[tuple[str, str]] = []
    grids: list[Grid] = []
    warnings: list[str] = []
    try:
        is_xlsx = "xl/workbook.xml" in names_in(content)
        if content.startswith(_ZIP):
            _check_reach(content, bounds)
        else:
            _check_cells(reach_of(content), bounds)
        windows = Windows(content, bounds) if is_xlsx and is_long(content) else None
        workbook = _opened(windows.bare if windows else content)
        facts_of_sheet = _facts_of_sheets(content, workbook, bounds, is_xlsx=is_xlsx)
        for sheet in workbook.sheets_metadata:
            if sheet.typ is not SheetTypeEnum.WorkSheet:
                left_out.append((sheet.name, "グラフなど、表ではないシート"))
            elif not _is_visible(sheet) and sheet.name not in chosen:
                left_out.append((sheet.name, _HIDDEN_SHEET))
            elif windows and (long := _long_grid(content, sheet.name, windows, bounds)):
                grid, hidden = long
                grids.append(grid)
                warnings += _hidden_columns(sheet.name, hidden)
            else:
                whole = _opened(content) if windows else workbook
                facts = facts_of_sheet(sheet.name)
                grids.append(_grid(whole.get_sheet_by_name(sheet.name), facts, bounds))
                warnings += _hidden_columns(sheet.name, facts.hidden_columns)
    except (CalamineError, *DAMAGE) as error:
        raise _damaged(bounds.name) from error
    except BaseException as error:
        if type(error).__module__ != _PANICS:
            raise
        raise _damaged(bounds.name) from error
    kept = tuple(grid for grid in grids if any(map(any, grid.rows)))
    left_out += [(grid.name, _EMPTY_SHEET) for grid in grids if grid not in kept]
    if not kept:
        raise UnreadableFileError(
            f"「{bounds.name}」のシートは空です。中身のあるファイルを指定してください。"
        )
    return Source(
        bounds.name, "workbook", None, kept,
        sheets_left_out=tuple(left_out), warnings=tuple(warnings),
    )  # fmt: skip


def _facts_of_sheets(
    content: bytes, workbook: CalamineWorkbook, bounds: Bounds, *, is_xlsx: bool
) -> Callable[[str], SheetFacts]:
    """Return what tells of a sheet by its name what calamine does not."""
    if not content.startswith(_ZIP):
        names = [sheet.name for sheet in workbook.sheets_metadata]
        facts = dict(zip(names, facts_of_xls(content), strict=False))
        return lambda name: facts.get(name, SheetFacts())
    read_facts = facts_of if is_xlsx else facts_of_ods
    return lambda name: read_facts(content, name, bounds)


def _opened(content: bytes) -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(io.BytesIO(content))


def _damaged(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"「{name}」を表計算のファイルとして開けません。"
        "壊れているか、パスワードが掛かっています。"
        "Excelで開き、パスワードを外して保存し直してください。"
    )


def _hidden_columns(sheet: str, hidden: AbstractSet[int]) -> Iterator[str]:
    """Tell which columns of a sheet are hidden, unless all to its end are."""
    columns = [_letters(column) for column in sorted(hidden)]
    if 0 < len(columns) <= _MOST_HIDDEN_TOLD:
        yield (
            f"「{sheet}」の非表示の列（{'、'.join(columns)}）は読んでいません。"
            "読むには、表計算ソフトで再表示して保存してください。"
        )


def _letters(column: int) -> str:
    """Return the letters of a column: 28 is AB."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _is_visible(sheet: SheetMetadata) -> bool:
    return sheet.visible is SheetVisibleEnum.Visible


def _check_reach(content: bytes, bounds: Bounds) -> None:
    """Refuse a sheet whose farthest cell leaves no room for the others."""
    last = (1, 1)
    part = ""
    for name, chunk in chunks_of(content, bounds):
        if name != part:
            part, last = name, (1, 1)
        is_sheet = name.startswith("xl/worksheets/")
        for letters, digits in set(_REFERENCE.findall(chunk)) if is_sheet else ():
            last = max(last[0], int(digits)), max(last[1], _column(letters))
        _check_cells(last, bounds)


def _check_cells(last: tuple[int, int], bounds: Bounds) -> None:
    if last[0] * last[1] > _MAX_CELLS:
        raise TooLargeError(
            f"「{bounds.name}」の表は大きすぎます（{last[0]:,}行・{last[1]:,}列）。"
            "離れた所にあるセルを消すか、ファイルを分けてください。"
        )


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


class _Making:
    """A sheet in the making, as it is seen: what is hidden is blank."""

    def __init__(self, rows: list[Cells] | Shelf, bounds: Bounds) -> None:
        self.rows = rows
        self._bounds = bounds
        self._blank: list[Cells] = []  # rows that are kept where others follow
        self._left_out: list[LeftOut] = []
        self._without_result: set[int] = set()

    def add(self, sheet: CalamineSheet, facts: SheetFacts, *, is_whole: bool) -> None:
        """Take in the rows of a sheet, or of a window on it."""
        top, left = (0, 0) if is_whole else sheet.start or (0, 0)
        # Asked before, for a row that an ODS repeats a million times takes no room yet.
        self._bounds.check_rows(sheet.total_height if is_whole else 0)
        values = sheet.to_python(skip_empty_area=not is_whole)
        self._without_result |= facts.without_result
        missing = top - len(self.rows) - len(self._blank)
        self._blank += [()] * missing
        for number, row in enumerate(values, start=top + 1):
            self._bounds.check_rows(number)
            if number in facts.hidden_rows:
                self._put(())
                if any(value != "" for value in row):
                    self._left_out.append(LeftOut(number, _HIDDEN_ROW))
            else:
                self._put(_cells([""] * left + row, number, facts))

    def _put(self, cells: Cells) -> None:
        if not any(cells):
            self._blank.append(cells)
            return
        for each in (*self._blank, cells):
            self.rows.append(each)
        self._blank.clear()

    def grid(self, name: str, merged: Sequence[Merged]) -> Grid:
        """Return what was made."""
        check_cells(self.rows, self._bounds)
        rows = tuple(self.rows) if isinstance(self.rows, list) else self.rows
        return Grid(
            name,
            rows,
            merged=_within(merged, rows),
            left_out=tuple(self._left_out),
            without_result=frozenset(number - 1 for number in self._without_result),
        )


def _grid(sheet: CalamineSheet, facts: SheetFacts, bounds: Bounds) -> Grid:
    making = _Making([], bounds)
    making.add(sheet, facts, is_whole=True)
    return making.grid(sheet.name, facts.merged or _merged(sheet))


def _long_grid(
    content: bytes, name: str, windows: Windows, bounds: Bounds
) -> tuple[Grid, AbstractSet[int]] | None:
    """Return a sheet read in windows, None where it has to be read whole.

    With it are told its hidden columns.
    """
    part = part_of(content, name)
    hidden: set[int] = set()
    making, merged = _Making(Shelf(), bounds), list[Merged]()
    try:
        for window in windows.on(part, merged) if part else ():
            facts = facts_of(window, name, bounds)
            hidden |= facts.hidden_columns
            making.add(_opened(window).get_sheet_by_name(name), facts, is_whole=False)
    except (UnusualError, CalamineError):
        return None
    return (making.grid(name, merged), hidden) if part else None


def _cells(values: Sequence[Value], number: int, facts: SheetFacts) -> tuple[str, ...]:
    return tuple(
        "" if column in facts.hidden_columns
        else facts.shown.get((number, column)) or _cell(value)
        for column, value in enumerate(values, start=1)
    )  # fmt: skip


def _within(
    merged: Sequence[Merged], rows: Sequence[Sequence[str]]
) -> tuple[Merged, ...]:
    """Return the merged cells that lie where something is written."""
    width = max(map(len, rows), default=0)
    return tuple(
        Merged(m.top, min(m.bottom, len(rows)), m.left, min(m.right, width))
        for m in merged
        if m.top < len(rows) and m.left < width
    )


def _merged(sheet: CalamineSheet) -> list[Merged]:
    ranges = sheet.merged_cell_ranges or []
    return [
        Merged(top, bottom + 1, left, right + 1)
        for (top, left), (bottom, right) in ranges
    ]


def _cell(value: Value) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else str(value)
