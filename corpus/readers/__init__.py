"""A file → grids of cells: one module per format, one door.

The format is told by what the file holds; only a table of one column, which looks like
any text, is told by its name.
"""

import codecs
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from corpus.choices import ReadingChoices
from corpus.errors import UnreadableFileError, reason_of
from corpus.grids import Source
from corpus.limits import Bounds, Limits
from corpus.readers import (
    delimited,
    jsonl,
    markdown,
    plain,
    webpage,
    workbook,
)
from corpus.readers.decoding import decode, lines_of
from corpus.readers.package import names_in

_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF = b"%pdf-"
_NOT_OF_TEXT = re.compile(r"\.(?:xls[xmb]?|ods|pdf|docx?)$", re.IGNORECASE)
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥]")
_NAMED_BUT_NOT_READ = {
    b"{\\rtf": "リッチテキスト（RTF）",
    b"\x89PNG": "画像（PNG）",
    b"\xff\xd8\xff": "画像（JPEG）",
    b"gif8": "画像（GIF）",
    b"mime-version": "ウェブアーカイブ（MHT）",
    b"<?xml": "XML",
}
_READABLE = (
    "Excel（xlsx、xls）・ODS・CSV・TSV・PDF・Word（docx）・HTML・Markdown・"
    "テキスト・JSONLのいずれか"
)


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
    try:
        source = _read(content, bounds, choices)
    except RecursionError as error:
        raise UnreadableFileError(
            f"「{name}」は入れ子が深すぎて読み取れません。"
            f"{_READABLE}に変換してください。"
        ) from error
    cells = (cell for grid in source.grids for row in grid.rows for cell in row)
    if not any(map(str.strip, cells)):
        raise _empty(name)
    return source


def _read(content: bytes, bounds: Bounds, choices: ReadingChoices) -> Source:
    beginning = content[:1024].lower().removeprefix(codecs.BOM_UTF8).lstrip()
    if _PDF in beginning:
        from corpus.readers import pdf  # noqa: PLC0415, its library loads slowly

        return pdf.read(content, bounds=bounds)
    if content.startswith(_ZIP):
        return _read_zipped(content, bounds, choices)
    if content.startswith(_OLE):
        return _read_compound(content, bounds, choices)
    if webpage.looks_like(content):
        return webpage.read(content, bounds=bounds, encoding=choices.encoding)
    for magic, what in _NAMED_BUT_NOT_READ.items():
        if beginning.startswith(magic.lower()):
            raise _not_read(bounds.name, what)
    text, encoding = decode(content, name=bounds.name, encoding=choices.encoding)
    if not text.strip("\x00\ufeff \t\r\n"):
        raise _empty(bounds.name)
    if webpage.looks_like(text[:1024].encode()):  # in UTF-16
        return webpage.read(content, bounds=bounds, encoding=encoding)
    reader = _reader_of(text, bounds.name)
    if reader is plain.read and _NOT_OF_TEXT.search(bounds.name):
        _check_is_meant(text, bounds.name)
    source = reader(text, bounds=bounds, encoding=encoding)
    return replace(source, warnings=tuple(_nuls_told(text)))


def _check_is_meant(text: str, name: str) -> None:
    """Refuse what is named as a workbook or document, and only has some words in it."""
    if not _JAPANESE.search(text):
        raise UnreadableFileError(
            f"「{name}」は名前の示す形式のファイルではなく、日本語の文もありません。"
            "壊れていないか、元のファイルを確かめてください。"
        )


def _nuls_told(text: str) -> Iterator[str]:
    """Tell of signs that stand for nothing and are in no text that is whole."""
    places = [n for n, line in enumerate(lines_of(text), start=1) if "\0" in line]
    if places:
        yield (
            f"{places[0]:,}行目など{len(places):,}行にNUL文字（文字ではない0のバイト）が"
            "あり、除いて読みました。元のファイルが壊れていないか確かめてください。"
        )


def _read_zipped(content: bytes, bounds: Bounds, choices: ReadingChoices) -> Source:
    names = names_in(content)
    is_document = any(name.startswith("word/document") for name in names)
    is_cut = not names and (
        b"word/document.xml" in content or bounds.name.lower().endswith(".docx")
    )
    if is_document or is_cut:
        from corpus.readers import document  # noqa: PLC0415, as that of PDF

        return document.read(content, bounds=bounds)
    if names and not any(
        name.startswith("xl/workbook") or name == "content.xml" for name in names
    ):
        is_slides = any(name.startswith("ppt/") for name in names)
        what = "PowerPointの資料" if is_slides else "ZIPの書庫"
        raise _not_read(bounds.name, what)
    return workbook.read(content, bounds=bounds, choices=choices)


def _read_compound(content: bytes, bounds: Bounds, choices: ReadingChoices) -> Source:
    """Read an old workbook; protected files and old documents look alike."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise UnreadableFileError(
            f"「{bounds.name}」にはパスワードが掛かっています。"
            "Excelで開き、パスワードを外して保存し直してください。"
        )
    if "WordDocument".encode("utf-16-le") in content:
        raise _not_read(bounds.name, "古い形式のWord文書（doc）")
    return workbook.read(content, bounds=bounds, choices=choices)


def _reader_of(text: str, name: str) -> Callable[..., Source]:
    if jsonl.looks_like(text):
        return jsonl.read
    if markdown.looks_like(text, name=name):
        return markdown.read
    if delimited.dialect_of(text) or name.lower().endswith(".csv"):
        return delimited.read
    return plain.read


def _not_read(name: str, what: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"「{name}」は{what}です。この形式は読み取れません。"
        f"{_READABLE}に変換してください。"
    )


def _empty(name: str) -> UnreadableFileError:
    return UnreadableFileError(
        f"「{name}」は空です。中身のあるファイルを指定してください。"
    )
