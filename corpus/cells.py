"""What the cells of a column tell, whatever its heading says."""

import re
from collections.abc import Callable, Mapping, Sequence

from corpus.cleaning import clean_cell, is_nothing
from corpus.fiscal_year import parse_fiscal_year
from corpus.grids import Grid
from corpus.organisations import find_organisation

_SAMPLE_ROWS = 200
_MOST_CELLS = 0.8
SHORTEST_SENTENCE = 12
_FEW_CELLS = 0.3
CIRCLE = re.compile(r"[○〇◯●◎✓✔レ×✕✖-]")
MARKER = re.compile(
    r"(?:[①-⑳]|\d[.．:：]?)?[【\[（(]?\s*(?:新規|継続|拡充|新|継|廃止|見直し|終了|[・/／])+\s*[】\])）]?"
)
STATUS = re.compile(
    r"(?:今後|一部)?(?:実施|対応|検討)"
    r"(?:済み?|中|予定|未定|しない|せず|困難|不可|見送り|見合わせ)?"
    r"|未実施|未定|未対応|未着手|完了|廃止|中止|終了|休止|延期|見送り|着手済み?"
)
# What counts a row or codes its name: 1, (2), ③, 1-(1)-①, 011002.
_COUNT = r"(?:[\d０-９]{1,6}|[①-⑳Ⅰ-Ⅻ]|[一二三四五六七八九十]{1,3}|[ア-ンA-Za-z])"
COUNT = re.compile(rf"[(（]?{_COUNT}(?:[-－.．()（）]+{_COUNT})*[)）.．、]?")
# A part of an organisation, whatever a form calls it; 消防本部 is one of its own.
PART = re.compile(r"\S*(?:[課室係班]|(?<!本)部)")
_UNIT = re.compile(r"[一-龥ァ-ヶー・A-Z]{1,15}(?:課|室|係|班|局|部|グループ|チーム)")
_IN_BRACKETS = re.compile(r"[(（][^()（）]{1,12}[)）]")
_JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龥]")


def sample_of(grid: Grid, start: int) -> Sequence[Sequence[str]]:
    """Return the first rows from a place on, lines beside the table left out.

    So are notes and names that fill one cell, where most rows fill more.
    """
    end = start + _SAMPLE_ROWS
    rows = [
        cells
        for place, cells in enumerate(grid.rows[start:end], start)
        if place not in grid.asides and any(map(str.strip, cells))
    ]
    wide = [cells for cells in rows if sum(bool(cell.strip()) for cell in cells) > 1]
    return wide if 2 * len(wide) > len(rows) else rows


def filled_cells(sample: Sequence[Sequence[str]], place: int) -> list[str]:
    """Return the cleaned cells of a column that say something."""
    cells = (clean_cell(row[place]) for row in sample if place < len(row))
    return [cell for cell in cells if not is_nothing(cell)]


def share_of(cells: Sequence[str], rule: Callable[[str], object]) -> float:
    """Return which part of some cells a rule holds for, 0 where there are none."""
    return sum(bool(rule(cell)) for cell in cells) / len(cells) if cells else 0.0


def mean_length(sample: Sequence[Sequence[str]], place: int) -> float:
    """Return how long the Japanese texts of a column are on average.

    A note in a column of numbers makes it none of texts, nor does its unit in brackets;
    what ends with 。 is a sentence, however short it is.
    """
    cells = filled_cells(sample, place)
    words = (cell for cell in cells if _JAPANESE.search(cell))
    texts = [cell for cell in words if not _IN_BRACKETS.fullmatch(cell)]
    if len(texts) <= _FEW_CELLS * len(cells):
        return 0.0
    lengths = [
        max(len(text), SHORTEST_SENTENCE) if text.endswith("。") else len(text)
        for text in texts
    ]
    return sum(lengths) / len(lengths)


def row_over_sentences(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the place of a first row of names over a column of sentences, or None.

    In a list without a header, its first row has a sentence there as well.
    """
    filled = [place for place, cells in enumerate(rows) if sum(map(bool, cells)) > 2]
    if len(filled) < 3:
        return None
    first, *below = filled
    is_over = any(
        all(rows[place][column].endswith("。") for place in below)
        for column in range(len(rows[first]))
    )
    has_sentence = any(cell.endswith("。") for cell in rows[first])
    is_named = len(set(rows[first])) == len(rows[first])
    return first if is_over and is_named and not has_sentence else None


def plain_meaning(cells: Sequence[str]) -> str | None:
    """Return what cells mean that need no heading to be told."""
    if not cells:
        return None
    for meaning, rule in _PLAIN.items():
        if share_of(cells, rule) >= _MOST_CELLS:
            return meaning
    return None


def _is_organisation(cell: str) -> bool:
    return find_organisation(cell) == cell


_PLAIN: Mapping[str, Callable[[str], object]] = {
    "fiscal_year": parse_fiscal_year,
    "marker": MARKER.fullmatch,
    "status": STATUS.fullmatch,
    "organisation": _is_organisation,
    "department": _UNIT.fullmatch,
}
