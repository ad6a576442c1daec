"""tf.python.framework: as far as programs use it. Made by `make names`."""

from headrace.python.framework import dtypes as dtypes
from headrace.python.framework import errors as errors
from headrace.python.framework import ops as ops

__all__ = [
    "dtypes",
    "errors",
    "ops",
]
