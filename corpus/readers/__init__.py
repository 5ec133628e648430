"""A file → grids of cells: one module per format, one door.

The format is told by what the file holds; only a table of one column, which looks like
any text, is told by its name.
"""

import codecs
from collections.abc import Callable
from pathlib import Path

from corpus.choices import ReadingChoices
from corpus.errors import UnreadableFileError, reason_of
from corpus.grids import Source
from corpus.limits import Bounds, Limits
from corpus.readers import delimited, jsonl, plain, workbook
from corpus.readers.decoding import decode

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAMED_BUT_NOT_READ = {
    b"%PDF": "PDF",
    b"{\\rtf": "リッチテキスト（RTF）",
    b"\x89PNG": "画像（PNG）",
    b"\xff\xd8\xff": "画像（JPEG）",
    b"<html": "ウェブページ（HTML）",
    b"<!doctype": "ウェブページ（HTML）",
    b"<?xml": "XML",
}
_READABLE = "CSV・TSV・テキスト・JSONL・Excel（xlsx、xls）・ODSのいずれか"


def read_grids(
    path: Path,
    *,
    choices: ReadingChoices | None = None,
    limits: Limits | None = None,
) -> Source:
    """Return the tables of a file.

    Parameters
    ----------
    path : Path
    choices : ReadingChoices, optional
        Which encoding and which sheets to read, where a person says so.
    limits : Limits, optional
        How large the file may be.

    Raises
    ------
    UnreadableFileError
        There is no such file, it is empty or damaged, or of a format not read.
    TooLargeError
        The file is larger than a limit allows.
    """
    content = read_content(path, limits=limits)
    return read_bytes(content, name=path.name, choices=choices, limits=limits)


def read_content(path: Path, *, limits: Limits | None = None) -> bytes:
    """Return the bytes of a file; see ``read_grids``."""
    bounds = Bounds(path.name, limits)
    try:
        with path.open("rb") as file:
            content = file.read(bounds.limits.max_file_bytes + 1)
    except OSError as error:
        raise UnreadableFileError(
            f"「{path}」を開けません（{reason_of(error)}）。"
            "ファイルの場所と名前、読み取りの権限を確かめてください。"
        ) from error
    bounds.check_file(len(content))
    return content


def read_bytes(
    content: bytes,
    *,
    name: str,
    choices: ReadingChoices | None = None,
    limits: Limits | None = None,
) -> Source:
    """Return the tables of a file's content; see ``read_grids``."""
    bounds, choices = Bounds(name, limits), choices or ReadingChoices()
    bounds.check_file(len(content))
    if not content.strip(b"\x00 \t\r\n"):
        raise _empty(name)
    beginning = content[:200].lower().removeprefix(codecs.BOM_UTF8).lstrip()
    for magic, what in _NAMED_BUT_NOT_READ.items():
        if beginning.startswith(magic.lower()):
            raise UnreadableFileError(
                f"「{name}」は{what}です。この形式は読み取れません。"
                f"{_READABLE}に変換してください。"
            )
    if content.startswith((_ZIP, _OLE)):
        return workbook.read(content, name=name)
    text, encoding = decode(content, name=name, encoding=choices.encoding)
    if not text.strip("\x00\ufeff \t\r\n"):
        raise _empty(name)
    return _reader_of(text, name)(text, name=name, encoding=encoding)


def _reader_of(text: str, name: str) -> Callable[..., Source]:
    if jsonl.looks_like(text):
        return jsonl.read
    if delimited.dialect_of(text) or name.lower().endswith(".csv"):
        return delimited.read
    return plain.read


def _empty(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"「{name}」は空です。中身のあるファイルを指定してください。"
    )
