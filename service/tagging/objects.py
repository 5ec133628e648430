"""The rows of a JSONL: each object is one, with its text under a key."""

import json
from collections.abc import Iterator

from corpus.choices import ReadingChoices, UnderstoodColumn
from corpus.columns import find_columns
from corpus.limits import Bounds
from corpus.readers.blocks import check_row
from corpus.readers.jsonl import cell_of, flat
from service.tagging.given import Given, GivenRow
from service.tagging.records import lines

_NO_OBJECT = (
    'JSONのオブジェクトではありません。1行に1件、{"text": "…"} の形で書いてください。'
)

# The number of a line, and the object on it or why it is none.
Numbered = tuple[int, dict[str, object] | str]


def object_rows(given: Given, *, bounds: Bounds | None = None) -> Iterator[GivenRow]:
    """Read the objects of a JSONL; a line that is none is told, and no blank one.

    Where there are ``bounds``, they have to keep within them.
    """
    key = text_key(given)
    for number, own in _within(objects(given), bounds) if bounds else objects(given):
        if isinstance(own, str):
            yield GivenRow("", number, "", error=own)
            continue
        text = flat(own).get(key)
        if isinstance(text, str):
            yield GivenRow("", number, text)
        else:
            wanted = f'{{"{key}": "取組の文"}}'
            yield GivenRow(
                "", number, "",
                error=f"「{key}」の文がありません。{wanted} の形にするか、文のある列の"
                "意味を「取組の内容」にしてください（命令では --column 項目名）。",
            )  # fmt: skip


def _within(own: Iterator[Numbered], bounds: Bounds) -> Iterator[Numbered]:
    """Give objects as long as they and their keys keep within the limits."""
    keys: set[str] = set()
    for number, each in own:
        bounds.check_rows(number)
        if not isinstance(each, str):
            keys.update(each)
            bounds.check_columns(len(keys), row=1)
            check_row([*map(cell_of, each.values())], bounds, row=number)
        yield number, each


def text_key(given: Given) -> str:
    """Return the key of the text in a JSONL: as a person says, text, or as headings."""
    chosen = given.choices.columns
    named = next((key for key, meaning in chosen.items() if meaning == "text"), None)
    for grid in given.source.grids:
        keys, key = grid.rows[0], named or "text"
        if key in keys:
            return key
        if columns := find_columns(grid, choices=ReadingChoices(columns=chosen)):
            return keys[columns.meanings["text"]]
    return named or "text"


def text_column(given: Given) -> UnderstoodColumn:
    """Return the key of the text in a JSONL as the column it stands for."""
    key = text_key(given)
    keys = next((grid.rows[0] for grid in given.source.grids), ())
    place = keys.index(key) if key in keys else len(keys)
    return UnderstoodColumn(place + 1, key, "text")


def objects(given: Given) -> Iterator[Numbered]:
    """Give each object of a JSONL with its line, or why the line is none."""
    return ((number, value) for number, _, value in printed_objects(given))


def printed_objects(
    given: Given,
) -> Iterator[tuple[int, str, dict[str, object] | str]]:
    """Give each object of a JSONL as ``objects`` do, and between as it is written."""
    assert given.manner is not None
    number = 0
    for _, text, is_legible in lines(given.path, given.manner):
        number += 1
        if not text.strip():
            continue
        value: object = None
        if is_legible:
            try:
                value = json.loads(text)
            except (ValueError, RecursionError):
                value = None
        if isinstance(value, dict):
            yield number, text, value
        elif is_legible:
            yield number, text, _NO_OBJECT
        else:
            told = f"文字コード{given.manner.encoding}では読めません。"
            yield number, text, told


def with_fields(printed: str, own: dict[str, object], added: dict[str, object]) -> str:
    """Return an object with more fields behind its own, these as they are written.

    Figures keep all their digits. Where a name is among both, what is added counts.
    """
    if not own or own.keys() & added.keys():
        return json.dumps(own | added, ensure_ascii=False)
    begun = printed.strip().removesuffix("}").rstrip()
    return f"{begun}, {json.dumps(added, ensure_ascii=False)[1:]}"
