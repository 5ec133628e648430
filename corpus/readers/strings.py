"""The texts of a workbook, which its cells name by number, laid down on disk."""

import re
import zipfile

from corpus.limits import Bounds
from corpus.shelf import Pieces

_CHUNK_BYTES = 1024 * 1024
_TEXT = re.compile(rb"<si>.*?</si>|<si\s*/>", re.DOTALL)


class SharedStrings(Pieces):
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
        super().__init__()
        if part is None:
            return
        rest = b""
        with archive.open(part) as file:
            while chunk := file.read(_CHUNK_BYTES):
                bounds.check_time()
                rest = self._keep(rest + chunk)

    def _keep(self, content: bytes) -> bytes:
        """Keep the texts that are whole, and return what follows them."""
        done = 0
        for found in _TEXT.finditer(content):
            self.append(found[0])
            done = found.end()
        return content[done:]
