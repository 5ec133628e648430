"""What is in the catalogue, how good the tags are, and whose work it stands on."""

from flask import Blueprint, render_template

from service.current import current_catalog

blueprint = Blueprint("about", __name__)

# Each as its distribution states it, by its name in lower case.
_LICENCES = {
    "torikumi": "Apache-2.0",
    "sudachipy": "Apache-2.0",
    "sudachidict-core": "Apache-2.0",
    "whoosh3": "BSD-2-Clause",
    "scikit-learn": "BSD-3-Clause",
    "flask": "BSD-3-Clause",
    "sqlalchemy": "MIT",
    "waitress": "ZPL-2.1",
}


@blueprint.get("/about")
def about() -> str:
    """Show the catalogue's contents, the model card, versions and licences."""
    return render_template(
        "about.html", about=current_catalog().about(), licences=_LICENCES
    )
