"""Whoosh's files are read by many threads at once, and none disturbs another."""

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

import pytest
from whoosh import index as whoosh_index
from whoosh.index import FileIndex
from whoosh.reading import IndexReader

from index.mapped import MappedStorage
from tests.fixtures_index import make_index

_N_TEXTS = 300


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """The folder of an index whose words stand in many texts each."""
    draw = Random(0)
    words = [
        "残業",
        "縮減",
        "研修",
        "会議",
        "休暇",
        "在宅",
        "勤務",
        "端末",
        "申請",
        "相談",
    ]
    texts = ["、".join([f"第{n}課", *draw.sample(words, 6)]) for n in range(_N_TEXTS)]
    make_index(tmp_path, texts)
    current = (tmp_path / "index" / "CURRENT").read_text("utf-8").strip()
    return str(tmp_path / "index" / current)


@pytest.fixture
def busy():
    """Threads take turns as often as they can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def read_all(
    reader: IndexReader, seed: int = 0
) -> dict[bytes, list[tuple[int, float]]]:
    """Return what all postings of the texts hold, read in some order."""
    terms = [*reader.lexicon("text")]
    Random(seed).shuffle(terms)
    found = {}
    for term in terms:
        matcher = reader.postings("text", term)
        found[bytes(term)] = []
        while matcher.is_active():
            found[bytes(term)].append((matcher.id(), matcher.weight()))
            matcher.next()
    return found


def test_what_is_read_is_what_the_library_reads(folder: str) -> None:
    own = FileIndex(MappedStorage(folder)).reader()
    theirs = whoosh_index.open_dir(folder).reader()
    assert read_all(own) == read_all(theirs)
    for number in range(_N_TEXTS):
        assert own.stored_fields(number) == theirs.stored_fields(number)
    facts = own.column_reader("facts"), theirs.column_reader("facts")
    assert [*facts[0]] == [*facts[1]]


def test_threads_that_read_at_once_read_what_one_reads_alone(folder, busy) -> None:
    reader = FileIndex(MappedStorage(folder)).reader()
    alone = read_all(reader)
    with ThreadPoolExecutor(8) as threads:
        for found in threads.map(read_all, [reader] * 24, range(24)):
            assert found == alone
