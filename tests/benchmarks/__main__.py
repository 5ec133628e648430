"""Run every benchmark and print one line for each.

The figures are medians of five rounds after a warm-up; ratios are the peer's time over
ours in the same round: above 1 ours is faster.
"""

import argparse
import os
import sqlite3
import tempfile
from pathlib import Path
from time import perf_counter

from corpus.analyzer import Analyzer
from corpus.limits import Limits
from corpus.records import Entry, EntryKind
from index.alike import Alike
from index.schema import Document
from index.searcher import Searcher, SearchRequest
from index.writer import EntryIndex
from service.catalog import Catalog
from service.imports import read_file
from service.settings import Settings
from tests.benchmarks.classifying import bench_whole_way
from tests.benchmarks.grids import bench_grid
from tests.benchmarks.queues import bench_queues
from tests.benchmarks.texts import submissions
from tests.benchmarks.timing import ratio, seconds
from tests.benchmarks.tokenizing import words

_N_ALIKE = 2_000
QUERIES = ("残業", "在宅勤務 目標", "年次休暇の取得", "育休", "ペーパーレス会議")


def main() -> None:
    """Run them with the sizes asked for."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--submissions", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--entries", type=int, default=20_000)
    parser.add_argument("--counted", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bench_whole_way(Path(folder), options.submissions, options.processes)
        bench_import(Path(folder), options.entries)
        bench_search(Path(folder), options.entries)
        bench_grid(Path(folder), options.counted)
        bench_queues(Path(folder), options.counted)


def bench_import(folder: Path, n_entries: int) -> None:
    """A plain list into the catalogue, and where the time goes."""
    begun: list[float] = []
    catalog = Catalog(
        Settings(home=folder / "import"), say=lambda _: begun.append(perf_counter())
    )
    catalog.prepare()
    path = folder / "list.csv"
    lines = "".join(f"{text}\n" for text in submissions(n_entries, seed=2))
    path.write_text(f"取組内容\n{lines}", encoding="utf-8")
    begun.clear()
    begun.append(perf_counter())
    to_read = seconds(lambda: read_file(path, limits=Limits()))
    begun.append(perf_counter())
    catalog.import_file(path)
    ended = perf_counter()
    # The catalogue tells when it begins to tag, and when to index.
    _, started, tagging, indexing = begun
    parts = {
        "reading": to_read,
        "storing": tagging - started - to_read,
        "tagging": indexing - tagging,
        "indexing": ended - indexing,
    }
    took = ended - started
    shares = ", ".join(f"{part} {each / took:.0%}" for part, each in parts.items())
    print(
        f"import {n_entries:,} entries: {n_entries / took:,.0f} entries a second "
        f"({shares})"
    )
    catalog.close()


def bench_search(folder: Path, n_entries: int) -> None:
    """A query with facets against SQLite's own full-text search (trigrams)."""
    texts = list(submissions(n_entries, seed=3))
    index = EntryIndex(folder / "index", Analyzer())
    index.rebuild(map(_document, range(n_entries), texts), commit_number=1)
    searcher = Searcher(index)
    peer = sqlite3.connect(":memory:")
    peer.execute("CREATE VIRTUAL TABLE t USING fts5(text, tokenize='trigram')")
    peer.executemany("INSERT INTO t VALUES (?)", ((text,) for text in texts))

    def ask_peer(query: str) -> None:
        wanted = " AND ".join(f'"{word}"' for word in query.split())
        sql = "SELECT rowid FROM t WHERE t MATCH ? ORDER BY bm25(t) LIMIT 20"
        peer.execute(sql, (wanted,)).fetchall()
        peer.execute("SELECT count(*) FROM t WHERE t MATCH ?", (wanted,)).fetchall()

    for query in QUERIES:
        request = SearchRequest(query)
        own, relative = ratio(
            lambda request=request: searcher.search(request),
            lambda query=query: ask_peer(query),
        )
        print(
            f"search 「{query}」 in {n_entries:,} entries: {own * 1000:,.1f} ms with "
            f"facets and synonyms; SQLite trigrams without either take {relative:.2f} "
            "times as long"
        )
    bench_alike(index)


def bench_alike(index: EntryIndex) -> None:
    """What is most like a text, against SudachiPy alone, which only reads it."""
    texts = list(submissions(_N_ALIKE, seed=4))
    analyzer = Analyzer()
    read = [analyzer.words(texts[i : i + 256]) for i in range(0, _N_ALIKE, 256)]
    alike = Alike(index.snapshot())
    own, relative = ratio(
        lambda: [alike.best(rows) for rows in read],
        lambda: [words(text) for text in texts],
    )
    print(
        f"the entry most like a text among {index.n_documents:,}: "
        f"{own / _N_ALIKE * 1e6:,.0f} µs; SudachiPy alone takes {relative:.1f} times "
        "as long to read the text"
    )


def _document(number: int, text: str) -> Document:
    entry = Entry(
        id=f"{number:016x}", report_id="r", position=number, kind=EntryKind.INITIATIVE,
        organisation=f"組織{number % 50}", fiscal_year=2018 + number % 5, report="報告",
        section=None, path=(), item=None, variant=None, status="実施", reason=None,
        marker="継続", text=text,
    )  # fmt: skip
    return Document(entry)


if __name__ == "__main__":
    main()
