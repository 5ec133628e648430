"""A theme's portrait: the entries it is surest of, and the words that tell it.

The words are those that moved the model towards the theme in those entries, added up:
what it goes by, rather than what is frequent.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from corpus.database import Database
from index.facets import Filters
from models.classifier import ThemeClassifier
from models.features import TextFields
from service.judging import evidence_of
from service.showing import tagged
from service.training import fields_of
from service.views import TaggedEntry

N_BEST = 3
N_WORDS = 8
_N_READ = 24
# Grammar weighs next to nothing by itself; numbers and single signs say little.
_TELLING = re.compile(r"[一-龥々ァ-ヶー]{2,}|[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Portrait:
    """The best entries of a theme, and its words, the most telling first."""

    best: tuple[TaggedEntry, ...]
    words: tuple[str, ...]


def portray(
    database: Database, classifier: ThemeClassifier, theme_id: str, filters: Filters
) -> Portrait:
    """Return the portrait of a theme among organisations and years.

    What a person decided against is left out, though the model was sure of it.
    """
    ids = database.surest_ids(
        theme_id,
        organisations=filters.organisation,
        fiscal_years=filters.fiscal_year,
        limit=2 * _N_READ,
    )
    shown = tagged(database, database.entries(ids).values())
    carrying = [
        each
        for each in shown.values()
        if any(theme.theme_id == theme_id for theme in each.themes)
    ]
    best = {each.entry.text: each for each in reversed(carrying)}
    words: tuple[str, ...] = ()
    if theme_id in classifier.theme_ids:
        texts = tuple(fields_of(each.entry) for each in carrying[:_N_READ])
        words = _telling_words(classifier, theme_id, texts)
    return Portrait(tuple(reversed(best.values()))[:N_BEST], words)


@lru_cache(maxsize=256)
def _telling_words(
    classifier: ThemeClassifier, theme_id: str, texts: Iterable[TextFields]
) -> tuple[str, ...]:
    """Return the words that spoke most for a theme in some texts."""
    sums: defaultdict[str, float] = defaultdict(float)
    for text in texts:
        for one in evidence_of(classifier, text, [theme_id])[theme_id]:
            found = _TELLING.search(one.text)
            if found:
                sums[found[0]] += one.weight
    ranked = sorted(sums, key=lambda word: -sums[word])
    return tuple(word for word in ranked if sums[word] > 0)[:N_WORDS]
