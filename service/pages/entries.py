"""One entry: its whole row, what it is tagged with, how sure and why."""

from dataclasses import dataclass

from flask import Blueprint, render_template, request, url_for

from corpus.records import EntryKind, EntryTheme
from service.current import current_catalog, current_settings
from service.pages.evidence import MarkedPart, Word, marked_parts, strongest_words
from service.pages.finding import shares
from service.pages.wording import place
from service.parameters import read_query_text
from service.permissions import decider, may_write
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
    """Show one entry in its row; with a query, why that finds it."""
    query = read_query_text(
        request.args.get("q", ""),
        max_characters=current_settings().max_query_characters,
    )
    view = current_catalog().entry(entry_id)
    permanent_url = url_for(".entry", entry_id=entry_id, _external=True)
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
        permanent_url=permanent_url,
        citation=_citation(view, permanent_url),
        query=query,
        shares=shares(current_catalog().explain(query, entry_id)),
        history=current_catalog().history(entry_id),
        guide=current_catalog().guide,
        can_write=may_write(),
        decider=decider(),
    )


def _citation(view: EntryView, url: str) -> str:
    """Return an entry as a text to quote: what it says, where, and how to get there."""
    entry = view.entry.entry
    marker = f"【{entry.marker}】" if entry.marker else ""
    title = f"「{entry.item}」" if entry.item else None
    where = [
        f"{entry.organisation or ''}「{entry.report}」",
        entry.section, place(entry.path), title,
    ]  # fmt: skip
    source = " ".join(part for part in where if part)
    return f"{marker}{entry.text}\n（出典：{source}）\n{url}"


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
