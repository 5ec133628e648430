"""The colours of the home's themes, as a stylesheet: no page carries a style inside."""

from flask import Blueprint, Response

from service.current import current_catalog

blueprint = Blueprint("colours", __name__)


@blueprint.get("/themes.css")
def colours() -> Response:
    """Give each theme's sign its colour."""
    rules = (
        f".sign-{theme.id} {{ color: {theme.colour}; }}"
        for theme in current_catalog().guide.themes
    )
    return Response("\n".join(rules) + "\n", mimetype="text/css")
