"""A new model stands beside the one in use until someone lets it take over."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from corpus.errors import HomeBusyError, ModelUnavailableError, NotFoundError
from corpus.records import Label
from models import store
from service.catalog import Catalog
from service.home import Home
from service.settings import Settings
from service.training import LEAST_DECISIONS
from tests.fixtures_home import assert_whole, record

# Written for this test: an office's drills, and what else it did.
DRILLS = [
    f"{when}、{what}を{how}。"
    for when in ("春に", "秋に", "年度末に", "新任者の着任後に")
    for what, how in (
        ("庁舎からの避難訓練", "全職員で実施した"),
        ("安否確認システムの訓練", "抜き打ちで行った"),
        ("消火器の取扱い訓練", "各課の防火担当者に行った"),
        ("災害対策本部の図上訓練", "課長級以上で実施した"),
        ("帰宅困難者受入れの訓練", "庁舎管理係と行った"),
        ("非常参集の訓練", "休日に実施した"),
        ("地震を想定した初動訓練", "当直者を交えて行った"),
    )
]
OTHERS = [
    f"{where}の{what}した。"
    for where in ("本庁", "出先機関", "支所", "図書館", "学校")
    for what in (
        "在宅勤務を推進",
        "会議資料を電子化",
        "窓口の案内板を更新",
        "照明を交換",
    )
]
GUIDE_FILE = (
    '[drills]\nname = "防災訓練"\ncarries = "職員の避難訓練、安否確認の訓練。"\n'
)
DECIDED_AT = datetime.now(UTC) + timedelta(minutes=5)


def imported(home: Path, texts: list[str]) -> None:
    """Give a home a list of its own office."""
    file = home.parent / "提出.csv"
    file.write_text("取組内容\n" + "\n".join(texts) + "\n", "utf-8")
    with opened(home) as catalog:
        assert catalog.import_file(file, organisation="みなと市").error is None


class opened:  # noqa: N801, used like a function
    """A home's catalogue, up to date, for as long as it is needed."""

    def __init__(self, home: Path) -> None:
        self.catalog = Catalog(Settings(home=home))

    def __enter__(self) -> Catalog:
        self.catalog.prepare()
        return self.catalog

    def __exit__(self, *_: object) -> None:
        self.catalog.close()


def decide(home: Path, theme_id: str, decided: dict[str, bool]) -> None:
    """Let a person decide about texts."""
    with record(home) as database:
        ids = {
            each.text: each.id
            for each in database.entries(database.entry_ids()).values()
        }
        database.add_labels(
            Label(ids[text], theme_id, is_carried, "山田", DECIDED_AT, None)
            for text, is_carried in decided.items()
        )


def themes_by_text(home: Path) -> dict[str, set[str]]:
    with record(home) as database:
        entries = database.entries(database.entry_ids())
        themes = database.themes_of(entries)
    return {
        entry.text: {theme.theme_id for theme in themes[entry_id].given}
        for entry_id, entry in entries.items()
    }


@pytest.fixture(scope="module")
def corrected(prepared_home, tmp_path_factory):
    """A home in which people decided, and the candidate that learned from it."""
    home = tmp_path_factory.mktemp("corrected") / "home"
    shutil.copytree(prepared_home, home)
    imported(home, ["窓口の案内板を更新し、在宅の申請を受け付けた。", *OTHERS])
    wrong = [f"{where}の在宅勤務を推進した。" for where in ("本庁", "支所", "学校")]
    decide(home, "telework", dict.fromkeys(wrong, False))
    with opened(home) as catalog:
        return home, catalog.propose_model()


@pytest.fixture
def own(corrected, tmp_path):
    home, candidate = corrected
    return shutil.copytree(home, tmp_path / "home"), candidate


def test_a_candidate_changes_nothing_that_is_shown(own):
    home, candidate = own
    assert not candidate.is_current
    assert store.current_model_id(home / "model") == candidate.comparison.before_id
    assert "telework" in themes_by_text(home)["図書館の在宅勤務を推進した。"]


def test_a_candidate_tells_its_figures_and_what_would_change(own):
    _, candidate = own
    compared = candidate.comparison
    assert candidate.card["n_decided"] == 3
    assert compared.agreement.n_decisions == 3
    assert compared.agreement.n_before == 0
    assert compared.removed["telework"] >= 2
    assert {each.theme_id for each in compared.changes} >= {"telework"}


def test_a_corrected_mistake_changes_similar_entries(own):
    home, candidate = own
    with opened(home) as catalog:
        catalog.adopt_model(candidate.model_id)
        assert catalog.classifier.model_id_ == candidate.model_id
    assert "telework" not in themes_by_text(home)["図書館の在宅勤務を推進した。"]
    assert_whole(home, 90 + 21)


def test_an_earlier_model_is_taken_back(own):
    home, candidate = own
    before = themes_by_text(home)
    with opened(home) as catalog:
        catalog.adopt_model(candidate.model_id)
        catalog.adopt_model(candidate.comparison.before_id)
    assert themes_by_text(home) == before
    assert_whole(home, 90 + 21)


def test_another_process_uses_the_adopted_model_at_once(own):
    home, candidate = own
    with opened(home) as first, opened(home) as second:
        second.adopt_model(candidate.model_id)
        assert first.classifier.model_id_ == candidate.model_id


def test_the_same_decisions_give_the_same_model(own):
    home, candidate = own
    with opened(home) as catalog:
        catalog.adopt_model(candidate.model_id)
        assert catalog.propose_model().is_current
        assert [each.model_id for each in catalog.models() if each.is_current] == [
            candidate.model_id
        ]


def test_a_candidate_cut_short_is_refused_and_nothing_changes(own):
    home, candidate = own
    path = home / "model" / candidate.model_id / "model.npz"
    path.write_bytes(path.read_bytes()[:1000])
    with opened(home) as catalog, pytest.raises(ModelUnavailableError, match="壊れて"):
        catalog.adopt_model(candidate.model_id)
    assert_whole(home, 90 + 21)


def test_a_model_that_is_not_there_is_named(own_catalog):
    with pytest.raises(NotFoundError, match="「なし」は保存されていません"):
        own_catalog.adopt_model("なし")


def test_two_trainings_at_once_are_told(own_home, own_catalog):
    with Home(own_home).training(), pytest.raises(HomeBusyError, match="ほかの学習"):
        own_catalog.propose_model()


def test_an_honest_sample_is_never_learned_from(own):
    home, _ = own
    with record(home) as database:
        database.draw_sample(50)
        sampled = sorted(database.sampled_ids())
        database.add_labels(
            Label(each, "leave", True, "山田", DECIDED_AT, None) for each in sampled
        )
    with opened(home) as catalog:
        assert catalog.propose_model().card["n_decided"] == 3


@pytest.fixture(scope="module")
def drilled(prepared_home, tmp_path_factory):
    """A home with a theme of its own, and a list that it is decided on."""
    home = tmp_path_factory.mktemp("drilled") / "home"
    shutil.copytree(prepared_home, home)
    (home / "themes.toml").write_text(GUIDE_FILE, "utf-8")
    imported(home, [*DRILLS, *OTHERS])
    return home


def test_a_theme_with_too_few_decisions_says_how_many_are_missing(drilled, tmp_path):
    home = shutil.copytree(drilled, tmp_path / "home")
    decide(home, "drills", dict.fromkeys(DRILLS[:5], True))
    with opened(home) as catalog:
        missing = {view.theme.id: view.n_missing for view in catalog.themes()}
        assert catalog.propose_model().is_current
    assert missing["drills"] == LEAST_DECISIONS - 5
    assert missing["telework"] == 0


def test_a_theme_of_the_homes_own_is_learned_from_decisions(drilled, tmp_path):
    home = shutil.copytree(drilled, tmp_path / "home")
    learned, others = DRILLS[:22], DRILLS[22:]
    decide(home, "drills", dict.fromkeys(learned, True))
    with opened(home) as catalog:
        catalog.adopt_model(catalog.propose_model().model_id)
        (answer,) = catalog.classify(["庁舎からの避難訓練を夜間に実施した。"])
    assert [theme_id for theme_id, *_ in answer.themes] == ["drills"]
    given = themes_by_text(home)
    assert all("drills" in given[text] for text in others)
    assert not any("drills" in given[text] for text in OTHERS)


def test_a_theme_that_left_the_guide_gives_no_tags_any_more(drilled, tmp_path):
    home = shutil.copytree(drilled, tmp_path / "home")
    decide(home, "drills", dict.fromkeys(DRILLS[:22], True))
    with opened(home) as catalog:
        catalog.adopt_model(catalog.propose_model().model_id)
    (home / "themes.toml").unlink()
    with opened(home) as catalog:
        (answer,) = catalog.classify(["庁舎からの避難訓練を夜間に実施した。"])
    assert answer.themes == ()
    assert "drills" not in themes_by_text(home)[DRILLS[25]]


def test_train_shows_what_changes_and_takes_over(own, run):
    home, candidate = own
    before = candidate.comparison.before_id
    shutil.rmtree(home / "model" / candidate.model_id)
    told = run("train", home=home)
    assert told.exit_code == 0
    assert f"{before} → {candidate.model_id}" in told.stdout
    assert "テーマの変わる取組は" in told.stdout
    assert store.current_model_id(home / "model") == candidate.model_id


def test_models_are_listed_and_one_is_taken_by_the_command(own, run):
    home, candidate = own
    assert candidate.model_id in run("models", home=home).stdout
    assert run("models", "use", candidate.model_id, home=home).exit_code == 0
    assert store.current_model_id(home / "model") == candidate.model_id
    refused = run("models", "use", "x", home=home)
    assert refused.exit_code == 1
    assert "保存されていません" in refused.stderr
