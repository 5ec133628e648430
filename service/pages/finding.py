"""Why a search finds an entry: which word in which field gave how much of the score."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from index.forms import FormKind
from index.searcher import Reason

_KIND_NAMES = {
    FormKind.EXACT: lazy_gettext("入力どおり"),
    FormKind.VARIANT: lazy_gettext("表記の違い"),
    FormKind.SYNONYM: lazy_gettext("同じ意味の語"),
    FormKind.PART: lazy_gettext("語の一部"),
}
_FIELD_NAMES = {
    "text": lazy_gettext("本文"),
    "item": lazy_gettext("項目"),
    "outcome": lazy_gettext("成果"),
    "section": lazy_gettext("大項目"),
    "context": lazy_gettext("前後の記載"),
    "fiscal_year": lazy_gettext("年度"),
    "nearness": lazy_gettext("語の近さ"),
    "figures": lazy_gettext("数値の記載"),
    "title": lazy_gettext("項目"),
}


@dataclass(frozen=True, slots=True)
class Share:
    """One line of the reasons: a form of a word, where it stands, and its share."""

    word: str
    form: str | None
    kind: str
    field: str
    score: float
    share: float


def shares(reasons: Sequence[Reason]) -> tuple[Share, ...]:
    """Return the reasons in a reader's words, each with its share of the whole.

    A word that is met both whole and as a part of others is told once, as whole.
    """
    whole = sum(reason.score for reason in reasons)
    told: dict[tuple[str, str | None, str], list[Reason]] = defaultdict(list)
    for reason in reasons:
        if reason.score > 0:
            told[reason.word, reason.form, reason.field].append(reason)
    rows = [_share(group, whole) for group in told.values()]
    return tuple(sorted(rows, key=lambda row: -row.score))


def _share(group: Sequence[Reason], whole: float) -> Share:
    nearest = min(group, key=lambda reason: reason.kind)
    score = sum(reason.score for reason in group)
    # What no form brings is no spelling of a word, unless its parts stand apart.
    is_spelling = nearest.form is not None or not nearest.field
    return Share(
        word=nearest.word,
        form=nearest.form,
        kind=str(_KIND_NAMES[nearest.kind]) if is_spelling else "—",
        field=str(_FIELD_NAMES.get(nearest.field, "—")),
        score=score,
        share=score / whole,
    )
