"""A path → a file that is given to be tagged, and how its rows are read.

What a table of text is (its encoding, its header, its columns) is told from its
beginning; the rest of it is then read row by row, in windows that each look to the
readers like a short file of the same kind.
"""

from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from corpus.choices import ReadingChoices, Understood, UnderstoodSheet
from corpus.columns import Columns, find_columns
from corpus.errors import NotAReportError, UnreadableFileError
from corpus.forms import is_form
from corpus.grids import Grid, Source
from corpus.limits import Bounds, Limits
from corpus.lists import rows_of
from corpus.preambles import Preambles, told_above
from corpus.readers import read_bytes, read_content
from corpus.readers.decoding import decode
from corpus.readers.delimited import dialect_or_csv
from corpus.readers.jsonl import looks_like, read_legible
from corpus.report import read_report
from service.tagging.given import Given, GivenRow
from service.tagging.objects import object_rows, text_column
from service.tagging.records import Manner, bare_encoding
from service.tagging.streams import (
    given_row,
    long_table,
    long_workbook,
    rows_without_text,
)

_SAMPLE_BYTES = 4 * 1024 * 1024
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
# A table that is cut off within a cell is cut again at an earlier line.
_MOST_CUTS = 100


def open_given(
    path: Path,
    *,
    name: str,
    column: str | None = None,
    choices: ReadingChoices | None = None,
    limits: Limits | None = None,
) -> Given:
    """Read a file that is to be tagged, of a long table only what tells how it is.

    Parameters
    ----------
    path : Path
        The file; it is read again whenever its rows are asked for.
    name : str
        What the person calls it.
    column : str, optional
        The heading of the column to read as text, or the key of a JSONL.
    choices : ReadingChoices, optional
        What else the person set right.
    limits : Limits, optional
        How large the file may be.

    Raises
    ------
    UnreadableFileError
        The file cannot be read, or has no column of texts.
    TooLargeError
        The file is larger than a limit allows.
    """
    choices = choices or ReadingChoices()
    if column is not None:
        choices = replace(choices, columns={**choices.columns, column: "text"})
    read = partial(read_bytes, name=path.name, choices=choices, limits=limits)
    source, is_whole = _read(path, read, limits)
    # What was read whole was held to the limits by its reader.
    bounds = None if is_whole else Bounds(path.name, limits)
    given = Given(name, path, source, choices)
    if source.format == "jsonl":
        manner = _manner(path, source, "\n")
        given = replace(given, manner=manner, read=object_rows)
        return _counted(given, object_rows(given, bounds=bounds))
    if is_form(source.grids):
        if not is_whole:
            source = read(read_content(path, limits=limits))
        given = replace(given, source=source, read=_entry_rows)
        return _counted(given, given.rows())
    if source.format in ("csv", "tsv") and (table := _table(given, bounds)):
        return table
    if not is_whole:
        source = read(read_content(path, limits=limits))
    given = replace(given, source=source)
    return long_workbook(given) or _listed(given)


def _listed(given: Given) -> Given:
    """Read a file whole, as it is read to be taken into the catalogue."""
    read = rows_of(given.source, choices=given.choices)
    rows = partial(_listed_rows, told_above(given.source))
    listed = replace(given, understood=read.understood, listed=read.rows, read=rows)
    return replace(listed, n_rows=sum(1 for _ in listed.rows()))


def _table(given: Given, bounds: Bounds | None) -> Given | None:
    """Read a CSV or TSV: a short one whole, of a long one the beginning.

    None where its rows are those of no one table, and are to be held.
    """
    columns = find_columns(given.source.grids[0], choices=given.choices)
    if columns is None:
        return None
    manner = _manner(given.path, given.source, None)
    table = replace(_listed(given), columns=columns, manner=manner)
    if bounds is None:
        return table
    is_one = table.understood is not None and len(table.understood.sheets) == 1
    return long_table(table, bounds) if is_one else None


def is_form_given(given: Given) -> bool:
    """Whether a file is a follow-up form, whose rows hold several entries each."""
    return given.read is _entry_rows


def is_table(given: Given) -> bool:
    """Whether a file is a CSV or TSV that can be written again row by row."""
    return given.columns is not None and given.manner is not None


def width_of(grid: Grid) -> int:
    """Return how many cells the widest row of a table has."""
    return max(map(len, grid.rows), default=0)


def tables_of(given: Given) -> Iterator[tuple[Grid, Columns]]:
    """Return each table of a workbook or document that gave rows, with its columns."""
    read = {
        sheet.name
        for sheet in (given.understood.sheets if given.understood else ())
        if sheet.n_rows and sheet.columns
    }
    for grid in given.source.grids:
        if grid.is_text or grid.name not in read:
            continue
        if columns := find_columns(grid, choices=given.choices):
            yield grid, columns


def _read(
    path: Path, read: Callable[[bytes], Source], limits: Limits | None
) -> tuple[Source, bool]:
    """Return what the readers make of a file's beginning, and if that is all of it."""
    size = path.stat().st_size if path.is_file() else 0
    Bounds(path.name, limits).check_file(size)
    with path.open("rb") if size else nullcontext() as file:
        sample = file.read(_SAMPLE_BYTES) if file else b""
    if size > _SAMPLE_BYTES and not sample.startswith(_BINARY):
        for cut in _cuts(sample):
            with suppress(UnreadableFileError):
                return read(cut), False
            if objects := _objects_in(cut, path.name, limits):
                return objects, False
    content = read_content(path, limits=limits)
    try:
        return read(content), True
    except UnreadableFileError:
        if objects := _objects_in(content, path.name, limits):
            return objects, True
        raise


def _cuts(sample: bytes) -> Iterator[bytes]:
    """Give a beginning cut at line ends, the longest first, lest one lies in a cell."""
    for _ in range(_MOST_CUTS):
        end = sample.rfind(b"\n") + 1
        if not end:
            return
        # UTF-16 parts its characters in pairs of bytes: an LF is followed by a NUL.
        yield sample[: end + (sample[end : end + 1] == b"\0")]
        sample = sample[: end - 1]


def _objects_in(content: bytes, name: str, limits: Limits | None) -> Source | None:
    """Return a JSONL of which a line is none: the others can be read."""
    if content.startswith(_BINARY):
        return None
    try:
        text, encoding = decode(content, name=name)
    except UnreadableFileError:
        return None
    if not looks_like(text):
        return None
    return read_legible(text, bounds=Bounds(name, limits), encoding=encoding)


def _manner(path: Path, source: Source, line_end: str | None) -> Manner:
    encoding, mark = bare_encoding(path, source.encoding or "utf-8")
    with path.open("rb") as file:
        file.seek(len(mark))
        beginning = file.read(_SAMPLE_BYTES).decode(encoding, "ignore")
    dialect = dialect_or_csv(beginning)
    return Manner(
        encoding, mark, dialect.delimiter, dialect.is_quoted,
        line_end or dialect.line_end,
    )  # fmt: skip


def _counted(given: Given, rows: Iterator[GivenRow]) -> Given:
    """Read all rows once: what is wrong with the file is said before any is judged."""
    n_rows, n_texts, first = 0, 0, None
    for row in rows:
        n_rows += 1
        n_texts += bool(row.text)
        first = first or (row if row.error else None)
    if not n_texts:
        reason = f"（{first.row}行目：{first.error}）" if first else ""
        raise NotAReportError(
            f"「{given.name}」に取組の文が見つかりません{reason}。"
            "取組の文が1件以上あるファイルを指定してください。"
        )
    columns = (text_column(given),) if given.format == "jsonl" else ()
    sheet = UnderstoodSheet(given.source.name, columns=columns, n_rows=n_texts)
    source = given.source
    understood = Understood(source.format, source.encoding, None, (sheet,))
    return replace(given, n_rows=n_rows, understood=understood)


def _listed_rows(above: Preambles, given: Given) -> Iterator[GivenRow]:
    """Give the rows of a list, and in their places those without a saved text."""
    read = [
        given_row(row, given.choices, above.of(row.grid, row.row))
        for row in given.listed
    ]
    sheets = given.understood.sheets if given.understood else ()
    order = {sheet.name: place for place, sheet in enumerate(sheets)}
    unread = [row for sheet in sheets for row in rows_without_text(sheet)]
    if unread:
        read = sorted([*read, *unread], key=lambda row: (order[row.sheet], row.row))
    return iter(read)


def _entry_rows(given: Given) -> Iterator[GivenRow]:
    """Read a follow-up form: each entry is a row."""
    read = read_report(given.source)
    row_of = {item.position: item.row for item in read.items}
    for entry in read.entries:
        yield GivenRow(
            given.source.grids[0].name, row_of[entry.position], entry.text,
            entry.item, entry.section, entry.organisation, entry.fiscal_year,
        )  # fmt: skip
