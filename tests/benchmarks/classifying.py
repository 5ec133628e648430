"""The whole way of ``classify``, CSV to CSV, against what it is made of.

Beside it run SudachiPy alone over the same texts in as many processes, and the plain
loop that one writes with scikit-learn: a pipeline of TF-IDF and logistic regressions,
asked text by text. Memory is that of all processes together, shared pages counted once.
"""

import csv
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from multiprocessing import get_context
from pathlib import Path

import sudachipy
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MultiLabelBinarizer

from corpus.labels import bundled_examples
from service.catalog import Catalog
from service.settings import Settings
from tests.benchmarks.texts import submissions
from tests.benchmarks.timing import seconds

_CHUNK = 256
_LOOPED = 300


def bench_whole_way(folder: Path, n_texts: int, n_processes: int) -> None:
    """Classify a CSV into a CSV with all columns, and print one line of figures."""
    texts = list(submissions(n_texts, seed=11))
    given, returned = folder / "提出.csv", folder / "返送.csv"
    with given.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["番号", "取組内容"])
        writer.writerows(enumerate(texts, start=1))
    home = folder / "whole-way"
    catalog = Catalog(Settings(home=home))
    catalog.prepare()
    catalog.close()
    alone = seconds(lambda: _tokenize_all(texts, n_processes))
    command = [sys.executable, "-m", "service.cli", "--home", str(home), "classify"]
    command += [str(given), "-o", str(returned), "--workers", str(n_processes)]
    memory: list[int] = []
    own = seconds(lambda: _run_watched(command, memory))
    looped = _looped_seconds(texts[:_LOOPED]) / min(_LOOPED, n_texts)
    print(
        f"classify {n_texts:,} submissions CSV to CSV in {n_processes} processes: "
        f"{n_texts / own:,.0f} a second, {alone / own:.2f} of the throughput of "
        f"SudachiPy alone ({n_texts / alone:,.0f} a second); "
        f"peak memory {max(memory) / 2**20:,.0f} MB; a plain loop of scikit-learn in "
        f"one process: {1 / looped:,.0f} a second"
    )


def _tokenize_all(texts: list[str], n_processes: int) -> None:
    chunks = [texts[i : i + _CHUNK] for i in range(0, len(texts), _CHUNK)]
    with ProcessPoolExecutor(n_processes, get_context("spawn")) as pool:
        for _ in pool.map(_tokenize, chunks):
            pass


def _tokenize(texts: list[str]) -> int:
    return sum(len(_words(text)) for text in texts)


def _words(text: str) -> list[str]:
    return [word.normalized_form() for word in _tokenizer().tokenize(text)]


@cache
def _tokenizer() -> sudachipy.Tokenizer:
    dictionary = sudachipy.Dictionary(dict="core")
    return dictionary.tokenizer(mode=sudachipy.SplitMode.C)


def _looped_seconds(texts: list[str]) -> float:
    """Return how long scikit-learn takes, once it has learned our examples."""
    examples = list(bundled_examples())
    labels = MultiLabelBinarizer().fit_transform([each.themes for each in examples])
    pipeline = make_pipeline(
        TfidfVectorizer(tokenizer=_words, token_pattern=None),
        OneVsRestClassifier(LogisticRegression(max_iter=200)),
    )
    pipeline.fit([each.text for each in examples], labels)
    return seconds(lambda: [pipeline.predict_proba([text]) for text in texts])


def _run_watched(command: list[str], memory: list[int]) -> None:
    """Run a command; note twice a second how many bytes it and its children hold."""
    with subprocess.Popen(command, stderr=subprocess.PIPE) as running:
        while True:
            memory.append(sum(map(_held, _family(str(running.pid)))))
            try:
                _, said = running.communicate(timeout=0.5)
            except subprocess.TimeoutExpired:
                continue
            break
    if running.returncode:
        raise RuntimeError(said.decode())


def _family(pid: str) -> Iterator[str]:
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            yield from _family(child)


def _held(pid: str) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:  # it has just ended, or the system tells nothing
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
