"""What a job is: a file to be tagged, how far it is, and what became of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from service.tagging import GivenTheme, RowAnswer


class Status(StrEnum):
    """How far a job is; ``given`` is a file that nobody has started yet."""

    GIVEN = "given"
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def is_over(self) -> bool:
        """Whether nothing will happen any more."""
        return self in {Status.DONE, Status.FAILED, Status.CANCELLED}


@dataclass(frozen=True, slots=True)
class JobRequest:
    """What a person or a program asks for with a file.

    ``name`` is the file's, ``kind`` the format in which it comes back, ``choices`` how
    to read it. ``key`` stands for the request where its sender named it, ``digest`` for
    what it holds.
    """

    name: str
    kind: str = "same"
    choices: Mapping[str, Any] = field(default_factory=dict)
    owner: str | None = None
    key: str | None = None
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """A job as it stands.

    ``choices`` says how a person wants the file read, as JSON has it; ``total`` is None
    until the rows are counted. ``resumed_at`` and ``resumed_from`` tell when the latest
    run began and at which row, for the speed; ``revision`` counts the corrections.
    ``taken`` is what an import into the catalogue answered.
    """

    id: str
    name: str
    kind: str
    status: Status
    owner: str | None
    choices: Mapping[str, Any]
    created: datetime
    done: int = 0
    total: int | None = None
    started: datetime | None = None
    finished: datetime | None = None
    resumed_at: datetime | None = None
    resumed_from: int = 0
    model_id: str | None = None
    trouble: str | None = None
    revision: int = 0
    taken: Mapping[str, Any] | None = None

    def rows_a_second(self, now: datetime) -> float | None:
        """Return how fast the latest run goes, None before it can be told."""
        n_rows = self.done - self.resumed_from
        if self.resumed_at is None or n_rows <= 0:
            return None
        seconds = ((self.finished or now) - self.resumed_at).total_seconds()
        return n_rows / seconds if seconds > 0 else None

    def seconds_left(self, now: datetime) -> int | None:
        """Return how long the rest will take at the speed so far."""
        speed = self.rows_a_second(now)
        if self.status is not Status.RUNNING or speed is None or self.total is None:
            return None
        return round((self.total - self.done) / speed)


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person decided about a theme of a row."""

    theme_id: str
    is_carried: bool
    decider: str
    decided_at: datetime


@dataclass(frozen=True, slots=True)
class JobRow:
    """A row with the model's answer and what people decided about it."""

    number: int
    text: str
    answer: RowAnswer
    decisions: tuple[Decision, ...] = ()

    @property
    def theme_ids(self) -> tuple[str, ...]:
        """The themes that count."""
        return tuple(theme.id for theme in self.counting.themes)

    @property
    def counting(self) -> RowAnswer:
        """The answer with people's decisions in place of the model's."""
        decided = {each.theme_id: each.is_carried for each in self.decisions}
        kept = (each for each in self.answer.themes if each.id not in decided)
        given = (
            GivenTheme(theme_id, probability=None, evidence=(), decided_by="person")
            for theme_id, is_carried in decided.items()
            if is_carried
        )
        return replace(
            self.answer,
            themes=(*kept, *given),
            doubtful=tuple(d for d in self.answer.doubtful if d[0] not in decided),
        )
