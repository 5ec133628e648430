"""What stands of the labels, and where people disagree, as parts of questions in SQL.

The rules are those of ``corpus/deciding.py``, said to the database so that a queue
need not load every label there is.
"""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from corpus.database.tables import entries, labels, tags
from corpus.deciding import DISAGREEMENT

_later = labels.alias("later")

# Of each person the latest about a theme, unless it takes back what was said before.
STANDS: sa.ColumnElement[bool] = labels.c.is_carried.is_not(None) & ~sa.exists().where(
    _later.c.entry_id == labels.c.entry_id,
    _later.c.theme_id == labels.c.theme_id,
    _later.c.decided_by == labels.c.decided_by,
    sa.or_(
        _later.c.decided_at > labels.c.decided_at,
        (_later.c.decided_at == labels.c.decided_at) & (_later.c.id > labels.c.id),
    ),
)


def has_label(*conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Return whether a label stands on an entry and meets the conditions."""
    return sa.exists().where(labels.c.entry_id == entries.c.id, STANDS, *conditions)


def note_decided(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Note of some entries whether any label stands on them."""
    of_ids = sa.update(entries).where(entries.c.id.in_(ids))
    connection.execute(of_ids.values(is_decided=has_label()))


def note_certainty(connection: sa.Connection, ids: Sequence[str]) -> None:
    """Note of some entries how sure the model is where it is least sure.

    A probability of one half is where it knows nothing; without a tag it is sure.
    """
    least = sa.func.min(sa.func.abs(tags.c.probability - 0.5))
    of_entry = sa.select(sa.func.coalesce(least, 1.0)).where(
        tags.c.entry_id == entries.c.id
    )
    of_ids = sa.update(entries).where(entries.c.id.in_(ids))
    connection.execute(of_ids.values(certainty=of_entry.scalar_subquery()))


def disagreements() -> sa.Select[Any]:
    """Return the entries and themes about which people disagree."""
    person = labels.c.decided_by
    several = (
        sa.select(labels.c.entry_id)
        .group_by(labels.c.entry_id)
        .having(sa.func.min(person) != sa.func.max(person))
    )
    stands = (
        sa.select(
            labels.c.entry_id, labels.c.theme_id, labels.c.is_carried,
            labels.c.source, labels.c.decided_at,
        )
        .where(labels.c.entry_id.in_(several), STANDS)
        .cte("stands")
    )  # fmt: skip
    settled = (
        sa.select(
            stands.c.entry_id,
            stands.c.theme_id,
            sa.func.max(stands.c.decided_at).label("at"),
        )
        .where(stands.c.source == DISAGREEMENT)
        .group_by(stands.c.entry_id, stands.c.theme_id)
        .subquery()
    )
    about = (stands.c.entry_id == settled.c.entry_id) & (
        stands.c.theme_id == settled.c.theme_id
    )
    return (
        sa.select(stands.c.entry_id, stands.c.theme_id)
        .outerjoin(settled, about)
        .where(sa.or_(settled.c.at.is_(None), stands.c.decided_at >= settled.c.at))
        .group_by(stands.c.entry_id, stands.c.theme_id)
        .having(sa.func.count(stands.c.is_carried.distinct()) > 1)
    )
