"""A batch of texts judged: themes, what tells copies, and the entry most like each.

It is done in this process or in workers of their own, which open the home's model and
index for themselves, and load no more than that: what goes to them is plain, and so is
what comes back.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.analyzer import Analyzer
from corpus.copies import Imprints, imprints
from corpus.errors import IndexUnavailableError
from index.alike import Alike, AlikeEntry
from index.writer import EntryIndex
from models import store
from models.classifier import ThemeClassifier
from models.features import TextFields
from service.classifications import Doubtful, Themes, classifications

_MOST_REMEMBERED = 4_000  # some 12 MB

Found = tuple[Themes, Doubtful, str | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is found of a batch of texts, one of each for a text."""

    themes: list[Found]
    imprints: Imprints
    alike: list[AlikeEntry | None]


class Judge:
    """Judges texts by one model and one state of the index.

    Parameters
    ----------
    classifier : ThemeClassifier
    alike : Alike, optional
        Finds the entries most like texts; without it none is looked for.
    has_all_reasons : bool
        Whether all words are told with their weights, or only the loudest.
    """

    def __init__(
        self,
        classifier: ThemeClassifier,
        alike: Alike | None,
        *,
        has_all_reasons: bool,
    ) -> None:
        self._classifier = classifier
        self._alike = alike
        self._has_all_reasons = has_all_reasons
        self._known: dict[TextFields, tuple[Found, AlikeEntry | None]] = {}

    def judged(self, documents: Sequence[TextFields]) -> Judged:
        """Return what is found of documents, each of which has a text.

        A document that stood in the file before is not judged again.
        """
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        new = [each for each in dict.fromkeys(documents) if each not in self._known]
        self._known.update(zip(new, self._found(new), strict=True))
        told = [self._known[each] for each in documents]
        return Judged(
            [found for found, _ in told],
            imprints([document.text for document in documents]),
            [alike for _, alike in told],
        )

    def _found(
        self, documents: Sequence[TextFields]
    ) -> Iterator[tuple[Found, AlikeEntry | None]]:
        """Judge documents; give for each its themes and the entry most like it."""
        if not documents:
            return
        findings = self._classifier.find(documents)
        found = classifications(
            self._classifier,
            findings,
            [document.text for document in documents],
            has_all_reasons=self._has_all_reasons,
        )
        alike: list[AlikeEntry | None] = [None] * len(documents)
        if self._alike is not None:
            alike = self._alike.best(findings.readings["text"].words)
        for each, entry in zip(found, alike, strict=True):
            yield (each.themes, each.doubtful, each.note), entry


@dataclass(frozen=True, slots=True)
class Errand:
    """What a worker needs to know to judge as the process that sent it would."""

    folder: Path
    model_id: str
    has_alike: bool
    has_all_reasons: bool

    def judge(self) -> Judge:
        """Open the home and return the judge, whichever model counts by now."""
        analyzer = Analyzer()
        models = self.folder / "model"
        classifier = store.load(models, analyzer, model_id=self.model_id)
        alike = None
        if self.has_alike:
            alike = Alike(EntryIndex(self.folder / "index", analyzer).snapshot())
        return Judge(classifier, alike, has_all_reasons=self.has_all_reasons)


def alike_of(index: EntryIndex) -> Alike | None:
    """Return what finds entries like a text, None where the index cannot be read."""
    try:
        return Alike(index.snapshot())
    except IndexUnavailableError:
        return None
