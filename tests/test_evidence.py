"""A decision can be taken apart into words."""

import numpy as np
import pytest

from corpus.labels import bundled_examples
from corpus.themes import THEME_IDS
from models.evidence import explain
from models.features import TextFields
from tests.fixtures_models import fitted_classifier

DOCUMENTS = [
    TextFields(
        "部下の残 業を減らすため、ﾉｰ残業ﾃﾞｰを１２回設けた。", "超過勤務", "働き方改革"
    ),
    TextFields("", "ペーパーレス化"),
    TextFields("？！"),
    TextFields("e\u0301te\u0301 ｶﾞ is 가 ｶ ﾞ"),
    *(TextFields(example.text) for example in bundled_examples()[::50]),
]


@pytest.mark.parametrize("document", DOCUMENTS, ids=range(len(DOCUMENTS)))
def test_bias_and_evidence_add_up_to_the_decision_value(document):
    classifier = fitted_classifier()
    explanations = explain(classifier, document, THEME_IDS)
    sums = [explanation.decision for explanation in explanations]
    assert np.allclose(sums, classifier.decision_function([document])[0], atol=1e-9)


@pytest.mark.parametrize("document", DOCUMENTS, ids=range(len(DOCUMENTS)))
def test_evidence_covers_each_field_as_printed(document):
    (explanation,) = explain(fitted_classifier(), document, ["telework"])
    for field in ("text", "item", "section"):
        words = [word for word in explanation.evidence if word.field == field]
        printed = getattr(document, field) or ""
        assert all(printed[w.start : w.end] == w.text for w in words)
        assert "".join(word.text for word in words) in ("", printed)


def test_the_word_that_names_the_theme_speaks_loudest():
    document = TextFields("職員がパワハラを相談できる。")
    (explanation,) = explain(fitted_classifier(), document, ["harassment"])
    loudest = max(explanation.evidence, key=lambda word: word.weight)
    assert loudest.text == "パワハラ"
