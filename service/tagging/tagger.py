"""Rows in, answers out: streamed, in order, a batch at a time.

A batch is judged in one go, here or by a worker. What rows repeat is told here, where
all rows pass in order.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import chain, islice
from types import TracebackType

from corpus.copies import imprints
from corpus.records import Entry
from index.alike import AlikeEntry
from models.features import TextFields
from service.catalog import Catalog
from service.judges import Errand, Judge, Judged, alike_of
from service.tagging.answers import GivenTheme, RowAnswer, SimilarAnswer
from service.tagging.given import GivenRow
from service.tagging.places import place_of
from service.tagging.repeats import Repeats
from service.workers import Workers

Batch = list[GivenRow]

_BATCH = 128  # what is worked on together fits the caches of a core
# Fewer rows are judged before processes have started.
_LEAST_FOR_WORKERS = 2_000
_MOST_PLACES = 10_000


class Tagger:
    """Answers rows by the model and the entries of a catalogue.

    Parameters
    ----------
    catalog : Catalog
    workers : int
        How many processes judge where there are many rows; 1 judges in this one.
    with_similar : bool
        Whether to look for the entry that is most like each row.
    has_all_reasons : bool
        Whether all words are told with their weights, or only the loudest.
    """

    def __init__(
        self,
        catalog: Catalog,
        *,
        workers: int = 1,
        with_similar: bool = True,
        has_all_reasons: bool = False,
    ) -> None:
        self._catalog = catalog
        self._count = workers
        self._with_similar = with_similar
        self._has_all_reasons = has_all_reasons
        self._judge: Judge | None = None
        self._workers: Workers | None = None
        self._repeats = Repeats(catalog.stock.copy_book(), catalog.stock.entries)
        self._place = lru_cache(maxsize=_MOST_PLACES)(self._find_place)

    def __enter__(self) -> "Tagger":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let the workers go."""
        self._repeats.close()
        if self._workers is not None:
            self._workers.close()

    def remember(self, rows: Iterable[GivenRow]) -> None:
        """Take in rows that were answered before, so that copies of them are told."""
        for batch in _batches(rows):
            legible = [row for row in batch if row.text]
            self._repeats.remember(legible, imprints([row.text for row in legible]))

    def answers(self, rows: Iterable[GivenRow]) -> Iterator[RowAnswer]:
        """Return the answer to each row, in their order.

        Raises
        ------
        JudgingError
            A worker died.
        """
        pending = iter(rows)
        first = list(islice(pending, _LEAST_FOR_WORKERS))
        batches = _batches(chain(first, pending))
        is_long = self._count > 1 and len(first) == _LEAST_FOR_WORKERS
        judged = self._sent(batches) if is_long else self._judged(batches)
        for batch, found in judged:
            yield from self._answered(batch, found)

    def _judged(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Judged]]:
        if self._judge is None:
            alike = alike_of(self._catalog.index) if self._with_similar else None
            self._judge = Judge(
                self._catalog.classifier, alike, has_all_reasons=self._has_all_reasons
            )
        for batch in batches:
            yield batch, self._judge.judged(_documents(batch))

    def _sent(self, batches: Iterable[Batch]) -> Iterator[tuple[Batch, Judged]]:
        if self._workers is None:
            errand = Errand(
                self._catalog.stock.folder,
                self._catalog.classifier.model_id_,
                self._with_similar,
                self._has_all_reasons,
            )
            self._workers = Workers(errand, self._count)
        return self._workers.judged(batches, _documents)

    def _answered(self, batch: Batch, found: Judged) -> Iterator[RowAnswer]:
        legible = [row for row in batch if row.text]
        copies = iter(self._repeats.copies(legible, found.imprints))
        told = iter(zip(found.themes, found.alike, strict=True))
        for row in batch:
            if not row.text:
                yield RowAnswer(row.sheet, row.row, error=row.error)
                continue
            (themes, doubtful, note), alike = next(told)
            yield RowAnswer(
                row.sheet,
                row.row,
                tuple(GivenTheme(*theme) for theme in themes),
                doubtful,
                self._similar(alike),
                next(copies),
                note=note,
            )

    def _similar(self, alike: AlikeEntry | None) -> SimilarAnswer | None:
        if alike is None or (place := self._place(alike.entry_id)) is None:
            return None
        return SimilarAnswer(alike.entry_id, round(alike.share, 3), place)

    def _find_place(self, entry_id: str) -> str | None:
        found: Mapping[str, Entry] = self._catalog.stock.entries([entry_id])
        return place_of(found[entry_id]) if found else None


def _documents(batch: Batch) -> list[TextFields]:
    return [TextFields(row.text, row.item, row.section) for row in batch if row.text]


def _batches(rows: Iterable[GivenRow]) -> Iterator[list[GivenRow]]:
    pending = iter(rows)
    while batch := list(islice(pending, _BATCH)):
        yield batch
