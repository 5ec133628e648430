"""One file → what it reports, whichever kind of file it is."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from corpus.choices import ReadingChoices, Understood
from corpus.form_reading import understood_form
from corpus.forms import is_form
from corpus.limits import Limits
from corpus.readers import read_grids
from corpus.records import ReadReport
from corpus.report import read_report
from corpus.submissions import read_list
from service.remembered import Remembered, combined
from service.views import ImportResult


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file's reports, and how it was understood."""

    reports: tuple[ReadReport, ...]
    understood: Understood
    warnings: tuple[str, ...]


def read_file(
    path: Path,
    *,
    choices: ReadingChoices | None = None,
    limits: Limits | None = None,
    remembered: Remembered | None = None,
) -> ReadFile:
    """Return what a file reports: a follow-up form, or else a plain list.

    Parameters
    ----------
    path : Path
    choices : ReadingChoices, optional
        What a person set right.
    limits : Limits, optional
        How large the file may be.
    remembered : Remembered, optional
        What was set right before; what is set right now is kept there once it holds.

    Raises
    ------
    UnreadableFileError
        The file is damaged, of no known format, or holds no initiatives.
    TooLargeError
        The file is larger than a limit allows.
    """
    choices = choices or ReadingChoices()
    source = read_grids(path, choices=choices, limits=limits)
    if is_form(source.grids):
        read = read_report(
            source,
            organisation=choices.organisation,
            fiscal_year=choices.fiscal_year,
            sheets=choices.sheets,
        )
        understood = understood_form(source, sheets=choices.sheets)
        return ReadFile((read,), understood, (*source.warnings, *read.warnings))
    known = remembered.recall(source, choices) if remembered else None
    listed = read_list(source, choices=combined(known, choices))
    if remembered:
        remembered.keep(source, choices)
    told = (*source.warnings, *((_recalled(known),) if known else ()))
    return ReadFile(listed.reports, listed.understood, (*told, *listed.warnings))


def _recalled(known: ReadingChoices) -> str:
    """Tell what of an earlier choice was used again."""
    columns = "、".join(f"{name}={meaning}" for name, meaning in known.columns.items())
    row = f"見出し行={known.header_row}" if known.header_row else ""
    chosen = "、".join(each for each in (*known.sheets, row, columns) if each)
    return f"同じ見出しの表で前に指定された読み方（{chosen}）を使いました。"


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
        encoding=read.understood.encoding,
        columns=read.understood.columns,
        understood=read.understood,
        warnings=read.warnings,
        is_new=is_new,
    )
