"""What a text of one's own says of its themes: the words for them, and its limits."""

from collections.abc import Sequence

from corpus.errors import TooLargeError
from models.classifier import ThemeClassifier
from models.evidence import Evidence, explain
from models.features import TextFields


def evidence_of(
    classifier: ThemeClassifier, fields: TextFields, theme_ids: Sequence[str]
) -> dict[str, tuple[Evidence, ...]]:
    """Return for each theme the words that spoke for and against it."""
    if not theme_ids:
        return {}
    told = explain(classifier, fields, theme_ids)
    return {each.theme_id: each.evidence for each in told}


def check_texts(texts: Sequence[str], most: int, longest: int) -> None:
    """Refuse more or longer texts than one request may bring.

    Raises
    ------
    TooLargeError
        There are more than ``most``, or one has more than ``longest`` characters.
    """
    if len(texts) > most:
        raise TooLargeError(
            f"一度に分類できるのは{most:,}件までです（{len(texts):,}件ありました）。"
            "分けて送ってください。"
        )
    n_characters = max(map(len, texts), default=0)
    if n_characters > longest:
        raise TooLargeError(
            f"1件の長さは{longest:,}文字までです（{n_characters:,}文字ありました）。"
            "短くしてください。"
        )
