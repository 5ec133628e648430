"""The XML of a part, read for its places and copied byte by byte with changes.

Whoever listens to the parser says what goes, and what comes in its place; what is not
spoken of leaves as it came.
"""

import re
from collections.abc import Callable, Iterator, Mapping

from service.tagging.packages import parser_of

_LONGEST_TAG = 65_536


class Rewriting:
    """Reads the bytes of a part piece by piece, and gives them with the changes.

    Parameters
    ----------
    begin : callable
        Told of each tag that begins an element, with its attributes.
    end : callable
        Told of each element's end.
    """

    def __init__(
        self,
        begin: Callable[[str, Mapping[str, str]], None],
        end: Callable[[str], None],
    ) -> None:
        self._kept = b""  # bytes read and not given yet
        self._start = 0  # where they begin in the part
        # (from, to, what stands there instead), in order.
        self._changes: list[tuple[int, int, bytes]] = []
        self._cut_from: int | None = None
        self._parser = parser_of()
        self._parser.StartElementHandler = begin
        self._parser.EndElementHandler = end

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Read on, and give what is done with."""
        self._kept += chunk
        self._parser.Parse(chunk)
        # What the parser has not come to stays until it has.
        yield from self._give(self._parser.CurrentByteIndex)

    def finish(self) -> Iterator[bytes]:
        """Give the rest."""
        self._parser.Parse(b"", True)
        yield from self._give(self._start + len(self._kept))

    @property
    def place(self) -> int:
        """Where the tag that is being read begins; behind it at the end of ``<c/>``."""
        return self._parser.CurrentByteIndex

    def text(self, begin: int, end: int) -> bytes:
        """Return the bytes between two places that are not given yet."""
        return self._kept[begin - self._start : end - self._start]

    def tag(self) -> tuple[int, int]:
        """Return where the tag that is being read begins and ends."""
        begin = self.place
        # No > stands in an attribute that a program writes; if so, it is quoted.
        quote = 0
        for i, byte in enumerate(self.text(begin, begin + _LONGEST_TAG)):
            if quote:
                quote = 0 if byte == quote else quote
            elif byte in b"\"'":
                quote = byte
            elif byte == ord(">"):
                return begin, begin + i + 1
        raise ValueError("a tag that does not end")

    def replace(self, span: tuple[int, int], instead: bytes) -> None:
        """Let something stand in the place of what is there."""
        self._changes.append((*span, instead))

    def insert(self, instead: bytes) -> None:
        """Let something stand before the tag that is being read."""
        self.replace((self.place, self.place), instead)

    def begin_cut(self) -> None:
        """Let what begins here go, up to where ``end_cut`` is said."""
        self._cut_from = self.place

    def end_cut(self, tag: str) -> None:
        """Let it go up to the end of the element that ends."""
        if self._cut_from is None:
            return
        at = self.place
        second = re.compile(rf"</{re.escape(tag)}\s*>".encode())
        found = second.match(self._kept, at - self._start)
        self.replace((self._cut_from, at + len(found[0]) if found else at), b"")
        self._cut_from = None

    def _give(self, until: int) -> Iterator[bytes]:
        if self._cut_from is not None:
            until = min(until, self._cut_from)
        if self._changes:
            until = max(until, self._changes[-1][1])
        done = self._start
        pieces = []
        for begin, end, instead in self._changes:
            pieces += [self.text(done, begin), instead]
            done = end
        until = max(until, done)
        pieces.append(self.text(done, until))
        self._kept = self._kept[until - self._start :]
        self._start = until
        self._changes.clear()
        yield b"".join(pieces)
