"""Training and taking over, on the pages."""

import shutil

import pytest

from models import store
from service.app import create_app
from service.catalog import Catalog
from service.settings import Settings
from service.trainer import Trainer
from tests.fixtures_home import indexed, label, record


@pytest.fixture(scope="module")
def trained_home(prepared_home, tmp_path_factory):
    """A home in which a person decided once."""
    home = tmp_path_factory.mktemp("trained") / "home"
    shutil.copytree(prepared_home, home)
    with record(home) as database:
        database.add_labels([label(min(indexed(home)))])
    return home


@pytest.fixture
def own(trained_home, tmp_path):
    home = shutil.copytree(trained_home, tmp_path / "home")
    catalog = Catalog(Settings(home=home))
    catalog.prepare()
    app = create_app(Settings(home=home), catalog)
    app.config["TESTING"] = True
    yield app.test_client(), catalog
    catalog.trainer.wait()
    catalog.close()


def test_the_button_trains_beside_and_another_takes_over(own):
    client, catalog = own
    before = catalog.classifier.model_id_
    assert client.post("/models").status_code == 302
    assert "学習" in client.get("/models").text
    catalog.trainer.wait()
    made = catalog.trainer.state.model_id
    assert catalog.classifier.model_id_ == before
    shown = client.get(f"/models/{made}").text
    assert f"前の分類器 {before} との違い" in shown
    assert "この分類器に切り替える" in shown
    client.post(f"/models/{made}/adopt")
    catalog.trainer.wait()
    assert catalog.classifier.model_id_ == made
    assert "いま使っている分類器です" in client.get(f"/models/{made}").text


def test_two_trainings_at_once_are_told(own):
    client, _ = own
    client.post("/models")
    refused = client.post("/models")
    assert refused.status_code == 503
    assert "進んでいます" in refused.text


def test_what_keeps_a_training_from_ending_is_told_on_the_page(own):
    client, catalog = own
    path = catalog._home.folder / "model" / catalog.classifier.model_id_ / "model.npz"
    path.write_bytes(b"")
    catalog.trainer.start_adopting(catalog.classifier.model_id_)
    catalog.trainer.wait()
    assert "壊れて" in client.get("/models").text


def test_a_fault_of_ours_ends_the_training_and_is_told(caplog):
    def fail(tell):
        raise ZeroDivisionError

    trainer = Trainer(fail, lambda model_id: None)
    trainer.start_training()
    trainer.wait()
    assert "思わぬ不具合" in trainer.state.error
    assert not trainer.state.is_running


def test_a_model_that_is_not_there_is_not_found(client):
    assert client.get("/models/x").status_code == 404
    assert client.post("/models/x/adopt").status_code == 404


def test_elsewhere_nothing_can_be_trained(prepared_home, catalog):
    app = create_app(Settings(home=prepared_home, host="0.0.0.0"), catalog)
    client = app.test_client()
    assert client.post("/models").status_code == 403
    assert client.post("/models/x/adopt").status_code == 403
    assert "学習し直す" not in client.get("/models").text


def test_the_card_tells_every_figure_and_how_to_get_it_again(client):
    page = client.get("/models/card").text
    for said in (
        "torikumi evaluate",
        "線形SVM",
        "補集合ナイーブベイズ",
        "いちばん大きな間違い",
    ):
        assert said in page


def test_a_theme_of_the_homes_own_has_its_colour_and_a_sign(own_home):
    (own_home / "themes.toml").write_text(
        '[drills]\nname = "防災訓練"\ncarries = "訓練。"\ncolour = "#7a3e00"\n', "utf-8"
    )
    catalog = Catalog(Settings(home=own_home))
    client = create_app(Settings(home=own_home), catalog).test_client()
    assert ".sign-drills { color: #7a3e00; }" in client.get("/themes.css").text
    assert "防災訓練" in client.get("/themes").text
    assert 'signs.svg?v=0.1.0#own"' in client.get("/themes/drills").text
    assert "あと20件" in client.get("/models").text
    assert store.current_model_id(own_home / "model")
    catalog.close()
