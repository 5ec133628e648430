"""The whole way of ``classify``, CSV to CSV, against what it is made of.

Beside it run SudachiPy alone over the same texts in as many processes, and the plain
loop that one writes with scikit-learn: a pipeline of TF-IDF and logistic regressions,
asked text by text. Memory is that of all processes together, shared pages counted once.
"""

import csv
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MultiLabelBinarizer

from corpus.labels import bundled_examples
from service.catalog import Catalog
from service.settings import Settings
from tests.benchmarks.texts import repeated_submissions, submissions
from tests.benchmarks.timing import seconds
from tests.benchmarks.tokenizing import tokenize_all, words

_LOOPED = 300


def bench_whole_way(folder: Path, n_texts: int, n_processes: int) -> None:
    """Classify a CSV into a CSV with all columns, and print what it took."""
    home = folder / "whole-way"
    catalog = Catalog(Settings(home=home))
    catalog.prepare()
    catalog.close()
    made = {"all new": submissions, "often repeated": repeated_submissions}
    for kind, make in made.items():
        texts = list(make(n_texts, seed=11))
        alone = seconds(lambda texts=texts: tokenize_all(texts, n_processes))
        own, memory = _classified(home, folder, texts, n_processes)
        print(
            f"classify {n_texts:,} submissions CSV to CSV in {n_processes} processes, "
            f"their sentences {kind}: {n_texts / own:,.0f} a second, "
            f"{alone / own:.2f} of the throughput of SudachiPy alone "
            f"({n_texts / alone:,.0f} a second); peak memory {memory / 2**20:,.0f} MB"
        )
    looped = _looped_seconds(texts[:_LOOPED]) / min(_LOOPED, n_texts)
    print(f"    a plain loop of scikit-learn, one process: {1 / looped:,.0f} a second")


def _classified(
    home: Path, folder: Path, texts: Sequence[str], n_processes: int
) -> tuple[float, int]:
    """Return how many seconds the command takes, and how many bytes at most."""
    given, returned = folder / "提出.csv", folder / "返送.csv"
    with given.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["番号", "取組内容"])
        writer.writerows(enumerate(texts, start=1))
    command = [sys.executable, "-m", "service.cli", "--home", str(home), "classify"]
    command += [str(given), "-o", str(returned), "--workers", str(n_processes)]
    memory: list[int] = []
    took = seconds(lambda: _run_watched(command, memory))
    return took, max(memory)


def _looped_seconds(texts: Sequence[str]) -> float:
    """Return how long scikit-learn takes, once it has learned our examples."""
    examples = list(bundled_examples())
    labels = MultiLabelBinarizer().fit_transform([each.themes for each in examples])
    pipeline = make_pipeline(
        TfidfVectorizer(tokenizer=words, token_pattern=None),
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
