"""The bar that the classifier has to clear is measured on the same texts."""

from corpus.analyzer import Analyzer
from corpus.labels import bundled_examples
from models.baselines import judge_baselines, judge_keyword_rules
from models.classifier import ThemeClassifier
from models.evaluation import cross_validate, evaluate


def test_the_classifier_is_well_ahead_of_keyword_rules():
    analyzer, examples = Analyzer(), bundled_examples()[::3]
    rules = evaluate(judge_keyword_rules(examples))
    model = evaluate(
        cross_validate(lambda: ThemeClassifier(analyzer), examples, n_folds=2)
    )
    assert model.all_themes.f1 > rules.all_themes.f1 + 0.05
    assert model.calibration_error < 0.03


def test_every_baseline_judges_every_text():
    examples = [e for e in bundled_examples() if e.source in ("staff", "ministries")]
    judged = judge_baselines(Analyzer(), examples[::3])
    assert len(judged) == 4
    for baseline in judged.values():
        assert baseline.is_given.shape == (len(examples[::3]), 12)
        assert evaluate(baseline).micro.f1 > 0.3
