"""tf.contrib.learn.python.learn.estimators.estimator: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.base import BaseEstimator as BaseEstimator
from headrace.training.contrib.learn_estimators.estimator import Estimator as Estimator
from headrace.training.contrib.learn_estimators.exporting import GraphRewriteSpec as GraphRewriteSpec
from headrace.training.contrib.learn_estimators.parameters import NotFittedError as NotFittedError
from headrace.training.contrib.learn_estimators.estimator import SKCompat as SKCompat
from headrace.training.contrib.learn_estimators.inputs import infer_real_valued_columns_from_input as infer_real_valued_columns_from_input
from headrace.training.contrib.learn_estimators.inputs import infer_real_valued_columns_from_input_fn as infer_real_valued_columns_from_input_fn
from headrace.training.contrib.framework.values import list_variables as list_variables
from headrace.training.contrib.framework.values import load_variable as load_variable

__all__ = [
    "BaseEstimator",
    "Estimator",
    "GraphRewriteSpec",
    "NotFittedError",
    "SKCompat",
    "infer_real_valued_columns_from_input",
    "infer_real_valued_columns_from_input_fn",
    "list_variables",
    "load_variable",
]
