"""The reasons of a batch are those of each text taken apart by itself."""

import numpy as np
import pytest

from corpus.labels import bundled_examples
from models.evidence import explain
from models.features import TextFields
from models.reasons import FAINT, reasons
from tests.fixtures_models import fitted_classifier

TEXTS = [
    *(example.text for example in bundled_examples()[::100]),
    " 部下の残 業を減らすため、ﾉｰ残業ﾃﾞｰを１２回設けた。",
    "　　12345人が98765時間　在宅で働いた",
    "e\u0301te\u0301 ｶﾞ is 가 ｶ ﾞ残業",
    "ＡＢ　ＣＤ 12,345件 在宅 ",
]
ASKED = (0, 3)  # telework and overtime


def told(most=None):
    classifier = fitted_classifier()
    findings = classifier.find([TextFields(text) for text in TEXTS])
    return reasons(findings, TEXTS, [ASKED] * len(TEXTS), most=most)


def explained(text):
    classifier = fitted_classifier()
    themes = [classifier.theme_ids[theme] for theme in ASKED]
    return [
        [(word.text, word.weight) for word in explanation.evidence]
        for explanation in explain(classifier, TextFields(text), themes)
    ]


def test_all_words_of_a_text_are_told_in_its_order_with_their_weights():
    for text, answers in zip(TEXTS, told(), strict=True):
        for words, wanted in zip(answers, explained(text), strict=True):
            assert [word for word, _ in words] == [word for word, _ in wanted]
            weights = [[weight for _, weight in each] for each in (words, wanted)]
            assert np.allclose(*weights, atol=1e-12)


@pytest.mark.parametrize("most", [1, 5])
def test_the_loudest_words_are_told_first_and_no_faint_ones(most):
    for text, answers in zip(TEXTS, told(most), strict=True):
        for words, wanted in zip(answers, explained(text), strict=True):
            weights = sorted((weight for _, weight in wanted), reverse=True)
            loud = [weight for weight in weights if weight > FAINT * weights[0]]
            assert np.allclose([weight for _, weight in words], loud[:most])


def test_a_text_of_which_no_theme_is_asked_has_no_reasons():
    classifier = fitted_classifier()
    findings = classifier.find([TextFields("残業を減らす。"), TextFields("")])
    assert reasons(findings, ["残業を減らす。", ""], [(3,), ()])[1] == []


def test_the_words_of_a_text_weigh_what_its_row_weighs():
    classifier = fitted_classifier()
    documents = [TextFields(text, item="超過勤務") for text in TEXTS]
    readings = classifier.extractor_.read(documents)
    rows = classifier.extractor_.transform(readings)
    found = classifier.extractor_.find(readings)
    weighed = classifier.extractor_.word_weights(readings, found, classifier.weights_)
    summed = sum(
        np.add.reduceat(own, readings[field].pieces.firsts[:-1])
        for field, own in weighed.items()
    )
    assert np.allclose(summed, rows @ classifier.weights_, atol=1e-12)
