"""CSV and TSV → one grid."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from corpus.errors import TooLargeError, TorikumiError, UnreadableFileError
from corpus.grids import Grid, Source
from corpus.limits import Bounds
from corpus.readers.blocks import check_cells
from corpus.readers.decoding import lines_of

_DELIMITERS = "\t,;|"
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 200_000
_QUOTED = re.compile(r'"(?:[^"]|"")*"')


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a table is written: what parts its cells and lines, and whether it quotes."""

    delimiter: str
    is_quoted: bool
    line_end: str


def dialect_of(text: str) -> Dialect | None:
    r"""Return how a table is written, or None if the text is none.

    Examples
    --------
    >>> dialect_of("番号,取組内容\n1,在宅勤務を導入した。").delimiter
    ','
    """
    delimiter = _delimiter_of(text)
    return _dialect(text, delimiter) if delimiter else None


def dialect_or_csv(text: str) -> Dialect:
    """Return how a table is written; one column alone is written as CSV."""
    return dialect_of(text) or _dialect(text, ",")


def _dialect(text: str, delimiter: str) -> Dialect:
    is_quoted = delimiter != "\t" or _is_quoted(text)
    line_end = next((end for end in ("\r\n", "\n", "\r") if end in text), "\r\n")
    return Dialect(delimiter, is_quoted, line_end)


def read(text: str, *, bounds: Bounds, encoding: str) -> Source:
    """Return the one table of a CSV or TSV file.

    Raises
    ------
    UnreadableFileError
        A quote is opened and never closed.
    TooLargeError
        The table is larger than a limit allows.
    """
    dialect = dialect_or_csv(text)
    kind = "tsv" if dialect.delimiter == "\t" else "csv"
    if dialect.is_quoted:
        cells = _read_quoted(text, dialect.delimiter, bounds)
    else:
        lines = lines_of(text)
        end = len(lines) - (not lines[-1])  # the last line end begins no row
        cells = (tuple(line.split(dialect.delimiter)) for line in lines[:end])
    rows = []
    for row in cells:
        rows.append(row)
        bounds.check_rows(len(rows))
    check_cells(rows, bounds)
    grids = (Grid(bounds.name, tuple(rows)),)
    return Source(bounds.name, kind, encoding, grids, dialect.delimiter)


def _delimiter_of(text: str) -> str | None:
    # Line breaks and commas within quotes part nothing.
    sample = _QUOTED.sub('""', text[:_SAMPLE_CHARACTERS])
    lines = [line for line in lines_of(sample)[:_SAMPLE_LINES] if line.strip()]
    for delimiter in _DELIMITERS:
        with_it = sum(delimiter in line for line in lines)
        if with_it >= max(1, len(lines) * (0.3 if delimiter == "\t" else 0.5)):
            return delimiter
    quoted = [line for line in lines if re.match(r'\s*"', line)]
    return "," if lines and len(quoted) == len(lines) else None


def _read_quoted(
    text: str, delimiter: str, bounds: Bounds
) -> Iterator[tuple[str, ...]]:
    csv.field_size_limit(bounds.limits.max_cell_characters)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            yield tuple(cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise refused(error, bounds, line=line) from error


def refused(error: csv.Error, bounds: Bounds, *, line: int) -> TorikumiError:
    """Return what to say of a row, beginning at this line, that cannot be parted."""
    if "field larger" in str(error):
        return TooLargeError(
            f"「{bounds.name}」の{line:,}行目から始まる行に、上限の"
            f"{bounds.limits.max_cell_characters:,}字"
            "（設定 TORIKUMI_MAX_CELL_CHARACTERS）を超えるセルがあります。"
            '引用符「"」が閉じているか確かめ、セルを短くしてください。'
        )
    return UnreadableFileError(
        f"「{bounds.name}」の{line:,}行目から始まる行を読み取れません"
        '（引用符「"」が閉じていないか、余分にあります）。'
        "その行を直してからもう一度指定してください。"
    )


def _is_quoted(text: str) -> bool:
    """Whether cells stand in quotes: as many end with one as begin with one.

    Where one that begins is left over, it was to be closed.
    """
    begins = len(re.findall(r'(?:^|\t)"', text, re.MULTILINE))
    ends = len(re.findall(r'"(?=\t|\r?$)', text, re.MULTILINE))
    is_left_open = text.count('"') % 2 == 1
    return begins > 0 and (begins > ends if is_left_open else begins == ends)
