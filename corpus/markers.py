"""【新規】 【継続】 【拡充】 【継続新規】: where one entry ends and the next begins.

One cell holds several entries, each led by a marker. Other words in 【】 (【全体】,
【総合職】) are part of the text. A paragraph without a marker goes on with the entry
before it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from corpus.cleaning import clean_line, clean_paragraphs, is_nothing

_WORD = r"(?:一\s*部)?\s*(?:新\s*規|継\s*続|拡\s*充|廃\s*止|終\s*了|見\s*直\s*し?)"
_WORDS = rf"{_WORD}(?:\s*[・･/／、]?\s*{_WORD})?"
_MARKER = re.compile(
    rf"[【〔［\[《〈＜<]\s*(?P<marker>{_WORDS})\s*[】〕］\]》〉＞>]"
    # Round brackets, or one of the pair lost in print, lead only where a text begins.
    rf"|(?:^|(?<=。))\s*[（(]\s*(?P<round>{_WORDS})\s*[）)](?![のとをはがに、。])"
    rf"|(?:^|(?<=。))\s*(?:[【〔［]\s*(?P<unclosed>{_WORDS})(?![】〕］])"
    rf"|(?P<unopened>{_WORDS})\s*[】〕］])"
    r"|[【〔［\[]\s*(?P<short>[新継拡])\s*[】〕］\]]"
    # 新規：, and 新規 alone above its text.
    r"|(?:^|(?<=。))\s*(?P<labelled>新規|継続|拡充)\s*[:：](?=.)"
    r"|^\s*[■□●○◆◇▼・]?\s*(?P<alone>新規|継続|拡充)\s*$"
)
_IN_EACH = re.compile("[新継拡廃終見]")
_SHORT = {"新": "新規", "継": "継続", "拡": "拡充"}
# The sign of a list before a marker is no part of what stands before it.
_SIGN_BEFORE = re.compile(
    r"(?:^|(?<=[。．\s]))\s*(?:[・･●○◯◎◇◆□■▪•‣▼]|[①-⑳]|[-－–*＊]"
    r"|[(（]?[\d０-９]{1,2}[.．)）、])\s*$"
)
# A marker that a sentence speaks of (「前年度に【新規】とした取組」) leads nothing.
_SPOKEN_OF = re.compile(
    r"\s*(?:と|の(?!べ)|は|が|を|に|で|」|又は)(?=[ぁ-んァ-ヶ一-龥])"
)
_FREE_BEFORE = re.compile(r"(?:^|[\s。．.」』）)】・○●])$")


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with the marker that led it, if any."""

    marker: str | None
    text: str


def has_marker(cell: str) -> bool:
    """Whether an entry in this cell is led by a marker."""
    return any(marked.marker for marked in read_marked(clean_paragraphs(cell)))


def begins_marked(cell: str) -> bool:
    """Whether a cell begins with a marker, so that it goes on with nothing."""
    return any(marked.marker for marked in read_marked(clean_paragraphs(cell))[:1])


def split_marked(paragraphs: Iterable[str]) -> tuple[Marked, ...]:
    """Return the entries of a cell, given as its paragraphs.

    Examples
    --------
    >>> [marked.marker for marked in split_marked(["【新規】相談。【継続】周知。"])]
    ['新規', '継続']

    One behind the only text is that text's.

    >>> split_marked(["相談窓口を設けた。【新規】"])
    (Marked(marker='新規', text='相談窓口を設けた。'),)
    """
    entries = read_marked(paragraphs)
    if [bool(each.marker) for each in entries] == [False, True] and not entries[1].text:
        entries = (Marked(entries[1].marker, entries[0].text),)
    return tuple(marked for marked in entries if not is_nothing(marked.text))


def read_marked(paragraphs: Iterable[str]) -> tuple[Marked, ...]:
    """Return the entries of a cell with those that have a marker but no text.

    A page may end between the two.
    """
    entries: list[tuple[str | None, list[str]]] = []
    for paragraph in paragraphs:
        for marker, text in _split_paragraph(paragraph):
            if entries and marker is None:
                entries[-1][1].append(text)
            elif entries and marker and entries[-1][0] and not entries[-1][1]:
                entries[-1] = (f"{entries[-1][0]}{marker}", [text] if text else [])
            else:
                entries.append((marker, [text] if text else []))
    return tuple(Marked(marker, "\n".join(texts)) for marker, texts in entries)


def _split_paragraph(paragraph: str) -> list[tuple[str | None, str]]:
    if not _IN_EACH.search(paragraph):  # most have none
        text = clean_line(paragraph)
        return [(None, text)] if text else []
    pieces: list[tuple[str | None, str]] = []
    marker, start = None, 0
    for match in _MARKER.finditer(paragraph):
        before, after = paragraph[: match.start()], paragraph[match.end() :]
        if _SPOKEN_OF.match(after) and not _FREE_BEFORE.search(before):
            continue
        own = _SIGN_BEFORE.sub("", paragraph[start : match.start()])
        pieces.append((marker, clean_line(own)))
        printed = "".join(next(filter(None, match.groups())).split())
        marker, start = _SHORT.get(printed, printed), match.end()
    pieces.append((marker, clean_line(paragraph[start:])))
    return [piece for piece in pieces if piece != (None, "")]
