"""A new model beside the one in use: fitted, compared, and only then taken over or not.

What people decided since is learned into a *candidate*, which is saved beside the other
models and gives no tag. How it differs is told: its figures per theme beside those of
the model in use, each from texts that the model had not seen; how often either agrees
with what people decided since; and which tags would change. Whoever trusts it lets it
take over; any earlier model can be taken back the same way.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from corpus.analyzer import Analyzer
from corpus.database import Database
from corpus.deciding import Decided, that_count
from corpus.errors import ModelUnavailableError
from corpus.records import Tag
from corpus.themes import Guide
from models import store
from models.classifier import ThemeClassifier
from service.home import Home
from service.tags import tagged_batches
from service.training import TrainingSet, fit_classifier, training_set
from service.upkeep import Upkeep

_MOST_CHANGES = 500  # that a card lists; all are counted


@dataclass(frozen=True, slots=True)
class Change:
    """A tag that a candidate gives and the model in use does not, or the other way.

    A probability of None is below the doubtful band.
    """

    entry_id: str
    theme_id: str
    is_given: bool
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How often a model says what people decided, of decisions it had not seen."""

    n_decisions: int
    n_before: int
    n_after: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a candidate differs from the model in use.

    ``added`` and ``removed`` count tags by theme; ``changes`` are the largest ones.
    """

    before_id: str
    added: Mapping[str, int]
    removed: Mapping[str, int]
    n_changed_entries: int
    changes: tuple[Change, ...]
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class SavedModel:
    """A model that can be let count: its card, and how it compared when it was made."""

    model_id: str
    is_current: bool
    is_usable: bool
    card: Mapping[str, Any]
    comparison: Comparison | None

    @property
    def fitted_at(self) -> datetime | None:
        """When it was made, as far as its card is legible."""
        told = self.card.get("fitted_at")
        return datetime.fromisoformat(told) if told else None


class Retraining:
    """Fits candidates, tells how they differ, and lets one take over.

    Parameters
    ----------
    home : Home
    database : Database
    analyzer : Analyzer
    guide : Guide
    upkeep : Upkeep
        Knows the model in use.
    """

    def __init__(
        self,
        home: Home,
        database: Database,
        analyzer: Analyzer,
        guide: Guide,
        upkeep: Upkeep,
    ) -> None:
        self._home = home
        self._database = database
        self._analyzer = analyzer
        self._guide = guide
        self._upkeep = upkeep
        self._folder = home.folder / "model"

    def propose(self, tell: Callable[[str], None]) -> SavedModel:
        """Fit a candidate from all that is known now, and compare it.

        Nothing that is shown changes. The same examples and decisions give the model
        in use again.

        Raises
        ------
        HomeBusyError
            Another training is under way.
        """
        with self._home.training():
            current = self._upkeep.classifier
            before = store.load_card(self._folder)
            tell("例文とこれまでの判断から学習しています。")
            known = training_set(self._database, self._guide)
            candidate, card = fit_classifier(known, self._analyzer)
            if candidate.model_id_ == current.model_id_:
                return self.model(current.model_id_)
            tell("いまの分類器と比べています。")
            compared = self._compare(candidate, known, before)
            card |= {"comparison": asdict(compared)}
            store.save(candidate, card, self._folder)
        return self.model(candidate.model_id_)

    def models(self) -> tuple[SavedModel, ...]:
        """Return every saved model, the newest first."""
        ids = store.saved_model_ids(self._folder)
        return tuple(self.model(model_id) for model_id in reversed(ids))

    def model(self, model_id: str) -> SavedModel:
        """Return one saved model.

        Raises
        ------
        NotFoundError
            The reader named a model that is not there.
        """
        is_current = model_id == store.current_model_id(self._folder)
        try:
            card = store.load_card(self._folder, model_id=model_id)
        except ModelUnavailableError:
            return SavedModel(model_id, is_current, False, {}, None)
        compared = card.get("comparison")
        return SavedModel(
            model_id,
            is_current,
            self._upkeep.can_adopt(model_id),
            card,
            _comparison(compared) if compared else None,
        )

    def _compare(
        self, candidate: ThemeClassifier, known: TrainingSet, before: Mapping[str, Any]
    ) -> Comparison:
        added: Counter[str] = Counter()
        removed: Counter[str] = Counter()
        changes: list[Change] = []
        n_entries = 0
        ids = self._database.entry_ids()
        decided = that_count(self._database.labels())
        for batch in tagged_batches(candidate, self._database, ids):
            tags_before = self._database.tags_of(batch)
            for entry_id, tags in batch.items():
                told = {tag.theme_id: tag for tag in tags}
                changed = _changes(entry_id, tags_before.get(entry_id, {}), told)
                # What a person decided stays as it is, whatever a model says.
                changed = [
                    each
                    for each in changed
                    if each.theme_id not in decided.get(entry_id, {})
                ]
                n_entries += bool(changed)
                for each in changed:
                    (added if each.is_given else removed)[each.theme_id] += 1
                changes += changed
            changes = sorted(changes, key=_size, reverse=True)[:_MOST_CHANGES]
        return Comparison(
            before_id=before["model_id"],
            added=dict(added),
            removed=dict(removed),
            n_changed_entries=n_entries,
            changes=tuple(changes),
            agreement=self._agreement(candidate, known, decided, before["fitted_at"]),
        )

    def _agreement(
        self,
        candidate: ThemeClassifier,
        known: TrainingSet,
        decided: Decided,
        since: str,
    ) -> Agreement:
        """Compare with decisions made since; the candidate by its held-out values."""
        held_out = candidate.held_out_probabilities_[-len(known.decided) :]
        given = dict(zip(known.decided, candidate.is_given(held_out), strict=False))
        tags = self._database.tags_of(known.decided)
        right: list[tuple[bool, bool]] = []
        for entry_id, row in given.items():
            after = dict(zip(candidate.theme_ids, row, strict=True))
            for theme_id, label in decided[entry_id].items():
                if label.decided_at > datetime.fromisoformat(since):
                    tag = tags.get(entry_id, {}).get(theme_id)
                    was_given = tag is not None and tag.is_given
                    right.append(
                        (
                            was_given == label.is_carried,
                            bool(after.get(theme_id, False)) == label.is_carried,
                        )
                    )
        return Agreement(
            n_decisions=len(right),
            n_before=sum(before for before, _ in right),
            n_after=sum(after for _, after in right),
        )


def _changes(
    entry_id: str, before: Mapping[str, Tag], after: Mapping[str, Tag]
) -> list[Change]:
    """Return the tags that only one of two models gives an entry."""
    found = []
    for theme_id in sorted(before.keys() | after.keys()):
        old, new = before.get(theme_id), after.get(theme_id)
        is_given = new is not None and new.is_given
        if is_given != (old is not None and old.is_given):
            found.append(
                Change(
                    entry_id,
                    theme_id,
                    is_given,
                    old.probability if old else None,
                    new.probability if new else None,
                )
            )
    return found


def _size(change: Change) -> float:
    """Return how far a probability moved."""
    return abs((change.after or 0) - (change.before or 0))


def _comparison(told: Mapping[str, Any]) -> Comparison:
    """Put a comparison of a card together again."""
    values = dict(told)
    values["changes"] = tuple(Change(**each) for each in told["changes"])
    values["agreement"] = Agreement(**told["agreement"])
    return Comparison(**values)
