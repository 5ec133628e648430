"""What is in the catalogue, how good its tags are, whose work it is; and the help."""

from flask import Blueprint, render_template
from flask_babel import lazy_gettext

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


# The query language by example: what is typed, and what it finds.
_EXAMPLES = (
    ("男性 育児休業", lazy_gettext("すべての語を含むもの（全角の空白も使えます）")),
    ('"年次休暇の取得"', lazy_gettext("この並びのままを含むもの")),
    ("研修 -管理職", lazy_gettext("「管理職」を含むものを除く（NOT も同じ）")),
    ("テレワーク OR 在宅勤務", lazy_gettext("どちらかを含むもの（｜ も同じ）")),
    ("(残業 OR 超過勤務) 縮減", lazy_gettext("かっこでまとめる")),
    ("theme:overtime", lazy_gettext("テーマで絞り込む")),
    ("status:実施 marker:新規", lazy_gettext("実施状況と区分で絞り込む")),
    ("year:令和2年度 org:厚生労働省", lazy_gettext("年度と組織で絞り込む")),
)


@blueprint.get("/about")
def about() -> str:
    """Show the catalogue's contents, the model card, versions and licences."""
    return render_template(
        "about.html", about=current_catalog().about(), licences=_LICENCES
    )


@blueprint.get("/help")
def usage() -> str:
    """Show how to search, and which keys lead through the pages."""
    return render_template("help.html", examples=_EXAMPLES)
