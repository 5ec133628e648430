"""Values → words of a page, in its language: filters and names for the templates.

What a report prints (statuses, markers, sections) stays as printed in every language.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Flask
from flask_babel import format_decimal, gettext, lazy_gettext

from corpus.fiscal_year import format_fiscal_year
from corpus.records import EntryKind
from corpus.themes import GUIDE
from index.facets import NONE, ONCE, WITH_DOUBTFUL, WITHOUT_DOUBTFUL
from index.searcher import Sort
from service.current import current_catalog
from service.languages import current_language
from service.spreadsheets import legible

FACET_TITLES = {
    "theme": lazy_gettext("テーマ"),
    "status": lazy_gettext("実施状況"),
    "marker": lazy_gettext("区分"),
    "section": lazy_gettext("大項目"),
    "organisation": lazy_gettext("組織"),
    "fiscal_year": lazy_gettext("年度"),
}
# What else a search may be narrowed by, and counts be given for.
CHOICE_TITLES = FACET_TITLES | {
    "kind": lazy_gettext("種類"),
    "report": lazy_gettext("報告"),
    "also": lazy_gettext("あわせて付くテーマ"),
    "repeats": lazy_gettext("再掲"),
    "doubtful": lazy_gettext("判定保留"),
}
_CHOICE_NAMES = {
    ONCE: lazy_gettext("一度だけ数える"),
    WITHOUT_DOUBTFUL: lazy_gettext("除く"),
    WITH_DOUBTFUL: lazy_gettext("付かなかった候補も含む"),
}
# The columns of a table that is taken along, by their names in the interface.
COLUMN_TITLES = {
    "id": lazy_gettext("記載の番号"),
    "organisation": FACET_TITLES["organisation"],
    "fiscal_year": FACET_TITLES["fiscal_year"],
    "report": lazy_gettext("報告"),
    "section": FACET_TITLES["section"],
    "path": lazy_gettext("項目の番号"),
    "item": lazy_gettext("項目"),
    "variant": lazy_gettext("項目の内訳"),
    "status": FACET_TITLES["status"],
    "reason": lazy_gettext("理由"),
    "kind": lazy_gettext("種類"),
    "marker": FACET_TITLES["marker"],
    "text": lazy_gettext("内容"),
    "themes": FACET_TITLES["theme"],
    "url": lazy_gettext("リンク"),
}
SORT_TITLES = {
    Sort.RELEVANCE: lazy_gettext("関連の強い順"),
    Sort.NEWEST: lazy_gettext("新しい順"),
    Sort.ORGANISATION: lazy_gettext("組織の順"),
}
_KIND_NAMES = {
    EntryKind.INITIATIVE: lazy_gettext("取組"),
    EntryKind.OUTCOME: lazy_gettext("成果"),
    EntryKind.INDICATOR: lazy_gettext("指標"),
    EntryKind.ITEM: lazy_gettext("項目のみ"),
}
# How sure, in words: a share alone says little to most readers.
_SURENESS = (
    (0.95, lazy_gettext("ほぼ確実")),
    (0.8, lazy_gettext("確からしい")),
    (0.5, lazy_gettext("おそらく")),
    (0.2, lazy_gettext("可能性は低い")),
    (0.0, lazy_gettext("まず当たらない")),
)


def register(app: Flask) -> None:
    """Give the templates their filters and names."""
    app.add_template_filter(theme_name)
    app.add_template_filter(kind_name)
    app.add_template_filter(year_name)
    app.add_template_filter(percent)
    app.add_template_filter(share)
    app.add_template_filter(sureness)
    app.add_template_filter(place)
    app.add_template_filter(shortened)
    app.add_template_filter(timestamp)
    app.add_template_filter(legible, "writable")
    app.add_template_filter(format_decimal, "number")
    app.jinja_env.globals.update(
        choice_titles=CHOICE_TITLES, sort_titles=SORT_TITLES, signed_themes=GUIDE.ids
    )


def theme_name(theme_id: str) -> str:
    """Return a theme's 表示名, or its English name on an English page."""
    return current_catalog().guide.name(theme_id, current_language())


def kind_name(kind: EntryKind) -> str:
    """Return what an entry is."""
    return str(_KIND_NAMES[kind])


def year_name(fiscal_year: int | None) -> str:
    """Return the year as an office writes it, with the western year beside it."""
    if fiscal_year is None:
        return str(gettext("年度不明"))
    if current_language() == "en":
        return f"FY{fiscal_year}"
    return f"{format_fiscal_year(fiscal_year)}（{fiscal_year}）"


def value_name(facet: str, value: str) -> str:
    """Return what a person reads for a facet's value."""
    if value == NONE:
        return str(gettext("記載なし") if facet != "theme" else gettext("テーマなし"))
    if facet in ("theme", "also"):
        return theme_name(value)
    if facet == "fiscal_year":
        return year_name(int(value))
    if facet == "kind":
        return kind_name(EntryKind(value))
    if facet == "report":
        return report_name(value)
    return str(_CHOICE_NAMES[value]) if facet in ("repeats", "doubtful") else value


def report_name(report_id: str) -> str:
    """Return a report's title, with whose and of when it is."""
    for each in current_catalog().reports():
        if each.report.id == report_id:
            whose = each.report.organisation or gettext("不明")
            return f"{whose} {year_name(each.report.fiscal_year)} {each.report.title}"
    return report_id


def percent(probability: float) -> str:
    """Return a share of one as whole per cent, never rounded to certainty."""
    return f"{min(max(round(probability * 100), 1), 99)}%"


def share(part: float) -> str:
    """Return a share of a whole as per cent, with a digit more where it is small."""
    return f"{part:.1%}" if part < 0.1 else f"{part:.0%}"


def sureness(probability: float) -> str:
    """Return a probability in words."""
    return next(str(words) for least, words in _SURENESS if probability >= least)


def place(path: Sequence[str]) -> str:
    """Return the chain of numbering as one label: 7-a-ア."""
    return "-".join(path)


def timestamp(moment: datetime) -> str:
    """Return a moment as feeds write it (RFC 3339); one without a zone is UTC."""
    known = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return known.isoformat(timespec="seconds")


def shortened(text: str, n_characters: int) -> str:
    """Return the beginning of a text; Japanese has no spaces to cut at."""
    return text if len(text) <= n_characters else f"{text[: n_characters - 1]}…"
