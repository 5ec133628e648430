"""Items in the making: what rows say of one, to which later rows may still add."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.cleaning import clean_line, clean_paragraphs, is_cut_off, is_nothing
from corpus.indicators import read_indicators
from corpus.markers import begins_marked, read_marked
from corpus.records import EntryKind, Item
from corpus.rows import Row

# A title that a row's end cut off.
_OPEN_TITLE = re.compile(
    r"(?:[のをにがはとやへ、・（(「]|及び|又は|ための|向けた|関する|対する|における|よる)$"
)


@dataclass(slots=True)
class Part:
    """One entry in the making, its paragraphs apart."""

    marker: str | None
    texts: list[str]

    @property
    def is_open(self) -> bool:
        """Whether the text breaks off, so that what follows belongs to it."""
        return not self.texts or is_cut_off(self.texts[-1])

    @property
    def whole(self) -> str:
        """The paragraphs as one text."""
        return "\n".join(self.texts)

    def go_on(self, text: str) -> None:
        """Join a text: within the sentence where it breaks off, else below."""
        if self.texts and self.is_open:
            self.texts[-1] = clean_line(self.texts[-1] + text)
        else:
            self.texts.append(text)


@dataclass(slots=True)
class Draft:
    """One item in the making, with its place, status and texts."""

    page: int
    row: int
    section: str | None
    path: tuple[str, ...]
    title: str | None
    variant: str | None
    status: str | None = None
    reason: str | None = None
    initiatives: list[Part] = field(default_factory=list)
    outcomes: list[Part] = field(default_factory=list)
    figures: str = ""
    kept: list[str] = field(default_factory=list)

    @property
    def is_bare(self) -> bool:
        """Whether nothing but a title is known of the item."""
        return not (
            self.status
            or self.initiatives
            or self.outcomes
            or self.figures
            or self.kept
        )

    @property
    def has_open_title(self) -> bool:
        """Whether the title breaks off, so that a text below goes on with it."""
        title = self.title or ""
        return _OPEN_TITLE.search(title) is not None or (
            title.count("（") + title.count("(") > title.count("）") + title.count(")")
        )

    def is_gone_on_with_by(self, row: Row) -> bool:
        """Whether a row prints this item again, for the rest of its open sentence."""
        is_open = bool(self.initiatives) and self.initiatives[-1].is_open
        is_same = (row.status, row.variant) == (self.status, self.variant)
        is_rest = bool(row.content) and not begins_marked(row.content or "")
        return is_open and is_same and is_rest

    def take(self, row: Row) -> None:
        """Take what a row says of this item, its place apart."""
        self.status = self.status or row.status
        self.reason = _joined(self.reason, row.reason)
        self.figures = f"{self.figures} {row.indicator or ''}".strip()
        add_texts(self.initiatives, row.content)
        add_texts(self.outcomes, row.outcome)

    def item(self, position: int) -> Item:
        """Return the finished item."""
        return Item(
            position, self.page, self.row, self.section, self.path, self.title,
            self.variant, self.status, self.reason,
        )  # fmt: skip

    def entries(self) -> Iterator[tuple[EntryKind, str | None, str]]:
        """Return kind, marker and text of what the item holds, else of its title."""
        for kind, parts in (
            (EntryKind.INITIATIVE, self.initiatives),
            (EntryKind.OUTCOME, self.outcomes),
        ):
            for part in parts:
                if part.texts:
                    yield kind, part.marker, "\n".join(part.texts)
        for group in read_indicators(self.figures):
            yield EntryKind.INDICATOR, None, group.source_text
        for text in self.kept:
            yield EntryKind.ITEM, None, text
        if not any(part.texts for part in (*self.initiatives, *self.outcomes)) and not (
            self.figures or self.kept
        ):
            yield EntryKind.ITEM, None, self.title or self.status or ""


def add_texts(parts: list[Part], cell: str | None) -> None:
    """Add the entries of a cell; what has no marker goes on with an open one."""
    for place, marked in enumerate(read_marked(clean_paragraphs(cell or ""))):
        texts = [] if is_nothing(marked.text) else marked.text.split("\n")
        if marked.marker is None and place == 0 and parts:
            for text in texts:
                parts[-1].go_on(text)
        elif marked.marker or texts:
            parts.append(Part(marked.marker, texts))


def last_part(parts: Sequence[Part]) -> Part | None:
    """Return the part that was added last, if any."""
    return parts[-1] if parts else None


def _joined(before: str | None, text: str | None) -> str | None:
    return clean_line(f"{before or ''}{text or ''}") or None
