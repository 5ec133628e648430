"""Saved models, and how one compares with another, as rows of tables."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from corpus.themes import Guide
from service.payloads import Payload
from service.retraining import SavedModel


def comparison_lines(
    proposed: SavedModel, before: SavedModel, guide: Guide
) -> Iterator[tuple[str, ...]]:
    """Return the rows of a table of two models' figures per theme, its heading first.

    Each model's F1 is that on examples which it had not seen when it judged them.
    """
    compared = proposed.comparison
    yield "テーマ", "F1（いま）", "F1（新しい）", "増えるタグ", "減るタグ"
    old, new = _f1_by_theme(before.card), _f1_by_theme(proposed.card)
    for theme_id in dict.fromkeys((*new, *old)):
        yield (
            guide.name(theme_id),
            _figure(old.get(theme_id)),
            _figure(new.get(theme_id)),
            f"{compared.added.get(theme_id, 0):,}" if compared else "",
            f"{compared.removed.get(theme_id, 0):,}" if compared else "",
        )


def agreement_line(proposed: SavedModel) -> str:
    """Return in a sentence how many entries change, and how it meets decisions."""
    compared = proposed.comparison
    if compared is None:
        return ""
    told = f"テーマの変わる取組は{compared.n_changed_entries:,}件です。"
    agreement = compared.agreement
    if agreement.n_decisions:
        told += (
            f"その後の判断{agreement.n_decisions:,}件に合うのは、"
            f"いまの分類器で{agreement.n_before:,}件、"
            f"新しい分類器で{agreement.n_after:,}件です（どちらも学ぶ前の答え）。"
        )
    return told


def model_lines(saved: Iterable[SavedModel]) -> Iterator[tuple[str, ...]]:
    """Return the rows of a table of models, its heading first."""
    yield "分類器", "作った日時", "例文", "判断", "F1（中心の4テーマ）", "状態"
    for each in saved:
        card = each.card
        figures = card.get("evaluation")
        yield (
            each.model_id,
            f"{each.fitted_at.astimezone():%Y-%m-%d %H:%M}" if each.fitted_at else "",
            f"{card.get('n_examples', 0):,}",
            f"{card.get('n_decided', 0):,}",
            _figure(figures["core"]["f1"]) if figures else "",
            state_of(each),
        )


def state_of(saved: SavedModel) -> str:
    """Return in a word whether a model is in use or can be."""
    if saved.is_current:
        return "使用中"
    return "保存済み" if saved.is_usable else "使えません"


def model_payload(saved: SavedModel) -> Payload:
    """Return a saved model as JSON, without its list of changes."""
    card = {name: value for name, value in saved.card.items() if name != "comparison"}
    return {
        "id": saved.model_id,
        "current": saved.is_current,
        "usable": saved.is_usable,
        "card": card,
    }


def _f1_by_theme(card: Mapping[str, Any]) -> dict[str, float]:
    figures = card.get("evaluation")
    return (
        {each["theme_id"]: each["f1"] for each in figures["themes"]} if figures else {}
    )


def _figure(value: float | None) -> str:
    return "—" if value is None else f"{value:.3f}"
