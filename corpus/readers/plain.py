"""Plain text → one grid of one column: a row a line."""

from corpus.grids import Grid, Source
from corpus.readers.decoding import lines_of


def read(text: str, *, name: str, encoding: str) -> Source:
    """Return the lines of a text as rows of one cell."""
    rows = tuple((line,) for line in lines_of(text))
    return Source(name, "text", encoding, (Grid(name, rows, is_text=True),))
