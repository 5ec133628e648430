"""中項目 1, 2 … ; 小項目 a, b … ; then ア, イ, ウ: labels as they are printed, damaged.

A label stands in a cell of its own, is glued to the title, or is left out where it
repeats. Scanned print gives ア as 7 and other kana as the kanji they resemble; whether
a 7 is one is decided by its neighbours, since a real 7 exists too.
"""

import enum
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field


class Level(enum.IntEnum):
    """How deep in the numbering a label stands."""

    NUMBER = 1
    LETTER = 2
    KANA = 3
    CIRCLED = 4


@dataclass(frozen=True, slots=True)
class Label:
    """One printed label, ``text`` as it counts in a path."""

    level: Level
    text: str


_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨ"
# Kanji and signs that scanned print gives for a kana standing alone.
_LOOKALIKES = str.maketrans("工才力夕卜二八ｱｲｳｴｵ", "エオカタトニハアイウエオ")
_KANA_CELL = rf"[{_KANA}工才力夕卜二八]"
_AS_PRINTED_7 = "7"  # what ア becomes in scanned print

_PURE = re.compile(
    rf"[(<]?(?:第)?(?P<number>\d{{1,2}})[)>.:、]?"
    rf"|[(<]?(?P<letter>[a-zA-Z])[)>.:、]?"
    rf"|[(<]?(?P<kana>{_KANA_CELL})[)>.:、]?"
)
_CIRCLED = re.compile(r"[①-⑳]")
_GLUED = re.compile(
    rf"(?P<label>\d{{1,2}}|[a-zA-Z]|{_KANA_CELL})"
    r"(?:[ \u3000]+|[.．、)）:：]\s*)(?P<rest>\S.*)",
    re.DOTALL,
)
_TIGHT = re.compile(
    rf"(?P<label>[0-9０-９]{{1,2}}|[a-zａ-ｚ]|[{_KANA}])(?P<rest>[ぁ-ん一-龥「『（(].*)",
    re.DOTALL,
)
# After a bare number these make it a quantity: 3歳未満, 20時退庁, 2か月前.
_COUNTER = re.compile(r"[歳年月日時分秒人名回件割度週%％か箇個つ本部課級種次枚]")


def read_label(cell: str) -> Label | None:
    """Return the label that a whole cell is, or None.

    Examples
    --------
    >>> read_label("ａ"), read_label("工").text, read_label("工夫")
    (Label(level=<Level.LETTER: 2>, text='a'), 'エ', None)
    """
    text = "".join(cell.split())
    if _CIRCLED.fullmatch(text):
        return Label(Level.CIRCLED, text)
    match = _PURE.fullmatch(unicodedata.normalize("NFKC", text))
    if match is None:
        return None
    if match["number"]:
        return Label(Level.NUMBER, str(int(match["number"])))
    if match["letter"]:
        return Label(Level.LETTER, match["letter"].lower())
    return Label(Level.KANA, match["kana"].translate(_LOOKALIKES))


def split_label(cell: str, *, expected: Sequence[Label]) -> tuple[Label | None, str]:
    """Part a label from the title it is glued to.

    Parameters
    ----------
    cell : str
        As printed, since a blank after the label is what tells it.
    expected : sequence of Label
        What could come next here; a label with nothing between it and the title
        (ア在宅勤務の推進) counts only when it is one of these.
    """
    text = cell.strip()
    glued = _GLUED.fullmatch(text)
    if glued and not _COUNTER.match(glued["rest"]):
        return read_label(glued["label"]), glued["rest"]
    tight = _TIGHT.fullmatch(text)
    if tight and not (tight["label"].isdigit() and _COUNTER.match(tight["rest"])):
        label = read_label(tight["label"])
        if label in expected:
            return label, tight["rest"]
    return None, cell


@dataclass(slots=True)
class Numbering:
    """Where in the numbering the reading stands."""

    chain: list[Label] = field(default_factory=list)

    @property
    def path(self) -> tuple[str, ...]:
        """The whole chain, ``("7", "a", "ア")``."""
        return tuple(label.text for label in self.chain)

    @property
    def expected(self) -> tuple[Label, ...]:
        """The labels that could come next: one on at each level, or one deeper."""
        following = [_next(label) for label in self.chain]
        deepest = self.chain[-1].level if self.chain else None
        firsts = {
            None: [Label(Level.NUMBER, "1")],
            Level.NUMBER: [Label(Level.LETTER, "a"), Label(Level.KANA, "ア")],
            Level.LETTER: [Label(Level.KANA, "ア"), Label(Level.NUMBER, "7")],
        }
        return (*following, *firsts.get(deepest, []))

    def advance(
        self, labels: Sequence[Label], *, following: Sequence[Label]
    ) -> tuple[str, ...]:
        """Move to the labels of a row and return its path.

        Parameters
        ----------
        labels : sequence of Label
            As printed in the row, left to right; none where they repeat.
        following : sequence of Label
            The labels of the rows below, which tell a real 7 from an ア.
        """
        for place, label in enumerate(labels):
            meant = label
            if label == Label(Level.NUMBER, _AS_PRINTED_7) and self._is_kana(
                labels[:place], [*labels[place + 1 :], *following]
            ):
                meant = Label(Level.KANA, "ア")
            self.chain = [kept for kept in self.chain if kept.level < meant.level]
            self.chain.append(meant)
        return self.path

    def restart(self) -> None:
        """Begin anew, as a new section does."""
        self.chain = []

    def _is_kana(self, before: Sequence[Label], after: Sequence[Label]) -> bool:
        """Whether a printed 7 is an ア: by what stands before it, then after it."""
        if before:
            return True
        next_label = after[0] if after else None
        if next_label in (Label(Level.KANA, "イ"), Label(Level.KANA, "ア")):
            return next_label.text == "イ"
        number = next(
            (int(label.text) for label in self.chain if label.level is Level.NUMBER), 0
        )
        if number in (6, 7):
            return False
        return number > 0 and next_label != Label(Level.NUMBER, "8")


def _next(label: Label) -> Label:
    """Return the label that follows one at its level, itself after the last."""
    if label.level is Level.NUMBER:
        return Label(Level.NUMBER, str(int(label.text) + 1))
    if label.level is Level.KANA:
        return Label(Level.KANA, _KANA[min(_KANA.find(label.text) + 1, len(_KANA) - 1)])
    return Label(label.level, chr(ord(label.text) + 1))
