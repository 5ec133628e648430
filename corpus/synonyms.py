"""Which words mean the same at work: the domain list.

The list is a text file that anyone can edit. A line of ``=`` holds words that stand for
each other; a line of ``→`` is directed: who asks for the left word also wants the right
ones, never the other way round. ``@0.4`` at the end of a line says how much such a hit
counts beside one of the word itself. Each line or group of lines stands under a comment
that says what it is about::

    # 決められた勤務時間を超えて働くこと
    残業 = 超過勤務 = 時間外勤務
    サービス残業 → 残業 @0.5

A home may add a file of its own. A line that cannot be read is passed over and reported
with its number.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from corpus.errors import InvalidInputError

SAME_WEIGHT = 0.8
DIRECTED_WEIGHT = 0.5
_STRENGTH = re.compile(r"\s*[@＠]\s*(?P<weight>\S*)\s*$")
_SAME = re.compile(r"\s*[=＝]\s*")
_DIRECTED = re.compile(r"\s*(?:→|->|⇒)\s*")
_LISTED = re.compile(r"\s*[、,，]\s*")


@dataclass(frozen=True, slots=True)
class Synonym:
    """Who asks for ``word`` also wants ``other``, which counts ``weight`` as much."""

    word: str
    other: str
    weight: float
    is_directed: bool = False


@dataclass(frozen=True, slots=True)
class SynonymList:
    """What a list says, and which of its lines could not be read."""

    synonyms: tuple[Synonym, ...]
    n_groups: int
    warnings: tuple[str, ...]


def bundled_synonyms() -> SynonymList:
    """Return the list that comes with the program."""
    return read_synonyms(
        [Path(str(resources.files("corpus.bundled") / "synonyms.txt"))]
    )


def read_synonyms(paths: Iterable[Path]) -> SynonymList:
    """Return what some files say together; a later word on a pair wins.

    Raises
    ------
    InvalidInputError
        A file cannot be opened or is not UTF-8.
    """
    found: dict[tuple[str, str], Synonym] = {}
    warnings: list[str] = []
    n_groups = 0
    for path in paths:
        for number, line in enumerate(_lines(path), start=1):
            if not line or line.startswith("#"):
                continue
            try:
                pairs = {(one.word, one.other): one for one in _read_line(line)}
            except ValueError as error:
                warnings.append(f"{path.name} の{number}行目：{error}（{line}）")
                continue
            n_groups += 1
            found |= pairs
    return SynonymList(tuple(found.values()), n_groups, tuple(warnings))


def _lines(path: Path) -> list[str]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidInputError(
            f"同義語の一覧 {path} を読めません。UTF-8 のテキストにしてください。"
        ) from error
    return [line.strip() for line in text.splitlines()]


def _read_line(line: str) -> Iterator[Synonym]:
    strength = _STRENGTH.search(line)
    weight = _weight(strength["weight"]) if strength else None
    body = line[: strength.start()] if strength else line
    if len(sides := _DIRECTED.split(body)) == 2:
        words, others = (_LISTED.split(side) for side in sides)
        pairs = [(word, other) for word in words for other in others]
        default = DIRECTED_WEIGHT
    elif len(sides) == 1 and len(words := _SAME.split(body)) > 1:
        pairs = [(word, other) for word in words for other in words if word != other]
        default = SAME_WEIGHT
    else:
        raise ValueError("「語 = 語」か「語 → 語」の形にしてください")
    if not all(word and other for word, other in pairs):
        raise ValueError("語が抜けています")
    is_directed = len(sides) == 2
    for word, other in pairs:
        yield Synonym(word, other, default if weight is None else weight, is_directed)


def _weight(text: str) -> float:
    try:
        weight = float(text)
    except ValueError:
        weight = 0.0
    if not 0 < weight <= 1:
        raise ValueError("@ のあとは 0 より大きく 1 以下の数にしてください")
    return weight
