"""Whoosh's files mapped into memory, with a place of its own for each thread.

Whoosh reads a file as one does: it goes to a place and reads on. Of a mapped file it
keeps one such place, and a copy of all of it, for all threads; two searches at a time
move each other's place, and take for postings whatever stands there. Here each thread
has a place of its own in the one mapping, and nothing is copied.
"""

import io
import mmap
import os
import threading
from pathlib import Path
from typing import Any

from whoosh.codec.base import Segment
from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import BufferFile, StructFile


class MappedStorage(FileStorage):
    """A folder of Whoosh's files, for reading: segments are mapped."""

    def open_file(self, name: str, **options: Any) -> StructFile:
        """Open a file; of a segment Whoosh then asks for the parts."""
        if not name.endswith(Segment.COMPOUND_EXT):
            opened: StructFile = super().open_file(name, **options)
            return opened
        with Path(self._fpath(name)).open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return MappedFile(memoryview(mapped), name=name)


class MappedFile(BufferFile):
    """A part of a mapped file.

    Parameters
    ----------
    mapped : memoryview
    name : str, optional
    """

    def __init__(self, mapped: memoryview, name: str | None = None) -> None:
        # Not the library's own: it would copy.
        self._mapped = self._buf = mapped
        self._name = name
        self.onclose = None
        self.is_real = self.is_closed = False
        self._threads = threading.local()

    @property
    def file(self) -> io.BufferedReader:  # type: ignore[override]
        """The part as a file, at this thread's place."""
        if not hasattr(self._threads, "file"):
            self._threads.file = io.BufferedReader(_Reading(self._mapped))
        file: io.BufferedReader = self._threads.file
        return file

    def subset(self, position: int, length: int, name: str | None = None) -> BufferFile:
        """Return a part of the part."""
        part = self._mapped[position : position + length]
        return MappedFile(part, name=name or self._name)


class _Reading(io.RawIOBase):
    """Bytes in memory as a file, not copied as BytesIO does."""

    def __init__(self, held: memoryview) -> None:
        self._held = held
        self._place = 0

    # What is here is told by the names in ``io``.
    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        from_where = {
            os.SEEK_SET: 0,
            os.SEEK_CUR: self._place,
            os.SEEK_END: len(self._held),
        }
        self._place = max(0, from_where[whence] + offset)
        return self._place

    def readinto(self, buffer: Any) -> int:
        read = self._held[self._place : self._place + len(buffer)]
        buffer[: len(read)] = read
        self._place += len(read)
        return len(read)
