"""What is derived from the record: kept up to date.

On opening, whatever was missed is caught up: a missing model is fitted, entries that
another model tagged are tagged, what the index missed is indexed, and an index that is
gone or damaged is built anew. Each step is whole by itself, so a process killed between
two of them leaves a home that the next start completes.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from corpus import bundled
from corpus.analyzer import Analyzer
from corpus.database import Database
from corpus.errors import IndexUnavailableError, ModelUnavailableError
from corpus.readers import read_grids
from corpus.records import Entry, EntryKind, Tag
from corpus.report import read_report
from corpus.themes import Guide
from index.schema import Document
from index.writer import EntryIndex
from models import store
from models.classifier import ThemeClassifier
from service.home import Home
from service.sources import keep_source
from service.tags import BATCH, tagged_batches
from service.training import fit_classifier, made_with, training_set

# From so many entries on it takes long enough to be told.
LENGTHY = 50
# The titles of a report's items, by section and path.
Titles: TypeAlias = Mapping[tuple[str | None, tuple[str, ...]], str]


class Upkeep:
    """Keeps index, model and tags in step with the record.

    Parameters
    ----------
    home : Home
    database : Database
    analyzer : Analyzer
    guide : Guide
        The themes of the home.
    say : callable
        Told in Japanese what takes a while.
    """

    def __init__(
        self,
        home: Home,
        database: Database,
        analyzer: Analyzer,
        guide: Guide,
        say: Callable[[str], None],
    ) -> None:
        self._home = home
        self._database = database
        self._analyzer = analyzer
        self._guide = guide
        self._say = say
        self._model_folder = home.folder / "model"
        self._classifier: ThemeClassifier | None = None
        self._index_folder = home.folder / "index"
        self.index = EntryIndex(self._index_folder, analyzer)

    @property
    def classifier(self) -> ThemeClassifier:
        """The model that counts, fitted where there is none yet."""
        try:
            model_id = self._model_id()
            # Another process may have trained since this one loaded its model.
            if self._classifier is None or self._classifier.model_id_ != model_id:
                self._classifier = store.load(self._model_folder, self._analyzer)
        except ModelUnavailableError as error:
            self._classifier = self._fit_anew(error)
        return self._classifier

    def model_card(self) -> dict[str, Any]:
        """Return the card of the model in use."""
        self.classifier  # noqa: B018 - fits it where it is missing
        return store.load_card(self._model_folder)

    def run(self) -> None:
        """Catch up with everything that is derived; load the bundled report first."""
        if self._is_up_to_date():
            return
        with self._home.writing():
            if self._database.commit_number == 0:
                self._load_bundled_report()
            self._tag()
            self._index()

    def rebuild_index(self) -> None:
        """Build the index anew from the record."""
        with self._home.writing():
            self._rebuild_index()

    def adopt(self, model_id: str) -> None:
        """Let a saved model give all tags, from one moment to the next.

        The tags are reckoned before any is replaced. A process killed between the
        steps leaves a home that the next start completes.

        Raises
        ------
        NotFoundError
            The reader named a model that is not there.
        ModelUnavailableError
            The model is damaged or of another version.
        """
        with self._home.writing():
            self._check_model(model_id)
            classifier = store.load(
                self._model_folder, self._analyzer, model_id=model_id
            )
            ids = self._database.entry_ids()
            tags: dict[str, Sequence[Tag]] = {}
            for batch in tagged_batches(classifier, self._database, ids):
                tags |= batch
            store.choose(self._model_folder, model_id)
            self._database.set_tags(tags, model_id=model_id)
            self._index()

    def _is_up_to_date(self) -> bool:
        number = self._database.commit_number
        if number == 0:
            return False
        try:
            model_id = self._model_id()
            self.index.open()
        except (IndexUnavailableError, ModelUnavailableError):
            return False
        return (
            self.index.commit_number == number
            and not self._database.ids_not_tagged_by(model_id)
        )

    def _model_id(self) -> str:
        """Return the id of the model that counts, if it is one of this program."""
        self._check_model(None)
        return store.current_model_id(self._model_folder)

    def can_adopt(self, model_id: str) -> bool:
        """Return whether a saved model is whole and of this program and guide."""
        try:
            self._check_model(model_id)
        except ModelUnavailableError:
            return False
        return True

    def _check_model(self, model_id: str | None) -> None:
        """Refuse a model that was made otherwise than this program makes them."""
        card = store.load_card(self._model_folder, model_id=model_id)
        if card.get("made_with") != made_with():
            raise ModelUnavailableError("分類器は別の版で作られています。")
        if not set(card["theme_ids"]) <= set(self._guide.ids):
            raise ModelUnavailableError("分類器のテーマが themes.toml にありません。")

    def _load_bundled_report(self) -> None:
        self._say(
            "初めての起動です。付属の報告（厚生労働省 令和2年度）を読み込みます。"
        )
        read = read_report(
            read_grids(bundled.REPORT), organisation=bundled.REPORT_ORGANISATION
        )
        self._database.add_report(read)
        keep_source(self._home.folder, bundled.REPORT, [read.report.id])

    def _fit_anew(self, reason: ModelUnavailableError) -> ThemeClassifier:
        if self._model_folder.exists():
            self._say(f"{reason.message} 作り直します。")
        with self._home.writing():
            return self._fit()

    def _fit(self) -> ThemeClassifier:
        self._say("テーマの分類器を学習しています。")
        known = training_set(self._database, self._guide)
        classifier, card = fit_classifier(known, self._analyzer)
        store.save(classifier, card, self._model_folder)
        store.choose(self._model_folder, classifier.model_id_)
        return classifier

    def _tag(self) -> None:
        model_id = self.classifier.model_id_
        waiting = self._database.ids_not_tagged_by(model_id)
        if len(waiting) >= LENGTHY:
            self._say(f"{len(waiting):,}件にテーマを付けています。")
        for tags in tagged_batches(self.classifier, self._database, waiting):
            self._database.set_tags(tags, model_id=model_id)

    def _index(self) -> None:
        number = self._database.commit_number
        try:
            self.index.open()
            known = self.index.commit_number
        except IndexUnavailableError as error:
            if self._index_folder.exists():
                self._say(f"{error.message} 作り直します。")
            self._rebuild_index()
            return
        if known == number:
            return
        if known > number:
            # The record is older than the index: it was put back from a copy.
            self._rebuild_index()
            return
        changed = self._database.entry_ids(changed_after=known)
        if len(changed) >= LENGTHY:
            self._say(f"{len(changed):,}件を索引に加えています。")
        self.index.update(
            self._documents(changed),
            self._database.removed_ids(removed_after=known),
            commit_number=number,
        )

    def _rebuild_index(self) -> None:
        number = self._database.commit_number
        ids = self._database.entry_ids()
        self._say(f"{len(ids):,}件の索引を作っています。")
        self.index.rebuild(self._documents(ids), commit_number=number)

    def _documents(self, ids: Iterable[str]) -> Iterator[Document]:
        ids = list(ids)
        known: dict[str, _ReportParts] = {}
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            entries = self._database.entries(batch)
            themes = self._database.themes_of(batch)
            # Ids come report by report; a long report is looked through only once.
            of_reports = dict.fromkeys(each.report_id for each in entries.values())
            known = {each: known.get(each) or self._parts(each) for each in of_reports}
            for entry_id, entry in entries.items():
                parts = known[entry.report_id]
                told = parts.outcomes.get(entry.position, ())
                yield Document(
                    entry=entry,
                    outcome="" if entry.kind is EntryKind.OUTCOME else "\n".join(told),
                    theme_ids=tuple(t.theme_id for t in themes[entry_id].given),
                    doubtful_ids=tuple(t.theme_id for t in themes[entry_id].doubtful),
                    context="\n".join(_above(entry, parts.titles)),
                )

    def _parts(self, report_id: str) -> "_ReportParts":
        titles = {
            (item.section, item.path): item.title
            for item in self._database.items(report_id)
            if item.title
        }
        outcomes: dict[int, list[str]] = defaultdict(list)
        for outcome in self._database.outcomes_of(report_id):
            outcomes[outcome.position].append(outcome.text)
        return _ReportParts(titles, outcomes)


@dataclass(frozen=True, slots=True)
class _ReportParts:
    """What the entries of a report are read with.

    The titles of its items by section and path, and the outcomes of its rows by their
    position.
    """

    titles: Titles
    outcomes: Mapping[int, Sequence[str]]


def _above(entry: Entry, titles: Titles) -> Iterator[str]:
    """Give the titles of the items above an entry's own, from the top."""
    for depth in range(1, len(entry.path)):
        title = titles.get((entry.section, entry.path[:depth]))
        if title:
            yield title
