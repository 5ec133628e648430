"""How a file is to be read, from named texts: a form on a page, or one of the API.

::

    format         same, csv, xlsx or jsonl: how the file comes back
    sheet          the name of a sheet to read; may come several times
    header_row     its number as in the file, counted from 1
    column         the heading (or letter, or number) of the column of texts
    place-3        the meaning of the third column
    table          the sheet whose columns are so named, all where none is
    column-…       the meaning of the column of this heading
    encoding       of a text file
    organisation   where the file does not say
    fiscal_year    likewise
"""

import codecs
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

from corpus.choices import ReadingChoices, place_name
from corpus.errors import InvalidInputError
from service.parameters import read_fiscal_year, read_number

KINDS = ("same", "csv", "xlsx", "jsonl")
COLUMN = "column-"
PLACE = "place-"
MAX_HEADER_ROW = 1000
_MOST_CHARACTERS = 200

Named = Mapping[str, Sequence[str]]


def read_kind(values: Named) -> str:
    """Return the format in which a file comes back.

    Raises
    ------
    InvalidInputError
        There is no such format.
    """
    kind = next(reversed(values.get("format", ())), "same")
    if kind not in KINDS:
        raise InvalidInputError(
            f"形式「{_legible(kind[:40])}」はありません。"
            f"次のいずれかを指定してください：{'、'.join(KINDS)}"
        )
    return kind


def read_asked_choices(values: Named) -> dict[str, Any]:
    """Return how a file is to be read, as JSON has it; what is not said is not there.

    Raises
    ------
    InvalidInputError
        A value cannot be what its name says.
    """
    year, row = _one(values, "fiscal_year"), _one(values, "header_row")
    choices = {
        "sheets": [text for text in _all(values, "sheet") if text],
        "header_row": read_number(
            "見出しの行（header_row）",
            row,
            default=0,
            minimum=1,
            maximum=MAX_HEADER_ROW,
        )
        or None,
        "columns": _columns(values),
        "tables": [name for name in values.get("table", ()) if name],
        "encoding": _encoding(_one(values, "encoding")),
        "organisation": _one(values, "organisation") or None,
        "fiscal_year": read_fiscal_year(year) if year else None,
    }
    as_read(choices)  # refuses what no file can be read by
    if not choices["columns"]:
        choices["tables"] = []
    return {name: value for name, value in choices.items() if value}


def as_read(choices: Mapping[str, Any]) -> ReadingChoices:
    """Return choices from how JSON has them.

    Raises
    ------
    InvalidInputError
        A column is given a meaning that there is not.
    """
    names = {name: tuple(choices.get(name) or ()) for name in ("sheets", "tables")}
    return ReadingChoices(**(dict(choices) | names))


def _columns(values: Named) -> dict[str, str]:
    columns = {
        _legible(name.removeprefix(COLUMN)): _one(values, name)
        for name in values
        if name.startswith(COLUMN)
    }
    # Said so, a number is a place and never a heading.
    columns |= {
        place_name(_legible(name.removeprefix(PLACE))): _one(values, name)
        for name in values
        if name.startswith(PLACE)
    }
    columns = {heading: meaning for heading, meaning in columns.items() if meaning}
    if text := _one(values, "column"):
        columns[text] = "text"
    return columns


def _encoding(name: str) -> str | None:
    try:
        codec = codecs.lookup(name) if name else None
    except (LookupError, ValueError):
        codec = None
    # zip and hex are codecs, too, but of no text.
    if name and not getattr(codec, "_is_text_encoding", False):
        raise InvalidInputError(
            f"文字コード「{name[:40]}」は使えません。"
            "utf-8、cp932、euc_jp、utf-16 などを指定してください。"
        )
    return codec.name if codec else None


def _one(values: Named, name: str) -> str:
    return next(reversed(_all(values, name)), "")


def _all(values: Named, name: str) -> list[str]:
    return [_legible(text) for text in values.get(name, ())]


def _legible(text: str) -> str:
    """Return a text on one line without control signs, refused when too long."""
    kept = "".join(
        " " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in text
    ).strip()
    if len(text) > _MOST_CHARACTERS:  # blanks count, as everywhere
        raise InvalidInputError(
            f"「{kept[:20]}…」が長すぎます（{len(text):,}文字）。"
            f"{_MOST_CHARACTERS}文字までにしてください。"
        )
    return kept
