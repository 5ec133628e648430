"""A file in, the same file back with themes.

JSONL keeps its own fields, CSV its encoding and delimiter, a workbook its sheets and
styles; each gets the themes beside its rows. A follow-up form or a plain text comes
back as a list of its entries.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.styles import Alignment, Font

from corpus.cleaning import clean_cell
from corpus.columns import find_columns
from corpus.errors import NotAReportError
from corpus.forms import is_form
from corpus.grids import Grid, Source
from corpus.readers import read_grids
from corpus.readers.jsonl import read_objects
from corpus.report import read_report
from corpus.submissions import ListRow, read_rows, texts_of
from corpus.themes import find_theme
from service.catalog import Catalog
from service.exports import opened, replacing
from service.payloads import classification_payload
from service.spreadsheets import Row, flat_cell, write_csv, write_jsonl, write_xlsx
from service.views import Classification

RESULT_COLUMNS = ("テーマ", "確度", "判定保留", "根拠")
_MOST_EVIDENCE = 5


@dataclass(frozen=True, slots=True)
class _Request:
    """What is to be tagged, and where it goes."""

    catalog: Catalog
    path: Path
    source: Source
    column: str | None


def tag_file(  # noqa: PLR0913 - the options of one command
    catalog: Catalog,
    path: Path,
    *,
    name: str,
    output: Path | None,
    kind: str,
    column: str | None,
) -> Path | None:
    """Write a file again with the themes of each row.

    Parameters
    ----------
    catalog : Catalog
        Whose model gives the themes.
    path : Path
        The file to read.
    name : str
        What the person calls it.
    output : Path, optional
        Where to write; a workbook goes beside the file, all else to standard output.
    kind : {"same", "csv", "xlsx", "jsonl"}
        In which format.
    column : str, optional
        The heading of the column to read.

    Returns
    -------
    Path or None
        The file written, None where it went to standard output.

    Raises
    ------
    UnreadableFileError
        The file cannot be read, or has no column of texts.
    """
    source = read_grids(path)
    request = _Request(catalog, path, source, column)
    kind = _kind_of(source) if kind == "same" else kind
    if kind == "xlsx" and output is None:
        output = Path(name).with_name(f"{Path(name).stem}_テーマ付き.xlsx")
    if kind == "xlsx" and output is not None:
        _write_workbook(request, output)
        return output
    keeps_csv = kind == "csv" and source.format in ("csv", "tsv")
    if keeps_csv and not is_form(source.grids):
        _write_same_csv(request, output)
        return output
    with opened(output, with_bom=kind == "csv") as out:
        if kind == "jsonl":
            write_jsonl(_json_rows(request), out)
        else:
            rows = list(_flat_rows(request))
            write_csv(rows, list(rows[0]), out)
    return output


def _kind_of(source: Source) -> str:
    """Return the format a file comes back in; text cannot carry columns."""
    kinds = {"workbook": "xlsx", "csv": "csv", "tsv": "csv"}
    if is_form(source.grids) and source.format == "tsv":
        return "jsonl"
    return kinds.get(source.format, "jsonl")


def _json_rows(request: _Request) -> Iterator[Row]:
    rows = _own_rows(request)
    answers = request.catalog.classify(text for text, _ in rows)
    for (_, own), answer in zip(rows, answers, strict=True):
        yield own | classification_payload(answer)


def _flat_rows(request: _Request) -> Iterator[Row]:
    rows = _own_rows(request)
    answers = request.catalog.classify(text for text, _ in rows)
    for (_, own), answer in zip(rows, answers, strict=True):
        yield own | dict(zip(RESULT_COLUMNS, result_cells(answer), strict=True))


def _own_rows(request: _Request) -> list[tuple[str, dict[str, Any]]]:
    """Return each text with the fields that came with it."""
    source = request.source
    if source.format == "jsonl":
        return _object_rows(request)
    if is_form(source.grids):
        read = read_report(source)
        return [
            (
                entry.text,
                {
                    "section": entry.section,
                    "path": "-".join(entry.path),
                    "item": entry.item,
                    "status": entry.status,
                    "marker": entry.marker,
                    "text": entry.text,
                },
            )
            for entry in read.entries
        ]
    rows, headings = read_rows(source, text_column=request.column)
    names = {meaning: heading for heading, meaning in headings.items()}
    texts = texts_of(rows)
    return [
        (text, {names.get(key, key): cell for key, cell in row.cells.items()})
        for text, row in zip(texts, rows, strict=True)
    ]


def _object_rows(request: _Request) -> list[tuple[str, dict[str, Any]]]:
    key = request.column or "text"
    content = request.path.read_text(encoding=request.source.encoding)
    rows = []
    for number, own in enumerate(read_objects(content, name=request.source.name), 1):
        if not isinstance(own.get(key), str):
            raise NotAReportError(
                f"「{request.source.name}」の{number}件目に「{key}」がありません。"
                f'{{"{key}": "取組の文"}} の形にするか、'
                "--column で項目名を指定してください。"
            )
        rows.append((str(own[key]), dict(own)))
    return rows


def _write_same_csv(request: _Request, output: Path | None) -> None:
    """Write a CSV again as it was, with columns at the right end."""
    source = request.source
    (grid,) = source.grids
    delimiter = "\t" if source.format == "tsv" else ","
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    width = max(map(len, grid.rows))
    added = _added_cells(request, grid)
    for place, cells in enumerate(grid.rows):
        padding = [""] * (width - len(cells))
        extra = [flat_cell(cell) for cell in added.get(place, ("",) * 4)]
        writer.writerow([*cells, *padding, *extra])
    encoding = source.encoding or "utf-8"
    content = text.getvalue().encode(encoding, errors="xmlcharrefreplace")
    if output is None:
        with opened(None, with_bom=False) as out:
            out.write(content.decode(encoding))
        return
    with replacing(output) as beside:
        beside.write_bytes(content)


def _write_workbook(request: _Request, output: Path) -> None:
    source = request.source
    is_xlsx = request.path.read_bytes()[:4] == b"PK\x03\x04"
    if source.format != "workbook" or is_form(source.grids) or not is_xlsx:
        rows = list(_flat_rows(request))
        with replacing(output) as beside:
            write_xlsx(rows, list(rows[0]), beside)
        return
    workbook = load_workbook(request.path)
    for grid in source.grids:
        sheet = workbook[grid.name]
        column = max(map(len, grid.rows)) + 1
        for place, cells in _added_cells(request, grid).items():
            for offset, value in enumerate(cells):
                cell = sheet.cell(place + 1, column + offset)
                cell.value = flat_cell(value)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                if cells == RESULT_COLUMNS:
                    cell.font = Font(bold=True)
    with replacing(output) as beside:
        workbook.save(beside)


def _added_cells(request: _Request, grid: Grid) -> dict[int, Sequence[object]]:
    """Return what is added to the rows of a grid, by their place."""
    columns = find_columns(grid, text_column=request.column)
    alone = Source(request.source.name, request.source.format, None, (grid,))
    try:
        rows, _ = read_rows(alone, text_column=request.column)
    except NotAReportError:
        if len(request.source.grids) == 1:
            raise
        return {}  # a sheet of instructions among the others
    answers = request.catalog.classify(texts_of(rows))
    added: dict[int, Sequence[object]] = {
        _place(grid, row): result_cells(answer)
        for row, answer in zip(rows, answers, strict=True)
    }
    if columns and columns.header_row >= 0:
        added[columns.header_row] = RESULT_COLUMNS
    return added


def _place(grid: Grid, row: ListRow) -> int:
    return row.row - grid.first_row


def result_cells(answer: Classification) -> tuple[str, str, str, str]:
    """Return a classification as cells: themes, how sure, doubtful, and why."""
    return (
        "、".join(find_theme(theme_id).name for theme_id, _, _ in answer.themes),
        "、".join(f"{probability:.2f}" for _, probability, _ in answer.themes),
        "、".join(
            f"{find_theme(theme_id).name}（{probability:.2f}）"
            for theme_id, probability in answer.doubtful
        ),
        "；".join(
            f"{find_theme(theme_id).name}："
            + "、".join(clean_cell(word.text) for word in _strongest(evidence))
            for theme_id, _, evidence in answer.themes
        ),
    )


def _strongest(evidence: Sequence[Any]) -> list[Any]:
    """Return the words that spoke loudest for a theme."""
    for_it = [word for word in evidence if word.weight > 0 and clean_cell(word.text)]
    return sorted(for_it, key=lambda word: -word.weight)[:_MOST_EVIDENCE]
