"""One printed row of a follow-up form → what each of its cells means.

Cells may stand left or right of their column, so a cell is told by what it says: a
status is one of a few words, an entry begins with a marker, an indicator with 目標 or
現状, a label is a single letter. Only where that leaves a doubt does the distance from
the status decide.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.cleaning import clean_cell, is_nothing
from corpus.indicators import is_indicator
from corpus.markers import has_marker
from corpus.numbering import Label, Level, read_label, split_label
from corpus.sections import recognise_section

# The choices of column (A), and what others wrote in their place.
_STATUS = re.compile(
    r"(?:今後|一部|継続して|引き続き)?(?:実施|対応|検討)(?:済み?|中|予定|未定|しない|せず)?"
    r"|未実施|未定|未対応|完了|廃止|中止|終了|着手済み?"
)
_STATUS_OF_DONE = frozenset({"実施", "実施済", "実施済み", "完了"})
# 「実施」 run together with the text of the next column.
_STATUS_AND_TEXT = re.compile(
    r"(?P<status>今後実施|実施未定|実施)\s+(?P<rest>[【〔［\[].*)", re.DOTALL
)
_VARIANT = re.compile(r"[（(][^（()）]{1,50}[）)]")
_VARIANT_AT_END = re.compile(
    r"(?P<title>.+?)\s*(?P<variant>[（(][^（()）]*(?:独自実施|実施するもの|派遣)[^（()）]*[）)])"
)


@dataclass(frozen=True, slots=True)
class Row:
    """What one printed row says; texts of cells as printed, for ``markers`` to part."""

    page: int
    row: int
    section: str | None
    labels: tuple[Label, ...]
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
        return any((self.status, self.content, self.outcome, self.indicator))


def read_row(
    cells: Sequence[str],
    *,
    page: int,
    row: int,
    section: str | None,
    expected: Sequence[Label],
) -> Row:
    """Return the meaning of a row's cells.

    Parameters
    ----------
    cells : sequence of str
        As printed, empty ones included.
    page, row : int
        Where the row stands, from 1.
    section : str or None
        The section of the row above.
    expected : sequence of Label
        The labels that could come next.
    """
    cells = _part_glued_status(cells)
    start = _body_start(cells)
    place = _read_place(cells[:start], section=section, expected=expected)
    body = cells[start:]
    status = clean_cell(body[0]) if body and _is_status(body[0]) else None
    indicator = " ".join(cell for cell in body if is_indicator(cell)) or None
    rest = ["" if is_indicator(cell) else cell for cell in body]
    reason, content, outcome = _read_body(rest[1:] if status else rest, status=status)
    return Row(
        page, row, *place, status, reason and clean_cell(reason), content, outcome,
        indicator,
    )  # fmt: skip


def _is_status(cell: str) -> bool:
    return _STATUS.fullmatch(clean_cell(cell)) is not None


def _part_glued_status(cells: Sequence[str]) -> list[str]:
    parted: list[str] = []
    for cell in cells:
        match = _STATUS_AND_TEXT.fullmatch(cell.strip())
        parted.extend((match["status"], "", match["rest"]) if match else (cell,))
    return parted


def _body_start(cells: Sequence[str]) -> int:
    """Return where the place in the report ends and what is reported begins."""
    for start, cell in enumerate(cells):
        if _is_status(cell) or is_indicator(cell) or has_marker(cell):
            return start
    # Neither: the last cells may still say — or tell in plain sentences.
    start = len(cells)
    while start and _is_plain_body(cells[start - 1]):
        start -= 1
    return start


def _is_plain_body(cell: str) -> bool:
    text = clean_cell(cell)
    return is_nothing(text) or text.endswith("。") or text.startswith("※")


def _read_place(
    cells: Sequence[str], *, section: str | None, expected: Sequence[Label]
) -> tuple[str | None, tuple[Label, ...], str | None, str | None]:
    """Return section, labels, title and variant from the cells before the status."""
    labels: list[Label] = []
    titles: list[str] = []
    found_section: str | None = None
    variant: str | None = None
    printed = [cell for cell in cells if not is_nothing(cell)]
    for place, cell in enumerate(printed):
        text = clean_cell(cell)
        if label := read_label(cell):
            if titles and found_section is None and not labels:
                found_section = titles.pop()  # whatever stands left of a number
            labels.append(label)
        elif _VARIANT.fullmatch(text):
            variant = text.strip("（()）")
        elif place == 0 and (known := recognise_section(text, current=section)):
            found_section = known
        else:
            glued, rest = split_label(cell, expected=_deeper(expected, labels))
            if glued and (not labels or glued.level > labels[-1].level or _is_7(glued)):
                labels.append(glued)
            else:
                rest = cell
            titles.append(clean_cell(rest))
    title = "".join(titles) or None
    if title and variant is None and (match := _VARIANT_AT_END.fullmatch(title)):
        title, variant = match["title"], match["variant"].strip("（()）")
    return found_section, tuple(labels), title, variant


def _is_7(label: Label) -> bool:
    return label == Label(Level.NUMBER, "7")


def _deeper(expected: Sequence[Label], labels: Sequence[Label]) -> list[Label]:
    """Return what may be glued to a title after the labels already read."""
    if not labels:
        return list(expected)
    return [
        *(label for label in expected if label.level > labels[-1].level),
        Label(Level.KANA, "ア"),
        Label(Level.NUMBER, "7"),
    ]


def _read_body(
    cells: Sequence[str], *, status: str | None
) -> tuple[str | None, str | None, str | None]:
    """Return reason, content and outcome from the cells after the status."""
    at = _content_at(cells, status)
    if at is None:
        return None, None, None
    before = [cell for cell in cells[:at] if not is_nothing(cell)]
    after = [cell for cell in cells[at + 1 :] if not is_nothing(cell)]
    content = cells[at] if at < len(cells) and not is_nothing(cells[at]) else None
    return "\n".join(before) or None, content, "\n".join(after) or None


def _content_at(cells: Sequence[str], status: str | None) -> int | None:
    """Return which cell is column (C): by its marker, else by its distance.

    The columns after the status are reason, content, outcome.
    """
    filled = [place for place, cell in enumerate(cells) if not is_nothing(cell)]
    if not filled:
        return None
    first = filled[0]
    marked = next((place for place in filled if has_marker(cells[place])), None)
    says_nothing = [bool(cell.strip()) and is_nothing(cell) for cell in cells]
    if marked is not None and not (marked == 2 and says_nothing[1]):
        return marked
    if status is None:
        return first
    # A reason is asked for only where nothing was done, and left blank elsewhere: any
    # other text there, or a dash with one cell behind it, is (C) moved to the left.
    moved_left = first == 0 and status in _STATUS_OF_DONE
    return 0 if moved_left or (says_nothing[0] and filled[-1] == 1) else 1
