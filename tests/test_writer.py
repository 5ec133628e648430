"""The index on disk: whole after every commit, refused when it is not what it was."""

import itertools
import multiprocessing
import time
from pathlib import Path

import pytest
from whoosh.filedb.filestore import FileStorage

from corpus.errors import HomeBusyError, IndexUnavailableError
from index.schema import FORMAT_VERSION, document_fields
from index.searcher import Searcher
from index.writer import EntryIndex
from tests.fixtures_index import ANALYZER, document, find, make_index


def test_a_missing_index_is_refused_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(IndexUnavailableError, match="torikumi index"):
        EntryIndex(tmp_path, ANALYZER).open()


def test_an_index_opens_again_with_its_commit_number(tmp_path: Path) -> None:
    make_index(tmp_path, ["残業の縮減"])
    reopened = EntryIndex(tmp_path / "index", ANALYZER)
    reopened.open()
    assert (reopened.commit_number, reopened.n_documents) == (1, 1)


def test_an_update_adds_replaces_and_removes_in_one_commit(tmp_path: Path) -> None:
    index = make_index(tmp_path, [document("残業", id="a"), document("研修", id="b")])
    searcher = Searcher(index)
    changed = [document("休暇", id="a"), document("会議", id="c")]
    index.update(changed, ["b", "unknown"], commit_number=7)
    assert (index.commit_number, index.n_documents) == (7, 2)
    found = [find(searcher, query) for query in ("残業", "研修", "休暇", "会議")]
    assert found == [[], [], ["a"], ["c"]]


def test_another_reader_sees_an_update_at_its_next_search(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["残業"])
    other = Searcher(EntryIndex(tmp_path / "index", ANALYZER))
    assert find(other, "休暇") == []
    index.update([document("休暇")], commit_number=2)
    assert find(other, "休暇") == ["休暇"]


def test_a_rebuild_leaves_one_generation(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["残業"])
    index.rebuild([document("休暇")], commit_number=3)
    folders = [path for path in (tmp_path / "index").iterdir() if path.is_dir()]
    assert (len(folders), index.commit_number, index.n_documents) == (1, 3, 1)


def test_an_index_without_entries_can_be_searched(tmp_path: Path) -> None:
    assert find(Searcher(make_index(tmp_path, [])), "残業") == []


def test_an_index_of_another_format_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_index(tmp_path, ["残業"])
    monkeypatch.setattr("index.writer.FORMAT_VERSION", FORMAT_VERSION + 1)
    with pytest.raises(IndexUnavailableError, match="別の版"):
        EntryIndex(tmp_path / "index", ANALYZER).open()


# Whoosh leaves a file open that it cannot read.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("keep", [0, 10, 100])
def test_a_damaged_index_is_refused(tmp_path: Path, keep: int) -> None:
    make_index(tmp_path, ["残業"])
    for path in (tmp_path / "index").glob("*/*.seg"):
        path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(IndexUnavailableError, match="壊れて"):
        EntryIndex(tmp_path / "index", ANALYZER).open()


def test_a_failed_update_leaves_the_index_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = make_index(tmp_path, ["残業"])

    def fail(*arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("index.writer.document_fields", fail)
    with pytest.raises(RuntimeError):
        index.update([document("休暇")], ["残業"], commit_number=2)
    monkeypatch.setattr("index.writer.document_fields", document_fields)
    assert (index.commit_number, index.n_documents) == (1, 1)
    index.update([document("休暇")], commit_number=2)
    assert index.n_documents == 2


def test_a_second_writer_is_told_to_wait(tmp_path: Path) -> None:
    index = make_index(tmp_path, ["残業"])

    def documents():  # type: ignore[no-untyped-def]
        EntryIndex(tmp_path / "index", ANALYZER).update([], commit_number=2)
        yield document("休暇")

    with pytest.raises(HomeBusyError):
        index.update(documents(), commit_number=2)


def test_a_commit_while_the_index_is_opened_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    writing = make_index(tmp_path, ["残業"])
    reading = EntryIndex(tmp_path / "index", ANALYZER)
    open_file = FileStorage.open_file
    is_disturbed = False

    def open_disturbed(storage, name, **options):  # type: ignore[no-untyped-def]
        nonlocal is_disturbed
        if not is_disturbed:
            is_disturbed = True
            writing.update([document("休暇")], commit_number=2)
        return open_file(storage, name, **options)

    monkeypatch.setattr(FileStorage, "open_file", open_disturbed)
    assert (reading.commit_number, reading.n_documents) == (2, 2)


def _update_forever(folder: Path) -> None:
    index = EntryIndex(folder, ANALYZER)
    for number in itertools.count(index.commit_number + 1):
        entry = document(f"休暇 {number}", id=str(number))
        index.update([entry], commit_number=number)


def test_a_killed_update_leaves_number_and_entries_together(tmp_path: Path) -> None:
    make_index(tmp_path, ["残業"])
    folder = tmp_path / "index"
    index = EntryIndex(folder, ANALYZER)
    for seconds in (0, 0.007, 0.019, 0.031, 0.043):
        before = index.commit_number
        context = multiprocessing.get_context("spawn")
        process = context.Process(target=_update_forever, args=(folder,), daemon=True)
        process.start()
        while index.commit_number == before:  # it has not begun to write
            assert process.is_alive()
        time.sleep(seconds)
        process.kill()
        process.join()
        assert index.n_documents == index.commit_number
        assert EntryIndex(folder, ANALYZER).commit_number == index.commit_number
