"""JSONL → one grid: the header row holds the keys, in the order they are met."""

import json

from corpus.errors import UnreadableFileError
from corpus.grids import Grid, Source
from corpus.readers.decoding import lines_of

# What a JSON file begins with, be it one object a line or of another shape.
_BEGINNINGS = ('{"', "[{", '["')
_HALF_CHARACTERS = dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


def looks_like(text: str) -> bool:
    """Whether the first printed line begins as JSON does."""
    first = next((line for line in text.splitlines() if line.strip()), "").strip()
    is_object = first.startswith("{") and first.endswith("}")
    return is_object or first.startswith(_BEGINNINGS) or first in ("{", "[")


def read(text: str, *, name: str, encoding: str) -> Source:
    """Return the objects of a JSONL file as rows under their keys.

    Raises
    ------
    UnreadableFileError
        A line is no JSON object.
    """
    objects = [each for _, each in read_objects(text, name=name)]
    keys = list(dict.fromkeys(key for each in objects for key in each))
    rows = [tuple(map(_whole, keys))]
    rows += [tuple(_cell(each.get(key)) for key in keys) for each in objects]
    return Source(name, "jsonl", encoding, (Grid(name, tuple(rows), first_row=0),))


def read_objects(text: str, *, name: str) -> list[tuple[int, dict[str, object]]]:
    """Return the objects of a JSONL text with their line numbers."""
    objects = []
    for number, line in enumerate(lines_of(text), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _refused(name, number) from error
        if not isinstance(value, dict):
            raise _refused(name, number)
        objects.append((number, value))
    return objects


def _refused(name: str, number: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"「{name}」の{number}行目はJSONのオブジェクトではありません。"
        '1行に1件、{"text": "…"} の形で書いてください。'
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return _whole(text)


def _whole(text: str) -> str:
    """Return a text without half characters, which no file or database can hold."""
    return text.translate(_HALF_CHARACTERS)
