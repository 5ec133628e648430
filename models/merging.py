"""Several texts of one year that became one of another: the parts of a whole.

A whole is paired with one part already. Another is a part of it, too, where it says
what of the whole the first does not say; a dropped initiative in the words of its
neighbour adds nothing and is no part of the neighbour's heir. Splits are merges seen
from the other year.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass

from models.likeness import Companions, Likeness, Texts

# How much of a part stands in the whole, and so much of what only it says.
LEAST_COVERED = 0.2
LEAST_OWN_COVERED = 0.15
# How much a part explains of what the others leave open, and of the whole; one that
# stands in the same place may add a little less.
LEAST_EXPLAINED = 0.3
LEAST_GAIN, PLACE_HELP = 0.18, 0.1
# Parts of a whole that no one is paired with are as alike to it as a pair is.
LEAST_TOGETHER = 0.4
# A pair that is less alike than a part is covered, by so much, may be broken up.
LEAST_ADVANTAGE = 0.25

# Initiatives of the earlier and of the later year by their numbers.
Group = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class _Merge:
    """Parts that make up a whole, and how much of it only the later ones say."""

    whole: int
    parts: tuple[int, ...]
    gain: float


@dataclass(frozen=True, slots=True)
class _Side:
    """One way to look at two years: which texts may be parts, which wholes.

    ``covered`` holds for each whole its likely parts with how much of them stands in
    it; ``part_of`` the pairs made so far; ``firmness`` how alike a part and its pair;
    ``near`` how near a part and a whole stand.
    """

    parts: Texts
    wholes: Texts
    covered: Mapping[int, list[tuple[float, int]]]
    part_of: Mapping[int, int]
    firmness: Mapping[int, float]
    near: Callable[[int, int], float]

    def merges(self) -> Iterator[_Merge]:
        """Give the wholes that several parts went into."""
        for whole, covered in self.covered.items():
            own = self.part_of.get(whole)
            free = [
                part
                for share, part in sorted(covered, reverse=True)
                if part == own or self._is_free(part, share)
            ]
            if own is not None and own not in free:
                continue  # what it is paired with does not stand in it
            free.sort(key=lambda part: part != own)
            if free and (merge := self._merge(whole, *free)):
                yield merge

    def _is_free(self, part: int, share: float) -> bool:
        """Whether a part is in no pair, or in one that means less."""
        firmness = self.firmness.get(part)
        return firmness is None or share - firmness >= LEAST_ADVANTAGE

    def _merge(self, whole: int, first: int, *others: int) -> _Merge | None:
        """Return a whole with the parts that each add something to it."""
        of_whole, weight = self.wholes.features[whole], self.wholes.weight
        said = set(self.parts.features[first])
        chosen, gain = [first], 0.0
        for other in others:
            own = self.parts.features[other] - said
            found = weight(own & of_whole)
            adds = found / weight(of_whole)
            if (
                found >= LEAST_EXPLAINED * weight(of_whole - said)
                and found >= LEAST_OWN_COVERED * weight(own)
                and adds >= LEAST_GAIN - PLACE_HELP * self.near(other, whole)
            ):
                chosen.append(other)
                said |= own
                gain += adds
        if len(chosen) == 1 or (
            whole not in self.part_of and not self._is_alike(said, of_whole)
        ):
            return None
        return _Merge(whole, tuple(sorted(chosen)), gain)

    def _is_alike(self, said: Set[int], whole: Set[int]) -> bool:
        """Whether parts together are as alike to a whole as a pair is."""
        weight = self.wholes.weight
        alike = 2 * weight(said & whole) / (weight(said) + weight(whole))
        return alike >= LEAST_TOGETHER


def find_groups(
    likeness: Likeness,
    companions: Companions,
    pairs: Mapping[int, int],
    *,
    near: Callable[[int, int], float],
) -> list[Group]:
    """Return the merges and splits of two years, the clearest first.

    Parameters
    ----------
    pairs : mapping of int to int
        What of the earlier year was paired with what of the later; weak pairs may be
        broken up.
    near : callable
        How near two initiatives stand, given the earlier and the later one.
    """
    merges, splits = _sides(likeness, companions, pairs, near)
    found: list[tuple[float, Group]] = [
        (one.gain, (one.parts, (one.whole,))) for one in merges.merges()
    ]
    found += [(one.gain, ((one.whole,), one.parts)) for one in splits.merges()]
    groups: list[Group] = []
    taken: tuple[set[int], set[int]] = set(), set()
    for _, group in sorted(found, key=lambda each: -each[0]):
        if not any(set(side) & used for side, used in zip(group, taken, strict=True)):
            groups.append(group)
            for side, used in zip(group, taken, strict=True):
                used.update(side)
    return groups


def _sides(
    likeness: Likeness,
    companions: Companions,
    pairs: Mapping[int, int],
    near: Callable[[int, int], float],
) -> tuple[_Side, _Side]:
    in_after: dict[int, list[tuple[float, int]]] = defaultdict(list)
    in_before: dict[int, list[tuple[float, int]]] = defaultdict(list)
    firm: tuple[dict[int, float], dict[int, float]] = {}, {}
    for before, after, alike, of_before, of_after in companions.rows():
        if of_before >= LEAST_COVERED:
            in_after[after].append((of_before, before))
        if of_after >= LEAST_COVERED:
            in_before[before].append((of_after, after))
        if pairs.get(before) == after:
            firm[0][before] = firm[1][after] = alike
    earlier, later = likeness.before, likeness.after
    backwards = {after: before for before, after in pairs.items()}
    return (
        _Side(earlier, later, in_after, backwards, firm[0], near),
        _Side(
            later,
            earlier,
            in_before,
            pairs,
            firm[1],
            lambda part, whole: near(whole, part),
        ),
    )
