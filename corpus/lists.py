"""The rows of a plain list: of a table under its header, or the lines of a text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.cleaning import clean_cell, is_nothing
from corpus.columns import Columns, find_columns
from corpus.errors import NotAReportError
from corpus.grids import Grid, Source

_BULLET = re.compile(
    r"\s*(?:[・･●○◎◇◆□▪•*＊–]|[-－](?=\s)|[①-⑳]|\(?\d{1,2}[.)．）]\s)\s*"
)
_HEADING = re.compile(
    r"\s*(?:■|▼|#+\s|【(?!新規|継続|拡充)[^】]*】$|第[一二三四五六七八九十\d]+[章節])\s*"
)
_SENTENCE = re.compile(r".{12,}|.*。|【.*")
# Notes and sums among the rows. 注意を促した。 or 備考欄を廃止した。 are none: a sign
# must set the note apart.
_NO_ENTRY = re.compile(
    r"(?:合計|小計|総計|計|その他|以上)"
    r"|※.*|[（(〔\[]\s*(?:注\d*|記入例|記載例)\s*[）)〕\]].*"
    r"|(?:注\d*|出典|備考|記入例\d*|記載例\d*)(?:[：:].*)?"
)


# What stands over a table of one column.
_COLUMN_NAME = re.compile(r"(?:取り?組み?の?)?(?:内容|概要)|取り?組み?|本文|text", re.I)


@dataclass(frozen=True, slots=True)
class ListRow:
    """One row of a list: where it stands, and its cells by meaning."""

    grid: str
    row: int
    cells: dict[str, str]

    def get(self, meaning: str) -> str | None:
        """Return the cleaned cell of a meaning, None where it says nothing."""
        cell = self.cells.get(meaning)
        return _said(cell) if cell else None


@lru_cache(maxsize=10_000)
def _said(cell: str) -> str | None:
    # The same year, organisation and status stand in row after row.
    text = clean_cell(cell)
    return None if is_nothing(text) else text


def read_rows(
    source: Source, *, text_column: str | None = None
) -> tuple[tuple[ListRow, ...], dict[str, str]]:
    """Return the rows that hold a text, and what each column was taken for."""
    rows: list[ListRow] = []
    told: dict[str, str] = {}
    for grid in source.grids:
        if source.format == "text":
            rows.extend(_read_lines(grid))
        elif columns := find_columns(grid, text_column=text_column):
            told |= columns.told
            rows.extend(table_rows(grid, columns))
    if not rows:
        wanted = f"「{text_column}」の列" if text_column else "取組の内容が書かれた列"
        raise NotAReportError(
            f"「{source.name}」に{wanted}が見つかりません。"
            "見出し行に「取組内容」の列がある表か、1行に1件の文書を指定してください。"
        )
    return tuple(rows), told


def table_rows(grid: Grid, columns: Columns) -> Iterator[ListRow]:
    """Return the rows below the header that hold a text."""
    for place in range(columns.header_row + 1, len(grid.rows)):
        cells = grid.rows[place]
        meant = {
            meaning: cells[column]
            for meaning, column in columns.meanings.items()
            if column < len(cells)
        }
        text = clean_cell(meant.get("text", ""))
        if not is_nothing(text) and not _NO_ENTRY.fullmatch(text):
            yield ListRow(grid.name, grid.first_row + place, meant)


def _read_lines(grid: Grid) -> Iterator[ListRow]:
    """Read a text: bullets and sentences, under the headings above them.

    Where nothing is a bullet, each line is an entry, however short.
    """
    section = ""
    lines = [line for (line,) in grid.rows]
    has_bullets = any(map(_BULLET.match, lines))
    for place, line in enumerate(lines):
        text = clean_cell(line)
        if is_nothing(text) or _NO_ENTRY.fullmatch(text):
            continue
        if _HEADING.match(line):
            section = clean_cell(_HEADING.sub("", line, count=1)) or text.strip("【】")
        elif _BULLET.match(line) or _SENTENCE.fullmatch(text):
            bare = _BULLET.sub("", line, count=1)
            cells = {"text": bare, "section": section}
            yield ListRow(grid.name, grid.first_row + place, cells)
        elif has_bullets:
            section = text
        elif place > 0 or not _is_title(lines):
            cells = {"text": line, "section": section}
            yield ListRow(grid.name, grid.first_row + place, cells)


def _is_title(lines: Sequence[str]) -> bool:
    """Whether the first line stands alone above the others, or names a column."""
    is_alone = len(lines) > 1 and not lines[1].strip()
    return is_alone or _COLUMN_NAME.fullmatch(lines[0].strip()) is not None


def texts_of(rows: Sequence[ListRow]) -> tuple[str, ...]:
    """Return the text of each row as one cleaned line, as the classifier reads it."""
    return tuple(clean_cell(row.cells.get("text", "")) for row in rows)
