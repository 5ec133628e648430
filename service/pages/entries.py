"""One entry: its whole row, what it is tagged with, how sure and why."""

from dataclasses import dataclass

from flask import Blueprint, render_template, url_for

from corpus.records import EntryKind, EntryTheme
from service.current import current_catalog
from service.pages.evidence import MarkedPart, Word, marked_parts, strongest_words
from service.views import EntryView

blueprint = Blueprint("entries", __name__)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why an entry has a tag: the words for and against it, and the text marked."""

    theme: EntryTheme
    words_for: tuple[Word, ...]
    words_against: tuple[Word, ...]
    parts: tuple[MarkedPart, ...]


@blueprint.get("/entries/<entry_id>")
def entry(entry_id: str) -> str:
    """Show one entry in its row."""
    view = current_catalog().entry(entry_id)
    return render_template(
        "entry.html",
        view=view,
        tagged=view.entry,
        entry=view.entry.entry,
        neighbours=[
            other
            for other in view.siblings
            if other.entry.id != entry_id and other.entry.kind is not EntryKind.OUTCOME
        ],
        outcomes=[one for one in view.outcomes if one.entry.id != entry_id],
        reasons=_reasons(view),
        probabilities=sorted(view.probabilities.items(), key=lambda pair: -pair[1]),
        permanent_url=url_for(".entry", entry_id=entry_id, _external=True),
    )


def _reasons(view: EntryView) -> tuple[Reason, ...]:
    """Return the reasons for each theme that is given or in doubt, once, best first."""
    themes = {
        each.theme_id: each for each in (*view.entry.doubtful, *view.entry.themes)
    }
    return tuple(
        Reason(
            theme,
            *strongest_words(view.evidence[theme.theme_id]),
            marked_parts(
                view.entry.entry.text,
                (one for one in view.evidence[theme.theme_id] if one.field == "text"),
            ),
        )
        for theme in sorted(themes.values(), key=lambda one: -(one.probability or 1))
        if view.evidence.get(theme.theme_id)
    )
