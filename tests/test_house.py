"""The house rules: which rooms there are, in which order, and who may import whom."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# In reading order, which is import order: a room imports only rooms listed before it.
ROOMS = {
    "corpus": """
        errors themes own_themes fiscal_year records identity grids added choices
        limits shelf organisations bundled compatible cleaning
        readers.decoding readers.blocks readers.plain readers.delimited readers.jsonl
        readers.letters readers.package
        readers.sheets readers.strings readers.windows readers.opendocument
        readers.compound readers.oldsheets readers.surroundings
        readers.pieces readers.webpage readers.document
        readers.markdown readers.ruling readers.aligned readers.columned readers.pdf
        readers.workbook
        readers sections markers indicators numerals amounts numbering places rows
        furniture periods headings leaving correspondence
        forms form_reading drafts continuations reading
        report cells headers ticks doubts siblings columns keys listed
        carrying outline pagination joining heads lines repeating tables spaced
        spreading turning labelled parting lists preambles submissions copies copytable
        lexicon analyzer synonyms labels deciding database.tables database.loading
        database.standing database.storing database.querying database.waiting
        database.connecting database.schema database
    """,
    "index": """
        counters folding years syntax words questions schema mapped snapshot writer
        conditions facets statistics lexicon forms wanted spelling thesaurus widening
        rescue scoring ranking hints query relaxing similar alike snippets suggest
        explaining results searcher evaluation ablation
    """,
    "models": """
        reprints pairs likeness merging assigning nearness pairing folding keywords
        occurrences vocabulary contexts features least_squares thresholds classifier
        evidence reasons store evaluation baselines presuming card
    """,
    "service": """
        settings views remembered understanding parameters home sources synonyms imports
        training tags upkeep retraining model_cards trainer judging classifications
        judges workers showing finding choosing_years comparing following targets
        figures counting portraits spreadsheets catching_up labelling reviewing sampling
        label_rows label_files copybook stock catalog payloads comparison_rows
        target_rows years_asked answers evaluations comparing_models exports counted
        charts.kinds charts.drawing charts tagging.records tagging.given tagging.objects
        tagging.streams tagging.opening tagging.answers tagging.places tagging.repeats
        tagging.tagger tagging.own tagging.corrections tagging.packages tagging.edges
        tagging.ranges tagging.framed tagging.rewriting tagging.styles tagging.links
        tagging.widths tagging.sheets tagging.same tagging.listing tagging.tables
        tagging.writing tagging.files tagging terminal jobs.asking
        jobs.job jobs.store jobs.records jobs.turns jobs.answers jobs.keeping jobs.queue
        jobs jobs.work jobs.worker jobs.reporting jobs.correcting jobs.taking_in
        previewing current receiving permissions languages problems pages.wording
        pages.addresses pages.advice pages.facets pages.paging pages.evidence
        pages.finding pages.taking pages.tallies pages.menus pages.grids pages.charting
        pages.tables pages.arriving pages.deciding pages.review pages.label_tables
        pages.search pages.entries pages.themes pages.organisations pages.reports
        pages.about pages.colours pages.models pages.trying pages.differences
        pages.sending pages.year_choice pages.years pages.target_charts pages.targets
        pages.amounts pages.answered pages.understanding pages.submissions pages openapi
        openapi.answered openapi.asked openapi.years openapi.jobs openapi.document api
        api_jobs api_years limits app server cli.endings cli.asking cli.comparing
        cli.finding cli.taking cli.judging demo cli.keeping cli.labelling cli.learning
        cli.counting cli.working cli cli.__main__
    """,
}

MAY_IMPORT = {
    "corpus": set(),
    "index": {"corpus"},
    "models": {"corpus"},
    "service": {"corpus", "index", "models"},
}

# Where a library may be met: a room, or a folder of rooms.
DOORS = {
    "sudachipy": ["corpus.analyzer"],
    "sqlalchemy": ["corpus.database"],
    "alembic": ["corpus.database"],
    "python_calamine": ["corpus.readers"],
    "lxml": ["corpus.readers"],
    "docx": ["corpus.readers"],
    "pdfplumber": ["corpus.readers"],
    "pdfminer": ["corpus.readers"],
    "markdown_it": ["corpus.readers"],
    "charset_normalizer": ["corpus.readers"],
    "whoosh": ["index"],
    "sklearn": ["models"],
    "scipy": ["index.alike", "models"],
    "flask": ["service"],
    "flask_babel": ["service"],
    "flask_talisman": ["service.app"],
    "waitress": ["service.server"],
    "datasketch": ["corpus.copies"],
    "openpyxl": ["service.spreadsheets", "service.tagging"],
    "click": ["service.cli"],
    "rich": ["service.terminal"],
    "platformdirs": ["service.settings"],
    "filelock": ["service.home"],
    "huey": ["service.jobs.queue"],
    "redis": ["service.jobs.queue"],
    "flask_limiter": ["service.limits"],
    "flask_openapi3": ["service.openapi.document"],
    "flask_openapi3_swagger": ["service.pages.trying"],
    "pydantic": ["service.openapi"],
    "matplotlib": ["service.charts"],
    "matplotlib_fontja": ["service.charts"],
}

# What loads slowly and is needed seldom is imported where it is needed; the commands
# import everything so, that ``--help`` opens at once. All else stands at the top.
SELDOM = {
    "corpus.copies": {"datasketch"},
    "corpus.database.schema": {"alembic"},
    "corpus.readers": {"corpus"},  # the rooms of PDF and Word
    "models.assigning": {"scipy"},
    "models.baselines": {"sklearn"},
    "models.classifier": {"sklearn"},
    "models.contexts": {"sklearn"},
    "service.charts": {"matplotlib", "matplotlib_fontja"},
}
COMMANDS = "service.cli"


def rooms() -> list[str]:
    return [f"{folder}.{name}" for folder in ROOMS for name in ROOMS[folder].split()]


def room_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def files() -> dict[str, Path]:
    found = (path for folder in ROOMS for path in (ROOT / folder).rglob("*.py"))
    return {
        room_of(path): path
        for path in found
        if "migrations" not in path.parts and room_of(path) not in ROOMS
    }


def imports_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@cache
def parse(room: str) -> ast.Module:
    return ast.parse(files()[room].read_text(encoding="utf-8"))


def test_every_room_is_in_the_list_and_every_listed_room_is_there():
    assert sorted(files()) == sorted(rooms())


@pytest.mark.parametrize("room", rooms())
def test_a_room_imports_only_rooms_listed_before_it(room):
    before = set(rooms()[: rooms().index(room)])
    inside = {each for each in imports_of(parse(room)) if each in rooms()}
    assert inside - {room} <= before


@pytest.mark.parametrize("room", rooms())
def test_a_folder_imports_only_the_floors_below_it(room):
    folder = room.split(".")[0]
    others = {each.split(".")[0] for each in imports_of(parse(room))} & set(ROOMS)
    assert others - {folder} <= MAY_IMPORT[folder]


@pytest.mark.parametrize("library", DOORS)
def test_a_library_is_met_behind_its_door_only(library):
    users = [
        room
        for room in files()
        if any(each.split(".")[0] == library for each in imports_of(parse(room)))
    ]
    strangers = [
        room
        for room in users
        if not any(f"{room}.".startswith(f"{door}.") for door in DOORS[library])
    ]
    assert users
    assert strangers == []


@pytest.mark.parametrize("room", rooms())
def test_only_what_loads_slowly_is_imported_inside_a_function(room):
    inside = {
        each.split(".")[0]
        for node in ast.walk(parse(room))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for each in imports_of(node)
    }
    assert room.startswith(COMMANDS) or inside <= SELDOM.get(room, set())


def test_the_top_level_holds_the_five_folders_and_what_people_expect_there():
    expected = {
        "corpus", "index", "models", "service", "tests",
        "pyproject.toml", "README.md", "CHANGELOG.md", "LICENSE", "Makefile",
        "requirements.txt", "requirements-test.txt", "requirements-whoosh2.txt",
    }  # fmt: skip
    made = {"build", "dist", "__pycache__"}
    found = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")}
    assert found - made == expected
