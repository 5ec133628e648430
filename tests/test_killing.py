"""A process killed at any moment leaves a home that the next start completes."""

import shutil
import signal
import subprocess
import sys

import pytest

from models import store
from service.catalog import Catalog
from service.settings import Settings
from tests.fixtures_home import N_ENTRIES, assert_whole, indexed, label, record

pytestmark = pytest.mark.slow

# Runs a command and kills its own process at the n-th call of a function.
DYING = """
import functools, importlib, os, signal, sys
module, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
*path, last = name.split(".")
owner = functools.reduce(getattr, path, importlib.import_module(module))
real, calls = getattr(owner, last), []

def dying(*arguments, **options):
    calls.append(1)
    if len(calls) == count:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*arguments, **options)

setattr(owner, last, dying)
from service.cli import main
main(sys.argv[4:])
"""

LIST = "組織名,取組内容\nA市,残業を減らすことにした。\nB市,在宅勤務を始めた。\n"


def die(home, module, name, count, *command):
    """Run a command until it is killed at the n-th call of a function."""
    dying = [sys.executable, "-c", DYING, module, name, str(count)]
    command = ("--home", str(home), *command)
    ended = subprocess.run([*dying, *command], capture_output=True, check=False)
    assert ended.returncode == -signal.SIGKILL, ended.stderr.decode()


def start(home):
    catalog = Catalog(Settings(home=home))
    catalog.prepare()
    catalog.close()


@pytest.fixture
def new_home(prepared_home, tmp_path):
    """A home with nothing but a model, so that a first start takes no learning."""
    home = tmp_path / "home"
    shutil.copytree(prepared_home / "model", home / "model")
    return home


@pytest.mark.parametrize(
    ("module", "name", "count"),
    [
        ("alembic.op", "create_table", 3),
        ("corpus.database.storing", "_store_entries", 1),
        ("service.upkeep", "Upkeep._tag", 1),
        ("corpus.database", "Database.set_tags", 1),
        ("service.upkeep", "Upkeep._index", 1),
        ("index.writer", "document_fields", 40),
        ("whoosh.writing", "SegmentWriter.commit", 1),
        ("index.writer", "EntryIndex._make_current", 1),
    ],
)
def test_a_first_start_that_is_killed_is_completed_by_the_next(
    new_home, module, name, count
):
    die(new_home, module, name, count, "search", "残業")
    start(new_home)
    assert_whole(new_home)


@pytest.mark.parametrize(
    ("module", "name", "count", "is_in"),
    [
        ("corpus.database.storing", "_store_entries", 2, False),
        ("service.upkeep", "Upkeep._tag", 1, True),
        ("index.writer", "document_fields", 2, True),
        ("whoosh.writing", "SegmentWriter.commit", 1, True),
    ],
)
def test_a_killed_import_is_in_whole_or_not_at_all(
    own_home, tmp_path, module, name, count, is_in
):
    (tmp_path / "提出.csv").write_text(LIST, "utf-8")
    die(own_home, module, name, count, "import", str(tmp_path / "提出.csv"))
    start(own_home)
    assert_whole(own_home, N_ENTRIES + 2 * is_in)


def test_a_killed_rebuild_leaves_the_index_that_was(own_home):
    die(own_home, "index.writer", "document_fields", 40, "index", "--rebuild")
    assert_whole(own_home)


@pytest.fixture
def decided_home(own_home):
    """A home in which there is something to learn."""
    with record(own_home) as database:
        database.add_labels([label(min(indexed(own_home)))])
    start(own_home)
    return own_home


@pytest.mark.parametrize("step", ["save", "choose"])
def test_a_killed_training_leaves_the_model_that_was(decided_home, step):
    before = store.current_model_id(decided_home / "model")
    die(decided_home, "models.store", step, 1, "train")
    assert store.current_model_id(decided_home / "model") == before
    assert_whole(decided_home)


@pytest.mark.parametrize(
    ("module", "name"),
    [("corpus.database", "Database.set_tags"), ("service.upkeep", "Upkeep._index")],
)
def test_a_takeover_that_is_killed_is_completed_by_the_next_start(
    decided_home, module, name
):
    before = store.current_model_id(decided_home / "model")
    die(decided_home, module, name, 1, "train")
    start(decided_home)
    assert store.current_model_id(decided_home / "model") != before
    assert_whole(decided_home)


def test_a_killed_process_does_not_keep_others_from_writing(own_home, bundled_report):
    die(own_home, "service.upkeep", "Upkeep.rebuild_index", 1, "index", "--rebuild")
    with record(own_home) as database:
        assert not database.add_report(bundled_report)
    start(own_home)
    assert_whole(own_home)
