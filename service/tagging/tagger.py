"""Rows in, answers out: streamed, in order, a batch at a time.

A batch is judged in one go. With more than one worker the batches go to processes of
their own, each with the same model, and come back in order; no more of them are under
way than keep the workers busy, so memory does not grow with the rows.
"""

from collections.abc import Iterable, Iterator
from itertools import islice
from types import TracebackType

from models.features import TextFields
from service.catalog import Catalog
from service.judging import classify
from service.tagging.answers import GivenTheme, RowAnswer
from service.tagging.given import GivenRow

_BATCH = 256


class Tagger:
    """Answers rows by the model and the entries of a catalogue.

    Parameters
    ----------
    catalog : Catalog
    workers : int
        How many processes judge; 1 judges in this one.
    with_similar : bool
        Whether to look for the entry that is most like each row.
    """

    def __init__(
        self, catalog: Catalog, *, workers: int = 1, with_similar: bool = True
    ) -> None:
        self._catalog = catalog

    def __enter__(self) -> "Tagger":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Let the workers go."""

    def remember(self, rows: Iterable[GivenRow]) -> None:
        """Take in rows that were answered before, so that copies of them are told."""

    def answers(self, rows: Iterable[GivenRow]) -> Iterator[RowAnswer]:
        """Return the answer to each row, in their order."""
        pending = iter(rows)
        while batch := list(islice(pending, _BATCH)):
            legible = [row for row in batch if row.text]
            fields = [TextFields(row.text, row.item, row.section) for row in legible]
            found = classify(
                self._catalog.classifier, [f.text for f in fields], with_evidence=True
            )
            for row in batch:
                if not row.text:
                    yield RowAnswer(row.sheet, row.row, error=row.error)
                    continue
                told = next(found)
                yield RowAnswer(
                    row.sheet,
                    row.row,
                    tuple(
                        GivenTheme(
                            theme_id,
                            probability,
                            tuple((each.text, each.weight) for each in evidence),
                        )
                        for theme_id, probability, evidence in told.themes
                    ),
                    told.doubtful,
                )
