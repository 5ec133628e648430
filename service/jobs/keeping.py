"""Files that are given to jobs: taken in as they come, under names that can be kept."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from corpus.errors import HomeError, InvalidInputError, reason_of

_CHUNK_BYTES = 1 << 20
_UNNAMEABLE = '\\/:*?"<>|\0'
_MOST_NAME_BYTES = 200


@contextmanager
def kept(folder: Path, content: IO[bytes]) -> Iterator[tuple[Path, str]]:
    """Keep what is sent in a file for now, and tell its digest.

    Raises
    ------
    InvalidInputError
        It is empty.
    HomeError
        The disk is full.
    """
    digest = hashlib.sha256()
    path = folder / f"{secrets.token_hex(8)}.new"
    try:
        with writing(path):
            with path.open("xb") as file:
                while chunk := content.read(_CHUNK_BYTES):
                    digest.update(chunk)
                    file.write(chunk)
            if not path.stat().st_size:
                raise InvalidInputError(
                    "ファイルが空です（0バイト）。中身のあるファイルを選んでください。"
                )
            yield path, digest.hexdigest()
    finally:
        path.unlink(missing_ok=True)


def nameable(name: str) -> str:
    """Return a file name that every system can keep."""
    kept = "".join("_" if sign in _UNNAMEABLE else sign for sign in name).strip(" .")
    suffix = Path(kept).suffix if len(Path(kept).suffix) <= 10 else ""
    stem = kept.removesuffix(suffix).encode()[:_MOST_NAME_BYTES]
    return f"{stem.decode(errors='ignore').strip(' .') or '_'}{suffix}"


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raise what the system refuses to write as what a person can mend.

    Raises
    ------
    HomeError
        The disk is full, or the folder may not be written.
    """
    try:
        yield
    except OSError as error:
        raise HomeError(
            f"「{path}」に書き込めません（{reason_of(error)}）。"
            "ディスクの空きとフォルダーの権限を確かめてください。"
        ) from error
