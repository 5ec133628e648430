"""One file → what it reports, whichever kind of file it is."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from corpus.forms import is_form
from corpus.readers import read_grids
from corpus.records import ReadReport
from corpus.report import read_report
from corpus.submissions import read_list
from service.views import ImportResult


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file's reports, and how it was understood."""

    reports: tuple[ReadReport, ...]
    encoding: str | None
    columns: dict[str, str]
    warnings: tuple[str, ...]


def read_file(
    path: Path, *, organisation: str | None, fiscal_year: int | None
) -> ReadFile:
    """Return what a file reports: a follow-up form, or else a plain list.

    Raises
    ------
    UnreadableFileError
        The file is damaged, of no known format, or holds no initiatives.
    """
    source = read_grids(path)
    if is_form(source.grids):
        read = read_report(source, organisation=organisation, fiscal_year=fiscal_year)
        return ReadFile((read,), source.encoding, {}, read.warnings)
    listed = read_list(source, organisation=organisation, fiscal_year=fiscal_year)
    return ReadFile(listed.reports, source.encoding, listed.columns, listed.warnings)


def result_of(name: str, read: ReadFile, *, is_new: bool) -> ImportResult:
    """Return what an import answers for a file that was taken in."""
    reports = [each.report for each in read.reports]
    return ImportResult(
        file=name,
        entries=Counter(e.kind for each in read.reports for e in each.entries),
        organisations=tuple(
            sorted({r.organisation for r in reports if r.organisation})
        ),
        fiscal_years=tuple(sorted({r.fiscal_year for r in reports if r.fiscal_year})),
        encoding=read.encoding,
        columns=read.columns,
        warnings=read.warnings,
        is_new=is_new,
    )
