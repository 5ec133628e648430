"""A page to try the API on: Swagger UI over the API's own document.

Its script and style come with the package, from here and no other host. It draws its
signs from ``data:`` addresses, which only this page may do.
"""

from pathlib import Path
from typing import Any

import flask_openapi3_swagger  # type: ignore[import-untyped]
from flask import Blueprint, Response, render_template, send_from_directory
from werkzeug.exceptions import NotFound

blueprint = Blueprint("trying", __name__)

_FOLDER = Path(flask_openapi3_swagger.__file__).parent / "templates" / "swagger"
_FILES = ("css/swagger-ui.css", "js/swagger-ui-bundle.js")


@blueprint.get("/api/v1/docs")
def docs() -> str:
    """Show what the API takes and answers, with forms to try it."""
    return render_template("trying.html")


@blueprint.get("/api/v1/docs/<path:name>")
def file(name: str) -> Response:
    """Send a file of the page."""
    if name not in _FILES:
        raise NotFound
    return send_from_directory(_FOLDER, name)


def allow_signs(policy: dict[str, str]) -> None:
    """Let this page show pictures of its own beside what every page may."""
    options: dict[str, Any] = {
        "content_security_policy": policy | {"img-src": "'self' data:"}
    }
    # Flask-Talisman looks for this on a view.
    docs.talisman_view_options = options  # type: ignore[attr-defined]
