"""The file given back with corrections: what a person changed in the column テーマ.

What was given before stands in the file, too: 根拠 names each theme before its words.
A row whose themes are those is left as it is; any other is a correction.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.choices import ReadingChoices
from corpus.cleaning import clean_cell, is_nothing
from corpus.errors import InvalidInputError, NotAReportError
from corpus.themes import Guide
from service.tagging.answers import AFTER_THEME, BETWEEN_REASONS, RESULT_COLUMNS
from service.tagging.given import Given
from service.tagging.opening import open_given
from service.tagging.own import PrintedRow, printed_rows

_THEMES, _REASONS = RESULT_COLUMNS[0], RESULT_COLUMNS[3]
_BETWEEN = re.compile(r"[、,，;；\n]+")
_MOST_TOLD = 10


@dataclass(frozen=True, slots=True)
class Correction:
    """A row whose themes a person changed: ids as they are now, and as they were.

    Sorting moves rows, and a file in another format numbers them anew: its text tells
    a row, and of the rows of a sheet with the same the ``occurrence``, counted from 0.
    """

    sheet: str
    row: int
    text: str
    themes: tuple[str, ...]
    was: tuple[str, ...]
    occurrence: int = 0


def read_corrections(
    path: Path, *, name: str, guide: Guide, choices: ReadingChoices | None = None
) -> tuple[Correction, ...]:
    """Return what was changed in a file that was given back tagged.

    Parameters
    ----------
    path : Path
    name : str
        What the person calls it.
    guide : Guide
        Knows the themes by their names.
    choices : ReadingChoices, optional
        How the file was read that was given back; its encoding may be another by now.

    Raises
    ------
    UnreadableFileError
        The file cannot be read.
    NotAReportError
        It has no columns as they are added to a file.
    InvalidInputError
        A theme is not known; then nothing of the file counts.
    """
    as_before = replace(choices or ReadingChoices(), encoding=None)
    given = open_given(path, name=name, choices=as_before)
    if given.format == "jsonl":
        raise NotAReportError(
            f"「{name}」はJSONLです。テーマはExcelかCSVの「{_THEMES}」の列で直します。"
            "結果をExcelかCSVで受け取り、直して指定してください。"
        )
    texts = _texts(given)
    ids = _ids_by_name(guide)
    unknown: list[str] = []
    found = []
    n_rows = 0
    seen: Counter[tuple[str, str]] = Counter()
    for row in _tagged_rows(given):
        if (row.sheet, row.row) not in texts:
            continue
        n_rows += 1
        text = texts[row.sheet, row.row]
        kind = row.sheet, spaceless(text)
        seen[kind] += 1
        names = map(clean_cell, _BETWEEN.split(row.themes))
        told = [each for each in names if each and not is_nothing(each)]
        unknown += [f"{row.row}行目「{each}」" for each in told if each not in ids]
        themes = tuple(dict.fromkeys(ids[each] for each in told if each in ids))
        was = tuple(_given_before(row.reasons, ids))
        if set(themes) != set(was):
            nth = seen[kind] - 1
            found.append(Correction(row.sheet, row.row, text, themes, was, nth))
    if not n_rows:
        raise NotAReportError(
            f"「{name}」に「{_THEMES}」と「{_REASONS}」の列がありません。"
            "テーマを付けて返されたファイルを直して、指定してください。"
        )
    if unknown:
        raise _unknown(name, unknown, guide)
    return tuple(found)


def spaceless(text: str) -> str:
    """Return a text as it is told from others, however wrapped or neutralised."""
    return "".join(text.split()).removeprefix("'")


@dataclass(frozen=True, slots=True)
class _TaggedRow:
    """What stands in the columns that were added to a row."""

    sheet: str
    row: int
    themes: str
    reasons: str


def _texts(given: Given) -> dict[tuple[str, int], str]:
    return {(row.sheet, row.row): row.text for row in given.rows() if row.text}


def _tagged_rows(given: Given) -> Iterator[_TaggedRow]:
    """Give the added cells of each row; of columns of one name the last is ours."""
    for row in printed_rows(given):
        places = {clean_cell(name): place for place, name in enumerate(row.headings)}
        if _THEMES in places and _REASONS in places:
            yield _TaggedRow(
                row.sheet, row.row, _cell(row, places[_THEMES]),
                _cell(row, places[_REASONS]),
            )  # fmt: skip


def _cell(row: PrintedRow, place: int) -> str:
    return row.cells[place] if place < len(row.cells) else ""


def _ids_by_name(guide: Guide) -> dict[str, str]:
    return {
        name: theme.id
        for theme in guide.themes
        for name in (theme.english_name, theme.id, theme.name)
    }


def _given_before(reasons: str, ids: dict[str, str]) -> Iterator[str]:
    """Give the themes that stand before their reasons."""
    for each in reasons.split(BETWEEN_REASONS):
        name, sign, _ = each.partition(AFTER_THEME)
        if sign and clean_cell(name) in ids:
            yield ids[clean_cell(name)]


def _unknown(name: str, unknown: Sequence[str], guide: Guide) -> InvalidInputError:
    told = "、".join(unknown[:_MOST_TOLD])
    more = f"など{len(unknown):,}か所" if len(unknown) > _MOST_TOLD else ""
    known = "、".join(theme.name for theme in guide.themes)
    return InvalidInputError(
        f"「{name}」の{told}{more}というテーマはありません。何も取り込んでいません。"
        f"次のいずれかを「、」で区切って書いてください：{known}"
    )
