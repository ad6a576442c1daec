"""tf.contrib.predictor: exported and trained models as functions of arrays. Made by `make names`."""

from headrace.training.estimators.predictors import from_estimator as from_estimator
from headrace.training.estimators.predictors import from_saved_model as from_saved_model

__all__ = [
    "from_estimator",
    "from_saved_model",
]
