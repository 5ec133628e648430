"""One printed row of a follow-up form → what each of its cells means.

Cells may stand left or right of their column, so a cell is told by what it says: a
status is one of a few words, an entry begins with a marker, an indicator with 目標 or
現状. Only where that leaves a doubt does the column decide.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.cleaning import clean_cell, is_cut_off, is_note, is_nothing
from corpus.indicators import is_indicator, join_keys, part_lead
from corpus.markers import begins_marked, has_marker
from corpus.numerals import Numeral
from corpus.places import Where, read_place

# The choices of column (A), and what others wrote in their place.
_STATUS = re.compile(
    r"(?:今後|一部|継続して|引き続き)?(?:実施|対応|検討)"
    r"(?:済み?|中|予定|未定|しない|せず|困難|不可|見送り|見合わせ)?"
    r"|未実施|未定|未対応|未着手|完了|廃止|中止|終了|休止|延期|見送り|着手済み?"
)
_STATUS_OF_DONE = frozenset({"実施", "実施済", "実施済み", "完了"})
# A status run together with the text of the next column, or with the title before it.
_STATUS_AND_TEXT = re.compile(
    r"(?:(?P<place>[^。【〔［\[]+)[ \u3000])?(?P<status>今後実施|実施未定|実施)"
    r"(?:\s*(?P<marked>[【〔［\[].*)|[ \u3000\n]+(?P<plain>.*。))",
    re.DOTALL,
)
_TITLE_AND_STATUS = re.compile(
    r"(?P<title>.*[^のをにとや・、\s])[ \u3000]+(?P<status>今後実施|実施未定|実施)"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Where columns (A) to (D) stand on a page, from 0, and how (B) is left out."""

    status: int = 3
    reason: int = 4
    content: int = 5
    outcome: int = 6
    is_reason_dashed: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """What one printed row says; texts of cells as printed, for ``markers`` to part.

    ``above`` holds titles of numerals further up, as in ``places.Place``.
    """

    page: int
    row: int
    section: str | None
    numerals: tuple[Numeral, ...]
    above: tuple[tuple[int, str], ...]
    title: str | None
    variant: str | None
    status: str | None
    reason: str | None
    content: str | None
    outcome: str | None
    indicator: str | None

    @property
    def says_something(self) -> bool:
        """Whether anything but its place and a title is printed in the row."""
        return any(
            (self.status, self.reason, self.content, self.outcome, self.indicator)
        )


def read_row(
    cells: Sequence[str], *, page: int, row: int, where: Where, columns: Columns
) -> Row:
    """Return the meaning of a row's cells.

    Parameters
    ----------
    cells : sequence of str
        As printed, empty ones included.
    page, row : int
        Where the row stands, from 1.
    where : Where
        What the rows above told.
    columns : Columns
        Where the page's header puts the columns.
    """
    cells = _part_glued(join_keys(cells))
    start = _body_start(cells, columns)
    place = read_place(cells[:start], where)
    body = cells[start:]
    status = _read_status(body[0]) if body else None
    figures = [cell for cell in body if is_indicator(cell)]
    if figures and place.numerals and place.title is None:
        place.title, figures[0] = part_lead(figures[0])
    # A status that is printed once more in another column says nothing new.
    rest = [
        "" if is_indicator(cell) or (status and _read_status(cell) == status) else cell
        for cell in body
    ]
    told = _read_body(
        rest, start, status, columns, has_place=bool(place.numerals or place.title)
    )
    if place.numerals and place.title is None and status in _STATUS_OF_DONE:
        # No reason is given for what was done: the title slipped behind the status.
        place.title, told = told[0], (None, *told[1:])
    return Row(
        page, row, place.section, tuple(place.numerals), tuple(place.above),
        place.title, place.variant, status, *told, " ".join(figures) or None,
    )  # fmt: skip


def _read_status(cell: str) -> str | None:
    text = clean_cell(cell).strip("（）()〔〕[]●○◯■☑✓・。 ")
    return text if _STATUS.fullmatch(text) else None


def _part_glued(cells: Sequence[str]) -> list[str]:
    """Part a status from the title or the text that it is run together with."""
    if any(map(_read_status, cells)):
        return list(cells)
    parted: list[str] = []
    for cell in cells:
        after = _STATUS_AND_TEXT.fullmatch(cell.strip())
        before = _TITLE_AND_STATUS.fullmatch(cell.strip())
        if after and after["marked"]:
            place = [after["place"]] if after["place"] else []
            parted.extend((*place, after["status"], "", after["marked"]))
        elif after and not after["place"]:
            parted.extend((after["status"], after["plain"]))
        elif before and "。" not in cell:
            parted.extend((before["title"], before["status"]))
        else:
            parted.append(cell)
    return parted


def _body_start(cells: Sequence[str], columns: Columns) -> int:
    """Return where the place in the report ends and what is reported begins."""
    for start, cell in enumerate(cells):
        if _read_status(cell) or is_indicator(cell) or has_marker(cell):
            return start
    # Neither: the last cells may still say —, or tell in plain sentences.
    start = len(cells)
    while start and (_is_plain_body(cells[start - 1]) or start - 1 >= columns.content):
        start -= 1
    return start


def _is_plain_body(cell: str) -> bool:
    text = clean_cell(cell)
    return is_nothing(text) or text.endswith("。") or is_note(text)


def _read_body(
    cells: Sequence[str],
    start: int,
    status: str | None,
    columns: Columns,
    *,
    has_place: bool,
) -> tuple[str | None, str | None, str | None]:
    """Return reason, content and outcome from the cells behind the place."""
    if status:
        return _read_after_status(cells[1:], status, columns)
    marked = next((place for place, cell in enumerate(cells) if has_marker(cell)), None)
    if marked is None or not has_place:
        return _read_by_column(cells, start, columns)
    # The status was lost from a row of an item of its own.
    after = [cell for cell in cells[marked + 1 :] if not is_nothing(cell)]
    return None, cells[marked], "\n".join(after) or None


def _read_after_status(
    cells: Sequence[str], status: str, columns: Columns
) -> tuple[str | None, str | None, str | None]:
    cells = list(cells)
    at = _content_at(cells, status, is_reason_dashed=columns.is_reason_dashed)
    if _is_parted(cells[at : at + 3]):
        cells[at : at + 2] = [" ".join(cells[at : at + 2])]
    before = [cell for cell in cells[:at] if not is_nothing(cell)]
    after = [cell for cell in cells[at + 1 :] if not is_nothing(cell)]
    content = cells[at] if at < len(cells) and not is_nothing(cells[at]) else None
    return clean_cell("\n".join(before)) or None, content, "\n".join(after) or None


def _is_parted(cells: Sequence[str]) -> bool:
    """Whether a content runs on in the next cell, and another stands for (D)."""
    if len(cells) < 3 or is_nothing(cells[0]) or is_nothing(cells[1]):
        return False
    is_open = is_cut_off(clean_cell(cells[0])) and not begins_marked(cells[1])
    return is_open and bool(cells[2].strip())


def _content_at(cells: Sequence[str], status: str, *, is_reason_dashed: bool) -> int:
    """Return which cell is column (C): by its marker, else by its distance.

    The columns after the status are reason, content, outcome.
    """
    filled = [place for place, cell in enumerate(cells) if not is_nothing(cell)]
    printed = [place for place, cell in enumerate(cells) if cell.strip()]
    marked = next((place for place in filled if has_marker(cells[place])), None)
    # A marked text behind a (C) of its own is (D), unless (C) can be but a reason.
    has_content = 1 in printed and (1 not in filled or status in _STATUS_OF_DONE)
    if marked is not None and not (marked == 2 and has_content):
        return marked
    if 2 in printed and 0 in printed:
        return 1  # three columns are printed, none is moved
    # A reason is asked for only where nothing was done, and left blank elsewhere: any
    # other text there is (C) moved to the left; and so is a dash with one text behind
    # it, unless this report prints a dash for every reason.
    if filled[:1] == [0] and status in _STATUS_OF_DONE:
        return 0
    is_dash_first = printed == [0, 1] and filled == [1]
    return 0 if is_dash_first and not is_reason_dashed else 1


def dashes_reasons(rows: Iterable[Sequence[str]]) -> bool:
    """Whether a report prints — where no reason is given: before some marked text."""
    return any(
        _read_status(status) in _STATUS_OF_DONE
        and bool(reason.strip())
        and is_nothing(reason)
        and has_marker(content)
        for cells in rows
        for status, reason, content in zip(cells, cells[1:], cells[2:], strict=False)
    )


def _read_by_column(
    cells: Sequence[str], start: int, columns: Columns
) -> tuple[str | None, str | None, str | None]:
    """Return reason, content and outcome of a row without a status."""
    filled = [place for place, cell in enumerate(cells) if not is_nothing(cell)]
    if not filled:
        return None, None, None
    first = filled[0]
    # A — behind it stands for (D), so that what comes before it is (C).
    is_followed = any(cell.strip() for cell in cells[first + 1 :])
    is_outcome = first + start >= columns.outcome and not is_followed
    is_reason = first + start == columns.reason and not has_marker(cells[first])
    after = "\n".join(cells[place] for place in filled[1:]) or None
    if is_outcome:
        return None, None, "\n".join(cells[place] for place in filled)
    if is_reason and after is None:
        return clean_cell(cells[first]), None, None
    return None, cells[first], after
