"""What is in the catalogue → CSV, XLSX, JSONL."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from corpus.errors import InvalidInputError
from corpus.themes import find_theme
from index.searcher import Filters
from service.catalog import Catalog
from service.payloads import entry_payload, indicator_payload, report_payload
from service.spreadsheets import Row, write_csv, write_jsonl, write_xlsx

_EMPTY_COLUMNS = {
    "entries": ("id", "kind", "organisation", "fiscal_year", "text", "themes"),
    "indicators": ("organisation", "fiscal_year", "item", "source_text"),
    "reports": ("id", "title", "organisation", "fiscal_year"),
}


def export_rows(catalog: Catalog, what: str, filters: Filters) -> Iterator[Row]:
    """Return entries, indicators or reports in the shapes of the interface."""
    if what == "entries":
        return (entry_payload(tagged) for tagged in catalog.entries(filters))
    if what == "indicators":
        return (indicator_payload(each) for each in catalog.indicators(filters))
    return (
        report_payload(each)
        for each in catalog.reports()
        if not filters.organisation or each.report.organisation in filters.organisation
        if not filters.fiscal_year or each.report.fiscal_year in filters.fiscal_year
    )


def write_rows(
    rows: Iterator[Row], *, what: str, kind: str, output: Path | None
) -> None:
    """Write rows to a file, or to standard output where no file is named.

    Raises
    ------
    InvalidInputError
        A workbook needs a file to go to, or the file cannot be written.
    """
    if kind == "xlsx":
        if output is None:
            raise InvalidInputError(
                "Excelの書き出しには、-o で書き出すファイルを指定してください。"
            )
        columns, tabular = _tabular(rows, what)
        with replacing(output) as path:
            write_xlsx(tabular, columns, path)
        return
    with opened(output, with_bom=kind == "csv") as out:
        if kind == "jsonl":
            write_jsonl(rows, out)
        else:
            columns, tabular = _tabular(rows, what)
            write_csv(tabular, columns, out)


@contextmanager
def opened(output: Path | None, *, with_bom: bool) -> Iterator[TextIO]:
    """Open a file to be put in place whole, or standard output.

    A CSV file begins with a byte order mark, by which Excel knows UTF-8.
    """
    if output is None:
        sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        yield sys.stdout
        return
    encoding = "utf-8-sig" if with_bom else "utf-8"
    with (
        replacing(output) as path,
        path.open("w", encoding=encoding, newline="") as out,
    ):
        yield out


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """Give a path beside a file, and put it in the file's place when all is written.

    Raises
    ------
    InvalidInputError
        The file cannot be written there.
    """
    beside = output.with_name(f".{output.name}.{os.getpid()}.new")
    try:
        yield beside
        beside.replace(output)
    except OSError as error:
        raise InvalidInputError(
            f"「{output}」に書き出せません（{error.strerror}）。"
            "フォルダーの場所と権限、ディスクの空きを確かめてください。"
        ) from error
    finally:
        beside.unlink(missing_ok=True)


def _tabular(rows: Iterator[Row], what: str) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the columns of rows, and the rows with one plain value a cell."""
    first = next(rows, None)
    if first is None:
        return _EMPTY_COLUMNS[what], iter(())
    flat = _flat(first)
    return tuple(flat), chain([flat], map(_flat, rows))


def _flat(row: Row) -> dict[str, Any]:
    flat = dict(row)
    if "path" in flat:
        flat["path"] = "-".join(flat["path"])
    if "themes" in flat:
        flat["themes"] = "、".join(find_theme(t["id"]).name for t in row["themes"])
    for name in ("target", "current", "baseline"):
        if name in flat:
            flat[name] = row[name]["text"] if row[name] else None
    return flat
