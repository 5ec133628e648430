"""A finished job → the catalogue: its file as reports, people's decisions as labels.

The file is read as it was for the job, so each entry has its file and row. What people
decided about a row goes with its text: an entry of that text in what was just taken in
gets a label for each theme that was decided.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from corpus.copies import imprints
from corpus.deciding import from_file
from corpus.errors import JobNotReadyError
from corpus.records import Entry, ReadReport
from service.catalog import Catalog
from service.imports import read_file
from service.jobs import Jobs
from service.jobs.asking import as_read
from service.jobs.job import Decision, Job, Status
from service.labelling import Verdict
from service.settings import Settings

_BATCH = 1_000


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a job's file: entries, of them how many were there already.

    ``n_known`` is how many have a text that another report of the catalogue had.
    """

    n_entries: int
    n_known: int
    n_labels: int
    report_ids: tuple[str, ...]
    warnings: tuple[str, ...]
    is_new: bool


def take_in(jobs: Jobs, catalog: Catalog, job: Job, settings: Settings) -> TakenIn:
    """Take the file of a job into the catalogue.

    Raises
    ------
    JobNotReadyError
        The job is not done.
    UnreadableFileError
        The file holds no initiatives.
    """
    if job.status is not Status.DONE:
        raise JobNotReadyError(
            "分類が終わっていません。完了してから目録に加えてください。"
        )
    read = read_file(
        jobs.file(job), choices=as_read(job.choices), limits=settings.limits
    )
    n_entries = sum(len(report.entries) for report in read.reports)
    n_known = _n_known(catalog, read.reports)
    is_new = catalog.add_reports(read.reports, source=jobs.file(job))
    return TakenIn(
        n_entries=n_entries,
        n_known=n_known,
        n_labels=label_entries(jobs, catalog, job, _entries(read.reports)),
        report_ids=tuple(report.report.id for report in read.reports),
        warnings=read.warnings,
        is_new=is_new,
    )


def n_known_rows(jobs: Jobs, job: Job) -> int:
    """Return how many rows of a job the catalogue held, word for word, before."""
    return sum(
        any(copy.kind == "same" and copy.entry_id for copy in row.answer.copies)
        for row in jobs.answers.all(job.id, "repeated")
    )


def _n_known(catalog: Catalog, reports: Sequence[ReadReport]) -> int:
    """Return how many entries have a text that the catalogue has from elsewhere now."""
    own, book = {each.report.id for each in reports}, catalog.stock.copy_book()
    texts, n_known = (entry.text for entry in _entries(reports)), 0
    while batch := list(islice(texts, _BATCH)):
        same = [
            [str(book.ids[place]) for place, is_same, _ in candidates if is_same]
            for candidates in book.table.candidates(imprints(batch))
        ]
        there = catalog.stock.entries(each for ids in same for each in ids)
        n_known += sum(
            any(i in there and there[i].report_id not in own for i in ids)
            for ids in same
        )
    return n_known


def label_entries(
    jobs: Jobs, catalog: Catalog, job: Job, entries: Iterable[Entry]
) -> int:
    """Keep what people decided about rows as labels of the entries of their texts."""
    decided: dict[str, Sequence[Decision]] = {
        _bare(row.text): row.decisions for row in jobs.answers.all(job.id, "decided")
    }
    verdicts = [
        verdict
        for entry in entries
        for verdict in _verdicts(entry, decided.get(_bare(entry.text), ()), job)
    ]
    for verdict in verdicts:
        catalog.label(verdict)
    return sum(len(verdict.themes) for verdict in verdicts)


def _verdicts(
    entry: Entry, decisions: Sequence[Decision], job: Job
) -> Iterator[Verdict]:
    """Return what each person decided about an entry."""
    by: dict[str, dict[str, bool]] = {}
    for each in decisions:
        by.setdefault(each.decider, {})[each.theme_id] = each.is_carried
    for who, themes in by.items():
        yield Verdict(entry.id, themes, who, source=from_file(job.name))


def _entries(reports: Iterable[ReadReport]) -> Iterator[Entry]:
    for report in reports:
        yield from report.entries


def _bare(text: str) -> str:
    """Return a text without blanks, which cells and entries break differently."""
    return "".join(text.split())
