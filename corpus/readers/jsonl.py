"""JSONL → one grid: the header row holds the keys, in the order they are met."""

import json

from corpus.errors import UnreadableFileError
from corpus.grids import Grid, Source
from corpus.limits import Bounds
from corpus.readers.blocks import check_cells
from corpus.readers.decoding import lines_of

# What a JSON file begins with, be it one object a line or of another shape.
_BEGINNINGS = ('{"', "[{", '["')
_DEEPEST = 5
_HALF_CHARACTERS = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def looks_like(text: str) -> bool:
    """Whether the first printed line begins as JSON does."""
    first = next((line for line in text.splitlines() if line.strip()), "").strip()
    is_object = first.startswith("{") and first.endswith("}")
    return is_object or first.startswith(_BEGINNINGS) or first in ("{", "[")


def read(text: str, *, bounds: Bounds, encoding: str) -> Source:
    """Return the objects of a JSONL file as rows under their keys.

    Raises
    ------
    UnreadableFileError
        A line is no JSON object.
    """
    return _source(read_objects(text, name=bounds.name), bounds, encoding)


def read_legible(text: str, *, bounds: Bounds, encoding: str) -> Source:
    """Return the objects of a JSONL file of which some lines are none."""
    lines = enumerate(map(_object, lines_of(text)), start=1)
    objects = [(number, each) for number, each in lines if each is not None]
    return _source(objects, bounds, encoding)


def _source(
    objects: list[tuple[int, dict[str, object]]], bounds: Bounds, encoding: str
) -> Source:
    """Return objects as rows under their keys, each at the number of its line."""
    objects = [(number, flat(each)) for number, each in objects]
    keys = list(dict.fromkeys(key for _, each in objects for key in each))
    bounds.check_columns(len(keys), row=1)
    rows: list[tuple[str, ...]] = [tuple(map(_whole, keys))]
    for number, each in objects:
        rows += [()] * (number - len(rows))
        rows.append(tuple(cell_of(each.get(key)) for key in keys))
        bounds.check_rows(number)
    check_cells(rows[1:], bounds)
    grid = Grid(bounds.name, tuple(rows), first_row=0, carries=False)
    return Source(bounds.name, "jsonl", encoding, (grid,))


def read_objects(text: str, *, name: str) -> list[tuple[int, dict[str, object]]]:
    """Return the objects of a JSONL text with their line numbers."""
    objects = []
    for number, line in enumerate(lines_of(text), start=1):
        if not line.strip():
            continue
        value = _object(line)
        if value is None:
            raise UnreadableFileError(
                f"「{name}」の{number}行目はJSONのオブジェクトではありません。"
                '1行に1件、{"text": "…"} の形で書いてください。'
            )
        objects.append((number, value))
    return objects


def flat(value: dict[str, object], depth: int = 0) -> dict[str, object]:
    """Return an object with what objects in it say, under the names of both.

    取組: {内容: …} is what a table has under 取組内容.
    """
    made: dict[str, object] = {}
    for key, each in value.items():
        if isinstance(each, dict) and each and depth < _DEEPEST:
            inner = flat(each, depth + 1)
            made |= {_joined(key, name): within for name, within in inner.items()}
        else:
            made[key] = each
    return made


def _joined(outer: str, inner: str) -> str:
    """Return the name of what an object within another says."""
    return f"{outer}{'_' if inner.isascii() else ''}{inner}"


def _object(line: str) -> dict[str, object] | None:
    """Return the object that a line is, None where it is none."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def cell_of(value: object) -> str:
    """Return a value of an object as the text of a cell."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _whole(text)


def _whole(text: str) -> str:
    """Return a text without half characters, which no file or database can hold."""
    return text.translate(_HALF_CHARACTERS)
