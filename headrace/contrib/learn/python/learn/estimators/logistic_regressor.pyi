"""tf.contrib.learn.python.learn.estimators.logistic_regressor: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.learn_estimators.logistic import LogisticRegressor as LogisticRegressor

__all__ = [
    "LogisticRegressor",
]
