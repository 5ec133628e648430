"""The records of an XLS, and how far its sheets reach, before calamine makes room.

An XLS is a file of sectors ([MS-CFB]) whose stream ``Workbook`` holds a record for each
cell ([MS-XLS]).
"""

import struct
from collections.abc import Iterator, Sequence

_NAMES = frozenset({"Workbook", "Book"})
_LAST = 0xFFFFFFFA  # from here on, numbers of sectors have other meanings
_BEGINS = 0x0809
_SMALL = 4096
# Records of one cell, and those of several side by side, which name the last one, too.
_CELLS = frozenset({0x06, 0xD6, 0xFD, 0x201, 0x203, 0x204, 0x205, 0x27E})
_ROWS_OF_CELLS = frozenset({0xBD, 0xBE})


def reach_of(content: bytes) -> tuple[int, int]:
    """Return the farthest row and column of any sheet, (0, 0) where it is damaged."""
    farthest, last = (0, 0), (0, 0)
    try:
        for _, kind, record in records_of(content):
            if kind == _BEGINS:
                last = (0, 0)
            elif (kind in _CELLS or kind in _ROWS_OF_CELLS) and len(record) >= 6:
                row, column = struct.unpack_from("<HH", record)
                if kind in _ROWS_OF_CELLS:
                    (column,) = struct.unpack_from("<H", record, len(record) - 2)
                last = max(last[0], row + 1), max(last[1], column + 1)
                farthest = max(farthest, last, key=lambda each: each[0] * each[1])
    except (struct.error, IndexError, ValueError):
        return (0, 0)  # calamine says what is damaged
    return farthest


def records_of(content: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Give the place, kind and content of each record of a workbook."""
    stream = _workbook_of(content)
    place = 0
    while place + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, place)
        yield place, kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _workbook_of(content: bytes) -> bytes:
    """Return the stream of the workbook, wherever its sectors lie."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    table = _sector_table(content, size)
    first = struct.unpack_from("<I", content, 48)[0]
    entries = _chain(content[size:], table, first, size)
    root = entries[:128]
    for place in range(0, len(entries) - 127, 128):
        entry = entries[place : place + 128]
        n_bytes = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(n_bytes - 2, 0)].decode("utf-16-le", "replace")
        start, length = struct.unpack_from("<II", entry, 116)
        if name in _NAMES and length >= _SMALL:
            return _chain(content[size:], table, start, size)[:length]
        if name in _NAMES:
            (first,) = struct.unpack_from("<I", root, 116)
            small = _chain(content[size:], table, first, size)
            (first,) = struct.unpack_from("<I", content, 60)
            links = _numbers(_chain(content[size:], table, first, size))
            return _chain(small, links, start, 64)[:length]
    return b""


def _sector_table(content: bytes, size: int) -> Sequence[int]:
    """Return which sector follows each."""
    parts = list(struct.unpack_from("<109I", content, 76))
    following = struct.unpack_from("<I", content, 68)[0]
    while following < _LAST and len(parts) * size <= len(content):
        start = (following + 1) * size
        *more, following = _numbers(content[start : start + size])
        parts += more
    return [
        number
        for part in parts
        if part < _LAST
        for number in _numbers(content[(part + 1) * size : (part + 2) * size])
    ]


def _chain(sectors: bytes, table: Sequence[int], first: int, size: int) -> bytes:
    pieces: list[bytes] = []
    while first < _LAST and len(pieces) * size <= len(sectors):
        pieces.append(sectors[first * size : (first + 1) * size])
        first = table[first]
    return b"".join(pieces)


def _numbers(content: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(content) // 4}I", content[: len(content) // 4 * 4])
