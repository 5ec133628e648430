"""A file that is to be tagged, as it came, and its rows.

A table of text (CSV, TSV, JSONL) is never held in memory: its rows are read once to
check them, again to judge them, and once more to write them. Every other format is
read as a whole by its reader.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus.choices import ReadingChoices, Understood
from corpus.columns import Columns
from corpus.grids import Source
from corpus.lists import ListRow
from service.tagging.records import Manner


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One row with a text, or one that cannot be read.

    ``row`` counts from 1, as in the file; ``error`` says in Japanese why a row cannot
    be read.
    """

    sheet: str
    row: int
    text: str
    item: str | None = None
    section: str | None = None
    organisation: str | None = None
    fiscal_year: int | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Given:
    """A file to tag.

    ``source`` is what its reader made of it, of a long table only the beginning;
    ``understood`` tells how it was read and ``listed`` holds its rows, where they are
    read as a whole; ``manner`` is how a table of text is written and ``columns`` what
    they mean. ``n_rows`` counts what ``rows`` gives; of a long table it may be more.
    """

    name: str
    path: Path
    source: Source
    choices: ReadingChoices
    understood: Understood | None = None
    listed: tuple[ListRow, ...] = ()
    columns: Columns | None = None
    manner: Manner | None = None
    n_rows: int = 0
    read: Callable[["Given"], Iterator[GivenRow]] = lambda given: iter(())

    @property
    def format(self) -> str:
        """The format as the readers call it: csv, tsv, jsonl, workbook, text."""
        return self.source.format

    @property
    def forms(self) -> frozenset[str]:
        """The sheets whose headings stand in a column beside what they say."""
        sheets = self.understood.sheets if self.understood else ()
        return frozenset(sheet.name for sheet in sheets if sheet.is_turned)

    def rows(self) -> Iterator[GivenRow]:
        """Return the rows in the order of the file, from the first one on."""
        return self.read(self)
