"""What is in the catalogue → CSV, XLSX, JSONL."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, TextIO

from corpus.errors import InvalidInputError, reason_of
from corpus.themes import Guide
from index.searcher import Filters
from service.catalog import Catalog
from service.label_files import COLUMNS as LABEL_COLUMNS
from service.payloads import entry_payload, indicator_payload, report_payload
from service.spreadsheets import Row, write_csv, write_jsonl, write_xlsx

_KINDS = {".jsonl": "jsonl", ".csv": "csv", ".xlsx": "xlsx"}
_EMPTY_COLUMNS = {
    "entries": ("id", "kind", "organisation", "fiscal_year", "text", "themes"),
    "indicators": ("organisation", "fiscal_year", "item", "source_text"),
    "reports": ("id", "title", "organisation", "fiscal_year"),
    "labels": LABEL_COLUMNS,
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where results go and in which format; ``path`` None is standard output."""

    path: Path | None
    kind: str


def kind_of(output: Path | None) -> str | None:
    """Return the format that a file's name asks for, or None."""
    return _KINDS.get(output.suffix.lower()) if output else None


def choose_target(output: Path | None, kind: str | None) -> Target:
    """Return where an export goes: the format asked for, else as the file is named.

    Raises
    ------
    InvalidInputError
        A workbook needs a file to go to.
    """
    path = None if output == Path("-") else output
    chosen = kind or kind_of(path) or "jsonl"
    if chosen == "xlsx" and path is None:
        raise InvalidInputError(
            "Excelの書き出しには、-o で書き出すファイルを指定してください。"
        )
    return Target(path, chosen)


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


def write_rows(rows: Iterator[Row], *, what: str, target: Target, guide: Guide) -> None:
    """Write rows to a file, or to standard output where no file is named.

    Tables give the themes by the names of the guide.

    Raises
    ------
    InvalidInputError
        The file cannot be written.
    """
    if target.kind == "xlsx" and target.path is not None:
        columns, tabular = _tabular(rows, what, guide)
        with replacing(target.path) as path:
            write_xlsx(tabular, columns, path)
        return
    with opened(target.path, with_bom=target.kind == "csv") as out:
        if target.kind == "jsonl":
            write_jsonl(rows, out)
        else:
            columns, tabular = _tabular(rows, what, guide)
            write_csv(tabular, columns, out)


@contextmanager
def opened(output: Path | None, *, with_bom: bool = False) -> Iterator[TextIO]:
    """Open a file to be put in place whole, or standard output.

    A CSV file begins with a byte order mark, by which Excel knows UTF-8.
    """
    if output is None:
        _check_standard_output()
        # Half a character of a mangled file name leaves as an escape, as JSON has it.
        sys.stdout.reconfigure(  # type: ignore[union-attr]
            encoding="utf-8", errors="backslashreplace", newline=""
        )
        yield sys.stdout
        return
    encoding = "utf-8-sig" if with_bom else "utf-8"
    with (
        replacing(output) as path,
        path.open("w", encoding=encoding, errors="backslashreplace", newline="") as out,
    ):
        yield out


def write_bytes(content: bytes, output: Path | None) -> None:
    """Write bytes as they are to a file, or to standard output."""
    if output is None:
        _check_standard_output()
        sys.stdout.flush()
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
        return
    with replacing(output) as path:
        path.write_bytes(content)


def _check_standard_output() -> None:
    if sys.stdout is None:  # closed by whoever started the command
        raise InvalidInputError(
            "標準出力が閉じています。-o で書き出すファイルを指定してください。"
        )


@contextmanager
def replacing(output: Path) -> Iterator[Path]:
    """Give a path beside a file, and put it in the file's place when all is written.

    What is no file, such as ``/dev/null``, is written to directly.

    Raises
    ------
    InvalidInputError
        The file cannot be written there.
    """
    beside = None
    try:
        output = output.resolve()  # the file behind a link, not the link, is replaced
        if output.exists() and not output.is_file():
            yield output
            return
        beside = output.with_name(f".torikumi-{os.getpid()}.new")
        yield beside
        beside.replace(output)
    except OSError as error:
        raise InvalidInputError(
            f"「{output}」に書き出せません（{reason_of(error)}）。"
            "フォルダーの場所と権限、ディスクの空きを確かめてください。"
        ) from error
    finally:
        if beside is not None:
            with suppress(OSError):
                beside.unlink()


def _tabular(
    rows: Iterator[Row], what: str, guide: Guide
) -> tuple[tuple[str, ...], Iterator[Row]]:
    """Return the columns of rows, and the rows with one plain value a cell."""
    first = next(rows, None)
    if first is None:
        return _EMPTY_COLUMNS[what], iter(())
    flat = flat_row(first, guide)
    return tuple(flat), chain([flat], (flat_row(row, guide) for row in rows))


def flat_row(row: Row, guide: Guide) -> dict[str, Any]:
    """Return a row of the interface with one plain value a cell, for a table."""
    flat = dict(row)
    if "path" in flat:
        flat["path"] = "-".join(flat["path"])
    if "themes" in flat:
        flat["themes"] = "、".join(guide.name(t["id"]) for t in row["themes"])
    for name in ("target", "current", "baseline"):
        if name in flat:
            flat[name] = row[name]["text"] if row[name] else None
    return flat
