"""Fixtures that follow the flow: report → home → catalog → app → client.

The bundled report is read, tagged and indexed once a session, into a home that tests
only read. A test that changes anything asks for ``own_catalog`` and gets a copy.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from filelock import FileLock
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from corpus import bundled
from corpus.analyzer import Analyzer
from corpus.readers import read_grids
from corpus.records import ReadReport
from corpus.report import read_report
from service.app import create_app
from service.catalog import Catalog
from service.cli import main
from service.home import Home
from service.jobs import Jobs
from service.jobs.worker import Worker
from service.settings import Settings

# Checks come out alike on every machine and every day; ``make fuzz`` tries other cases.
settings.register_profile(
    "steady",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("curious", deadline=None)
settings.load_profile("steady")


@pytest.fixture(scope="session")
def analyzer() -> Analyzer:
    """The one analyzer; loading its dictionary takes a while."""
    return Analyzer()


@pytest.fixture(scope="session")
def bundled_report() -> ReadReport:
    """The ministry's report of 令和2年度, as the reader gives it."""
    source = read_grids(bundled.REPORT)
    return read_report(source, organisation=bundled.REPORT_ORGANISATION)


@pytest.fixture(scope="session")
def prepared_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the bundled report, read, tagged and indexed; for all processes."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = shared / "prepared home"
    with FileLock(shared / "prepared.lock"):
        catalog = Catalog(Settings(home=home))
        catalog.prepare()
        catalog.close()
    return home


@pytest.fixture(scope="session")
def catalog(prepared_home: Path) -> Iterator[Catalog]:
    """The catalogue of the prepared home, for tests that only read."""
    catalog = Catalog(Settings(home=prepared_home))
    yield catalog
    catalog.close()


@pytest.fixture(scope="session")
def app(prepared_home: Path, catalog: Catalog) -> Flask:
    """The web application over the prepared home."""
    app = create_app(Settings(home=prepared_home), catalog)
    app.config["TESTING"] = True
    return app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A reader of the pages and the API, without cookies of earlier tests."""
    return app.test_client()


@pytest.fixture
def own_home(prepared_home: Path, tmp_path: Path) -> Path:
    """A copy of the prepared home that a test may change."""
    return shutil.copytree(prepared_home, tmp_path / "home")


@pytest.fixture
def own_catalog(own_home: Path) -> Iterator[Catalog]:
    """The catalogue of a home that a test may change."""
    catalog = Catalog(Settings(home=own_home))
    yield catalog
    catalog.close()


@pytest.fixture
def run(prepared_home: Path) -> Callable[..., Result]:
    """Run a command on the prepared home, which it must not change."""

    def running(
        *arguments: object, home: Path = prepared_home, given: str | None = None
    ) -> Result:
        command = ["--home", str(home), *map(str, arguments)]
        return CliRunner().invoke(main, command, input=given)

    return running


@pytest.fixture
def run_on_own(run: Callable[..., Result], own_home: Path) -> Callable[..., Result]:
    """Run a command on a home that it may change."""
    return lambda *arguments, given=None: run(*arguments, home=own_home, given=given)


@pytest.fixture
def job_settings(tmp_path: Path) -> Settings:
    """A home for jobs alone; the catalogue that answers them is only read."""
    return Settings(home=tmp_path / "jobs home")


@pytest.fixture
def jobs(job_settings: Settings) -> Jobs:
    """The jobs of a home of their own."""
    return Jobs(job_settings)


@pytest.fixture
def start_worker(
    job_settings: Settings, jobs: Jobs, catalog: Catalog
) -> Iterator[Callable[[], Worker]]:
    """Start a worker that leaves with the test."""
    workers: list[Worker] = []

    def start() -> Worker:
        workers.append(Worker(jobs, catalog, Home(job_settings.home)))
        workers[-1].start()
        return workers[-1]

    yield start
    for worker in workers:
        worker.stop()
