"""What is derived from the record is made again when it is gone, damaged or behind."""

import json
import shutil
from dataclasses import replace

import pytest

from corpus.errors import HomeBusyError, HomeError
from models import store
from service.catalog import Catalog
from service.home import Home
from service.settings import Settings
from tests.fixtures_home import assert_whole, indexed, label, record


@pytest.fixture
def said():
    return []


@pytest.fixture
def start(own_home, said):
    """Open the home anew, as the next start would, and return its catalogue."""
    opened = []

    def opening():
        catalog = Catalog(Settings(home=own_home), say=said.append)
        opened.append(catalog)
        catalog.prepare()
        return catalog

    yield opening
    for catalog in opened:
        catalog.close()


def test_a_home_that_is_up_to_date_opens_without_a_word(start, own_home, said):
    start()
    assert_whole(own_home)
    assert said == []


def test_a_deleted_index_is_built_again(start, own_home, said):
    shutil.rmtree(own_home / "index")
    start()
    assert_whole(own_home)
    assert said == ["90件の索引を作っています。"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("pattern", ["*/*.seg", "*/*.toc", "CURRENT"])
def test_a_damaged_index_is_built_again_with_a_message(start, own_home, said, pattern):
    for path in (own_home / "index").glob(pattern):
        path.write_bytes(path.read_bytes()[:7])
    start()
    assert_whole(own_home)
    assert "作り直します" in said[0]


def test_an_index_of_another_version_is_built_again(start, own_home, said, monkeypatch):
    monkeypatch.setattr("index.writer.FORMAT_VERSION", 999)
    start()
    assert_whole(own_home)
    assert "別の版" in said[0]


def test_a_deleted_model_is_fitted_again(start, own_home, said):
    shutil.rmtree(own_home / "model")
    start()
    assert_whole(own_home)
    assert said == ["テーマの分類器を学習しています。"]


@pytest.mark.parametrize("name", ["model.npz", "card.json"])
def test_a_model_cut_short_is_fitted_again_with_a_message(start, own_home, said, name):
    (path,) = (own_home / "model").glob(f"*/{name}")
    path.write_bytes(path.read_bytes()[:100])
    assert next(start().classify(["残業を減らす。"])).themes[0][0] == "overtime"
    assert "作り直します" in said[0]


def test_a_model_of_another_version_is_fitted_again(start, own_home, said):
    (path,) = (own_home / "model").glob("*/card.json")
    card = json.loads(path.read_text("utf-8"))
    card["made_with"]["sudachipy"] = "0"
    path.write_text(json.dumps(card), "utf-8")
    start()
    assert_whole(own_home)
    assert "別の版" in said[0]


def test_a_commit_that_the_index_missed_is_caught_up(start, own_home, said):
    entry_id = min(indexed(own_home) - indexed(own_home, theme=("wellbeing",)))
    with record(own_home) as database:
        database.add_labels([label(entry_id)])
    start()
    assert entry_id in indexed(own_home, theme=("wellbeing",))
    assert said == []  # nobody waits for one entry


def test_entries_that_went_and_came_are_caught_up(start, own_home, bundled_report):
    entries = bundled_report.entries[:-2]
    with record(own_home) as database:
        database.add_report(replace(bundled_report, entries=entries, indicators=()))
        start()
        assert indexed(own_home) == {entry.id for entry in entries}
        database.add_report(bundled_report)
    start()
    assert_whole(own_home)


def test_a_record_put_back_from_a_copy_gets_an_index_of_its_own(
    start, own_home, tmp_path
):
    start().close()
    copy = tmp_path / "copy.db"
    shutil.copy(own_home / "torikumi.db", copy)
    start().import_file(_list_of(tmp_path, "残業を減らすことにした。"))
    for path in own_home.glob("torikumi.db*"):
        path.unlink()
    shutil.copy(copy, own_home / "torikumi.db")
    start()
    assert_whole(own_home)


def test_a_model_trained_by_another_process_is_used_from_then_on(start, own_home):
    first, second = start(), start()
    before = first.model_card()["n_decided"]
    with record(own_home) as database:
        database.add_labels([label(min(indexed(own_home)))])
    second.adopt_model(second.propose_model().model_id)
    assert first.model_card()["n_decided"] == before + 1
    next(first.classify(["残業を減らす。"]))
    assert_whole(own_home)


def test_training_learns_from_labels_and_tags_every_entry_anew(start, own_home):
    before = store.current_model_id(own_home / "model")
    with record(own_home) as database:
        database.add_labels([label(min(indexed(own_home)))])
    catalog = start()
    catalog.adopt_model(catalog.propose_model().model_id)
    assert store.current_model_id(own_home / "model") != before
    assert_whole(own_home)


def test_a_killed_training_is_completed_by_the_next_start(start, own_home, monkeypatch):
    catalog = start()
    with record(own_home) as database:
        database.add_labels([label(min(indexed(own_home)))])
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(catalog._upkeep, "_index", _interrupt)
        catalog.adopt_model(catalog.propose_model().model_id)
    start()
    assert_whole(own_home)


def test_a_second_writer_waits_and_then_says_who_is_writing(own_home, monkeypatch):
    monkeypatch.setattr("service.home._LOCK_SECONDS", 0.1)
    with (
        Home(own_home).writing(),
        pytest.raises(HomeBusyError, match="ほかのtorikumi"),
        Home(own_home).writing(),
    ):
        pass


def test_a_full_disk_is_named_while_the_index_is_written(start, monkeypatch):
    catalog = start()

    def fail(*arguments, **options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(catalog._upkeep.index, "rebuild", fail)
    with pytest.raises(HomeError, match="ディスクの空き"):
        catalog.rebuild_index()


def test_a_home_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "home").write_text("", "utf-8")
    with pytest.raises(HomeError, match="書き込めません"):
        Catalog(Settings(home=tmp_path / "home"))


def _interrupt():
    raise KeyboardInterrupt


def _list_of(folder, *texts):
    path = folder / "提出.csv"
    path.write_text("番号,取組内容\n" + "".join(f"1,{t}\n" for t in texts), "utf-8")
    return path
