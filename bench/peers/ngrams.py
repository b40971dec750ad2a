"""A peer for understanding typed text: logistic regression on character 2- to 5-grams, cross-validated."""

from collections.abc import Sequence

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline, make_pipeline

FOLDS = 5


def _model() -> Pipeline:
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 5), lowercase=True, sublinear_tf=True)
    return make_pipeline(
        grams, OneVsRestClassifier(LogisticRegression(solver="liblinear", C=20, class_weight="balanced"))
    )


def predictions(texts: Sequence[str], labels: Sequence[str]) -> list[str]:
    """A label for each text from a model that has not seen it."""
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=5)
    return [str(label) for label in cross_val_predict(_model(), list(texts), list(labels), cv=folds)]


def fitted(texts: Sequence[str], labels: Sequence[str]) -> Pipeline:
    return _model().fit(list(texts), list(labels))
