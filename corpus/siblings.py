"""Columns that a table has anew for each of several years or groups.

令和3年度の取組 beside 令和4年度の取組, 取組1 beside 取組2, 取組内容 under 働き方
and under 女性活躍: each has its own texts, with the 成果 of its group. 内容 under 取組
and under 課題 are no such, for there the group says what the column means.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.doubts import AROUND_THE_TEXT
from corpus.headings import GENERAL
from corpus.periods import is_period, parts_of, year_in

_WHOSE = re.compile(r"(.{1,20})の(取り?組み?(?:の?(?:内容|概要|成果|効果|状況))?)")
# What each group says of its own; the other columns are of the whole row.
_OF_EACH = frozenset({"section", "item", "status", "reason", "marker", "outcome"})


@dataclass(frozen=True, slots=True)
class Sibling:
    """The columns of one group by meaning, and the group's name unless it is a year."""

    meanings: Mapping[str, int]
    group: str


@dataclass(frozen=True, slots=True)
class _Named:
    """A column by its own name, what stands over it, its year and its number."""

    name: str
    over: tuple[str, ...]
    year: int | None
    number: str

    @property
    def group(self) -> tuple[object, ...]:
        return self.over, self.year, self.number

    @property
    def section(self) -> str:
        return "" if self.year or self.number else "・".join(self.over)


def siblings_of(
    chains: Sequence[Sequence[str]],
    meanings: Mapping[str, int],
    free: Collection[int],
) -> tuple[Sibling, ...]:
    """Return the groups of columns with a text, the first one's own among them.

    Parameters
    ----------
    chains : sequence of sequences of str
        Of each column its names from the top of the header.
    meanings : mapping
        Which column each meaning belongs to.
    free : collection of int
        The columns that hold texts and are not settled by a person.

    Returns
    -------
    tuple of Sibling
        Nothing where there is only one.
    """
    named = _named(chains)
    own = named[meanings["text"]]
    texts = [
        place
        for place, each in enumerate(named)
        if each.name == own.name
        and place in free
        and not any(map(AROUND_THE_TEXT.search, each.over))
    ]
    if len(texts) < 2 or meanings["text"] not in texts:
        return ()
    return tuple(_sibling(named, meanings, place, texts) for place in texts)


def _sibling(
    named: Sequence[_Named],
    meanings: Mapping[str, int],
    text: int,
    texts: Collection[int],
) -> Sibling:
    counts = Counter(each.name for each in named)
    places = {(each.name, each.group): place for place, each in enumerate(named)}
    its: dict[str, int] = {}
    for meaning, place in meanings.items():
        if place in texts:
            continue
        name = named[place].name
        if meaning in _OF_EACH and counts[name] > 1:
            if (own := places.get((name, named[text].group))) is not None:
                its[meaning] = own
        else:
            its[meaning] = place
    return Sibling(its | {"text": text}, named[text].section)


def _named(chains: Sequence[Sequence[str]]) -> list[_Named]:
    named: list[_Named] = []
    for chain in chains:
        lowest, over = (chain[-1], tuple(chain[:-1])) if chain else ("", ())
        if over and is_period(lowest):  # 取組内容 over 令和3年度
            lowest, over = over[-1], (*over[:-1], lowest)
        _, name, number = parts_of(lowest)
        told = next(filter(None, map(year_in, (*over, lowest))), None)
        if over and not number:  # 内容 under 取組1 and under 取組2
            own_year, inner, number = parts_of(over[-1])
            over = (*over[:-1], f"{own_year}{inner}") if number else over
        if not over and (parts := _WHOSE.fullmatch(name)):
            over, name = (parts[1],), parts[2]  # 休暇の取組内容 beside 会議の取組内容
        named.append(_Named(name, over, told, number))
    alike = {each.over for each in named if _stands_again(each, named)}
    whole: list[_Named] = []
    for each in named:
        name = each.name
        if each.over not in alike and not each.year and re.fullmatch(GENERAL, name):
            name = "".join((*each.over, name))
        n_before = sum(name == a.name and each.over == a.over for a in whole)
        number = each.number or str(n_before or "")
        whole.append(replace(each, name=name, number=number))
    return whole


def _stands_again(column: _Named, named: Sequence[_Named]) -> bool:
    """Whether a name that tells what a column means stands over another group, too."""
    return not re.fullmatch(GENERAL, column.name) and any(
        each.name == column.name and each.over != column.over for each in named
    )
