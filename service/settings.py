"""Everything that can be set, in one frozen place, read from ``TORIKUMI_*``.

Tests pass a ``Settings``; only the command reads the environment.
"""

import os
import re
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from platformdirs import user_data_path

from corpus.errors import InvalidSettingError
from corpus.limits import Limits

_PREFIX = "TORIKUMI_"


def default_home() -> Path:
    """Return the platform's folder for a user's data."""
    return user_data_path("torikumi", appauthor=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """How this Torikumi runs.

    ``database_url`` is None for SQLite in the home; ``max_request_bytes`` bounds what a
    page or the API takes in; ``n_threads`` answer requests. Jobs wait in the home or at
    the ``redis://`` of ``queue_url``; how often one address has asked is counted in
    memory, or at that of ``counts_url``. ``address`` is the root of the server that
    shows entries, such as ``https://example.jp/torikumi/``: what is written where no
    request tells it, by a command, links to entries there. ``limits`` bound what is
    read of a file; each of them is a setting of its own, such as ``TORIKUMI_MAX_ROWS``.
    """

    home: Path = field(default_factory=default_home)
    database_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    address: str | None = None
    language: str = "ja"
    n_threads: int = 4
    max_request_bytes: int = 50 * 1024 * 1024
    max_query_characters: int = 1000
    max_texts: int = 1000
    max_text_characters: int = 100_000
    limits: Limits = field(default_factory=Limits)
    queue_url: str | None = None
    max_waiting_jobs: int = 20
    result_days: int = 30
    counts_url: str | None = None
    max_requests_per_minute: int = 600
    max_jobs_per_hour: int = 120

    def __post_init__(self) -> None:
        """Refuse what no Torikumi can run with; a home stays where it was named."""
        # Flask looks for relative paths beside its own code.
        object.__setattr__(self, "home", self.home.absolute())
        _require("TORIKUMI_PORT", self.port, 1 <= self.port <= 65535, "1〜65535の整数")
        _require("TORIKUMI_LANGUAGE", self.language, self.language in ("ja", "en"),
                 "ja か en")  # fmt: skip
        for name in (
            "n_threads", "max_request_bytes", "max_query_characters", "max_texts",
            "max_text_characters", "max_waiting_jobs", "result_days",
            "max_requests_per_minute", "max_jobs_per_hour",
        ):  # fmt: skip
            value = getattr(self, name)
            _require(_PREFIX + name.upper(), value, value >= 1, "1以上の整数")
        _require("TORIKUMI_ADDRESS", self.address,
                 self.address is None or _is_root(self.address),
                 "https://ホスト/ の形のURL（http か https）")  # fmt: skip
        for name in ("queue_url", "counts_url"):
            url = getattr(self, name)
            # The URL may hold a password and is not shown.
            _require(_PREFIX + name.upper(), "…", url is None or _is_redis(url),
                     "redis://ホスト:6379/0 の形のURL")  # fmt: skip

    @property
    def database(self) -> Path | str:
        """The database of record: a URL where one is set, else a file in the home."""
        return self.database_url or self.home / "torikumi.db"

    @classmethod
    def from_environment(
        cls, environment: Mapping[str, str] = os.environ, **given: Any
    ) -> "Settings":
        """Return the settings of ``TORIKUMI_*``; what is given counts before them.

        Raises
        ------
        InvalidSettingError
            A value is not of the wanted kind; the message names key and value.
        """
        values = {
            each.name: _read(_PREFIX + each.name.upper(), text, _KINDS[each.name])
            for each in fields(cls)
            if each.name in _KINDS
            and (text := environment.get(_PREFIX + each.name.upper()))
        }
        values["limits"] = _read_limits(environment)
        chosen = {name: value for name, value in given.items() if value is not None}
        return cls(**(values | chosen))


def _read_limits(environment: Mapping[str, str]) -> Limits:
    """Return the limits of reading, each a setting of its own."""
    values = {
        each.name: _read(_PREFIX + each.name.upper(), text, int)
        for each in fields(Limits)
        if (text := environment.get(_PREFIX + each.name.upper()))
    }
    for name, value in values.items():
        _require(_PREFIX + name.upper(), value, value >= 1, "1以上の整数")
    return Limits(**values)


def _is_redis(url: str) -> bool:
    """Tell whether an address is that of a Redis, with a number if it has one."""
    parts = _parts_of(url, {"redis", "rediss"})
    return parts is not None and bool(re.fullmatch(r"/?\d*", parts.path, re.ASCII))


def _is_root(url: str) -> bool:
    """Tell whether an address is one below which pages lie, and holds no password."""
    is_bare = re.fullmatch(r"""[^\s?#@\\<>"{}|^`]+""", url) is not None
    return is_bare and _parts_of(url, {"http", "https"}) is not None


def _parts_of(url: str, schemes: Container[str]) -> SplitResult | None:
    """Return the parts of an address that names a host, None where it is none."""
    try:
        parts = urlsplit(url)
        has_port = parts.port is None or parts.port > 0
    except ValueError:
        return None
    is_known = parts.scheme in schemes and bool(parts.hostname)
    return parts if is_known and has_port else None


def _folder(text: str) -> Path:
    """Return a folder; services that set it have no shell to read ``~`` for them."""
    try:
        return Path(text).expanduser()
    except RuntimeError:  # the name of no user
        return Path(text)


_KINDS: Mapping[str, Callable[[str], Any]] = {
    "home": _folder,
    "database_url": str,
    "queue_url": str,
    "counts_url": str,
    "host": str,
    "address": str,
    "language": str,
    **dict.fromkeys(
        (
            "port", "n_threads", "max_request_bytes", "max_query_characters",
            "max_texts", "max_text_characters", "max_waiting_jobs", "result_days",
            "max_requests_per_minute", "max_jobs_per_hour",
        ),
        int,
    ),
}  # fmt: skip


def _read(key: str, text: str, kind: Callable[[str], Any]) -> Any:
    try:
        return kind(text)
    except ValueError as error:
        raise InvalidSettingError(
            f"設定 {key} の値「{text}」は使えません。整数を指定してください。"
        ) from error


def _require(key: str, value: object, holds: bool, wanted: str) -> None:
    if not holds:
        raise InvalidSettingError(
            f"設定 {key} の値「{value}」は使えません。{wanted}を指定してください。"
        )
