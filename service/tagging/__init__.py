"""A file in, the same file back with themes.

JSONL keeps its own fields, CSV its encoding and delimiter, a workbook its sheets and
styles; each gets the themes beside its rows. A follow-up form or a plain text comes
back as a list of its entries.
"""

import sys
from pathlib import Path

from corpus.forms import is_form
from corpus.readers import read_bytes, read_content
from corpus.readers.workbook import is_xlsx
from service.catalog import Catalog
from service.exports import kind_of, opened, replacing
from service.spreadsheets import write_csv, write_jsonl, write_xlsx
from service.tagging.given import Given
from service.tagging.rows import RESULT_COLUMNS, flat_rows, json_rows
from service.tagging.tables import write_same_csv, write_same_workbook

__all__ = ["RESULT_COLUMNS", "Given", "read_given", "tag_file"]

_STANDARD = "-"


def read_given(path: Path, *, name: str, column: str | None = None) -> Given:
    """Read a file that is to be tagged.

    Parameters
    ----------
    path : Path
        The file to read.
    name : str
        What the person calls it.
    column : str, optional
        The heading of the column to read as text.

    Raises
    ------
    UnreadableFileError
        The file cannot be read.
    """
    content = read_content(path)
    return Given(name, content, read_bytes(content, name=path.name), column)


def tag_file(
    catalog: Catalog, given: Given, *, output: Path | None, kind: str = "same"
) -> Path | None:
    """Write a file again with the themes of each row.

    Parameters
    ----------
    catalog : Catalog
        Whose model gives the themes.
    given : Given
        The file as read.
    output : Path, optional
        Where to write. Where it is None, a workbook goes beside the file, and all else
        to standard output, as does a workbook that came from standard input.
    kind : {"same", "csv", "xlsx", "jsonl"}
        In which format; "same" follows the name of the output, then the file.

    Returns
    -------
    Path or None
        The file written, None where it went to standard output.

    Raises
    ------
    UnreadableFileError
        The file has no column of texts.
    InvalidInputError
        The output cannot be written.
    """
    if output == Path(_STANDARD):
        output = None
    elif output is None and given.name != _STANDARD:
        output = _beside(given, kind)
    if kind == "same":
        kind = kind_of(output) or _kind_of(given)
    if kind == "xlsx":
        _write_xlsx(catalog, given, output)
    elif kind == "csv" and given.source.format in ("csv", "tsv") and not _form(given):
        write_same_csv(catalog, given, output)
    elif kind == "csv":
        columns, rows = flat_rows(catalog, given)
        with opened(output, with_bom=True) as out:
            write_csv(rows, columns, out)
    else:
        with opened(output) as out:
            write_jsonl(json_rows(catalog, given), out)
    return output


def _beside(given: Given, kind: str) -> Path | None:
    """Return where a workbook goes that nothing was said about."""
    wanted = _kind_of(given) if kind == "same" else kind
    if wanted != "xlsx":
        return None
    return Path(given.name).with_name(f"{Path(given.name).stem}_テーマ付き.xlsx")


def _kind_of(given: Given) -> str:
    """Return the format a file comes back in; text cannot carry columns."""
    kinds = {"workbook": "xlsx", "csv": "csv", "tsv": "csv"}
    if _form(given) and given.source.format == "tsv":
        return "jsonl"
    return kinds.get(given.source.format, "jsonl")


def _form(given: Given) -> bool:
    return is_form(given.source.grids)


def _write_xlsx(catalog: Catalog, given: Given, output: Path | None) -> None:
    if (
        given.source.format == "workbook"
        and not _form(given)
        and is_xlsx(given.content)
    ):
        write_same_workbook(catalog, given, output)
        return
    columns, rows = flat_rows(catalog, given)
    if output is None:
        write_xlsx(rows, columns, sys.stdout.buffer)
        return
    with replacing(output) as path:
        write_xlsx(rows, columns, path)
