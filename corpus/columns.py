"""Which column of a plain list means what: by its heading, else by what it holds."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.cleaning import clean_cell
from corpus.grids import Grid

# The meanings, the most telling heading words first. A 所属 or 所管課 is a part of the
# organisation and not the organisation, so it has a meaning of its own.
_HEADINGS: dict[str, str] = {
    "department": (
        r"所属名?|所管課?名?|担当(?:課|部署|部局)?名?|部署名?|課名|部局名?|課室名?"
    ),
    "outcome": r".*(?:成果|効果|実績|結果).*",
    "reason": r".*理由.*",
    "marker": r"新規.*継続.*|区分|種別|新継|新規等",
    "status": r".*(?:実施状況|進捗|状況|ステータス).*|実施|status",
    "fiscal_year": r".*年度|年|fiscal_?year|year",
    "organisation": (
        r"(?:組織|団体|機関|府省庁?|省庁|自治体|都道府県|市町村|企業|会社|法人|事業者"
        r"|学校|病院|提出元?)(?:等)?名?(?:称)?|organi[sz]ation"
    ),
    "section": r"大項目|分野|柱|カテゴリー?|section",
    "text": (
        r".*(?:取り?組み?(?:の)?(?:内容|概要)|実施内容|具体的な?(?:内容|取組)).*"
        r"|.*(?:内容|概要|本文|提案|説明|記述).*|text"
    ),
    "item": (
        r".*(?:取り?組み?名?|項目|施策|事業|件名|タイトル|表題|名称).*|item|title"
    ),
}
_HEADER_SEARCH_ROWS = 30
_LONG_HEADING = 40


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the header stands and which column means what.

    ``header_row`` is the place of the header in the grid, -1 where there is none;
    ``meanings`` maps a meaning to a column's place.
    """

    header_row: int
    headings: tuple[str, ...]
    meanings: dict[str, int]

    @property
    def told(self) -> dict[str, str]:
        """Heading → meaning, as an import answers."""
        return {
            self.headings[place]: meaning for meaning, place in self.meanings.items()
        }


def find_columns(grid: Grid, *, text_column: str | None = None) -> Columns | None:
    """Return the columns of a list, or None where no column holds initiatives.

    Parameters
    ----------
    grid : Grid
        The table as read.
    text_column : str, optional
        The heading of the column to read as text; it counts before what is found.
    """
    candidates = [
        _columns_under(grid, place, text_column)
        for place in range(min(_HEADER_SEARCH_ROWS, len(grid.rows)))
    ]
    if text_column is not None:
        named = _heading(text_column)
        candidates = [each for each in candidates if named in each.headings]
    best = max(candidates, key=lambda each: len(each.meanings), default=None)
    if best and "text" in best.meanings:
        return best
    if text_column is not None:
        return None
    if best and len(best.meanings) >= 2 and "item" in best.meanings:
        return _with_text(best, grid)
    return _without_header(grid)


def _columns_under(grid: Grid, place: int, text_column: str | None) -> Columns:
    headings = tuple(_heading(cell) for cell in grid.rows[place])
    meanings: dict[str, int] = {}
    if text_column is not None and _heading(text_column) in headings:
        meanings["text"] = headings.index(_heading(text_column))
    for meaning, pattern in _HEADINGS.items():
        for column, heading in enumerate(headings):
            if (
                meaning not in meanings
                and column not in meanings.values()
                and 0 < len(heading) <= _LONG_HEADING
                and not heading.endswith("。")
                and re.fullmatch(pattern, heading, re.IGNORECASE)
            ):
                meanings[meaning] = column
    return Columns(place, headings, meanings)


def _heading(cell: str) -> str:
    text = "".join(unicodedata.normalize("NFKC", clean_cell(cell)).split())
    return re.sub(r"\([^()]*\)|※.*$|^[①-⑳\d.]+", "", text)


def _with_text(columns: Columns, grid: Grid) -> Columns:
    """Read titles as texts where a list has titles only."""
    meanings = dict(columns.meanings)
    meanings["text"] = meanings.pop("item")
    return Columns(columns.header_row, columns.headings, meanings)


def _without_header(grid: Grid) -> Columns | None:
    """Take the column with the longest Japanese texts, if it holds sentences."""
    width = max(map(len, grid.rows), default=0)
    lengths = [
        _mean_length([row[column] for row in grid.rows if column < len(row)])
        for column in range(width)
    ]
    if not lengths or max(lengths) < 6:
        return None
    column = lengths.index(max(lengths))
    headings = tuple(f"{place + 1}列目" for place in range(width))
    return Columns(-1, headings, {"text": column})


def _mean_length(cells: Sequence[str]) -> float:
    texts = [cell.strip() for cell in cells if re.search(r"[ぁ-んァ-ヶ一-龥]", cell)]
    return sum(map(len, texts)) / len(texts) if texts else 0.0
