"""What repeats what: exact copies, copies with other figures, and near-copies.

Two texts are *the same* when nothing but signs and blanks parts them, and the same but
for *figures* when numbers and dates do. Others are *near* when they share most of their
runs of three characters. A signature of a text (MinHash) tells cheaply which others may
be near: of its 80 numbers, each is equal to that of another text as often as the two
share a run. Five numbers in a row make a band; who shares a band is a candidate, and is
compared exactly.
"""

import difflib
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from corpus.compatible import compatible

LEAST_SIMILARITY = 0.7
N_BANDS = 16
_ROWS_OF_A_BAND = 5
_SEED = 1
_RUN = 3

Bands = NDArray[np.uint32]  # of shape (N_BANDS,)

# A note that an entry is printed again.
_REPEAT = re.compile(r"[（(【\[〔]?再掲[）)】\]〕]?")
_SIGNS = re.compile(r"[\W_]+")
# 令和２年度, R2, 2020年 and 12.5 all are one figure; so are kanji before a counter.
# A set of characters comes first: most places begin no figure, and are passed over.
_FIGURES = re.compile(
    r"[令平昭rhs\d〇一二三四五六七八九十百千](?:"
    r"(?:(?<=令)和|(?<=平)成|(?<=昭)和|(?<=[rhs])(?<![a-z][rhs]))(?:\d+|元)"
    r"|(?<=\d)\d*"
    r"|(?<=[〇一二三四五六七八九十百千])[〇一二三四五六七八九十百千]*"
    r"(?=[年月日回件人名割]))"
)
_PIECE = re.compile(
    r"[一-龥々]+|[ァ-ヴー]+|[ぁ-ん]+|[A-Za-z]+|[\d０-９.,]+|\s+|.", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Imprints:
    """What tells copies of many texts, a row for each.

    ``exact`` is equal for the same texts, ``figures`` for those the same but for
    figures, of shape (n_texts,); ``bands`` are of shape (n_texts, N_BANDS).
    """

    exact: NDArray[np.uint64]
    figures: NDArray[np.uint64]
    bands: Bands

    def __len__(self) -> int:
        return len(self.exact)


@dataclass(frozen=True, slots=True)
class DiffPart:
    """A stretch of two texts: kept (same), only in the first (removed), or added."""

    kind: str
    text: str


def imprints(texts: Sequence[str]) -> Imprints:
    """Return what tells copies of texts: of many at once, for that is quicker."""
    plain = [squeezed(text) for text in texts]
    figures = [without_figures(text) for text in plain]
    return Imprints(_keys(plain), _keys(figures), _bands(figures))


def is_repeat(text: str) -> bool:
    """Whether a text says of itself that it is printed again."""
    return "再掲" in text


def squeezed(text: str) -> str:
    """Return a text as it is compared: no signs, no blanks, no 再掲, one width.

    Examples
    --------
    >>> squeezed("（再掲）ﾃﾚﾜｰｸを、推進した。")
    'テレワークを推進した'
    """
    folded = compatible(text).lower()
    if "再掲" in folded:
        folded = _REPEAT.sub("", folded)
    return _SIGNS.sub("", folded)


def without_figures(plain: str) -> str:
    """Return a squeezed text with each number and date as one 0.

    Examples
    --------
    >>> without_figures("令和2年度は120人が取得した")
    '0年度は0人が取得した'
    """
    return _FIGURES.sub("0", plain)


def similarity(one: str, other: str) -> float:
    """Return how many of their runs of characters two texts share (Jaccard)."""
    runs, others = _runs(one), _runs(other)
    return len(runs & others) / len(runs | others)


def kind_of_copy(one: str, other: str) -> tuple[str, float] | None:
    """Return how one text copies another: same, figures or near; None if it does not.

    Examples
    --------
    >>> kind_of_copy("残業を10%減らした。", "残業を20%減らした")
    ('figures', 1.0)
    """
    first, second = squeezed(one), squeezed(other)
    if first == second:
        return "same", 1.0
    first, second = without_figures(first), without_figures(second)
    if first == second:
        return "figures", 1.0
    share = similarity(first, second)
    return ("near", share) if share >= LEAST_SIMILARITY else None


def word_diff(one: str, other: str) -> tuple[DiffPart, ...]:
    """Return two texts as one, parted into what stayed, what went and what came.

    Examples
    --------
    >>> [(part.kind, part.text) for part in word_diff("10人が取得", "20人が取得")]
    [('removed', '10'), ('added', '20'), ('same', '人が取得')]
    """
    first, second = _PIECE.findall(one), _PIECE.findall(other)
    matcher = difflib.SequenceMatcher(None, first, second, autojunk=False)
    parts = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            parts.append(DiffPart("same", "".join(first[a:b])))
            continue
        if b > a:
            parts.append(DiffPart("removed", "".join(first[a:b])))
        if d > c:
            parts.append(DiffPart("added", "".join(second[c:d])))
    return tuple(parts)


def _runs(text: str) -> set[str]:
    return {text[i : i + _RUN] for i in range(max(len(text) - _RUN + 1, 1))}


def _keys(texts: Sequence[str]) -> NDArray[np.uint64]:
    digests = b"".join(
        hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=8).digest()
        for text in texts
    )
    return np.frombuffer(digests, dtype="<u8")


def _bands(texts: Sequence[str]) -> Bands:
    """Return the bands of each text's signature, each hashed to one number."""
    if not texts:
        return np.zeros((0, N_BANDS), dtype=np.uint32)
    signatures = signatures_of(texts).astype(np.uint64)
    rows = signatures.reshape(len(texts), N_BANDS, _ROWS_OF_A_BAND)
    hashed = (rows * _band_factors()).sum(axis=2) >> np.uint64(32)
    bands: Bands = hashed.astype(np.uint32)
    return bands


def signatures_of(texts: Sequence[str]) -> NDArray[np.uint32]:
    """Return the MinHash of each text, as datasketch has it, of all texts at once."""
    runs, starts = hashed_runs(texts)
    mixed = _mixed(runs)
    factors, addends = _permutations()
    signatures = np.empty((len(factors), len(texts)), dtype=np.uint32)
    for i, (factor, addend) in enumerate(zip(factors, addends, strict=True)):
        signatures[i] = np.minimum.reduceat(mixed * factor + addend, starts)
    return signatures.T


def hashed_runs(texts: Sequence[str]) -> tuple[NDArray[np.uint32], NDArray[np.intp]]:
    """Return a number for each run of characters, and where each text's runs begin."""
    filled = [text if len(text) >= _RUN else text.ljust(_RUN, "\0") for text in texts]
    joined = "".join(filled).encode("utf-32-le", "replace")
    codes = np.frombuffer(joined, dtype=np.uint32)
    ends = np.cumsum([len(text) for text in filled])
    hashed = (
        codes[:-2] * np.uint32(0x9E3779B1)
        ^ codes[1:-1] * np.uint32(0x85EBCA77)
        ^ codes[2:] * np.uint32(0xC2B2AE3D)
    )
    is_within = np.ones(len(hashed), dtype=bool)
    across = ends[:-1]  # runs over the end of a text are none
    is_within[across - 1] = is_within[across - 2] = False
    starts = np.concatenate([[0], ends[:-1]]) - 2 * np.arange(len(texts))
    return hashed[is_within], starts


def _mixed(numbers: NDArray[np.uint32]) -> NDArray[np.uint32]:
    """Mix numbers as datasketch does before it permutes them (MurmurHash3)."""
    mixed = numbers ^ (numbers >> np.uint32(16))
    mixed = mixed * np.uint32(0x85EBCA6B)
    mixed ^= mixed >> np.uint32(13)
    mixed *= np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    return mixed


@cache
def _permutations() -> NDArray[np.uint32]:
    # Loading it takes longer than a search, and only submissions need it.
    from datasketch import MinHash  # noqa: PLC0415

    blank = MinHash(N_BANDS * _ROWS_OF_A_BAND, seed=_SEED, scheme="affine32")
    return np.asarray(blank.permutations, dtype=np.uint32)


@cache
def _band_factors() -> NDArray[np.uint64]:
    drawn = np.random.default_rng(_SEED).integers(1, 1 << 63, _ROWS_OF_A_BAND)
    return (drawn.astype(np.uint64) << np.uint64(1)) | np.uint64(1)
