"""What a person set right about a table, kept for files with the same header.

A header is known by its names alone: blanks, widths of letters and numbers before them
do not count, nor does what the file is called.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from corpus.choices import ReadingChoices
from corpus.errors import HomeError, InvalidInputError, reason_of
from corpus.grids import Grid, Source
from corpus.headers import names_of
from corpus.identity import digest

_FILE = "columns.json"
_MOST_HEADERS = 1_000
_KEPT = ("sheets", "header_row", "columns")


class Remembered:
    """The choices of one home, in a small file of their own.

    Parameters
    ----------
    folder : Path
        The home.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / _FILE

    def recall(self, source: Source) -> ReadingChoices | None:
        """Return what was chosen for a file with the header of this one."""
        known = self._read()
        for grid in source.grids:
            if kept := known.get(_key(grid)):
                return _choices(kept, source)
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
            if not grid.is_text and grid.name in (choices.sheets or (grid.name,)):
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
    )


def _key(grid: Grid) -> str:
    return digest(names_of(grid), size=16)


def _choices(kept: Mapping[str, Any], source: Source) -> ReadingChoices | None:
    names = {grid.name for grid in source.grids}
    try:
        return ReadingChoices(
            sheets=tuple(each for each in kept["sheets"] if each in names),
            header_row=kept["header_row"],
            columns=dict(kept["columns"]),
        )
    except (InvalidInputError, KeyError, TypeError, ValueError):
        return None
