"""What is in the catalogue, how good the tags are, and whose work it stands on."""

from flask import Blueprint, render_template

from service.current import current_catalog

blueprint = Blueprint("about", __name__)

# Each as its distribution states it.
_LICENCES = {
    "torikumi": "Apache-2.0",
    "SudachiPy": "Apache-2.0",
    "SudachiDict-core": "Apache-2.0",
    "whoosh3": "BSD-2-Clause",
    "scikit-learn": "BSD-3-Clause",
    "Flask": "BSD-3-Clause",
    "SQLAlchemy": "MIT",
    "waitress": "ZPL-2.1",
}


@blueprint.get("/about")
def about() -> str:
    """Show the catalogue's contents, the model card, versions and licences."""
    return render_template(
        "about.html", about=current_catalog().about(), licences=_LICENCES
    )
