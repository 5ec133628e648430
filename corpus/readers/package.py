"""What is in a zipped office file, looked through before a library opens it.

Nothing is unpacked to disk, so a part's name, be it ``../x``, leads nowhere. Each part
is unpacked piece by piece in memory, to learn how large it is and whether its XML
declares entities, which no office program writes and some readers grow by.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator

from corpus.errors import UnreadableFileError
from corpus.limits import Bounds

# A place that damage has made negative is a ValueError to zipfile.
DAMAGE = (
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError,
)  # fmt: skip

_CHUNK_BYTES = 1024 * 1024
_OVERLAP_BYTES = 24
_XML = (".xml", ".rels", ".vml")
_DECLARATIONS = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)


def names_in(content: bytes) -> frozenset[str]:
    """Return the names of the parts of a zipped file, none where it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return frozenset(archive.namelist())
    except DAMAGE:
        return frozenset()


def chunks_of(content: bytes, bounds: Bounds) -> Iterator[tuple[str, bytes]]:
    """Unpack every part piece by piece, with its name; refuse what is no office file.

    Each piece begins with the end of the one before, so that no word is parted.

    Raises
    ------
    UnreadableFileError
        A part declares entities, or is protected by a password.
    TooLargeError
        The parts unpack to more than the limits allow.
    """
    unpacked = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for part in archive.infolist():
            if part.flag_bits & 1:
                raise UnreadableFileError(
                    f"「{bounds.name}」にはパスワードが掛かっています。"
                    "パスワードを外して保存し直してください。"
                )
            for chunk in _chunks(archive, part):
                unpacked += len(chunk)
                bounds.check_unzipped(unpacked, packed=len(content))
                bounds.check_time()
                is_xml = part.filename.lower().endswith(_XML)
                if is_xml and any(each in chunk for each in _DECLARATIONS):
                    raise UnreadableFileError(
                        f"「{bounds.name}」の中の「{part.filename}」に、"
                        "外部の参照や展開を起こす宣言（DOCTYPE）があるため、"
                        "安全のため読み取りません。"
                        "元のソフトで開き、保存し直してください。"
                    )
                yield part.filename, chunk


def check_package(content: bytes, bounds: Bounds) -> None:
    """Look a whole zipped file through; see ``chunks_of``."""
    for _ in chunks_of(content, bounds):
        pass


def _chunks(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    with archive.open(part) as file:
        before = b""
        while piece := file.read(_CHUNK_BYTES):
            yield before + piece
            before = piece[-_OVERLAP_BYTES:]
