"""Rows of a follow-up form → drafts of its items, as a careful human reads them.

What a row leaves out is carried on from above, what a page end cut off is joined, and
what cannot be placed is kept with a warning that names page and row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.cleaning import clean_line, clean_paragraphs
from corpus.continuations import footnote_home, go_on, go_on_title
from corpus.drafts import Draft
from corpus.numbering import SEVEN, Numbering
from corpus.numerals import Level, Numeral
from corpus.places import Where
from corpus.rows import Row
from corpus.sections import SECTIONS, next_section, section_before

_NO_INITIATIVE = frozenset({"その他", "その他の取組", None})
_ONE = Numeral(Level.NUMBER, "1")
_A, _I = Numeral(Level.KANA, "ア"), Numeral(Level.KANA, "イ")


@dataclass(slots=True)
class Reading:
    """Where the reading of a form stands, row by row."""

    section: str | None = None
    numbering: Numbering = field(default_factory=Numbering)
    drafts: list[Draft] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    sections: tuple[str, ...] = SECTIONS

    @property
    def where(self) -> Where:
        """What the rows so far tell of the next one."""
        return Where(self.section, self.sections, self.numbering)

    def add(self, row: Row, *, below: Sequence[Row]) -> None:
        """Take in one row, given those below it."""
        self.enter_section(row, below=below)
        if self._completes(row):
            self._complete(row)
            return
        if self._is_stray_number(row):
            self._warn(row, f"「{row.numerals[0].text}」だけの行を読み飛ばしました")
            return
        self._advance(row, below)
        self._add_above(row)
        begins_figures = row.indicator and (
            row.title or not (self.drafts and self.drafts[-1].figures)
        )
        if row.numerals or row.status or begins_figures:
            self._add_item(row, below)
        elif row.says_something or row.variant or row.title not in _NO_INITIATIVE:
            self._go_on(row)

    def glance(self, row: Row) -> None:
        """Move on by a row without taking it in."""
        if not self._is_stray_number(row):
            self.enter_section(row)
            self.numbering.advance(row.numerals, following=())

    def enter_section(self, row: Row, *, below: Sequence[Row] = ()) -> None:
        """Move to the row's section: the printed one, or the next where 1 returns."""
        if row.section:
            if row.section != self.section:
                self.section = row.section
                self.numbering.restart()
        elif self.section is None and row.numerals:
            ahead, begins = _section_ahead(below)
            self.section = section_before(ahead) if begins else ahead or SECTIONS[0]
            self._warn(row, f"大項目の印刷がないため、「{self.section}」と読みました")
        elif self.numbering.starts_over(row.numerals) and self.section != SECTIONS[-1]:
            ahead, begins = _section_ahead(below)
            told = None if begins else ahead
            self.section = told or next_section(self.section) or self.section
            self.numbering.restart()
            self._warn(
                row,
                "番号が1に戻り大項目の印刷がないため、"
                f"「{self.section}」の始まりと読みました",
            )
        if self.section and self.section not in self.sections:
            self.sections = (*self.sections, self.section)

    def _completes(self, row: Row) -> bool:
        """Whether a row says what the row above left unsaid."""
        last = self.drafts[-1] if self.drafts else None
        if last is None or not row.says_something or last.section != self.section:
            return False
        if row.title and row.title == last.title:
            return last.is_gone_on_with_by(row)
        if not last.is_bare or row.numerals or row.above:
            return False
        return not row.title or last.has_open_title

    def _complete(self, row: Row) -> None:
        last = self.drafts[-1]
        if row.title != last.title:
            last.title = clean_line(f"{last.title or ''}{row.title or ''}") or None
        last.variant = last.variant or row.variant
        last.take(row)

    def _is_stray_number(self, row: Row) -> bool:
        """Whether a row is a number only, and none that could come next."""
        return (
            len(row.numerals) == 1
            and row.numerals[0].level is Level.NUMBER
            and not (row.section or row.title or row.variant or row.says_something)
            and row.numerals[0] not in self.numbering.expected
        )

    def _advance(self, row: Row, below: Sequence[Row]) -> None:
        """Move to the row's numerals, with those that print has lost."""
        repeats = self._repeats(row)
        following = _numerals_below(row, below)
        lost = None if repeats else self._lost(row, following)
        is_guessed = self.numbering.advance(
            (*row.numerals, lost) if lost else row.numerals,
            following=following,
            repeats=repeats,
        )
        if lost or is_guessed:
            path = "-".join(self.numbering.path)
            self._warn(row, f"番号の印刷が欠けているため、前後から{path}と読みました")

    def _lost(self, row: Row, following: Sequence[Numeral]) -> Numeral | None:
        """Return the numeral that a row with a title of its own lost in print."""
        if not row.title or not (row.status or row.indicator):
            return None
        if not row.numerals:
            return self.numbering.lost(following)
        # An イ below a letter's row leaves this row for the ア.
        is_letter = row.numerals[-1].level is Level.LETTER
        return _A if is_letter and following[:1] == [_I] else None

    def _repeats(self, row: Row) -> bool:
        """Whether a row is of the same item as the one above."""
        if not self.drafts or self.drafts[-1].section != self.section:
            return False
        if row.title is None:
            return not row.numerals
        return row.title == self.drafts[-1].title

    def _add_above(self, row: Row) -> None:
        """Add the items whose titles stand left of the row's own numerals."""
        for depth, title in row.above:
            path = self.numbering.path
            path = path[: len(path) - len(row.numerals) + depth]
            known = [draft for draft in self.drafts if draft.section == self.section]
            if all(draft.title != title for draft in known):
                draft = Draft(row.page, row.row, self.section, path, title, None)
                draft.kept.append(title)
                self.drafts.append(draft)

    def _add_item(self, row: Row, below: Sequence[Row]) -> None:
        if not row.says_something and row.title in _NO_INITIATIVE:
            return
        draft = Draft(
            row.page, row.row, self.section, self.numbering.path,
            row.title or self._shared_title(row, below), row.variant,
        )  # fmt: skip
        self.drafts.append(draft)
        draft.take(row)
        if home := footnote_home(self.drafts[:-1], row.outcome):
            draft.outcomes.clear()
            home.texts.extend(clean_paragraphs(row.outcome or ""))
        if draft.title is None and draft.is_bare:
            self._warn(row, "項目名も内容もない行です")

    def _shared_title(self, row: Row, below: Sequence[Row]) -> str | None:
        """Return the title of a row that leaves it out.

        A pair of variants shares one title cell, which print may give to the second;
        else the row belongs to the item above.
        """
        last = self.drafts[-1] if self.drafts else None
        is_second = last and last.variant and last.variant != row.variant
        following = below[0] if below else None
        is_first = row.numerals and row.variant and not is_second
        if is_first and following and following.variant and following.title:
            return following.title
        return last.title if last else None

    def _go_on(self, row: Row) -> None:
        """Go on with the item above, or begin one where there is none."""
        if self.drafts:
            go = go_on if row.says_something else go_on_title
            if doubt := go(self.drafts, row):
                self._warn(row, doubt)
            return
        draft = Draft(row.page, row.row, self.section, (), row.title, row.variant)
        draft.take(row)
        self.drafts.append(draft)
        self._warn(row, "どの項目にも属さない内容です")

    def _warn(self, row: Row, what: str) -> None:
        self.warnings.append(f"{row.page}ページ・{row.row}行目：{what}。")


def _numerals_below(row: Row, below: Sequence[Row]) -> list[Numeral]:
    """Return the numerals of the rows of other items below, in the same section."""
    numerals: list[Numeral] = []
    for each in below:
        if (
            each.section
            and row.section != each.section
            and each.numerals[:1] == (_ONE,)
        ):
            break
        if each.title is None or each.title != row.title:
            # A 7 behind another numeral is no number, it is an ア.
            first, rest = each.numerals[:1], each.numerals[1:]
            numerals.extend((*first, *(_A if it == SEVEN else it for it in rest)))
    return numerals


def _section_ahead(below: Sequence[Row]) -> tuple[str | None, bool]:
    """Return the section printed next further down, and whether it begins there."""
    for row in below:
        is_alone = not row.numerals and not row.title
        begins = row.numerals[:1] == (_ONE,) or is_alone
        if row.section or row.numerals[:1] == (_ONE,):
            return row.section, begins
    return None, False
