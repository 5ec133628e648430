"""The demo: samples beside the bundled report, apart from the catalogue that counts."""

import shutil
import socket
from pathlib import Path

import pytest

from service import server
from service.app import create_app
from service.catalog import Catalog
from service.demo import demo_settings, prepare_demo, samples
from service.evaluations import evaluate_search, read_judged_queries
from service.settings import Settings

DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="module")
def said():
    return []


@pytest.fixture(scope="module")
def demo(prepared_home, said, tmp_path_factory):
    """The catalogue of a home with the samples, for tests that only read."""
    home = tmp_path_factory.mktemp("demo") / "home"
    catalog = Catalog(Settings(home=shutil.copytree(prepared_home, home)))
    prepare_demo(catalog, say=said.append)
    yield catalog
    catalog.close()


def reports_of(catalog):
    return [
        (each.report.organisation, each.report.fiscal_year)
        for each in catalog.reports()
    ]


def test_the_demo_holds_the_bundled_report_and_every_sample(demo, said):
    expected = [(sample.organisation, sample.fiscal_year) for sample in samples()]
    assert sorted(reports_of(demo)) == sorted([*expected, ("厚生労働省", 2020)])
    assert said == ["例示の報告（架空の8組織、24件）を読み込みます。"]


def test_what_was_loaded_once_is_not_loaded_again(demo, said):
    number = demo.about().n_entries
    prepare_demo(demo, say=said.append)
    assert demo.about().n_entries == number
    assert len(said) == 1


def test_a_sample_that_is_missing_is_loaded(own_catalog):
    said = []
    *others, last = samples()
    own_catalog.add_reports(
        report for sample in others for report in sample.read().reports
    )
    prepare_demo(own_catalog, say=said.append)
    assert (last.organisation, last.fiscal_year) in reports_of(own_catalog)
    assert said == ["例示の報告（架空の1組織、1件）を読み込みます。"]


def test_nothing_of_the_users_own_catalogue_is_touched(tmp_path):
    own = Settings(
        home=tmp_path,
        port=8123,
        database_url="postgresql://db/own",
        queue_url="redis://queue/0",
    )
    demo = demo_settings(own)
    assert demo.home == tmp_path / "demo"
    assert demo.database == tmp_path / "demo" / "torikumi.db"
    assert (demo.port, demo.queue_url) == (8123, None)


def test_the_command_serves_the_demo_from_its_own_folder(run, tmp_path, monkeypatch):
    served = []
    monkeypatch.setattr(server, "run", lambda *given, **more: served.append(given))
    ended = run("demo", "--port", 8123, home=tmp_path)
    assert ended.exit_code == 0
    assert served == [(demo_settings(Settings(home=tmp_path, port=8123)),)]


def test_a_port_in_use_is_told_before_anything_is_loaded(run, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run("demo", "--port", port, home=tmp_path)
    assert ended.exit_code == 1
    assert f"ポート{port}" in ended.stderr
    assert not (tmp_path / "demo").exists()


def test_the_pages_show_that_the_samples_are_fictional(demo, tmp_path):
    client = create_app(Settings(home=tmp_path), demo).test_client()
    page = client.get("/search?organisation=みなと市（例示）").get_data(as_text=True)
    assert "みなと市（例示）" in page
    assert "みなと市" not in page.replace("みなと市（例示）", "")


def test_the_judged_queries_are_answered_well(demo):
    queries = read_judged_queries(DATA / "queries_samples.jsonl")
    figures = evaluate_search(demo, queries).overall
    assert (figures.ndcg, figures.success) > (0.84, 0.88)
