"""The files that reports were read from, kept in the home as they came.

A file lies under the id of each report it held (``sources/<report id>``), one copy for
all of them where the file system can, and is put there whole.
"""

import os
import shutil
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_FOLDER = "sources"


def keep_source(home: Path, path: Path, report_ids: Iterable[str]) -> None:
    """Keep a copy of a file for the reports that were read from it.

    Parameters
    ----------
    home : Path
        The home's folder; whoever calls holds its lock.
    """
    folder = home / _FOLDER
    folder.mkdir(exist_ok=True)
    copy = folder / f".{uuid.uuid4().hex}"
    try:
        shutil.copyfile(path, copy)
        for report_id in report_ids:
            beside = folder / f".{uuid.uuid4().hex}"
            try:
                os.link(copy, beside)
            except OSError:  # not every file system has links
                shutil.copyfile(copy, beside)
            beside.replace(folder / report_id)
    finally:
        with suppress(OSError):
            copy.unlink()


def source_of(home: Path, report_id: str) -> Path | None:
    """Return the file that a report was read from, if it was kept."""
    path = home / _FOLDER / Path(report_id).name
    return path if path.is_file() else None
