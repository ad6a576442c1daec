"""tf.contrib.estimator.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.estimator.python import estimator as estimator

__all__ = [
    "estimator",
]
