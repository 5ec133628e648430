"""The windows: one module per kind of page, each asking the catalogue and no one else.

Ask first ``wording`` (values → the reader's words), ``addresses`` (a search ⇄ its URL),
``facets``, ``paging`` and ``taking`` (what a list of hits offers), ``evidence``
(weights → marks), ``tallies``, ``grids`` and ``charting`` (what is counted, as tables
and pictures); then the pages themselves. Every page works
without script, and its URL is its state.
"""

from flask import Flask, request
from flask_babel import gettext, pgettext

from service.pages import (
    about,
    amounts,
    answered,
    charting,
    colours,
    deciding,
    entries,
    label_tables,
    models,
    organisations,
    reports,
    review,
    search,
    submissions,
    tables,
    taking,
    targets,
    themes,
    trying,
    understanding,
    wording,
    years,
)


def register(app: Flask) -> None:
    """Open all pages of an app."""
    wording.register(app)
    for room in (search, taking, entries, themes, reports, about, trying):
        app.register_blueprint(room.blueprint)
    for room in (organisations, charting, tables, colours, models):
        app.register_blueprint(room.blueprint)
    for room in (submissions, understanding, answered):
        app.register_blueprint(room.blueprint)
    for room in (deciding, review, label_tables):
        app.register_blueprint(room.blueprint)
    for room in (years, targets, amounts):
        app.register_blueprint(room.blueprint)
    app.context_processor(_frame)


def _frame() -> dict[str, object]:
    """Return what stands around every page: its box, still filled, and the others."""
    return {
        "typed": request.args.get("q", ""),
        "site_pages": (
            ("search.search", gettext("探す")),
            ("themes.themes", gettext("テーマ")),
            ("organisations.organisations", pgettext("pages", "組織")),
            ("years.years", pgettext("pages", "年度")),
            ("targets.targets", pgettext("pages", "目標")),
            ("reports.reports", gettext("報告")),
            ("submissions.submissions", gettext("提出")),
            ("review.review", gettext("確認")),
            ("about.about", gettext("この目録")),
        ),
    }
