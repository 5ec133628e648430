"""The texts of a workbook, which its cells name by number, laid down on disk."""

import re
import tempfile
import weakref
import zipfile
from array import array

from corpus.limits import Bounds

_CHUNK_BYTES = 1024 * 1024
_TEXT = re.compile(rb"<si>.*?</si>|<si\s*/>", re.DOTALL)


class SharedStrings:
    """The ``<si>`` elements of a part, by their number.

    Parameters
    ----------
    archive : ZipFile
    part : str, optional
        None where a workbook has no such part.
    bounds : Bounds
    """

    def __init__(
        self, archive: zipfile.ZipFile, part: str | None, bounds: Bounds
    ) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115, closed when it is let go
        weakref.finalize(self, self._file.close)
        self._ends = array("Q", [0])
        if part is None:
            return
        rest = b""
        with archive.open(part) as file:
            while chunk := file.read(_CHUNK_BYTES):
                bounds.check_time()
                rest = self._keep(rest + chunk)

    def __len__(self) -> int:
        return len(self._ends) - 1

    def __getitem__(self, number: int) -> bytes:
        begin, end = self._ends[number], self._ends[number + 1]
        self._file.seek(begin)
        return self._file.read(end - begin)

    def _keep(self, content: bytes) -> bytes:
        """Keep the texts that are whole, and return what follows them."""
        done = 0
        for found in _TEXT.finditer(content):
            self._file.write(found[0])
            self._ends.append(self._ends[-1] + len(found[0]))
            done = found.end()
        return content[done:]
