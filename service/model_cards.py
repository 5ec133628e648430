"""The model card: how good the tags are, how that was found out, and where it is kept.

``torikumi evaluate`` makes it anew, in some minutes, and keeps it in the home. Until
then the card that comes with the program is shown; it tells of the bundled examples.
"""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus import bundled
from corpus.analyzer import Analyzer
from corpus.labels import bundled_examples, report_examples
from models.card import make_card
from service.training import made_with

_NAME = "evaluation.json"


def evaluate_model(tell: Callable[[str], None]) -> dict[str, Any]:
    """Return a new card: the classifier judged on texts it has not seen, many ways."""
    card = make_card(Analyzer(), bundled_examples(), report_examples(), tell=tell)
    return card | {
        "evaluated_at": datetime.now(UTC).date().isoformat(),
        "made_with": made_with(),
    }


def written(card: Mapping[str, Any]) -> bytes:
    """Return a card as the content of its file."""
    return (json.dumps(card, ensure_ascii=False, indent=1) + "\n").encode()


def card_path(home: Path) -> Path:
    """Return where a home keeps its card."""
    return home / "model" / _NAME


def read_card(home: Path) -> dict[str, Any]:
    """Return a home's own card, else the bundled one."""
    try:
        return _read(card_path(home))
    except (OSError, ValueError):
        # None was made here, or it was cut short; the next evaluation writes it anew.
        return _read(bundled.MODEL_CARD)


def _read(path: Path) -> dict[str, Any]:
    card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return card
