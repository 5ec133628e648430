"""Looks into a home from outside, as another process would."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from corpus.analyzer import Analyzer
from corpus.database import Database
from corpus.records import Label
from index.searcher import Filters, Searcher, SearchRequest, Sort
from index.writer import EntryIndex
from models import store

N_ENTRIES = 90  # of the bundled report


@contextmanager
def record(home: Path) -> Iterator[Database]:
    """Open the record of a home beside whoever else has it open."""
    database = Database(home / "torikumi.db")
    try:
        yield database
    finally:
        database.close()


def indexed(home: Path, query: str = "", **filters: tuple[str, ...]) -> set[str]:
    """Return the ids that the index of a home finds."""
    searcher = Searcher(EntryIndex(home / "index", Analyzer()))
    request = SearchRequest(query, Filters(**filters), Sort.NEWEST, 10_000, 0)
    return {hit.entry_id for hit in searcher.search(request).hits}


def label(entry_id: str, theme_id: str = "wellbeing") -> Label:
    """Return what a person decided about an entry."""
    moment = datetime(2021, 4, 1, 9, 0, tzinfo=UTC)
    return Label(entry_id, theme_id, True, "山田", moment, None)


def assert_whole(home: Path, n_entries: int = N_ENTRIES) -> None:
    """Every entry is tagged and indexed, and the index is the record's."""
    index = EntryIndex(home / "index", Analyzer())
    with record(home) as database:
        ids = database.entry_ids()
        assert len(ids) == n_entries
        assert database.ids_not_tagged_by(store.current_model_id(home / "model")) == ()
        assert index.commit_number == database.commit_number
        assert indexed(home) == set(ids)
        for theme_id in ("telework", "overtime"):
            themes = database.themes_of(ids)
            given = {
                i for i in ids if theme_id in {t.theme_id for t in themes[i].given}
            }
            assert indexed(home, theme=(theme_id,)) == given
