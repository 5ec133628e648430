"""What a catalogue has in stock, for whoever judges texts that are not in it yet."""

from collections.abc import Iterable
from pathlib import Path

from corpus.database import Database
from corpus.records import Entry
from service.copybook import CopyBook, open_book


class Stock:
    """The home's folder, its entries, and what tells copies of them.

    Parameters
    ----------
    folder : Path
        Of the home; other processes open model and index there.
    database : Database
    """

    def __init__(self, folder: Path, database: Database) -> None:
        self.folder = folder
        self._database = database

    def entries(self, ids: Iterable[str]) -> dict[str, Entry]:
        """Return the entries of these ids; unknown ids are left out."""
        return self._database.entries(ids)

    def copy_book(self) -> CopyBook:
        """Return what tells copies of the entries, up to date."""
        return open_book(self.folder / "copies", self._database)
