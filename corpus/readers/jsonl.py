"""JSONL → one grid: the header row holds the keys, in the order they are met."""

import json

from corpus.errors import UnreadableFileError
from corpus.grids import Grid, Source


def looks_like(text: str) -> bool:
    """Whether the first printed line is a JSON object."""
    first = next((line for line in text.splitlines() if line.strip()), "").strip()
    return first.startswith("{") and first.endswith("}")


def read(text: str, *, name: str, encoding: str) -> Source:
    """Return the objects of a JSONL file as rows under their keys.

    Raises
    ------
    UnreadableFileError
        A line is no JSON object.
    """
    objects = list(read_objects(text, name=name))
    keys = list(dict.fromkeys(key for each in objects for key in each))
    rows = [tuple(keys)]
    rows += [tuple(_cell(each.get(key)) for key in keys) for each in objects]
    return Source(name, "jsonl", encoding, (Grid(name, tuple(rows), first_row=0),))


def read_objects(text: str, *, name: str) -> list[dict[str, object]]:
    """Return the objects of a JSONL text, blank lines left out."""
    objects = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            raise _refused(name, number) from error
        if not isinstance(value, dict):
            raise _refused(name, number)
        objects.append(value)
    return objects


def _refused(name: str, number: int) -> UnreadableFileError:
    return UnreadableFileError(
        f"「{name}」の{number}行目はJSONのオブジェクトではありません。"
        '1行に1件、{"text": "…"} の形で書いてください。'
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
