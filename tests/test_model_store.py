"""A fitted model is kept whole, and a damaged one is refused."""

import json

import numpy as np
import pytest

from corpus.analyzer import Analyzer
from corpus.errors import ModelUnavailableError, NotFoundError
from corpus.labels import bundled_examples
from models import store
from models.features import TextFields
from tests.fixtures_models import fitted_classifier


@pytest.fixture
def folder(tmp_path):
    store.save(fitted_classifier(), {"note": "試し"}, tmp_path / "model")
    store.choose(tmp_path / "model", fitted_classifier().model_id_)
    return tmp_path / "model"


def test_a_loaded_model_judges_as_the_saved_one(folder):
    documents = [TextFields(e.text) for e in bundled_examples()[:100]]
    saved, loaded = fitted_classifier(), store.load(folder, Analyzer())
    assert np.array_equal(
        saved.predict_proba(documents), loaded.predict_proba(documents)
    )
    assert loaded.thresholds_ == saved.thresholds_
    assert loaded.model_id_ == saved.model_id_
    words = [c.extractor_.vocabularies_["terms"].words for c in (saved, loaded)]
    assert words[0] == words[1]


def test_the_card_is_kept_with_the_model(folder):
    assert store.load_card(folder) == {"note": "試し"}


def test_saved_models_are_listed_and_one_is_chosen(folder):
    model_id = fitted_classifier().model_id_
    assert store.saved_model_ids(folder) == (model_id,)
    store.choose(folder, model_id)
    assert store.current_model_id(folder) == model_id
    with pytest.raises(NotFoundError, match="保存されていません"):
        store.choose(folder, "0" * 12)


def test_a_home_without_a_model_says_so(tmp_path):
    with pytest.raises(ModelUnavailableError, match=r"まだありません.*torikumi train"):
        store.load(tmp_path, Analyzer())


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9, 0.999])
def test_a_model_cut_short_is_refused(folder, share):
    path = folder / fitted_classifier().model_id_ / "model.npz"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(ModelUnavailableError, match=r"壊れています.*torikumi train"):
        store.load(folder, Analyzer())


def test_a_model_of_another_version_is_refused(folder, monkeypatch):
    monkeypatch.setattr(store, "FORMAT_VERSION", store.FORMAT_VERSION + 1)
    with pytest.raises(ModelUnavailableError, match="別の版"):
        store.load(folder, Analyzer())


def test_a_damaged_card_is_refused(folder):
    path = folder / fitted_classifier().model_id_ / "card.json"
    path.write_text(json.dumps({})[:1], encoding="utf-8")
    with pytest.raises(ModelUnavailableError, match="説明書"):
        store.load_card(folder)
