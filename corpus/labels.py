"""Labelled examples: files in, checked against the themes.

An example is a text and the themes it carries after the theme guide. Each line of a
file is one JSON object: ``text`` and ``themes``, and where they are known ``register``
(whose voice: 府省, 県 …), ``kind`` (plain, none, mention, paraphrase, damaged),
``group`` (variants of one idea, never parted by a split), ``item`` and ``section``.
The file's own name says who wrote it: texts of one hand resemble each other, so a
fair split keeps a hand together too.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import ExamplesError
from corpus.themes import GUIDE

_BUNDLED = Path(__file__).parent / "bundled"


@dataclass(frozen=True, slots=True)
class Example:
    """A text and the themes a person says it carries.

    ``group`` names the idea it is a variant of, ``source`` the file it came from;
    ``open_themes`` are those on which nobody has decided.
    """

    text: str
    themes: frozenset[str]
    register: str | None
    kind: str | None
    group: str
    source: str
    item: str | None = None
    section: str | None = None
    open_themes: frozenset[str] = frozenset()


def bundled_examples() -> tuple[Example, ...]:
    """Return the examples that come with the program, in a fixed order."""
    files = sorted((_BUNDLED / "examples").glob("*.jsonl"))
    return tuple(example for file in files for example in read_examples(file))


def report_examples() -> tuple[Example, ...]:
    """Return the bundled report's entries with their themes: a test set only."""
    return read_examples(_BUNDLED / "report_labels.jsonl")


def read_examples(
    path: Path, *, theme_ids: Iterable[str] = GUIDE.ids
) -> tuple[Example, ...]:
    """Return the examples of a JSONL file in order; blank lines are passed over.

    Raises
    ------
    ExamplesError
        The file cannot be read, or a line is no example; the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise ExamplesError(
            f"「{path}」を読めません。UTF-8のJSONLファイルを指定してください。"
        ) from error
    known = frozenset(theme_ids)
    examples = tuple(
        _example(line, number, path, known)
        for number, line in enumerate(lines, start=1)
        if line.strip()
    )
    if not examples:
        raise ExamplesError(
            f"「{path}」に例文がありません。1行に1件、"
            '{"text": "…", "themes": ["telework"]} の形で書いてください。'
        )
    return examples


def _example(line: str, number: int, path: Path, known: frozenset[str]) -> Example:
    """Read one line."""
    where = f"「{path.name}」の{number}行目"
    try:
        row = json.loads(line)
    except ValueError as error:
        raise ExamplesError(
            f"{where}がJSONとして読めません。引用符と括弧を確かめてください。"
        ) from error
    text, themes = _text_and_themes(row, where, known)
    return Example(
        text=text,
        themes=themes,
        register=_optional(row, "register", where),
        kind=_optional(row, "kind", where),
        group=_optional(row, "group", where) or f"{path.stem}:{number}",
        source=path.stem,
        item=_optional(row, "item", where),
        section=_optional(row, "section", where),
    )


def _text_and_themes(
    row: Any, where: str, known: frozenset[str]
) -> tuple[str, frozenset[str]]:
    """Return the two fields that every example has."""
    if not isinstance(row, dict):
        raise ExamplesError(f"{where}は {{…}} の形のJSONではありません。")
    text, themes = row.get("text"), row.get("themes")
    if not isinstance(text, str) or not text.strip():
        raise ExamplesError(f"{where}に空でない text を書いてください。")
    if not isinstance(themes, list) or not all(isinstance(t, str) for t in themes):
        raise ExamplesError(
            f"{where}の themes をテーマIDの一覧にしてください（なければ []）。"
        )
    if unknown := sorted(set(themes) - known):
        raise ExamplesError(
            f"{where}のテーマ「{'、'.join(unknown)}」はありません。"
            f"次から選んでください：{'、'.join(sorted(known))}"
        )
    return text, frozenset(themes)


def _optional(row: dict[str, Any], key: str, where: str) -> str | None:
    """Return a text that a line may leave out."""
    value = row.get(key)
    if value is None or isinstance(value, str):
        return value
    raise ExamplesError(f"{where}の {key} を文字列にしてください。")
