"""A batch of rows judged: themes, what tells copies, and the entry most like each.

It is done in this process or in workers of their own, which open the home's model and
index for themselves: what goes to them are rows, what comes back is plain.
"""

from collections.abc import Sequence
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
from service.tagging.given import GivenRow
from service.tagging.verdicts import Doubtful, Themes, verdicts

Found = tuple[Themes, Doubtful, str | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """What is found of a batch of rows, one of each for a row."""

    verdicts: list[Found]
    imprints: Imprints
    alike: list[AlikeEntry | None]


class Judge:
    """Judges rows by one model and one state of the index.

    Parameters
    ----------
    classifier : ThemeClassifier
    alike : Alike, optional
        Finds the entries most like rows; without it none is looked for.
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

    def judged(self, rows: Sequence[GivenRow]) -> Judged:
        """Return what is found of rows, each of which has a text."""
        if not rows:
            return Judged([], imprints([]), [])
        texts = [row.text for row in rows]
        findings = self._classifier.find(
            [TextFields(row.text, row.item, row.section) for row in rows]
        )
        found = verdicts(
            self._classifier, findings, texts, has_all_reasons=self._has_all_reasons
        )
        alike: list[AlikeEntry | None] = [None] * len(rows)
        if self._alike is not None:
            alike = self._alike.best(findings.readings["text"].words)
        told = [(verdict.themes, verdict.doubtful, verdict.note) for verdict in found]
        return Judged(told, imprints(texts), alike)


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
    """Return what finds entries like a row, None where the index cannot be read."""
    try:
        return Alike(index.snapshot())
    except IndexUnavailableError:
        return None
