"""The home, and what in it is derived from the record: kept up to date.

On opening, whatever was missed is caught up: a missing model is fitted, entries that
another model tagged are tagged, what the index missed is indexed, and an index that is
gone or damaged is built anew. Each step is whole by itself, so a process killed between
two of them leaves a home that the next start completes.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus import bundled
from corpus.analyzer import Analyzer
from corpus.database import Database
from corpus.errors import (
    HomeBusyError,
    HomeError,
    IndexUnavailableError,
    ModelUnavailableError,
)
from corpus.labels import Example, bundled_examples
from corpus.readers import read_grids
from corpus.records import Entry, EntryKind, Tag
from corpus.report import read_report
from index.schema import Document
from index.writer import EntryIndex
from models import store
from models.classifier import ThemeClassifier
from models.features import TextFields

_LOCK_SECONDS = 120
_BATCH = 500


class Home:
    """The folder that holds database, index and model.

    Raises
    ------
    HomeError
        The folder cannot be made or written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                pass
        except OSError as error:
            raise HomeError(
                f"データを置くフォルダー「{folder}」に書き込めません。"
                "フォルダーの権限とディスクの空きを確かめるか、"
                "--home で別のフォルダーを指定してください。"
            ) from error
        self._lock = FileLock(folder / "writing.lock", timeout=_LOCK_SECONDS)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep other processes from writing; a killed process lets go by itself.

        Raises
        ------
        HomeBusyError
            Another process has been writing for two minutes.
        """
        try:
            self._lock.acquire()
        except Timeout as error:
            raise HomeBusyError(
                f"ほかのtorikumiが「{self.folder}」に書き込んでいます。"
                "終わるのを待ってから、もう一度実行してください。"
            ) from error
        try:
            yield
        finally:
            self._lock.release()


class Upkeep:
    """Keeps index, model and tags in step with the record.

    Parameters
    ----------
    home : Home
    database : Database
    analyzer : Analyzer
    say : callable
        Told in Japanese what takes a while.
    """

    def __init__(
        self,
        home: Home,
        database: Database,
        analyzer: Analyzer,
        say: Callable[[str], None],
    ) -> None:
        self._home = home
        self._database = database
        self._analyzer = analyzer
        self._say = say
        self._model_folder = home.folder / "model"
        self._classifier: ThemeClassifier | None = None
        self.index = EntryIndex(home.folder / "index", analyzer)

    @property
    def classifier(self) -> ThemeClassifier:
        """The model in use, fitted where there is none yet."""
        if self._classifier is None:
            self._classifier = self._load_or_fit()
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

    def train(self) -> None:
        """Fit the model anew, then tag and index every entry by it."""
        with self._home.writing():
            self._classifier = self._fit()
            self._tag()
            self._index()

    def _is_up_to_date(self) -> bool:
        number = self._database.commit_number
        if number == 0:
            return False
        try:
            model_id = store.current_model_id(self._model_folder)
            self.index.open()
        except (IndexUnavailableError, ModelUnavailableError):
            return False
        return (
            self.index.commit_number == number
            and not self._database.ids_not_tagged_by(model_id)
        )

    def _load_bundled_report(self) -> None:
        self._say(
            "初めての起動です。付属の報告（厚生労働省 令和2年度）を読み込みます。"
        )
        read = read_report(
            read_grids(bundled.REPORT), organisation=bundled.REPORT_ORGANISATION
        )
        self._database.add_report(read)

    def _load_or_fit(self) -> ThemeClassifier:
        try:
            return store.load(self._model_folder, self._analyzer)
        except ModelUnavailableError as error:
            if self._model_folder.exists():
                self._say(error.message)
        with self._home.writing():
            return self._fit()

    def _fit(self) -> ThemeClassifier:
        self._say("テーマの分類器を学習しています。")
        examples = (*bundled_examples(), *self._labelled())
        classifier = ThemeClassifier(self._analyzer).fit(
            [TextFields(each.text, each.item, each.section) for each in examples],
            [each.themes for each in examples],
            [each.source for each in examples],
        )
        card = {"n_examples": len(examples)}
        store.save(classifier, card, self._model_folder)
        return classifier

    def _labelled(self) -> tuple[Example, ...]:
        """Return what people decided as examples; a report is one group."""
        labelled = {label.entry_id for label in self._database.labels()}
        themes = self._database.themes_of(sorted(labelled))
        return tuple(
            Example(
                text=entry.text,
                themes=frozenset(t.theme_id for t in themes[entry.id].given),
                register=None,
                kind=None,
                group=entry.report_id,
                source=entry.report_id,
                item=fields_of(entry).item,
                section=entry.section,
            )
            for entry in self._database.entries(sorted(labelled)).values()
        )

    def _tag(self) -> None:
        model_id = self.classifier.model_id_
        waiting = self._database.ids_not_tagged_by(model_id)
        if waiting:
            self._say(f"{len(waiting):,}件にテーマを付けています。")
        for start in range(0, len(waiting), _BATCH):
            batch = waiting[start : start + _BATCH]
            found = list(self._database.entries(batch).values())
            self._database.set_tags(self._tags_of(found), model_id=model_id)

    def _tags_of(self, entries: list[Entry]) -> dict[str, list[Tag]]:
        classifier = self.classifier
        probabilities = classifier.predict_proba([fields_of(each) for each in entries])
        given = classifier.is_given(probabilities)
        doubtful = classifier.is_doubtful(probabilities)
        return {
            entry.id: [
                Tag(
                    entry.id,
                    theme_id,
                    float(probabilities[row, column]),
                    bool(given[row, column]),
                    bool(doubtful[row, column]),
                    classifier.model_id_,
                )
                for column, theme_id in enumerate(classifier.theme_ids)
                if given[row, column] or doubtful[row, column]
            ]
            for row, entry in enumerate(entries)
        }

    def _index(self) -> None:
        number = self._database.commit_number
        try:
            self.index.open()
            known = self.index.commit_number
        except IndexUnavailableError as error:
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
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            entries = self._database.entries(batch)
            themes = self._database.themes_of(batch)
            outcomes = self._outcomes(entries.values())
            for entry_id, entry in entries.items():
                told = outcomes[entry.report_id, entry.position]
                yield Document(
                    entry=entry,
                    outcome="" if entry.kind is EntryKind.OUTCOME else "\n".join(told),
                    theme_ids=tuple(t.theme_id for t in themes[entry_id].given),
                )

    def _outcomes(self, entries: Iterable[Entry]) -> dict[tuple[str, int], list[str]]:
        """Return the outcomes of the rows that these entries stand in."""
        outcomes: dict[tuple[str, int], list[str]] = defaultdict(list)
        for outcome in self._database.outcomes(entries):
            outcomes[outcome.report_id, outcome.position].append(outcome.text)
        return outcomes


def fields_of(entry: Entry) -> TextFields:
    """Return what the classifier reads of an entry.

    A bare item's text is its title already.
    """
    item = None if entry.kind is EntryKind.ITEM else entry.item
    return TextFields(entry.text, item, entry.section)
