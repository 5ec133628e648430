"""Entries and their themes become postings here.

An index is a folder of derived data: ``CURRENT`` names a generation, and beside it lies
that generation, a Whoosh index. A change of some entries is one Whoosh commit; building
anew makes a generation beside the old one and then replaces ``CURRENT``. Either way a
process killed at any moment leaves the old state or the new one, never half of one.
"""

import contextlib
import json
import shutil
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any, TypeVar

from whoosh import index as whoosh_index
from whoosh.filedb.filestore import FileStorage
from whoosh.index import EmptyIndexError, FileIndex, LockError
from whoosh.writing import IndexWriter

from corpus.analyzer import Analyzer
from corpus.errors import HomeBusyError, IndexUnavailableError, TorikumiError
from index.mapped import MappedStorage
from index.schema import (
    FORMAT_VERSION,
    META_FIELD,
    Codes,
    Document,
    document_fields,
    make_schema,
)
from index.snapshot import Snapshot

_REMEDY = "`torikumi index --rebuild` で作り直してください。"
_MEMORY_MEGABYTES = 256
_MOST_DISTURBED = 20  # commits while an index is opened

Opened = TypeVar("Opened")


class EntryIndex:
    """The index in one folder, for reading and writing.

    Parameters
    ----------
    folder : Path
        Where the index lives; made when it is first written.
    analyzer : Analyzer
        What makes words of texts; another version of it means another index.
    """

    def __init__(self, folder: Path, analyzer: Analyzer) -> None:
        self.analyzer = analyzer
        self._folder = folder
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None
        self._seen: tuple[str, int] | None = None

    def open(self) -> None:
        """Open the index.

        Raises
        ------
        IndexUnavailableError
            The index is not there, is damaged, or was made by another version of the
            program or of the dictionary.
        """
        self.snapshot()

    @property
    def commit_number(self) -> int:
        """The number of the last database commit that the index holds."""
        return int(self.snapshot().meta["commit_number"])

    @property
    def n_documents(self) -> int:
        """How many entries the index holds."""
        return int(self.snapshot().is_live.sum())

    def snapshot(self) -> Snapshot:
        """Return the index as it stands now.

        Raises
        ------
        IndexUnavailableError
            As ``open``.
        """
        with self._lock, _translated():
            return _undisturbed(self._newest)

    def update(
        self,
        documents: Iterable[Document],
        removed_ids: Iterable[str] = (),
        *,
        commit_number: int,
    ) -> None:
        """Add or replace some entries and remove others, in one commit.

        Parameters
        ----------
        documents : iterable of Document
            An entry that the index holds already is replaced.
        removed_ids : iterable of str
            Ids of entries to remove; unknown ones are passed over.
        commit_number : int
            The number of the database commit that the index holds afterwards.

        Raises
        ------
        IndexUnavailableError
            As ``open``.
        HomeBusyError
            Another process is writing the index.
        """
        self.open()
        with _writing(self._folder / self._generation()) as writer:
            # Only now does no one else write, so documents keep their numbers.
            snapshot = self.snapshot()
            latest = {document.entry.id: document for document in documents}
            for entry_id in {*removed_ids, *latest}:
                _delete(writer, snapshot.document(entry_id))
            codes = Codes(snapshot.meta["strings"])
            for document in latest.values():
                writer.add_document(**document_fields(self.analyzer, codes, document))
            _delete(writer, snapshot.meta_document)
            writer.add_document(**_meta_fields(codes, commit_number))

    def rebuild(self, documents: Iterable[Document], *, commit_number: int) -> None:
        """Build the index anew beside the old one, then put it in its place.

        Parameters
        ----------
        documents : iterable of Document
            All entries, each once.
        commit_number : int
            As in ``update``.
        """
        generation = uuid.uuid4().hex
        folder = self._folder / generation
        folder.mkdir(parents=True)
        whoosh_index.create_in(str(folder), make_schema())
        codes = Codes({})
        with _writing(folder) as writer:
            for document in documents:
                writer.add_document(**document_fields(self.analyzer, codes, document))
            writer.add_document(**_meta_fields(codes, commit_number))
        self._make_current(generation)

    def _newest(self) -> Snapshot:
        generation = self._generation()
        folder = str(self._folder / generation)
        seen = (generation, _latest_commit(folder))
        if self._snapshot is None or self._seen != seen:
            known = self._snapshot.segments if self._snapshot else {}
            reader = FileIndex(MappedStorage(folder)).reader()
            snapshot = Snapshot(reader, known)
            _check_versions(snapshot.meta)
            snapshot.is_live.any()  # reads what damage would hide in
            self._snapshot, self._seen = snapshot, seen
        return self._snapshot

    def _generation(self) -> str:
        try:
            return (self._folder / "CURRENT").read_text("utf-8").strip()
        except FileNotFoundError as error:
            raise IndexUnavailableError(
                "索引がまだありません。`torikumi index` を実行してください。"
            ) from error

    def _make_current(self, generation: str) -> None:
        beside = self._folder / f"CURRENT.{generation}"
        beside.write_text(generation + "\n", "utf-8")
        beside.replace(self._folder / "CURRENT")
        for path in self._folder.iterdir():
            if path.is_dir() and path.name != generation:
                # Another process may still read it; the next rebuild tries again.
                shutil.rmtree(path, ignore_errors=True)


def _latest_commit(folder: str) -> int:
    return int(FileIndex(FileStorage(folder)).latest_generation())


def _check_versions(meta: Mapping[str, Any]) -> None:
    for name, wanted in _versions().items():
        if meta.get(name) != wanted:
            raise IndexUnavailableError(
                f"索引は別の版（{name} {meta.get(name, '不明')}、"
                f"今は {wanted}）で作られています。{_REMEDY}"
            )


def _versions() -> dict[str, Any]:
    """Return what an index must have been made with to be read."""
    return {
        "format": FORMAT_VERSION,
        "sudachipy": metadata.version("sudachipy"),
        "sudachidict": metadata.version("sudachidict-core"),
    }


def _meta_fields(codes: Codes, commit_number: int) -> dict[str, str]:
    meta = _versions() | {"commit_number": commit_number, "strings": codes.strings}
    return {META_FIELD: META_FIELD, "shown": json.dumps(meta, ensure_ascii=False)}


def _delete(writer: IndexWriter, document: int | None) -> None:
    if document is not None:
        writer.delete_document(document)


def _undisturbed(opened: Callable[[], Opened]) -> Opened:
    """Open anew what a commit of another process disturbed.

    A commit takes away the files of the state before it, also from under someone who
    has just read their names.
    """
    for _ in range(_MOST_DISTURBED):
        with contextlib.suppress(FileNotFoundError, EmptyIndexError):
            return opened()
    return opened()


@contextlib.contextmanager
def _writing(folder: Path) -> Iterator[IndexWriter]:
    """Commit what is written, or nothing where it fails."""
    try:
        opened = _undisturbed(lambda: whoosh_index.open_dir(str(folder)))
        writer = opened.writer(limitmb=_MEMORY_MEGABYTES)
    except LockError as error:
        raise HomeBusyError(
            "ほかの処理が索引を更新しています。終わってからもう一度お試しください。"
        ) from error
    try:
        yield writer
    except BaseException:
        writer.cancel()
        raise
    writer.commit()


@contextlib.contextmanager
def _translated() -> Iterator[None]:
    """Give every way in which a damaged index shows itself one name."""
    try:
        yield
    except TorikumiError:
        raise
    except Exception as error:
        # Whoosh unpickles and decompresses what it finds: damage is any exception.
        raise IndexUnavailableError(f"索引が壊れています。{_REMEDY}") from error
