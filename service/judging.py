"""Texts → the themes they carry, those in doubt, and the words that spoke for each."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from corpus.errors import TooLargeError
from models.classifier import ThemeClassifier
from models.evidence import Evidence, explain
from models.features import TextFields
from service.views import Classification

_BATCH = 256
NO_KNOWN_WORD = "知っている語がないため、テーマを判断できません。"


def classify(
    classifier: ThemeClassifier, texts: Iterable[str], *, with_evidence: bool
) -> Iterator[Classification]:
    """Return the themes of each text, in order, a batch at a time."""
    pending = iter(texts)
    while batch := [TextFields(text) for text in islice(pending, _BATCH)]:
        yield from _classify_batch(classifier, batch, with_evidence)


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


def _classify_batch(
    classifier: ThemeClassifier, batch: Sequence[TextFields], with_evidence: bool
) -> Iterator[Classification]:
    probabilities = classifier.predict_proba(batch)
    given_to = classifier.is_given(probabilities)
    doubtful_of = classifier.is_doubtful(probabilities)
    ids = classifier.theme_ids
    for fields, row, given, doubtful in zip(
        batch, probabilities, given_to, doubtful_of, strict=True
    ):
        best_first = sorted(range(len(ids)), key=lambda place: -row[place])
        chosen = [ids[place] for place in best_first if given[place]]
        evidence = evidence_of(classifier, fields, chosen if with_evidence else ())
        sure = dict(zip(ids, map(float, row), strict=True))
        yield Classification(
            themes=tuple((each, sure[each], evidence.get(each, ())) for each in chosen),
            doubtful=tuple(
                (ids[place], float(row[place]))
                for place in best_first
                if doubtful[place]
            ),
            note=None if row.any() else NO_KNOWN_WORD,
        )
