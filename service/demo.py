"""The demo: fictional organisations beside the bundled report, in a home of its own.

The samples are read as any file is. They lie in a folder of the home, apart from the
catalogue that counts, so that what was made up never stands among what was reported.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from corpus import bundled
from corpus.choices import ReadingChoices
from corpus.fiscal_year import find_fiscal_year
from service.catalog import Catalog
from service.imports import ReadFile, read_file
from service.settings import Settings


@dataclass(frozen=True, slots=True)
class Sample:
    """A file of the samples: whose report it is, and of which year."""

    path: Path
    organisation: str
    fiscal_year: int

    def read(self) -> ReadFile:
        """Return what the file reports."""
        choices = ReadingChoices(
            organisation=self.organisation, fiscal_year=self.fiscal_year
        )
        return read_file(self.path, choices=choices)


def samples() -> tuple[Sample, ...]:
    """Return the samples, year by year; their names tell organisation and year."""
    found = [
        Sample(path, path.stem.partition("令和")[0], fiscal_year)
        for path in bundled.SAMPLES.iterdir()
        if (fiscal_year := find_fiscal_year(path.stem))
    ]
    return tuple(sorted(found, key=lambda each: (each.fiscal_year, each.organisation)))


def demo_settings(settings: Settings) -> Settings:
    """Return settings under which nothing of the user's own catalogue is touched."""
    home = settings.home / "demo"
    return replace(settings, home=home, database_url=None, queue_url=None)


def prepare_demo(catalog: Catalog, *, say: Callable[[str], None]) -> None:
    """Bring a home up to date, and load the samples that it does not have yet."""
    catalog.prepare()
    reports = [each.report for each in catalog.reports()]
    known = {(report.organisation, report.fiscal_year) for report in reports}
    missing = [
        sample
        for sample in samples()
        if (sample.organisation, sample.fiscal_year) not in known
    ]
    if missing:
        n_organisations = len({sample.organisation for sample in missing})
        say(
            f"例示の報告（架空の{n_organisations}組織、{len(missing)}件）を"
            "読み込みます。"
        )
        catalog.add_reports(
            read for sample in missing for read in sample.read().reports
        )
