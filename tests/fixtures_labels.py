"""Decisions as people make them, for tests of what counts and what waits."""

from datetime import UTC, datetime, timedelta

from corpus.records import Label, Tag

NINE = datetime(2021, 4, 1, 9, 0, tzinfo=UTC)


def said(
    by,
    is_carried,
    *,
    minute=0,
    theme="telework",
    entry="e1",
    source="review",
    note=None,
):
    """Return what a person said at a minute after nine."""
    moment = NINE + timedelta(minutes=minute)
    return Label(entry, theme, is_carried, by, moment, note, source)


def tag(entry, theme="telework", probability=0.9):
    """Return what a model says of a theme."""
    return Tag(entry, theme, probability, probability >= 0.5, probability < 0.7, "m1")
