"""A file that is to be tagged, as it came."""

from dataclasses import dataclass

from corpus.grids import Source


@dataclass(frozen=True, slots=True)
class Given:
    """A file to tag: what a person calls it, its bytes, and its tables.

    ``column`` is the heading of the column to read, where a person named one.
    """

    name: str
    content: bytes
    source: Source
    column: str | None = None
