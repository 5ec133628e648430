"""What a person set right about a table, kept for files with the same header.

A header is known by its names alone: blanks, widths of letters and numbers before them
do not count, nor does what the file is called.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from corpus.choices import ReadingChoices
from corpus.columns import place_of
from corpus.errors import HomeError, InvalidInputError, reason_of
from corpus.grids import Grid, Source
from corpus.headers import find_header, names_of
from corpus.headings import fold_heading
from corpus.identity import digest

_FILE = "columns.json"
_MOST_HEADERS = 1_000
_FIRST_ROWS = 30  # among which a header is looked for
_KEPT = ("sheets", "header_row", "columns", "tables")


class Remembered:
    """The choices of one home, in a small file of their own.

    Parameters
    ----------
    folder : Path
        The home.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    def recall(self, source: Source, given: ReadingChoices) -> ReadingChoices | None:
        """Return what was chosen for a file with the header of this one.

        Only what goes with what is ``given`` now counts.
        """
        known = self._read()
        for grid in source.grids:
            if kept := known.get(_key(grid)):
                choices = _choices(kept, source, _key(grid))
                return choices and _fitting(choices, given, source.grids)
        return None

    def keep(self, source: Source, choices: ReadingChoices) -> None:
        """Remember what was chosen for the headers of this file.

        The encoding, the organisation and the year are of this file only.

        Raises
        ------
        HomeError
            The file cannot be written.
        """
        chosen = {name: asdict(choices)[name] for name in _KEPT}
        if not any(chosen.values()):
            return
        known = self._read()
        for grid in source.grids:
            chosen_of = choices.tables or choices.sheets or (grid.name,)
            if not grid.is_text and grid.name in chosen_of:
                known.pop(_key(grid), None)
                known[_key(grid)] = chosen
        kept = dict(list(known.items())[-_MOST_HEADERS:])
        beside = self._path.with_suffix(".new")
        try:
            beside.write_text(json.dumps(kept, ensure_ascii=False), encoding="utf-8")
            beside.replace(self._path)
        except OSError as error:
            raise HomeError(
                f"列の読み方を「{self._path}」に書き込めません（{reason_of(error)}）。"
                "フォルダーの権限とディスクの空きを確かめてください。"
            ) from error

    def _read(self) -> dict[str, Any]:
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}  # never written, or damaged: asked for anew
        return known if isinstance(known, dict) else {}


def combined(
    remembered: ReadingChoices | None, given: ReadingChoices
) -> ReadingChoices:
    """Return what was chosen before with what is chosen now, which counts first."""
    if remembered is None:
        return given
    return replace(
        given,
        sheets=given.sheets or remembered.sheets,
        header_row=given.header_row or remembered.header_row,
        columns={**remembered.columns, **given.columns},
        tables=given.tables or remembered.tables,
    )


def _fitting(
    kept: ReadingChoices, given: ReadingChoices, grids: Sequence[Grid]
) -> ReadingChoices | None:
    """Return what of an earlier choice goes with one of now, None where none does."""
    at = given.header_row or kept.header_row
    row = None if given.header_row else kept.header_row
    if row and not all(_has_column(grids, row, each) for each in given.columns):
        return replace(kept, header_row=None, columns={}) if kept.sheets else None
    columns = {
        heading: meaning
        for heading, meaning in kept.columns.items()
        if meaning not in given.columns.values() and _has_column(grids, at, heading)
    }
    fitting = replace(kept, header_row=row, columns=columns)
    return fitting if row or columns or kept.sheets else None


def _has_column(grids: Sequence[Grid], at: int | None, column: str) -> bool:
    """Whether a table has a column of this name, with its header where it is said."""
    for grid in grids:
        header = find_header(grid, at=None if at is None else at - grid.first_row)
        cells = [] if at else [cell for row in grid.rows[:_FIRST_ROWS] for cell in row]
        names = header.names if header else [*map(fold_heading, cells)]
        if place_of(column, names) is not None:
            return True
    return False


def _key(grid: Grid) -> str:
    return digest(names_of(grid), size=16)


def _choices(
    kept: Mapping[str, Any], source: Source, key: str
) -> ReadingChoices | None:
    """Return choices as they were kept, for the tables with that header."""
    names = {grid.name for grid in source.grids}
    try:
        return ReadingChoices(
            sheets=tuple(each for each in kept["sheets"] if each in names),
            header_row=kept["header_row"],
            columns=dict(kept["columns"]),
            tables=_names_with(source, key) if kept.get("tables") else (),
        )
    except (InvalidInputError, KeyError, TypeError, ValueError):
        return None


def _names_with(source: Source, key: str) -> tuple[str, ...]:
    return tuple(grid.name for grid in source.grids if _key(grid) == key)
