"""Corrections of answers: on a page, or in the file that was given back."""

from collections.abc import Mapping
from datetime import datetime

from service.jobs.job import Decision, JobRow


def decisions_of(
    row: JobRow, wanted: Mapping[str, bool], name: str, now: datetime
) -> tuple[Decision, ...]:
    """Return what stands decided about a row when a person wants these themes.

    What the model says already is no decision, unless a theme was in doubt: then a
    person has settled it. What was decided before and still holds stays its decider's.
    """
    given = {theme.id for theme in row.answer.themes}
    doubtful = {theme_id for theme_id, _ in row.answer.doubtful}
    before = {each.theme_id: each for each in row.decisions}
    kept = []
    for theme_id, is_carried in wanted.items():
        said = before.get(theme_id)
        if said is not None and said.is_carried is is_carried:
            kept.append(said)
        elif is_carried is not (theme_id in given) or (
            theme_id in doubtful and is_carried
        ):
            kept.append(Decision(theme_id, is_carried, name, now))
    return tuple(kept)
