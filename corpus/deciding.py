"""What people decided, and what of it counts.

Labels are only ever added. Of each person the latest about a theme stands, unless it
takes back what they said before; of what stands, the latest counts, whoever said it.
Latest means decided last, wherever it was kept first, so that labels that were taken
out and in again, or brought together from two homes, count the same everywhere.

Two people of whom one says yes and the other no *disagree* until one decision is made
in view of both (its source is ``DISAGREEMENT``): it counts, and the matter is settled,
for as long as it stands and nobody says otherwise after it.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from corpus.errors import InvalidInputError
from corpus.records import Label

REVIEW = "review"  # the queue of what is uncertain, or of a theme
DISAGREEMENT = "disagreement"  # the queue of what people disagree about
SAMPLE = "sample"  # the sample, decided without seeing what the model says
ENTRY = "entry"  # the entry's own page
UNDO = "undo"  # taken back, or what was said before said again

# By entry and theme.
Decided: TypeAlias = Mapping[str, Mapping[str, Label]]


MAX_NAME_CHARACTERS = 60
MAX_NOTE_CHARACTERS = 2000


def from_file(name: str) -> str:
    """Return the source of labels that a file brings."""
    return f"file {name}"


def read_name(typed: str) -> str:
    """Return the name of whoever decides as typed, without blanks around it.

    Raises
    ------
    InvalidInputError
        It is empty, too long, or holds signs that cannot be read.
    """
    name = " ".join(typed.split())
    if not name or not _is_legible(name) or len(name) > MAX_NAME_CHARACTERS:
        raise InvalidInputError(
            f"判断する人の名前を{MAX_NAME_CHARACTERS}文字までで入力してください。"
        )
    return name


def read_note(typed: str) -> str | None:
    """Return a note as typed, lines ended alike; an empty one is none.

    Raises
    ------
    InvalidInputError
        It is too long, or holds signs that cannot be read.
    """
    note = "\n".join(typed.strip().splitlines())
    if len(note) > MAX_NOTE_CHARACTERS:
        raise InvalidInputError(
            f"メモは{MAX_NOTE_CHARACTERS:,}文字までです（{len(note):,}文字ありました）。"
            "短くしてください。"
        )
    if not _is_legible(note.replace("\n", "").replace("\t", "")):
        raise InvalidInputError(
            "メモに読めない文字（制御文字）があります。消してからやり直してください。"
        )
    return note or None


def _is_legible(text: str) -> bool:
    return not any(unicodedata.category(sign) in {"Cc", "Cs"} for sign in text)


def standing(labels: Iterable[Label]) -> dict[tuple[str, str], tuple[Label, ...]]:
    """Return what stands about each theme of each entry, the latest last.

    Parameters
    ----------
    labels : iterable of Label
        The one decided first before the others.
    """
    said: dict[tuple[str, str], dict[str, Label]] = defaultdict(dict)
    for label in labels:
        by_person = said[label.entry_id, label.theme_id]
        by_person.pop(label.decided_by, None)  # who speaks again speaks last
        by_person[label.decided_by] = label
    return {
        about: kept
        for about, by_person in said.items()
        if (kept := tuple(a for a in by_person.values() if a.is_carried is not None))
    }


def that_count(labels: Iterable[Label]) -> Decided:
    """Return the label that counts for each theme of each entry.

    Parameters
    ----------
    labels : iterable of Label
        The one decided first before the others.
    """
    counting: dict[str, dict[str, Label]] = defaultdict(dict)
    for (entry_id, theme_id), kept in standing(labels).items():
        counting[entry_id][theme_id] = kept[-1]
    return counting


def decisions(labels: Iterable[Label]) -> tuple[tuple[Label, ...], ...]:
    """Return labels in the groups in which they were decided: one person, one moment.

    Parameters
    ----------
    labels : iterable of Label
        The one decided first before the others.
    """
    groups: dict[tuple[object, ...], list[Label]] = defaultdict(list)
    for one in labels:
        groups[one.entry_id, one.decided_by, one.decided_at, one.source].append(one)
    return tuple(map(tuple, groups.values()))
