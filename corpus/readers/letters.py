"""Letters of a page with their places → lines, and lines → the text they were.

A line break that the width made is undone: the line reaches the right edge, so that the
next letter had no room. Text that runs downwards or stands on its side is read in its
direction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

# How many letters a line may stop short of its edge: 。 and 」 take theirs along.
_ROOM = 2.2
_WIDE_GAP = 0.2
# Letters that share a glyph with another, and are told as the other.
_SAME_GLYPH = {"\u2027": "・", "\u22c5": "・", "\uff65": "・"}
_OPENS = tuple("•‣▪–・･●○■□◆◇※【〔①②③④⑤⑥⑦⑧⑨")


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter and its box, from the upper left corner of the page.

    ``base`` is the height that its line stands on, from some height above. ``turn`` is
    0 where it stands upright, 1 in text that runs up the page, -1 down.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    turn: int

    @classmethod
    def of(cls, char: dict[str, Any]) -> "Letter":
        """Return a letter as pdfplumber gives it."""
        matrix = char.get("matrix") or (1, 0, 0, 1, 0, 0)
        turn = 0 if char.get("upright", True) else 1 if matrix[1] > 0 else -1
        text = _SAME_GLYPH.get(char["text"], char["text"]).replace("\x00", "")
        box = (char["x0"], char["top"], char["x1"], char["bottom"])
        return cls(text, *box, -float(matrix[5]), turn)

    @property
    def size(self) -> float:
        """How tall the letter is."""
        return max(self.bottom - self.top, 0.1)

    @property
    def middle(self) -> tuple[float, float]:
        """The middle of the letter, from the left and from above."""
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2

    def is_in(self, box: tuple[float, float, float, float]) -> bool:
        """Whether the middle of the letter lies in a box."""
        x, y = self.middle
        return box[0] <= x <= box[2] and box[1] <= y <= box[3]


@dataclass(frozen=True, slots=True)
class Line:
    """Letters side by side; ``margin`` is where the lines around it begin."""

    letters: tuple[Letter, ...]
    margin: float

    @property
    def top(self) -> float:
        """Where the line stands on the page."""
        return self.letters[0].top

    @property
    def text(self) -> str:
        """The letters as text, wide gaps as blanks."""
        pieces = [self.letters[0].text]
        for before, letter in zip(self.letters, self.letters[1:], strict=False):
            gap = letter.x0 - before.x1
            # Between Japanese letters a blank too many is none: cleaning drops it.
            if gap > _WIDE_GAP * letter.size:
                pieces.append(" ")
            pieces.append(letter.text)
        return "".join(pieces).strip()

    @property
    def indented_text(self) -> str:
        """The text, with a blank before it where the line stands in from the others."""
        first = self.letters[0]
        return "　" * (first.x0 - self.margin > 0.8 * first.size) + self.text

    @property
    def right(self) -> float:
        """Where the line ends."""
        return self.letters[-1].x1


def lines_of_letters(letters: Sequence[Letter]) -> list[Line]:
    """Return the lines that upright letters stand in, from the top."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda each: (each.base, each.x0)):
        if rows and _is_level(rows[-1][0], letter):
            rows[-1].append(letter)
        else:
            rows.append([letter])
    printed = [_trimmed(sorted(row, key=lambda each: each.x0)) for row in rows]
    margin = min((row[0].x0 for row in printed if row), default=0.0)
    return [Line(tuple(row), margin) for row in printed if row]


def _trimmed(letters: list[Letter]) -> list[Letter]:
    """Return the letters of a line without the blanks at its ends."""
    printed = [place for place, each in enumerate(letters) if each.text.strip()]
    return letters[printed[0] : printed[-1] + 1] if printed else []


def text_of_letters(
    letters: Sequence[Letter], *, left_edge: float, right_edge: float
) -> str:
    """Return the text of a cell, its lines joined where only the width broke them."""
    if any(letter.turn for letter in letters):
        return "".join(_turned(letters))
    lines = lines_of_letters(letters)
    if len(lines) > 1 and all(len(line.letters) == 1 for line in lines):
        return "".join(line.text for line in lines)
    padding = min((line.letters[0].x0 for line in lines), default=left_edge) - left_edge
    edge = right_edge - max(padding, 0)
    text = ""
    before: Line | None = None
    for line in lines:
        if before is None:
            text = line.text
        elif _goes_on(before, line, edge):
            text += _joint(before.text, line.text) + line.text
        else:
            text += "\n" + line.text
        before = line
    return text


def _goes_on(before: Line, line: Line, edge: float) -> bool:
    """Whether a line broke off because its next letter had no room."""
    if line.text.startswith(_OPENS):
        return False
    first = line.letters[0]
    word = line.text.split(" ")[0] if line.text[:1].isascii() else ""
    room = max(_ROOM, 0.6 * len(word)) * max(first.x1 - first.x0, 0.5 * first.size)
    return before.right + room >= edge


def _joint(before: str, after: str) -> str:
    is_latin = before[-1:].isascii() and after[:1].isascii()
    return " " if is_latin and before[-1:].isalnum() and after[:1].isalnum() else ""


def _turned(letters: Sequence[Letter]) -> Iterator[str]:
    """Give the letters of text on its side in the direction that it runs."""
    turn = next(letter.turn for letter in letters if letter.turn)
    printed = [letter for letter in letters if letter.text.strip()]
    columns: list[list[Letter]] = []
    for letter in sorted(printed, key=lambda each: turn * (each.x0 + each.x1)):
        if columns and abs(columns[-1][0].x0 - letter.x0) < 0.5 * (
            letter.x1 - letter.x0
        ):
            columns[-1].append(letter)
        else:
            columns.append([letter])
    for column in columns:
        for letter in sorted(column, key=lambda each: -turn * each.top):
            yield letter.text


def _is_level(letter: Letter, other: Letter) -> bool:
    # Letters of another font have boxes of another height, but stand on the same line.
    return abs(letter.base - other.base) < 0.4 * min(letter.size, other.size)
