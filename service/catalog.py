"""What everyone asks: add a report, search, show, tag.

Pages, API and terminal ask the same catalog and show the same answers. The record is
the database; index and model are kept up to date with it by ``service/upkeep.py``.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from corpus.analyzer import Analyzer
from corpus.choices import ReadingChoices
from corpus.database import Database, Queue
from corpus.errors import NotFoundError, TorikumiError
from corpus.own_themes import OWN_THEMES, read_guide
from corpus.records import Indicator, ReadReport
from corpus.themes import Guide
from index.searcher import Filters, Reason, Searcher, SearchRequest
from index.similar import SimilarEntry
from index.statistics import Statistics
from index.suggest import Completion
from index.writer import EntryIndex
from models.classifier import ThemeClassifier
from service.catching_up import CatchingUp
from service.classifications import Classification, classify
from service.comparing import Comparison, Years
from service.counting import statistics
from service.figures import AmountPage, AmountRequest, Figures
from service.finding import EVERYTHING, check_known, facets_of_all, passing_ids
from service.following import Course, follow
from service.home import Home
from service.imports import read_file, result_of
from service.judging import check_texts
from service.label_files import LabelsImport, import_labels, label_rows
from service.labelling import History, Verdict, label_entry, show_history, take_back
from service.model_cards import read_card
from service.portraits import Portrait, portray
from service.remembered import Remembered
from service.retraining import Retraining, SavedModel
from service.reviewing import ReviewCard, ReviewPage, show_card, show_queue
from service.sampling import SampleEstimate, draw_sample, estimate_from_sample
from service.settings import Settings
from service.showing import (
    all_tagged,
    show_about,
    show_entry,
    show_hits,
    show_report,
    show_reports,
    tagged,
)
from service.sources import keep_source, source_of
from service.stock import Stock
from service.synonyms import known_synonyms
from service.targets import Target, weigh
from service.trainer import Trainer
from service.training import missing_decisions
from service.upkeep import Upkeep
from service.views import (
    About,
    EntryView,
    ImportResult,
    ReportSummary,
    ReportView,
    SearchHit,
    SearchPage,
    TaggedEntry,
    ThemeView,
)


class Catalog:
    """The catalogue of one home.

    Parameters
    ----------
    settings : Settings
        Where the home is, and the limits.
    say : callable, optional
        Told in Japanese what takes a while.

    Raises
    ------
    HomeError
        The home cannot be written or was made by a newer program.
    InvalidSettingError
        ``themes.toml`` of the home cannot be read.
    """

    def __init__(
        self, settings: Settings, *, say: Callable[[str], None] = lambda message: None
    ) -> None:
        self._settings = settings
        self._analyzer = Analyzer()
        self._home = Home(settings.home)
        self.guide: Guide = read_guide(self._home.folder / OWN_THEMES)
        self._database = Database(settings.database)
        self.stock = Stock(self._home.folder, self._database)
        self._upkeep = Upkeep(
            self._home, self._database, self._analyzer, self.guide, say
        )
        self._retraining = Retraining(
            self._home, self._database, self._analyzer, self.guide, self._upkeep
        )
        self._catching_up = CatchingUp(self._upkeep.run, say)
        self.years = Years(self._database, self._analyzer)
        self._figures = Figures(self._database)
        self.trainer = Trainer(self._retraining.propose, self._upkeep.adopt)
        self.searcher = Searcher(
            self._upkeep.index,
            synonyms=known_synonyms(self._home.folder, say),
            guide=self.guide,
        )

    @property
    def index(self) -> EntryIndex:
        """The index that is searched."""
        return self._upkeep.index

    @property
    def classifier(self) -> ThemeClassifier:
        """The model in use."""
        return self._upkeep.classifier

    def close(self) -> None:
        """Let go of the database, with all that was decided in the index."""
        self._catching_up.close()
        self._database.close()

    def prepare(self) -> None:
        """Bring the home up to date; load the bundled report into an empty one."""
        self._upkeep.run()

    def rebuild_index(self) -> int:
        """Build the index anew and return how many entries it holds."""
        self._upkeep.rebuild_index()
        return self._upkeep.index.n_documents

    def tagged(self, ids: Iterable[str]) -> Mapping[str, TaggedEntry]:
        """Return entries with their themes by id; unknown ids are left out."""
        return tagged(self._database, self._database.entries(ids).values())

    def evaluation_card(self) -> Mapping[str, Any]:
        """Return how good the tags are and how that was found out."""
        return read_card(self._home.folder)

    def propose_model(
        self, tell: Callable[[str], None] = lambda message: None
    ) -> SavedModel:
        """Fit a model from all that is known now, and tell how it differs.

        Raises
        ------
        HomeBusyError
            Another training is under way.
        """
        return self._retraining.propose(tell)

    def adopt_model(self, model_id: str) -> None:
        """Let a saved model give all tags.

        Raises
        ------
        NotFoundError
            The reader named a model that is not there.
        ModelUnavailableError
            The model is damaged, or of another version or other themes.
        """
        self._upkeep.adopt(model_id)

    def models(self) -> tuple[SavedModel, ...]:
        """Return every saved model, the newest first."""
        return self._retraining.models()

    def model(self, model_id: str) -> SavedModel:
        """Return one saved model.

        Raises
        ------
        NotFoundError
            The reader named a model that is not there.
        """
        return self._retraining.model(model_id)

    def import_file(
        self,
        path: Path,
        *,
        name: str | None = None,
        organisation: str | None = None,
        fiscal_year: int | None = None,
        choices: ReadingChoices | None = None,
    ) -> ImportResult:
        """Take a file into the catalogue; a refused file leaves it as it was."""
        name = name or path.name
        try:
            choices = choices or ReadingChoices(
                organisation=organisation, fiscal_year=fiscal_year
            )
            read = read_file(
                path,
                choices=choices,
                limits=self._settings.limits,
                remembered=Remembered(self._home.folder),
            )
        except TorikumiError as error:
            return ImportResult(name, error=error.message)
        is_new = self.add_reports(read.reports, source=path)
        return result_of(name, read, is_new=is_new)

    def add_reports(
        self, reports: Iterable[ReadReport], *, source: Path | None = None
    ) -> bool:
        """Take in what was read, as one; return whether anything of it is new.

        The file it was read from is kept for who wants to see it.
        """
        reports = tuple(reports)
        with self._home.writing():
            is_new = self._database.add_reports(reports)
            if source is not None:
                ids = (each.report.id for each in reports)
                keep_source(self._home.folder, source, ids)
        self._upkeep.run()
        return is_new

    def search(self, request: SearchRequest) -> SearchPage:
        """Return the hits of a query with everything a page of them shows.

        Raises
        ------
        InvalidQueryError
            The reader filters by a value that nothing in the catalogue has.
        """
        started = time.perf_counter()
        check_known(self.searcher, self.guide, request.filters)
        result = self.searcher.search(request)
        hits = tuple(show_hits(self._database, result.hits))
        took_ms = (time.perf_counter() - started) * 1000
        return SearchPage(request, result, hits, round(took_ms, 1))

    def search_all(self, request: SearchRequest) -> Iterator[SearchHit]:
        """Return every hit of a query in the order of its pages, without snippets.

        The search is done at once; entries are read as they are asked for.

        Raises
        ------
        InvalidQueryError
            The reader filters by a value that nothing in the catalogue has.
        """
        check_known(self.searcher, self.guide, request.filters)
        everything = replace(request, limit=EVERYTHING, offset=0, has_snippets=False)
        return show_hits(self._database, self.searcher.search(everything).hits)

    def entries(self, filters: Filters) -> Iterator[TaggedEntry]:
        """Return every entry that passes, in print order."""
        passing = passing_ids(self.searcher, self.guide, filters)
        ids = (each for each in self._database.entry_ids() if each in passing)
        return all_tagged(self._database, ids)

    def entry(self, entry_id: str) -> EntryView:
        """Return an entry in its row, and why it has its tags.

        Raises
        ------
        NotFoundError
            The reader asked for an entry that is not in the catalogue.
        """
        similar: tuple[SimilarEntry, ...] = ()
        with suppress(NotFoundError):  # the index may be a moment behind
            similar = self.searcher.similar(entry_id)
        return show_entry(self._database, self.classifier, entry_id, similar=similar)

    def explain(self, query: str, entry_id: str) -> tuple[Reason, ...]:
        """Return what gives an entry its score for a query, the weightiest first.

        Raises
        ------
        NotFoundError
            The reader asked for an entry that is not in the catalogue.
        """
        return self.searcher.explain(query, entry_id) if query else ()

    def complete(self, typed: str) -> tuple[Completion, ...]:
        """Return what a person who has typed this may be about to type."""
        return self.searcher.complete(typed)

    def review(self, queue: Queue, places: range) -> ReviewPage:
        """Return the entries at some places of a queue, ready to be decided.

        Raises
        ------
        NotFoundError
            The reader asked for the queue of a theme or report that is not there.
        """
        return show_queue(self._database, self.guide, self.classifier, queue, places)

    def review_entry(self, entry_id: str, *, is_blind: bool) -> ReviewCard:
        """Return one entry, ready to be decided.

        Raises
        ------
        NotFoundError
            The reader asked for an entry that is not in the catalogue.
        """
        return show_card(self._database, self.classifier, entry_id, is_blind=is_blind)

    def label(self, verdict: Verdict) -> None:
        """Keep what a person decided; the index follows shortly.

        Raises
        ------
        NotFoundError
            There is no such entry or no such theme.
        InvalidInputError
            The name or the note cannot be kept, or nothing was decided.
        """
        label_entry(self._database, self.guide, verdict)
        self._catching_up.soon()

    def take_back(self, *, by: str) -> str:
        """Take back what a person decided last, and return the entry's id.

        Raises
        ------
        NotFoundError
            There is nothing left to take back.
        """
        entry_id = take_back(self._database, by=by)
        self._catching_up.soon()
        return entry_id

    def history(self, entry_id: str) -> History:
        """Return what people said of an entry, and what the model says.

        Raises
        ------
        NotFoundError
            The reader asked for an entry that is not in the catalogue.
        """
        return show_history(self._database, self.guide, entry_id)

    def label_rows(self) -> Iterator[Mapping[str, Any]]:
        """Return every label as a row of a table, the oldest first."""
        return label_rows(self._database, self.guide)

    def import_labels(
        self, path: Path, *, name: str, by: str | None = None
    ) -> LabelsImport:
        """Keep the labels of a file, all of them or none.

        Raises
        ------
        UnreadableFileError
            The file cannot be read.
        LabelsError
            A column is missing or a row cannot be taken.
        """
        result = import_labels(self._database, self.guide, path, name=name, by=by)
        self._upkeep.run()
        return result

    def draw_sample(self) -> int:
        """Draw a new sample to be decided blind; return how many entries it has.

        Raises
        ------
        InvalidInputError
            The last one is not decided yet, or there is nothing to draw from.
        """
        return draw_sample(self._database)

    def sample_estimate(self) -> SampleEstimate:
        """Return how good the tags are, as far as the sample was decided."""
        return estimate_from_sample(self._database, self.guide)

    def compare(self, organisation: str, from_year: int, to_year: int) -> Comparison:
        """Return what became of each initiative of an organisation between two years.

        Raises
        ------
        NotFoundError
            The reader asked for an organisation or a year that is not there.
        InvalidQueryError
            The reader asked for one year twice, or for the later one first.
        """
        return self.years.compare(organisation, from_year, to_year)

    def follow(self, entry_id: str) -> Course:
        """Return the course of an initiative through all years.

        Raises
        ------
        NotFoundError
            The reader asked for an entry that is not in the catalogue.
        InvalidQueryError
            The entry is no initiative, or of no known organisation or year.
        """
        return follow(self._database, self.years, entry_id)

    def targets(self, filters: Filters) -> tuple[Target, ...]:
        """Return the indicators that pass with how far they have come."""
        return tuple(weigh(each) for each in self.indicators(filters))

    def amounts(self, wanted: AmountRequest, filters: Filters) -> AmountPage:
        """Return the amounts that the entries that pass name.

        Raises
        ------
        InvalidQueryError
            The reader wants a unit or filters by a value that nothing has.
        """
        if filters != Filters():
            passing = passing_ids(self.searcher, self.guide, filters)
            wanted = replace(wanted, entry_ids=passing)
        return self._figures.find(wanted)

    def themes(self) -> tuple[ThemeView, ...]:
        """Return the themes in guide order, with how many entries carry each."""
        counts = {one.value: one.count for one in facets_of_all(self.searcher)["theme"]}
        missing = missing_decisions(self._database, self.guide)
        return tuple(
            ThemeView(theme, counts.get(theme.id, 0), missing.get(theme.id, 0))
            for theme in self.guide.themes
        )

    def theme(self, theme_id: str) -> ThemeView:
        """Return one theme.

        Raises
        ------
        NotFoundError
            The reader asked for a theme that the guide does not have.
        """
        wanted = self.guide.find(theme_id)
        return next(view for view in self.themes() if view.theme == wanted)

    def statistics(self, by: Sequence[str], filters: Filters) -> Statistics:
        """Return how many entries have what together; see ``service/counting.py``."""
        return statistics(self.searcher, self.guide, by, filters)

    def portrait(self, theme_id: str, filters: Filters) -> Portrait:
        """Return what tells a theme among some organisations and years."""
        return portray(self._database, self.classifier, theme_id, filters)

    def reports(self) -> tuple[ReportSummary, ...]:
        """Return every report, newest year first."""
        return show_reports(self._database)

    def report(self, report_id: str) -> ReportView:
        """Return a report as printed, with tags.

        Raises
        ------
        NotFoundError
            The reader asked for a report that is not in the catalogue.
        """
        return show_report(self._database, report_id)

    def source(self, report_id: str) -> Path | None:
        """Return the file that a report was read from, if it was kept."""
        return source_of(self._home.folder, report_id)

    def indicators(self, filters: Filters | None = None) -> tuple[Indicator, ...]:
        """Return the figures of the entries that pass, in print order."""
        if filters is None or filters == Filters():
            return self._database.indicators()
        return self._database.indicators(
            passing_ids(self.searcher, self.guide, filters)
        )

    def classify(self, texts: Iterable[str]) -> Iterator[Classification]:
        """Return the themes of each text, in order, a batch at a time."""
        return classify(self._upkeep.classifier, texts)

    def check_texts(self, texts: Sequence[str]) -> None:
        """Refuse more or longer texts than one request may bring.

        Raises
        ------
        TooLargeError
            The limits of the settings are passed.
        """
        check_texts(texts, self._settings.max_texts, self._settings.max_text_characters)

    def model_card(self) -> dict[str, Any]:
        """Return the card of the model in use: its data, versions and figures."""
        return self._upkeep.model_card()

    def about(self) -> About:
        """Return what is in the catalogue, and by which model and versions."""
        return show_about(
            self._database, n_entries=self.index.n_documents, card=self.model_card()
        )
