"""A table again as it was, with the themes in columns of their own at its right end."""

import csv
import io
import warnings
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils.exceptions import InvalidFileException

from corpus.errors import UnreadableFileError
from corpus.grids import Grid
from corpus.readers.delimited import Dialect, dialect_or_csv
from service.catalog import Catalog
from service.exports import write_bytes
from service.spreadsheets import flat_cell
from service.tagging.given import Given
from service.tagging.rows import RESULT_COLUMNS, result_cells, tables

_NO_RESULT = ("",) * len(RESULT_COLUMNS)
# What openpyxl raises where a workbook is not as it wants it, though Excel opens it.
_TROUBLE = (
    InvalidFileException, KeyError, ValueError, TypeError, AttributeError,
    zipfile.BadZipFile,
)  # fmt: skip


def write_same_csv(catalog: Catalog, given: Given, output: Path | None) -> None:
    """Write a CSV or TSV again in its own encoding, delimiter and line ends."""
    encoding = given.source.encoding or "utf-8"
    dialect = dialect_or_csv(given.content.decode(encoding))
    ((grid, header, texts),) = tables(given)
    added = _added_cells(catalog, header, texts)
    text = "".join(_lines(grid, added, dialect))
    try:
        content = text.encode(encoding)
    except UnicodeEncodeError:  # an encoding that has no Japanese
        content = text.encode("utf-8-sig")
    write_bytes(content, output)


def write_same_workbook(catalog: Catalog, given: Given, output: Path | None) -> None:
    """Write a workbook again with its sheets, formulas and styles.

    Raises
    ------
    UnreadableFileError
        The workbook can be read, but not be written again.
    """
    added = [
        (grid, _added_cells(catalog, header, texts))
        for grid, header, texts in tables(given)
    ]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of features that a copy goes without
            workbook = load_workbook(io.BytesIO(given.content))
        for grid, cells in added:
            _add_columns(workbook[grid.name], grid, cells)
        content = io.BytesIO()
        workbook.save(content)
    except _TROUBLE as error:
        raise UnreadableFileError(
            f"「{given.name}」に列を加えて書き出すことができません。"
            "--format csv か --format jsonl を指定すると、一覧として書き出せます。"
        ) from error
    write_bytes(content.getvalue(), output)


def _lines(
    grid: Grid, added: dict[int, Sequence[str]], dialect: Dialect
) -> Iterator[str]:
    width = max(map(len, grid.rows))
    line = io.StringIO(newline="")
    writer = csv.writer(
        line, delimiter=dialect.delimiter, lineterminator=dialect.line_end
    )
    for place, cells in enumerate(grid.rows):
        extra = [str(flat_cell(cell)) for cell in added.get(place, _NO_RESULT)]
        row = [*cells, *[""] * (width - len(cells)), *extra] if any(cells) else []
        if not dialect.is_quoted:
            yield dialect.delimiter.join(row) + dialect.line_end
            continue
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _add_columns(sheet: Any, grid: Grid, added: dict[int, Sequence[str]]) -> None:
    merged = [area.max_col for area in sheet.merged_cells.ranges]
    column = max([*map(len, grid.rows), *merged]) + 1
    for place, cells in added.items():
        for offset, value in enumerate(cells):
            cell = sheet.cell(place + 1, column + offset)
            cell.value = flat_cell(value)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if cells == RESULT_COLUMNS:
                cell.font = Font(bold=True)


def _added_cells(
    catalog: Catalog, header: int, texts: Mapping[int, str]
) -> dict[int, Sequence[str]]:
    """Return what is added to the rows of a table, by their place."""
    answers = catalog.classify(texts.values())
    added: dict[int, Sequence[str]] = {
        place: result_cells(answer)
        for place, answer in zip(texts, answers, strict=True)
    }
    if header >= 0:
        added[header] = RESULT_COLUMNS
    return added
