"""tf.python.estimator: as far as programs use it. Made by `make names`."""

from headrace.python.estimator import canned as canned
from headrace.python.estimator import hooks as hooks
from headrace.python.estimator import inputs as inputs
from headrace.python.estimator import tpu as tpu

__all__ = [
    "canned",
    "hooks",
    "inputs",
    "tpu",
]
