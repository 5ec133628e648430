"""What stands over the lines of a text tells of them, each heading at its level.

Pages and documents say how deep a heading lies: ``#`` is the outermost, as in Markdown.
A heading in a text has only its sign (see ``outline.Headings``), and lies below those.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from corpus.correspondence import outcome_in
from corpus.joining import Line
from corpus.markers import Marked, begins_marked, read_marked
from corpus.outline import (
    HEADING_SIGN,
    Headings,
    bare,
    is_numbered,
    kind_of,
    told_alone,
)

# 一　時間外勤務 is no 一時間.
_NUMERAL = re.compile(r"^\s*[一二三四五六七八九十]{1,3}[\s　]+(?=\S)")
_LEVEL = re.compile(r"\s*(#+)\s")
# Deeper ones are no headings by style, but names: a term, a line in bold.
_DEEPEST_OF_STYLE = 6
_BELOW_ALL = 9
_LEAST_NAMES = 2


@dataclass(slots=True)
class Heads:
    """The headings over a line, and the marker that one of them bears."""

    headings: Headings = field(default_factory=Headings)
    marker: str | None = None

    def take(self, text: str) -> None:
        """Take in the next heading."""
        over, own = self.headings.over, level_of(text)
        deepest = own or _BELOW_ALL
        outer = [each for each in over if 0 < each[0].count("#") < deepest]
        if own or outer:
            is_below_text = own == 0 and not self.headings.has_entries
            over[:] = over if is_below_text else outer
            self.headings.has_entries = False
        match = HEADING_SIGN.match(text)
        sign, name = (match[0], text[match.end() :]) if match else ("", bare(text))
        marked = next(iter(read_marked([name])), Marked(None, ""))
        self.marker = marked.marker
        if marked.marker and marked.text:  # 【新規】 alone is a name, too
            text = f"{sign}{marked.text}"
        elif own:
            text = f"{sign}{HEADING_SIGN.sub('', name) or name}"
        self.headings.take(_NUMERAL.sub("", text))

    def cells(self, text: str) -> dict[str, str]:
        """Return an entry with what stands over it."""
        self.headings.has_entries = True
        is_led = self.marker and not begins_marked(text)
        told = {"text": f"【{self.marker}】{text}" if is_led else text}
        names = []
        for _, name in self.headings.over:
            if meaning := told_alone(name):
                told[meaning] = name
            else:
                names.append(name)
        item = {"item": names[-1]} if len(names) > 1 else {}
        return told | {"section": names[0] if names else ""} | item


def level_of(text: str) -> int:
    """Return how deep a heading lies as its document says, 0 where none does."""
    match = _LEVEL.match(text)
    return len(match[1]) if match else 0


def without_idle_signs(texts: Sequence[str]) -> list[str]:
    """Return lines, names that nothing stands below as lines like others.

    Whole lists are set in bold, too.
    """
    below = ""
    made = []
    for text in reversed(texts):
        is_idle = level_of(text) > _DEEPEST_OF_STYLE and (not below or level_of(below))
        made.append(_LEVEL.sub("", text, count=1) if is_idle else text)
        below = text if text.strip() else below
    return made[::-1]


def title_of_whole(lines: Sequence[Line]) -> Line | None:
    """Return the heading that stands alone over all others: that of the whole."""
    heads = [line for line in lines if 0 < level_of(line.text) <= _DEEPEST_OF_STYLE]
    levels = [level_of(line.text) for line in heads]
    is_alone = levels[:1] == [1] and len(levels) > 1 and levels.count(1) == 1
    return heads[0] if is_alone else None


def mark_names(lines: Sequence[Line]) -> None:
    """Mark the bullets that name what the sentence below each of them tells.

    One alone may be an entry that a sentence follows.
    """
    leads = [
        (line, line.may_name and _is_told_by(line, below))
        for line, below in zip_longest(lines, lines[1:])
        if line.is_bullet or is_numbered(line.text)
    ]
    for kind in {kind_of(line.text) for line, _ in leads}:
        alike = [(line, leads) for line, leads in leads if kind_of(line.text) == kind]
        if len(alike) >= _LEAST_NAMES and all(leads for _, leads in alike):
            for line, _ in alike:
                line.is_name = True


def _is_told_by(line: Line, below: Line | None) -> bool:
    """Whether a sentence without a sign stands right below a line."""
    if below is None or below.is_bullet or HEADING_SIGN.match(below.text):
        return False
    if outcome_in(below.text):
        return False
    is_right_below = below.place == line.place + len(line.rest) + 1
    return is_right_below and below.text.rstrip().endswith("。")
