"""中項目 1, 2 … ; 小項目 a, b … ; then ア, イ, ウ: where in the numbering a row stands.

Numerals are left out where they repeat, and some are lost or misread in print. Whether
a printed 7 is an ア is decided by its neighbours, since a real 7 exists too; a numeral
that comes a second time tells that the one above it was lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from corpus.numerals import KANA, Level, Numeral

SEVEN = Numeral(Level.NUMBER, "7")  # also what ア becomes in scanned print
_A, _I = Numeral(Level.KANA, "ア"), Numeral(Level.KANA, "イ")
_FIRSTS = {
    Level.NUMBER: Numeral(Level.NUMBER, "1"),
    Level.LETTER: Numeral(Level.LETTER, "a"),
    Level.KANA: _A,
    Level.CIRCLED: Numeral(Level.CIRCLED, "①"),
}
_AHEAD = 3  # a lost row or two must not hide the numerals after it


@dataclass(slots=True)
class Numbering:
    """Where in the numbering of a section the reading stands."""

    chain: list[Numeral] = field(default_factory=list)
    used: set[tuple[str, ...]] = field(default_factory=set)
    are_numbers_circled: bool = False

    @property
    def path(self) -> tuple[str, ...]:
        """The whole chain, ``("7", "a", "ア")``."""
        return tuple(numeral.text for numeral in self.chain)

    @property
    def expected(self) -> tuple[Numeral, ...]:
        """The numerals that could come next: again, some on, or one level deeper."""
        ahead = [*self.chain, *_FIRSTS.values(), SEVEN]
        for first in (*self.chain, _FIRSTS[Level.LETTER]):
            numeral = first
            for _ in range(_AHEAD):
                numeral = following_numeral(numeral)
                ahead.append(numeral)
        return tuple(ahead)

    def restart(self) -> None:
        """Begin anew, as a new section does."""
        self.chain = []
        self.used = set()

    def starts_over(self, numerals: Sequence[Numeral]) -> bool:
        """Whether the numerals of a row begin at 1 after a higher number."""
        if not numerals or self._meant_circle(numerals[0]) != _FIRSTS[Level.NUMBER]:
            return False
        return self._number > 1

    def is_next_number(self, numerals: Sequence[Numeral]) -> bool:
        """Whether the numerals of a row go on in the section as it is."""
        following = Numeral(Level.NUMBER, str(self._number + 1))
        return self._number > 0 and following in numerals[:1]

    def advance(
        self,
        numerals: Sequence[Numeral],
        *,
        following: Sequence[Numeral],
        repeats: bool = False,
    ) -> bool:
        """Move to the numerals of a row; return whether one above had to be guessed.

        Parameters
        ----------
        numerals : sequence of Numeral
            As printed in the row, left to right; none where they repeat.
        following : sequence of Numeral
            Those of the rows below, which tell a real 7 from an ア.
        repeats : bool
            Whether the row is of the same item as the one above.
        """
        top: Level | None = None
        for place, printed in enumerate(numerals):
            before, after = numerals[:place], [*numerals[place + 1 :], *following]
            meant = printed if before else self._meant_circle(printed)
            if printed == SEVEN and self._is_kana(before, after, repeats):
                meant = _A
            top = top or meant.level
            self.chain = [kept for kept in self.chain if kept.level < meant.level]
            self.chain.append(meant)
        is_guessed = (
            not repeats and top is not None and self._step_above(top, following)
        )
        self.used.add(self.path)
        return is_guessed

    def lost(self, following: Sequence[Numeral]) -> Numeral | None:
        """Return the numeral lost from a row that has a title of its own.

        The one below that skips just one tells it, at whatever level; else the row
        stands beside the one above.
        """
        for level in reversed(Level):
            below = next((each for each in following if each.level <= level), None)
            here = next((kept for kept in self.chain if kept.level is level), None)
            if below is None or below.level is not level:
                continue
            lost = following_numeral(here) if here else _FIRSTS[level]
            if lost != here and following_numeral(lost) == below:
                return lost
        beside = following_numeral(self.chain[-1]) if self.chain else None
        return None if beside in following[:1] else beside

    @property
    def _number(self) -> int:
        if not self.chain or self.chain[0].level is not Level.NUMBER:
            return 0
        return int(self.chain[0].text)

    def _step_above(self, top: Level, following: Sequence[Numeral]) -> bool:
        """Move the level above one on where the path is one already used."""
        above = [place for place, kept in enumerate(self.chain) if kept.level < top]
        if not above or self.path not in self.used:
            return False
        place = above[-1]
        lost = following_numeral(self.chain[place])
        below = next((each for each in following if each.level <= lost.level), None)
        if lost == below:
            return False  # it is printed further on, so it was not lost here
        self.chain[place] = lost
        return True

    def _meant_circle(self, numeral: Numeral) -> Numeral:
        """Return a circled number as the level it stands for."""
        if numeral.level is not Level.CIRCLED:
            return numeral
        count = ord(numeral.text) - ord("①") + 1
        is_deep = self.chain and (count == 1 or self.chain[-1].level is Level.CIRCLED)
        if is_deep and not self.are_numbers_circled:
            return numeral
        self.are_numbers_circled = True
        return Numeral(Level.NUMBER, str(count))

    def _is_kana(
        self, before: Sequence[Numeral], after: Sequence[Numeral], repeats: bool
    ) -> bool:
        """Whether a printed 7 is an ア: by what stands before it, then after it."""
        if before:
            return True
        if repeats:
            return self.chain[-1:] == [_A]
        next_one = after[0] if after else None
        if next_one in (_I, _A):
            return next_one == _I
        if self._number == 6:
            is_seven_next = next_one == SEVEN and after[1:2] not in ([_A], [_I])
            return is_seven_next and self.chain[-1].level is not Level.KANA
        is_eight_next = next_one == Numeral(Level.NUMBER, "8")
        return self._number == 7 or (self._number > 0 and not is_eight_next)


def following_numeral(numeral: Numeral) -> Numeral:
    """Return the numeral that follows one at its level, itself after the last."""
    if numeral.level is Level.NUMBER:
        return Numeral(Level.NUMBER, str(int(numeral.text) + 1))
    if numeral.level is Level.KANA:
        return Numeral(
            Level.KANA, KANA[min(KANA.find(numeral.text) + 1, len(KANA) - 1)]
        )
    return Numeral(numeral.level, chr(ord(numeral.text) + 1))
