"""The lines of a text with those joined that only the width of a page parted.

So are those of what is pasted from a PDF, and of a bullet that goes on below itself.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.cleaning import (
    breaks_off,
    clean_cell,
    clean_line,
    is_cut_off,
    is_wrapped,
)
from corpus.correspondence import is_rule, outcome_in
from corpus.furniture import is_printed
from corpus.leaving import reason_of_text
from corpus.markers import begins_marked, read_marked
from corpus.outline import BULLET, HEADING_SIGN, bare
from corpus.pagination import page_ends

# What a line ends with that says more below: …を原則として.
_OPEN_END = re.compile(r"(?:(?<!つい)て|ため|より|から|ながら|つつ|ともに)$")
# What stands in the middle or at the right of a page goes on with nothing.
_SET_APART = re.compile(r"　{6,}| {12,}")
_WIDTH_OF_PROSE = 25
_LONGEST_NAME = 25
_SENTENCE = re.compile(r"。(?:[【(（][^】)）]*[】)）])?\s*$")
# A sentence is no heading, though it ends without 。.
SENTENCE_END = re.compile(r"(?:た|だ|ます|ている)$")


@dataclass(slots=True)
class Line:
    """A line with those that go on with it, at their places.

    ``is_name`` says that it names what a sentence set in below it tells,
    ``is_of_page`` that its page prints it around the text.
    """

    place: int
    text: str
    rest: list[int] = field(default_factory=list)
    is_name: bool = False
    is_of_page: bool = False

    @property
    def is_bullet(self) -> bool:
        """Whether a sign stands before it, or a marker."""
        return BULLET.match(self.text) is not None or begins_marked(self.text)

    @property
    def may_name(self) -> bool:
        """Whether it is short, and no sentence: the marker before it aside."""
        name = read_marked([bare(self.text)])[0].text
        if self.rest or not name or len(name) > _LONGEST_NAME or "。" in name:
            return False
        return not (
            breaks_off(name) or _OPEN_END.search(name) or SENTENCE_END.search(name)
        )


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a sentence, and perhaps its marker: …した。【新規】."""
    return _SENTENCE.search(text) is not None


def joined(texts: Sequence[str]) -> list[Line]:
    """Return the lines with those joined that only a page's width parted."""
    lines: list[Line] = []
    width = max(map(len, texts), default=0)
    is_prose = sum(text.rstrip().endswith("。") for text in texts) >= 0.2 * sum(
        bool(text.strip()) for text in texts
    )
    ends = page_ends(texts)
    last, is_new_page = "", False
    own = Line(-1, "")
    for place, text in enumerate(texts):
        if _underlines(text, own, place):
            own.is_name = True
        if place in ends:
            lines.append(Line(place, text, is_of_page=True))
            is_new_page = True
            continue
        may_go_on = not is_new_page or is_cut_off(last.rstrip())
        if may_go_on and _goes_on(last, text, own, width=width, is_prose=is_prose):
            own.text = _lengthened(own.text, text)
            own.rest.append(place)
        else:
            own = Line(place, text)
            lines.append(own)
        last, is_new_page = text, False
    return lines


def _lengthened(line: str, text: str) -> str:
    """Return a line with what goes on with it; the sign before it stays one."""
    match = BULLET.match(line)
    sign = match[0] if match else ""
    return sign + clean_line(f"{line[len(sign) :]} {text}")


def _goes_on(last: str, text: str, own: Line, *, width: int, is_prose: bool) -> bool:
    """Whether a line goes on with the one above it, or with those that did."""
    if not last.strip() or _SET_APART.match(last) or HEADING_SIGN.match(last):
        return False
    if not text.strip() or not is_printed((text,)) or _begins_anew(text):
        return False
    last = last.rstrip()
    if (own.is_bullet or outcome_in(own.text)) and text[:1] in " \t　":
        own.is_name = _names(own, text, width)
        return not own.is_name
    if breaks_off(last) or (own.is_bullet and _OPEN_END.search(last)):
        return True
    may_wrap = own.is_bullet or (is_prose and width >= _WIDTH_OF_PROSE)
    return may_wrap and is_wrapped(last, width)


def _begins_anew(text: str) -> bool:
    """Whether a line goes on with none, by its sign or its words."""
    signs = (BULLET, HEADING_SIGN, _SET_APART)
    has_sign = any(sign.match(text) for sign in signs) or begins_marked(text)
    has_sign = has_sign or outcome_in(text) is not None
    return has_sign or reason_of_text(clean_cell(text)) is not None


def _underlines(text: str, own: Line, place: int) -> bool:
    """Whether a rule right below a line makes it a heading, as in plain texts."""
    name = clean_cell(own.text)
    is_short = 0 < len(name) <= _LONGEST_NAME and "。" not in name
    is_right_below = place == own.place + 1 and is_rule(text.strip())
    return is_right_below and is_short and not is_rule(name)


def _names(bullet: Line, text: str, width: int) -> bool:
    """Whether a short bullet is the name of what the sentence below it tells."""
    is_short = bullet.may_name and len(bullet.text) < 0.6 * width
    return is_short and ends_sentence(text)
