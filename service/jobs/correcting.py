"""Corrections of answers: on a page, or in the file that was given back."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from corpus.errors import InvalidInputError
from corpus.themes import Guide
from service.jobs import Jobs
from service.jobs.job import Decision, Job, JobRow
from service.tagging import Correction, spaceless


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
    rows = partial(jobs.answers.all, job.id)
    now, decided = datetime.now(UTC), {}
    for row, correction in _corrected(rows, corrections):
        carried = {theme_id: theme_id in correction.themes for theme_id in guide.ids}
        decided[row.number] = decisions_of(row, carried, by, now)
    if decided:
        jobs.answers.decide(job.id, decided)
    return len(decided)


def _corrected(
    rows: Callable[[], Iterable[JobRow]], corrections: Sequence[Correction]
) -> Iterator[tuple[JobRow, Correction]]:
    """Give each row that was corrected, wherever it stands by now.

    A sheet may have been named anew when the file was saved: then none is asked for.
    """
    sheets = {row.answer.sheet for row in rows()}
    wanted = {
        (each.sheet if each.sheet in sheets else None, *_told_by(each)): each
        for each in corrections
    }
    texts = {text for _, text, _ in wanted}
    seen: Counter[tuple[str | None, str]] = Counter()
    for row in rows():
        text = spaceless(row.text)
        named = dict.fromkeys((row.answer.sheet, None))
        kinds = [(sheet, text) for sheet in named if text in texts]
        places = [(*kind, seen[kind]) for kind in kinds]
        seen.update(kinds)
        found = next((wanted.pop(each) for each in places if each in wanted), None)
        if found is not None:
            yield row, found
    if wanted:
        numbers = "、".join(f"{each.row}行目" for each in [*wanted.values()][:10])
        raise InvalidInputError(
            f"返されたファイルの{numbers}は、この作業の行と合いません。この作業の"
            "結果を受け取り、テーマの列だけを直して送ってください。"
        )


def _told_by(correction: Correction) -> tuple[str, int]:
    return spaceless(correction.text), correction.occurrence
