"""What a sheet is like before anything is added: how far its own cells reach."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string

from service.tagging.packages import local, parser_of

LAST_COLUMN = 16_384
REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")


@dataclass(slots=True)
class Edges:
    """How far a sheet's own cells reach, and what its columns are said to be.

    ``is_in_order`` says whether each row stands below the one before it; ``n_links``
    counts the links there are; ``is_protected`` says whether locked cells are.
    """

    last_row: int = 0
    last_column: int = 0
    last_merged: int = 0
    columns: list[dict[str, str]] = field(default_factory=list)
    is_in_order: bool = True
    n_links: int = 0
    is_protected: bool = False

    def end(self, room: int) -> int:
        """Return the first column behind the cells, with room behind it.

        Raises
        ------
        ValueError
            There is none.
        """
        last = LAST_COLUMN - room
        if self.last_column > last:
            raise ValueError("no room at the right end of the sheet")
        # A title may be merged over all columns there are.
        merged = self.last_merged if self.last_merged <= last else 0
        return max(self.last_column, merged) + 1


@dataclass(slots=True)
class Place:
    """Where a reading of a sheet stands: below the root, within one of its parts.

    Names mean nothing by themselves: a button, too, is anchored at a ``row`` and a
    ``col``. Rows and cells may leave out their numbers.
    """

    depth: int = 0
    part: str = ""
    row: int = 0
    column: int = 0

    def enter(self, name: str, attributes: Mapping[str, str]) -> str:
        """Go into an element; return its name with that of its part: cols/col."""
        self.depth += 1
        if self.depth == 2:
            self.part = name
            return name
        whole = f"{self.part}/{name}"
        if whole == "sheetData/row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif whole == "sheetData/c":
            told = REFERENCE.match(attributes.get("r", ""))
            self.column = column_index_from_string(told[1]) if told else self.column + 1
        return whole

    def leave(self, name: str) -> str:
        """Go out of an element; return its name as ``enter`` does."""
        self.depth -= 1
        return name if self.depth == 1 else f"{self.part}/{name}"


def edges_of(chunks: Iterator[bytes]) -> Edges:
    """Return how far the cells of a sheet reach that hold anything, or are merged."""
    edges, place = Edges(), Place()
    parser = parser_of()

    def start(tag: str, attributes: Mapping[str, str]) -> None:
        match place.enter(local(tag), attributes):
            case "sheetData/v" | "sheetData/is" | "sheetData/f":
                edges.last_column = max(edges.last_column, place.column)
            case "sheetData/row":
                edges.is_in_order &= place.row > edges.last_row
                edges.last_row = max(edges.last_row, place.row)
            case "mergeCells/mergeCell":
                letters = REFERENCE.findall(attributes["ref"])[-1][0]
                column = column_index_from_string(letters)
                edges.last_merged = max(edges.last_merged, column)
            case "cols/col":
                edges.columns.append(dict(attributes))
            case "hyperlinks/hyperlink":
                edges.n_links += 1
            case "sheetProtection":
                edges.is_protected = attributes.get("sheet") in ("1", "true")

    def end(tag: str) -> None:
        place.leave(local(tag))

    parser.StartElementHandler, parser.EndElementHandler = start, end
    for chunk in chunks:
        parser.Parse(chunk)
    parser.Parse(b"", True)
    return edges
