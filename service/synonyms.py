"""The synonyms of a home: those that come with the program, and its own."""

from collections.abc import Callable
from pathlib import Path

from corpus.synonyms import Synonym, bundled_synonyms, read_synonyms


def known_synonyms(home: Path, say: Callable[[str], None]) -> tuple[Synonym, ...]:
    """Return the bundled synonyms and those of ``synonyms.txt`` in the home.

    Parameters
    ----------
    home : Path
        The folder that may hold the file, in the format of the bundled one.
    say : callable
        Told in Japanese which lines of the file cannot be read; the others count.
    """
    own = home / "synonyms.txt"
    bundled = bundled_synonyms().synonyms
    if not own.is_file():
        return bundled
    added = read_synonyms([own])
    for warning in added.warnings:
        say(warning)
    return (*bundled, *added.synonyms)
