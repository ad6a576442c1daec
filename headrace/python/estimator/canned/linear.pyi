"""tf.python.estimator.canned.linear: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.canned.estimators import LinearClassifier as LinearClassifier
from headrace.training.estimators.canned.estimators import LinearEstimator as LinearEstimator
from headrace.training.estimators.canned.estimators import LinearRegressor as LinearRegressor
from headrace.training.estimators.canned.models import linear_logit_fn_builder as linear_logit_fn_builder

__all__ = [
    "LinearClassifier",
    "LinearEstimator",
    "LinearRegressor",
    "linear_logit_fn_builder",
]
