"""The classifier: train a new one, see how it differs, let it take over; its card."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from corpus.errors import NotFoundError
from service.current import current_catalog
from service.evaluations import BRIEF_FIGURES, WAYS
from service.payloads import Payload
from service.permissions import may_write, require_writer
from service.retraining import Comparison
from service.views import TaggedEntry

blueprint = Blueprint("models", __name__)

_SHOWN_CHANGES = 100


@blueprint.get("/models")
def models() -> str:
    """Show the saved models, and what is under way."""
    catalog = current_catalog()
    return render_template(
        "models.html",
        models=catalog.models(),
        missing=[view for view in catalog.themes() if view.n_missing],
        state=catalog.trainer.state,
        may_write=may_write(),
    )


@blueprint.get("/models/state.json")
def state() -> Payload:
    """Say what is under way, for the script of the page."""
    now = current_catalog().trainer.state
    return {"running": now.is_running, "message": now.message}


@blueprint.get("/models/card")
def card() -> str:
    """Show how good the tags are and how that was found out."""
    catalog = current_catalog()
    return render_template(
        "model_card.html",
        card=catalog.evaluation_card(),
        ways=WAYS,
        brief_figures=BRIEF_FIGURES,
        current_id=catalog.classifier.model_id_,
    )


@blueprint.get("/models/<model_id>")
def model(model_id: str) -> str:
    """Show how a model compares with the one it was to follow."""
    catalog = current_catalog()
    shown = catalog.model(model_id)
    before: dict[str, Any] = {}
    if shown.comparison:
        try:
            before = dict(catalog.model(shown.comparison.before_id).card)
        except NotFoundError:
            before = {}  # removed by hand since
    return render_template(
        "model.html",
        model=shown,
        before=before.get("evaluation"),
        changed=_changed(shown.comparison),
        n_shown=_SHOWN_CHANGES,
        state=catalog.trainer.state,
        may_write=may_write(),
    )


@blueprint.post("/models")
def train() -> Response:
    """Begin to train a new model."""
    require_writer()
    current_catalog().trainer.start_training()
    return redirect(url_for(".models"))


@blueprint.post("/models/<model_id>/adopt")
def adopt(model_id: str) -> Response:
    """Let a model take over."""
    require_writer()
    catalog = current_catalog()
    catalog.trainer.start_adopting(catalog.model(model_id).model_id)
    return redirect(url_for(".models"))


def _changed(compared: Comparison | None) -> list[tuple[TaggedEntry, Any]]:
    """Return the largest changes with their entries; one that is gone is left out."""
    if compared is None:
        return []
    changes = compared.changes[:_SHOWN_CHANGES]
    entries = current_catalog().tagged(each.entry_id for each in changes)
    return [
        (entries[each.entry_id], each) for each in changes if each.entry_id in entries
    ]
