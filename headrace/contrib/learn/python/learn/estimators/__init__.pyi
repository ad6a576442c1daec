"""tf.contrib.learn.python.learn.estimators: as far as programs use it. Made by `make names`."""

from headrace.contrib.learn.python.learn.estimators import composable_model as composable_model
from headrace.contrib.learn.python.learn.estimators import estimator as estimator
from headrace.contrib.learn.python.learn.estimators import kmeans as kmeans
from headrace.contrib.learn.python.learn.estimators import model_fn as model_fn
from headrace.contrib.learn.python.learn.estimators import run_config as run_config
from headrace.contrib.learn.python.learn.estimators import svm as svm

__all__ = [
    "composable_model",
    "estimator",
    "kmeans",
    "model_fn",
    "run_config",
    "svm",
]
