"""The review: entry after entry, each decided at a key or a click.

The queue, its theme and report, and how many entries were passed over stand in the
address. A decided entry leaves its queue, so the same address then shows the next.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from corpus.database import Queue, QueueKind
from corpus.deciding import DISAGREEMENT, REVIEW, SAMPLE
from corpus.errors import InvalidInputError, NotFoundError
from service.current import current_catalog
from service.labelling import Verdict
from service.pages.deciding import asked_for_name
from service.pages.evidence import MarkedPart, Word, marked_parts, strongest_words
from service.parameters import MAX_OFFSET, read_number
from service.permissions import decider, require_writer
from service.reviewing import ReviewCard, ReviewPage

blueprint = Blueprint("review", __name__)

LIST_SIZE = 10
_SOURCES = {QueueKind.SAMPLE: SAMPLE, QueueKind.DISAGREEMENT: DISAGREEMENT}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a queue, how many to pass over, one or a list."""

    queue: Queue
    skip: int
    is_list: bool

    @property
    def places(self) -> range:
        """The places of the queue that are shown."""
        return range(self.skip, self.skip + (LIST_SIZE if self.is_list else 1))

    def url(self, **changes: Any) -> str:
        """Return the address, changed in some values; what is as usual is left out."""
        values = {
            "queue": self.queue.kind.value,
            "theme": self.queue.theme_id,
            "report": self.queue.report_id,
            "skip": self.skip,
            "list": 1 if self.is_list else None,
        } | changes
        return url_for("review.review", **values | {"skip": values["skip"] or None})


@dataclass(frozen=True, slots=True)
class ShownCard:
    """A card with its text marked, and the words that spoke most, by theme."""

    card: ReviewCard
    parts: tuple[MarkedPart, ...]
    reasons: tuple[tuple[str, tuple[Word, ...]], ...]


@blueprint.get("/review")
def review() -> Response | str:
    """Show the next entry of a queue, or some of them."""
    require_writer()
    if decider() is None:
        return asked_for_name(request.full_path)
    asked = _read_asked()
    catalog = current_catalog()
    page = catalog.review(asked.queue, asked.places)
    cards = page.cards
    is_blind = asked.queue.kind is QueueKind.SAMPLE
    if named := request.args.get("entry"):
        cards = (catalog.review_entry(named, is_blind=is_blind),)
    return render_template(
        "review.html",
        asked=asked,
        page=page,
        cards=tuple(map(_shown, cards)),
        themes=catalog.guide.themes,
        reports=catalog.reports(),
        name=decider(),
        kinds=tuple(QueueKind),
        next_url=None if is_blind else _next_url(asked, page, cards),
    )


@blueprint.post("/review")
def decide() -> Response:
    """Keep a decision, and show what comes next."""
    require_writer()
    asked = _read_asked()
    name = decider()
    if name is None:
        return asked_for_name(asked.url())
    carried = set(request.form.getlist("carried"))
    if request.form.get("verdict") == "none":
        carried = set()
    shown = request.form.get("shown", "").split()
    verdict = Verdict(
        request.form.get("entry_id", ""),
        {theme_id: theme_id in carried for theme_id in shown},
        name,
        request.form.get("note", ""),
        _SOURCES.get(asked.queue.kind, REVIEW),
    )
    current_catalog().label(verdict)
    return redirect(asked.url())


@blueprint.post("/review/undo")
def undo() -> Response:
    """Take back one's last decision, and show its entry again."""
    require_writer()
    asked = _read_asked()
    name = decider()
    if name is None:
        return asked_for_name(asked.url())
    entry_id = current_catalog().take_back(by=name)
    return redirect(asked.url(entry=entry_id))


@blueprint.get("/review/sample")
def sample() -> str:
    """Show how good the tags are, as far as the sample tells."""
    catalog = current_catalog()
    return render_template(
        "sample.html", estimate=catalog.sample_estimate(), guide=catalog.guide
    )


@blueprint.post("/review/sample")
def draw() -> Response:
    """Draw a sample, and begin with it."""
    require_writer()
    current_catalog().draw_sample()
    return redirect(url_for(".review", queue=QueueKind.SAMPLE.value))


def _read_asked() -> Asked:
    """Read the address."""
    wanted = request.args.get("queue", QueueKind.UNCERTAIN.value)
    try:
        kind = QueueKind(wanted)
    except ValueError as error:
        known = "、".join(QueueKind)
        raise NotFoundError(
            f"「{wanted[:40]}」という並びはありません。次から選んでください：{known}"
        ) from error
    theme_id = request.args.get("theme") or None
    if kind is QueueKind.THEME and theme_id is None:
        theme_id = current_catalog().guide.ids[0]
    is_sample = kind is QueueKind.SAMPLE
    skip = read_number(
        "飛ばす数", request.args.get("skip", ""),
        default=0, minimum=0, maximum=MAX_OFFSET,
    )  # fmt: skip
    if is_sample and skip:
        raise InvalidInputError(
            "無作為の標本は飛ばせません。選んで飛ばすと標本が偏るので、"
            "先頭から順に判定してください。"
        )
    queue = Queue(
        kind,
        None if kind in {QueueKind.UNCERTAIN, QueueKind.SAMPLE} else theme_id,
        None if is_sample else request.args.get("report") or None,
    )
    return Asked(queue, skip, not is_sample and request.args.get("list") == "1")


def _next_url(
    asked: Asked, page: ReviewPage, cards: tuple[ReviewCard, ...]
) -> str | None:
    """Return where the entry stands that comes after the one shown, if it is one."""
    if asked.is_list or not cards or page.total <= asked.skip:
        return None
    is_first = bool(page.cards) and page.cards[0].entry.id == cards[0].entry.id
    return asked.url(skip=asked.skip + is_first)


def _shown(card: ReviewCard) -> ShownCard:
    spoken = (
        one
        for words in card.evidence.values()
        for one in words
        if one.field == "text" and one.weight > 0
    )
    reasons = (
        (theme_id, strongest_words(words)) for theme_id, words in card.evidence.items()
    )
    return ShownCard(
        card,
        marked_parts(card.entry.text, spoken),
        tuple(
            (theme_id, (*likely, *unlikely)) for theme_id, (likely, unlikely) in reasons
        ),
    )
