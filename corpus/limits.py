"""How much of a file is read: the limits, and who asks about them while reading.

Each limit is a setting (``TORIKUMI_MAX_ROWS`` …), so the message of each names the
setting beside its value.
"""

import time
from dataclasses import dataclass

from corpus.errors import TooLargeError

_MIB = 1024 * 1024
_SAVE_AGAIN = "元のソフトで開き、余分な書式や画像を消して保存し直すか、分けてください。"


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, in bytes, rows, columns, pages and seconds.

    ``max_unzip_ratio`` is how often its packed size a workbook may grow.
    """

    max_file_bytes: int = 200 * _MIB
    max_rows: int = 1_000_000
    max_columns: int = 1_000
    max_cell_characters: int = 100_000
    max_pages: int = 1_000
    max_unzipped_bytes: int = 150 * _MIB
    max_unzip_ratio: int = 200
    max_reading_seconds: int = 300


class Bounds:
    """What a reader asks, as it goes, whether it may go on.

    Parameters
    ----------
    name : str
        What a person calls the file.
    limits : Limits
        How large it may be; the seconds run from here.
    """

    def __init__(self, name: str, limits: Limits | None = None) -> None:
        self.name = name
        self.limits = limits or Limits()
        self._until = time.monotonic() + self.limits.max_reading_seconds

    def check_file(self, n_bytes: int) -> None:
        """Refuse a file of more bytes than the limit."""
        if n_bytes > self.limits.max_file_bytes:
            size = _size(self.limits.max_file_bytes)
            raise self._refused("大きさ", size, "MAX_FILE_BYTES")

    def check_rows(self, n_rows: int) -> None:
        """Refuse more rows than the limit, and more seconds."""
        if n_rows > self.limits.max_rows:
            raise self._refused("行数", f"{self.limits.max_rows:,}行", "MAX_ROWS")
        self.check_time()

    def check_columns(self, n_columns: int, *, row: int) -> None:
        """Refuse a row of more columns than the limit."""
        if n_columns > self.limits.max_columns:
            raise self._refused(
                f"{row:,}行目の列数", f"{self.limits.max_columns:,}列", "MAX_COLUMNS",
                "余分な区切りや、離れた所にあるセルを消してください。",
            )  # fmt: skip

    def check_cell(self, n_characters: int, *, row: int) -> None:
        """Refuse a cell of more characters than the limit."""
        if n_characters > self.limits.max_cell_characters:
            raise self._refused(
                f"{row:,}行目のセルの文字数", f"{self.limits.max_cell_characters:,}字",
                "MAX_CELL_CHARACTERS", "そのセルを短くするか、行を分けてください。",
            )  # fmt: skip

    def check_pages(self, n_pages: int) -> None:
        """Refuse more pages than the limit, and more seconds."""
        if n_pages > self.limits.max_pages:
            pages = f"{self.limits.max_pages:,}ページ"
            raise self._refused("ページ数", pages, "MAX_PAGES")
        self.check_time()

    def check_unzipped(self, n_bytes: int, *, packed: int) -> None:
        """Refuse what unpacks to more bytes, or grows more, than the limit."""
        limits = self.limits
        if n_bytes > limits.max_unzipped_bytes:
            size = _size(limits.max_unzipped_bytes)
            raise self._refused(
                "展開後の大きさ", size, "MAX_UNZIPPED_BYTES", _SAVE_AGAIN
            )
        # What is small may well shrink to nothing.
        if n_bytes > 10 * _MIB and n_bytes > limits.max_unzip_ratio * packed:
            ratio = f"{limits.max_unzip_ratio:,}倍"
            raise self._refused(
                "展開したときの伸び", ratio, "MAX_UNZIP_RATIO", _SAVE_AGAIN
            )

    def check_time(self) -> None:
        """Refuse to go on for more seconds than the limit."""
        if time.monotonic() > self._until:
            seconds = f"{self.limits.max_reading_seconds:,}秒"
            raise self._refused("読み取りの時間", seconds, "MAX_READING_SECONDS")

    def _refused(
        self,
        what: str,
        limit: str,
        key: str,
        remedy: str = "ファイルを分けてください。",
    ) -> TooLargeError:
        return TooLargeError(
            f"「{self.name}」は{what}が上限の{limit}（設定 TORIKUMI_{key}）を"
            f"超えています。{remedy}"
        )


def _size(n_bytes: int) -> str:
    return f"{n_bytes / _MIB:,.0f}MB" if n_bytes >= _MIB else f"{n_bytes:,}バイト"
