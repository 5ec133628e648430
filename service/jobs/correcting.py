"""Corrections of answers: on a page, or in the file that was given back."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from corpus.errors import InvalidInputError
from corpus.themes import Guide
from service.jobs import Jobs
from service.jobs.job import Decision, Job, JobRow
from service.tagging import Correction


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


def correct_by_file(
    jobs: Jobs, job: Job, corrections: Sequence[Correction], guide: Guide, by: str
) -> int:
    """Take over what was corrected in a file given back; return how many rows were.

    Raises
    ------
    InvalidInputError
        It has rows that this job does not have; then nothing of it counts.
    """
    sheets = {row.answer.sheet for row in jobs.answers.all(job.id)}
    wanted = {
        _place(each.sheet if each.sheet in sheets else None, each.row, each.text): each
        for each in corrections
    }
    now, decided = datetime.now(UTC), {}
    for row in jobs.answers.all(job.id):
        places = (
            _place(sheet, row.answer.row, row.text)
            for sheet in (row.answer.sheet, None)
        )
        found = next((wanted.pop(each) for each in places if each in wanted), None)
        if found is not None:
            carried = {theme_id: theme_id in found.themes for theme_id in guide.ids}
            decided[row.number] = decisions_of(row, carried, by, now)
    if wanted:
        numbers = "、".join(f"{row}行目" for _, row, _ in list(wanted)[:10])
        raise InvalidInputError(
            f"返されたファイルの{numbers}は、この作業の行と合いません。この作業の"
            "結果を受け取り、テーマの列だけを直して送ってください。"
        )
    if decided:
        jobs.answers.decide(job.id, decided)
    return len(decided)


def _place(sheet: str | None, row: int, text: str) -> tuple[str | None, int, str]:
    """Return what tells a row.

    A sheet that may have been named anew when the file was saved is None.
    """
    return sheet, row, "".join(text.split())
