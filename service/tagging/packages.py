"""The package of a workbook (XLSX, XLSM): its parts, copied as they lie.

A part that is changed is written anew; every other one, be it a chart, a picture, a
pivot table or a macro, goes from file to file without being looked into.
"""

import posixpath
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from corpus.errors import UnreadableFileError

_CHUNK_BYTES = 1024 * 1024
# By what a package says of itself; Excel opens none that is named otherwise.
_ENDS = {
    "sheet.macroEnabled": ".xlsm",
    "template.macroEnabled": ".xltm",
    "template.main": ".xltx",
}
_NOT_UTF8 = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["'](?!utf-?8["'])""", re.I)
_DAMAGE = (
    zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError,
    EOFError, expat.ExpatError,
)  # fmt: skip


@contextmanager
def mending(name: str) -> Iterator[None]:
    """Say of a package that cannot be written again what can be done.

    Raises
    ------
    UnreadableFileError
        A part is damaged, or written in a way that cannot be added to.
    """
    try:
        yield
    except _DAMAGE as error:
        raise UnreadableFileError(
            f"「{name}」に列を加えて書き出すことができません。"
            "結果の形式をCSVかJSONLにすると（命令では --format csv か jsonl）、"
            "一覧として書き出せます。"
        ) from error


def is_package(path: Path) -> bool:
    """Whether a file is a workbook of this kind, not an XLS or ODS."""
    try:
        with zipfile.ZipFile(path) as archive:
            return bool(book_part(archive))
    except (OSError, *_DAMAGE):
        return False


def suffix_of(path: Path) -> str:
    """Return how the name of a package has to end, for Excel to open it."""
    with zipfile.ZipFile(path) as archive:
        book = book_part(archive)
        kinds = {
            each["PartName"].lstrip("/"): each["ContentType"]
            for each in elements(archive, "[Content_Types].xml", "Override")
        }
    told = (end for kind, end in _ENDS.items() if kind in kinds.get(book, ""))
    return next(told, ".xlsx")


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Return the part of each sheet by its name."""
    book = book_part(archive)
    targets = {
        each["Id"]: _target(book, each["Target"])
        for each in elements(archive, relations_of(book), "Relationship")
    }
    return {
        each["name"]: targets[next(v for k, v in each.items() if k.endswith(":id"))]
        for each in elements(archive, book, "sheet")
    }


def style_part(archive: zipfile.ZipFile) -> str | None:
    """Return the part of the styles, where a workbook has some."""
    return next(iter(related_parts(archive, book_part(archive), "styles")), None)


def related_parts(archive: zipfile.ZipFile, part: str, kind: str) -> list[str]:
    """Return the parts of a kind that a part is related to."""
    relations = relations_of(part)
    if relations not in archive.namelist():
        return []
    return [
        _target(part, each["Target"])
        for each in elements(archive, relations, "Relationship")
        if each["Type"].endswith(f"/{kind}")
    ]


def _target(part: str, target: str) -> str:
    """Return the part that another one names, from where that one lies."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target))[1:]


def copy_package(
    source: Path,
    out: BinaryIO,
    changed: Mapping[str, Iterator[bytes]],
    last: Mapping[str, Iterator[bytes]],
    instead: Mapping[str, bytes],
) -> None:
    """Write a package again with some parts changed.

    Parameters
    ----------
    source : Path
    out : binary file
    changed : mapping of str to iterator of bytes
        Parts of the package; they are asked for in the order that they have here.
    last : mapping of str to iterator of bytes
        Parts that are written when all others are; of nothing no part is made.
    instead : mapping of str to bytes
        What stands in the place of other parts.
    """
    in_order = iter(changed.items())
    with (
        zipfile.ZipFile(source) as archive,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy,
    ):
        for name in dict.fromkeys(archive.namelist()):
            if name in changed:
                name, pieces = next(in_order)  # noqa: PLW2901, one takes another's turn
                _write(copy, _same(archive.getinfo(name)), pieces)
            elif name in instead:
                _write(copy, _same(archive.getinfo(name)), [instead[name]])
            elif name not in last:
                _copy(archive, archive.getinfo(name), copy)
        for name, pieces in last.items():
            if first := next(pieces, b""):
                part = zipfile.ZipInfo(name)
                part.compress_type = zipfile.ZIP_DEFLATED
                _write(copy, part, chain([first], pieces))


def _write(
    copy: zipfile.ZipFile, part: zipfile.ZipInfo, pieces: Iterable[bytes]
) -> None:
    with copy.open(part, "w", force_zip64=True) as written:
        written.writelines(pieces)


def _copy(
    archive: zipfile.ZipFile, part: zipfile.ZipInfo, copy: zipfile.ZipFile
) -> None:
    with (
        archive.open(part) as own,
        copy.open(_same(part), "w", force_zip64=True) as written,
    ):
        shutil.copyfileobj(own, written, _CHUNK_BYTES)


def parser_of() -> expat.XMLParserType:
    """Return a parser that takes no document type, and so no entity of one."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_: object) -> None:
        raise ValueError("a document type in a workbook")

    parser.StartDoctypeDeclHandler = refuse
    return parser


def chunks_of(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """Give the XML of a part in UTF-8, piece by piece."""
    with archive.open(part) as file:
        first = file.read(_CHUNK_BYTES)
        if first.startswith((b"\xff\xfe", b"\xfe\xff")) or _NOT_UTF8.match(first):
            raise ValueError("a part in another encoding than UTF-8")
        yield first
        while chunk := file.read(_CHUNK_BYTES):
            yield chunk


def local(name: str) -> str:
    """Return the name of an element without its prefix."""
    return name.rpartition(":")[2]


def book_part(archive: zipfile.ZipFile) -> str:
    """Return the part of the workbook itself, which names its sheets."""
    for each in elements(archive, "_rels/.rels", "Relationship"):
        if each["Type"].endswith("/officeDocument"):
            return each["Target"].lstrip("/")
    raise KeyError("no workbook in the package")


def relations_of(part: str) -> str:
    """Return the part that tells what a part is related to."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def elements(archive: zipfile.ZipFile, part: str, name: str) -> list[Mapping[str, str]]:
    """Return the attributes of all elements of a name in a part."""
    found: list[Mapping[str, str]] = []
    parser = parser_of()

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        if local(tag) == name:
            found.append(attributes)

    parser.StartElementHandler = start
    for chunk in chunks_of(archive, part):
        parser.Parse(chunk)
    parser.Parse(b"", True)
    return found


def _same(part: zipfile.ZipInfo) -> zipfile.ZipInfo:
    """Return the name, time and kind of a part for its copy."""
    same = zipfile.ZipInfo(part.filename, part.date_time)
    same.compress_type = zipfile.ZIP_DEFLATED if part.compress_type else 0
    same.external_attr = part.external_attr
    return same
