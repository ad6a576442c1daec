"""tf.python.estimator.canned.dnn: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.canned.estimators import DNNClassifier as DNNClassifier
from headrace.training.estimators.canned.estimators import DNNEstimator as DNNEstimator
from headrace.training.estimators.canned.estimators import DNNRegressor as DNNRegressor
from headrace.training.estimators.canned.models import dnn_logit_fn_builder as dnn_logit_fn_builder

__all__ = [
    "DNNClassifier",
    "DNNEstimator",
    "DNNRegressor",
    "dnn_logit_fn_builder",
]
