"""Plain text → one grid of one column: a row a line."""

from corpus.grids import Grid, Source
from corpus.limits import Bounds
from corpus.readers.blocks import check_cells
from corpus.readers.decoding import lines_of


def read(text: str, *, bounds: Bounds, encoding: str) -> Source:
    """Return the lines of a text as rows of one cell."""
    rows = tuple((line,) for line in lines_of(text))
    bounds.check_rows(len(rows))
    check_cells(rows, bounds)
    return Source(
        bounds.name, "text", encoding, (Grid(bounds.name, rows, is_text=True),)
    )
