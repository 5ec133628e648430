"""CSV and TSV → one grid."""

import csv
import io
import re
from collections import Counter

from corpus.errors import UnreadableFileError
from corpus.grids import Grid, Source
from corpus.readers.decoding import lines_of

_DELIMITERS = "\t,;"
_MAX_CELL_CHARACTERS = 1_000_000
_SAMPLE_LINES = 200


def delimiter_of(text: str) -> str | None:
    r"""Return what parts the cells of a table, or None if the text is none.

    Examples
    --------
    >>> delimiter_of("番号,取組内容\n1,在宅勤務を導入した。")
    ','
    """
    lines = [line for line in lines_of(text)[:_SAMPLE_LINES] if line.strip()]
    for delimiter in _DELIMITERS:
        with_it = sum(delimiter in line for line in lines)
        if with_it >= max(1, len(lines) * (0.3 if delimiter == "\t" else 0.5)):
            return delimiter
    quoted = [line for line in lines if re.match(r'\s*"', line)]
    return "," if lines and len(quoted) == len(lines) else None


def read(text: str, *, name: str, encoding: str) -> Source:
    """Return the one table of a CSV or TSV file.

    Raises
    ------
    UnreadableFileError
        A quote is opened and never closed, or a cell is too long.
    """
    delimiter = delimiter_of(text) or ","
    if delimiter == "\t" and not _is_quoted(text):
        rows = [tuple(line.split("\t")) for line in lines_of(text)]
        return Source(name, "tsv", encoding, (Grid(name, tuple(rows)),))
    csv.field_size_limit(_MAX_CELL_CHARACTERS)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows, line = [], 1
    try:
        for cells in reader:
            rows.append(tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise UnreadableFileError(
            f"「{name}」の{line}行目から始まる行を読み取れません"
            '（引用符「"」が閉じていないか、セルが長すぎます）。'
            "その行を直してからもう一度指定してください。"
        ) from error
    kind = "tsv" if delimiter == "\t" else "csv"
    return Source(name, kind, encoding, (Grid(name, tuple(rows)),))


def _is_quoted(text: str) -> bool:
    """Whether cells stand in quotes: some cell begins and ends with one."""
    signs = Counter(re.findall(r'(?:^|\t)"|"(?=\t|$)', text, re.MULTILINE))
    return bool(signs) and text.count('"') % 2 == 0
