"""The home: the folder that holds database, index and model, and its one lock."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from corpus.errors import HomeBusyError, HomeError

_LOCK_SECONDS = 120


class Home:
    """The folder in which everything of one catalogue lies.

    Raises
    ------
    HomeError
        The folder cannot be made or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise self._unwritable() from error
        self._lock = FileLock(folder / "writing.lock", timeout=_LOCK_SECONDS)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep other processes from writing; a killed process lets go by itself.

        Raises
        ------
        HomeBusyError
            Another process has been writing for two minutes.
        HomeError
            The lock or something under it cannot be written.
        """
        try:
            with self._lock:
                yield
        except Timeout as error:
            raise HomeBusyError(
                f"ほかのtorikumiが「{self.folder}」に書き込んでいます。"
                "終わるのを待ってから、もう一度実行してください。"
            ) from error
        except OSError as error:
            # Index and model are files: a full disk shows while they are written.
            raise self._unwritable() from error

    @contextmanager
    def training(self) -> Iterator[None]:
        """Be the one who trains.

        Raises
        ------
        HomeBusyError
            A training is under way, here or in another process.
        HomeError
            The lock or something under it cannot be written.
        """
        lock = FileLock(self.folder / "training.lock", timeout=0)
        try:
            with lock:
                yield
        except Timeout as error:
            raise HomeBusyError(
                "ほかの学習が進んでいます。終わるのを待ってから、"
                "もう一度始めてください。"
            ) from error
        except OSError as error:
            raise self._unwritable() from error

    @contextmanager
    def working(self) -> Iterator[bool]:
        """Be the one worker of the home; False where another process is.

        Raises
        ------
        HomeError
            The lock cannot be written.
        """
        lock = FileLock(self.folder / "worker.lock")
        try:
            lock.acquire(blocking=False)
        except Timeout:
            yield False
            return
        except OSError as error:
            raise self._unwritable() from error
        try:
            yield True
        finally:
            lock.release()

    def _unwritable(self) -> HomeError:
        return HomeError(
            f"データを置くフォルダー「{self.folder}」に書き込めません。"
            "フォルダーの権限とディスクの空きを確かめるか、"
            "--home で別のフォルダーを指定してください。"
        )
