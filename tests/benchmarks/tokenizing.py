"""The peer of ``classify``: SudachiPy alone, which loads nothing else."""

from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context

import sudachipy

_CHUNK = 256


def tokenize_all(texts: Sequence[str], n_processes: int) -> int:
    """Read texts in so many processes; return how many words they have."""
    chunks = [texts[i : i + _CHUNK] for i in range(0, len(texts), _CHUNK)]
    with ProcessPoolExecutor(n_processes, get_context("spawn")) as pool:
        return sum(pool.map(_count, chunks))


def words(text: str) -> list[str]:
    """Return the normalized words of a text."""
    return [word.normalized_form() for word in _tokenizer().tokenize(text)]


def _count(texts: Sequence[str]) -> int:
    return sum(len(words(text)) for text in texts)


@cache
def _tokenizer() -> sudachipy.Tokenizer:
    dictionary = sudachipy.Dictionary(dict="core")
    return dictionary.tokenizer(mode=sudachipy.SplitMode.C)
