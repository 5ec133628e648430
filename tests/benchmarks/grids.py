"""The theme grid over many entries, against the same counts in SQLite and pandas.

The columns are drawn, not read: counting never looks at a text.
"""

import sqlite3
import statistics
import time
from collections.abc import Iterable
from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
from flask.testing import FlaskClient

from corpus.themes import THEME_IDS
from index.facets import ONCE, Filters
from index.schema import CODED, FACTS
from index.snapshot import Snapshot
from index.statistics import count
from service.app import create_app
from service.catalog import Catalog
from service.settings import Settings
from tests.benchmarks.timing import ratio, seconds

_BY = ("theme", "fiscal_year")
_YEARS = range(2016, 2022)
_STRINGS = {
    "theme": list(THEME_IDS),
    "status": ["実施", "今後実施", "一部実施", "未実施"],
    "marker": ["新規", "継続", "拡充", "廃止"],
    "section": [f"大項目{number}" for number in range(12)],
    "organisation": [f"組織{number}" for number in range(200)],
    "kind": ["initiative", "outcome", "indicator", "item"],
    "report": [f"{number:032x}" for number in range(1200)],
}


def bench_grid(folder: Path, n_entries: int) -> None:
    """Count themes by year: the counts alone, and the whole page."""
    snapshot = drawn_snapshot(n_entries)
    entries, themes = as_tables(snapshot)
    peer = as_database(entries, themes)
    everything = Filters(repeats=(ONCE,))

    def ours() -> dict[tuple[object, ...], int]:
        found = count(snapshot, _BY, everything, theme_ids=THEME_IDS)
        return {each.values: each.count for each in found.counts if each.values[0]}

    def in_sqlite() -> dict[tuple[object, ...], int]:
        sql = (
            "SELECT theme, fiscal_year, count(*) FROM themes JOIN entries USING (id)"
            " WHERE NOT is_repeat GROUP BY theme, fiscal_year"
        )
        return {(theme, year): n for theme, year, n in peer.execute(sql)}

    def in_pandas() -> dict[tuple[object, ...], int]:
        kept = entries[~entries["is_repeat"]]
        counted = themes.merge(kept, on="id").groupby(list(_BY)).size()
        return {key: int(n) for key, n in counted.items()}

    first = seconds(ours)
    assert ours() == in_sqlite() == in_pandas()
    own, to_sqlite = ratio(ours, in_sqlite)
    _, to_pandas = ratio(ours, in_pandas)
    print(
        f"theme grid over {n_entries:,} entries: {own * 1000:,.1f} ms "
        f"({first * 1000:,.0f} ms the first time after a commit); "
        f"SQLite takes {to_sqlite:.1f} times as long, pandas {to_pandas:.1f} times"
    )
    bench_page(folder, snapshot)


def bench_page(folder: Path, snapshot: Snapshot) -> None:
    """The page of the grid and its JSON, from the request to the last byte."""
    settings = Settings(home=folder / "grid")
    catalog = Catalog(settings)
    catalog.prepare()
    client = create_app(settings, catalog).test_client()
    client.get("/themes")  # loads what every page needs
    catalog.index.snapshot = lambda: snapshot  # type: ignore[method-assign]
    # All kinds in another order are all entries, and no count that is remembered.
    orders = list(permutations(_STRINGS["kind"]))
    for path in ("/themes", "/api/v1/stats"):
        took = [_server_seconds(client, path, kinds) for kinds in orders[:11]]
        print(
            f"{path} over {snapshot.n_documents:,} entries: "
            f"{statistics.median(took) * 1000:,.0f} ms of server time"
        )
    catalog.close()


def _server_seconds(client: FlaskClient, path: str, kinds: Iterable[str]) -> float:
    started = time.process_time()
    client.get(path, query_string={"kind": list(kinds)})
    return time.process_time() - started


def drawn_snapshot(n_entries: int) -> Snapshot:
    """Return an index of so many entries, each with a theme or two, some in doubt."""
    draw = np.random.default_rng(7)
    facts = np.zeros(n_entries, dtype=FACTS)
    facts["is_entry"] = 1
    facts["fiscal_year"] = draw.choice(list(_YEARS), n_entries)
    for name in CODED:
        if name != "theme":
            facts[name] = draw.integers(1, len(_STRINGS[name]) + 1, n_entries)
    bits = np.uint64(1) << draw.integers(0, len(THEME_IDS), (2, n_entries), np.uint64)
    facts["theme"] = np.where(draw.random(n_entries) < 0.3, bits[0] | bits[1], bits[0])
    facts["theme"][draw.random(n_entries) < 0.1] = 0
    facts["doubtful"] = np.where(draw.random(n_entries) < 0.1, bits[0], 0)
    facts["position"] = np.arange(n_entries)
    facts["text_digest"] = draw.integers(0, n_entries * 50, n_entries)
    snapshot = object.__new__(Snapshot)
    snapshot.n_documents = n_entries
    snapshot.meta = {"strings": _STRINGS}
    vars(snapshot).update(facts=facts, is_live=facts["is_entry"].astype(bool))
    return snapshot


def as_tables(snapshot: Snapshot) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the entries, and a row for each theme of each, as pandas has them."""
    facts = snapshot.facts
    entries = pd.DataFrame(
        {
            "id": np.arange(len(facts)),
            "fiscal_year": facts["fiscal_year"].astype(int),
            "is_repeat": snapshot.is_repeat,
        }
    )
    carried = [
        pd.DataFrame(
            {"id": np.flatnonzero(facts["theme"] & np.uint64(1 << k)), "theme": theme}
        )
        for k, theme in enumerate(THEME_IDS)
    ]
    return entries, pd.concat(carried)


def as_database(entries: pd.DataFrame, themes: pd.DataFrame) -> sqlite3.Connection:
    """Return the same in SQLite, with the indexes that help it."""
    database = sqlite3.connect(":memory:")
    database.execute(
        "CREATE TABLE entries (id INTEGER PRIMARY KEY, fiscal_year, is_repeat)"
    )
    database.execute("CREATE TABLE themes (id INTEGER, theme TEXT)")
    rows = entries.astype({"is_repeat": int}).itertuples(index=False)
    database.executemany("INSERT INTO entries VALUES (?, ?, ?)", map(tuple, rows))
    rows = themes.itertuples(index=False)
    database.executemany("INSERT INTO themes VALUES (?, ?)", map(tuple, rows))
    database.execute("CREATE INDEX by_theme ON themes (theme, id)")
    return database
