"""tf.python.estimator.tpu: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.tpu import tpu_estimator as tpu_estimator

__all__ = [
    "tpu_estimator",
]
