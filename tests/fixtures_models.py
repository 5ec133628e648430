"""What the tests of the classifier share: fitted once, for fitting takes seconds."""

from functools import cache

from corpus.analyzer import Analyzer
from corpus.labels import bundled_examples
from models.classifier import ThemeClassifier
from models.evaluation import fit_examples


@cache
def fitted_classifier() -> ThemeClassifier:
    return fit_examples(ThemeClassifier(Analyzer()), bundled_examples())
