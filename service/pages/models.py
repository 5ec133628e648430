"""The classifier: train a new one, see how it differs, let it take over; its card."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from corpus.errors import NotFoundError
from service.charts import FORMS, Bin, Reliability, Words
from service.current import current_catalog
from service.evaluations import BRIEF_FIGURES, WAYS
from service.pages.charting import ChartView, answered
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
        reliability=ChartView(
            _reliability(catalog.evaluation_card()),
            url_for(".reliability", form="svg"),
            tuple(
                (form.upper(), url_for(".reliability", form=form))
                for form in (*FORMS, "csv")
            ),
        ),
    )


@blueprint.get("/charts/reliability.<form>")
def reliability(form: str) -> Response:
    """Send the reliability diagram as SVG or PNG, or its figures as CSV."""
    if form not in (*FORMS, "csv"):
        raise NotFoundError(
            f"「{form[:10]}」という形の図はありません。{'、'.join(FORMS)}、csv で"
            "見られます。"
        )
    return answered(_reliability(current_catalog().evaluation_card()), form)


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


def _reliability(card: Mapping[str, Any]) -> Reliability:
    """Return how often what was foretold came true, of texts of hands held out."""
    bins = card["leave_sources_out"]["reliability"]
    return Reliability(
        words=Words(
            title=gettext("言った確率と、実際に付いていた割合"),
            source=gettext(
                "付属の例文%(n)s件、%(date)s、分類器 %(model)s",
                n=f"{card['n_examples']:,}",
                date=card["evaluated_at"],
                model=card["model_id"],
            ),
            alternative=gettext(
                "確率の帯%(n)s本のうち、実際の割合との差は最大で%(most)s、"
                "平均の差（校正誤差）は%(error)sです。",
                n=len(bins),
                most=f"{max(abs(_gap(each)) for each in bins):.3f}",
                error=f"{card['leave_sources_out']['calibration_error']:.3f}",
            ),
            labels=gettext("言った確率"),
            values=gettext("実際の割合"),
        ),
        bins=tuple(
            Bin(each["mean_probability"], each["share_right"], each["n_tags"])
            for each in bins
        ),
    )


def _gap(told: Mapping[str, Any]) -> float:
    return float(told["mean_probability"] - told["share_right"])


def _changed(compared: Comparison | None) -> list[tuple[TaggedEntry, Any]]:
    """Return the largest changes with their entries; one that is gone is left out."""
    if compared is None:
        return []
    changes = compared.changes[:_SHOWN_CHANGES]
    entries = current_catalog().tagged(each.entry_id for each in changes)
    return [
        (entries[each.entry_id], each) for each in changes if each.entry_id in entries
    ]
