"""How good the tags are in this very collection, estimated from an honest sample.

Entries that nobody had decided are drawn at random, each as likely as any other, and
decided blind: nobody sees what the model says before. No model learns from them, so
that they remain a fair test of every later one. What the model in use says of them is
then compared with what people decided.

Precision is the share of tags that are right, recall the share of what should be
tagged that is. Each is told with a 95 % interval after Wilson (1927), which holds for
small samples and for shares near 0 and 1. A theme is met at most once in an entry; over
several themes, n is the number of entries that count, not of tags, since tags of one
entry are not independent: the interval is then rather too wide than too narrow.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from corpus.database import Database
from corpus.deciding import Decided, that_count
from corpus.errors import InvalidInputError
from corpus.records import Entry, Tag
from corpus.themes import Guide

SAMPLE_SIZE = 50
# With fewer an interval spans half of what is possible, and says next to nothing.
ENOUGH = 10
_Z = 1.959964  # the normal distribution's 97.5 % point


@dataclass(frozen=True, slots=True)
class Share:
    """A share and its 95 % interval; ``n`` entries count."""

    share: float
    low: float
    high: float
    n: int

    @property
    def is_enough(self) -> bool:
        """Whether enough entries count to say anything."""
        return self.n >= ENOUGH


@dataclass(frozen=True, slots=True)
class Estimate:
    """How right and how complete the tags of some themes are; None: nothing counts."""

    theme_ids: tuple[str, ...]
    precision: Share | None
    recall: Share | None


@dataclass(frozen=True, slots=True)
class Mistake:
    """An entry of which model and people say otherwise; people: ``is_carried``."""

    entry: Entry
    theme_id: str
    is_carried: bool


@dataclass(frozen=True, slots=True)
class SampleEstimate:
    """What the sample says of all themes, of the core ones, of each; its mistakes."""

    n_sampled: int
    n_decided: int
    overall: Estimate
    core: Estimate
    by_theme: tuple[Estimate, ...]
    mistakes: tuple[Mistake, ...]


def estimate_from_sample(database: Database, guide: Guide) -> SampleEstimate:
    """Return how good the tags of the model in use are, as the sample tells."""
    ids = database.sample()
    decided = that_count(database.labels_of(ids))
    tags = database.tags_of(ids)
    pairs = _pairs(ids, decided, tags)
    entries = database.entries(ids)
    progress = database.progress()
    return SampleEstimate(
        n_sampled=progress.n_sampled,
        n_decided=progress.n_sample_decided,
        overall=_estimate(guide.ids, pairs),
        core=_estimate(guide.core_ids, pairs),
        by_theme=tuple(_estimate([theme_id], pairs) for theme_id in guide.ids),
        mistakes=tuple(
            Mistake(entries[entry_id], theme_id, is_carried)
            for entry_id, theme_id, is_carried, is_given in pairs
            if is_carried is not is_given
        ),
    )


def draw_sample(database: Database) -> int:
    """Draw a new sample to be decided blind; return how many entries it has.

    Raises
    ------
    InvalidInputError
        The last one is not decided yet, or there is nothing to draw from.
    """
    progress = database.progress()
    n_open = progress.n_sampled - progress.n_sample_decided
    if n_open:
        raise InvalidInputError(
            f"いまの標本にまだ判定していない記載が{n_open}件あります。"
            "すべて判定してから新しい標本を引いてください。"
        )
    n_drawn = database.draw_sample(SAMPLE_SIZE)
    if not n_drawn:
        raise InvalidInputError(
            "人がまだ判定していない記載がないので、標本を引けません。"
            "新しい報告を取り込んでから引いてください。"
        )
    return n_drawn


def wilson(share: float, n: int) -> Share:
    """Return a share of n trials with its 95 % interval.

    Examples
    --------
    >>> share = wilson(0.8, 10)
    >>> round(share.low, 2), round(share.high, 2)
    (0.49, 0.94)
    """
    middle = share + _Z**2 / (2 * n)
    reach = _Z * math.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    whole = 1 + _Z**2 / n
    low, high = (middle - reach) / whole, (middle + reach) / whole
    return Share(share, max(low, 0.0), min(high, 1.0), n)


# Of an entry and a theme: whether people say that it carries it, and whether the model.
_Pair = tuple[str, str, bool, bool]


def _pairs(
    ids: Iterable[str], decided: Decided, tags: Mapping[str, Mapping[str, Tag]]
) -> list[_Pair]:
    """Return every theme of every entry that people decided."""
    return [
        (
            entry_id,
            theme_id,
            bool(label.is_carried),
            theme_id in (of_entry := tags.get(entry_id, {}))
            and of_entry[theme_id].is_given,
        )
        for entry_id in ids
        for theme_id, label in decided.get(entry_id, {}).items()
    ]


def _estimate(theme_ids: Iterable[str], pairs: Iterable[_Pair]) -> Estimate:
    wanted = tuple(theme_ids)
    counting = [pair for pair in pairs if pair[1] in wanted]
    given = [(entry, carried) for entry, _, carried, is_given in counting if is_given]
    carried = [(entry, is_given) for entry, _, carried, is_given in counting if carried]
    return Estimate(wanted, _share(given), _share(carried))


def _share(trials: list[tuple[str, bool]]) -> Share | None:
    if not trials:
        return None
    n_right = sum(is_right for _, is_right in trials)
    return wilson(n_right / len(trials), len({entry for entry, _ in trials}))
