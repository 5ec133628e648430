"""Documents get a calibrated probability per theme."""

from dataclasses import replace

import numpy as np
import pytest

from corpus.analyzer import Analyzer
from corpus.errors import ExamplesError
from corpus.labels import bundled_examples
from corpus.themes import THEME_IDS
from models.classifier import ThemeClassifier
from models.evaluation import fit_examples
from models.features import TextFields
from tests.fixtures_models import fitted_classifier


def _given(*texts: str) -> list[set[str]]:
    classifier = fitted_classifier()
    probabilities = classifier.predict_proba([TextFields(text) for text in texts])
    return [
        {theme for theme, is_given in zip(THEME_IDS, row, strict=True) if is_given}
        for row in classifier.is_given(probabilities)
    ]


def test_plain_texts_get_their_themes():
    assert _given(
        "テレワーク用の端末を全職員に貸与し、在宅勤務を週2日まで認めた。",
        "会議資料をタブレットで閲覧し、紙の配布をやめた。",
        "課長級職員を対象にパワハラ防止研修を実施した。",
        "毎週水曜日を定時退庁日とし、残業を減らした。",
        "道路の舗装を直した。",
    ) == [
        {"telework"},
        {"paperless"},
        {"harassment", "management"},
        {"overtime"},
        set(),
    ]


def test_damage_of_real_files_does_not_hide_a_theme():
    assert _given("ﾃﾚﾜｰ ｸの推 進に努め た") == [{"telework"}]


@pytest.mark.parametrize("text", ["", "？！…", "Lorem ipsum dolor", "Ελληνικά", " \n"])
def test_a_text_without_a_known_word_gets_no_tag(text):
    classifier = fitted_classifier()
    probabilities = classifier.predict_proba([TextFields(text)])
    assert not probabilities.any()
    assert not classifier.is_given(probabilities).any()


def test_a_text_of_any_length_is_judged():
    assert _given("在宅勤務を認めた。" * 12_000) == [{"telework"}]


def test_a_title_speaks_where_the_text_says_little():
    classifier = fitted_classifier()
    bare = TextFields("引き続き実施した。")
    titled = TextFields("引き続き実施した。", item="審議会等のペーパーレス化")
    before, after = classifier.predict_proba([bare, titled])
    column = THEME_IDS.index("paperless")
    assert after[column] > before[column]


def test_texts_are_judged_alone_as_in_company():
    classifier = fitted_classifier()
    documents = [TextFields(e.text) for e in bundled_examples()[:20]]
    together = classifier.predict_proba(documents)
    alone = [classifier.predict_proba([document])[0] for document in documents]
    assert np.allclose(together, alone, atol=1e-12)


def test_the_same_examples_give_the_same_model():
    examples = bundled_examples()[::4]
    first, second = (
        fit_examples(ThemeClassifier(Analyzer()), examples) for _ in range(2)
    )
    assert first.model_id_ == second.model_id_
    assert np.array_equal(first.weights_, second.weights_)
    assert first.thresholds_ == second.thresholds_


def test_other_examples_give_a_model_of_another_name():
    examples = bundled_examples()[::4]
    first = fit_examples(ThemeClassifier(Analyzer()), examples)
    second = fit_examples(ThemeClassifier(Analyzer()), examples[1:])
    assert first.model_id_ != second.model_id_


def test_too_few_examples_are_refused_with_the_number_missing():
    examples = [e for e in bundled_examples() if "leave" not in e.themes]
    with pytest.raises(ExamplesError, match="「leave」の例文が0件"):
        fit_examples(ThemeClassifier(Analyzer()), examples)


def test_examples_that_are_variants_of_one_idea_are_refused():
    examples = [replace(e, group="one") for e in bundled_examples()]
    with pytest.raises(ExamplesError, match=r"まとまり（group）が1しか"):
        fit_examples(ThemeClassifier(Analyzer()), examples)
