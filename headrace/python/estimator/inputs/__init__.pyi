"""tf.python.estimator.inputs: as far as programs use it. Made by `make names`."""

from headrace.python.estimator.inputs import inputs as inputs
from headrace.python.estimator.inputs import numpy_io as numpy_io
from headrace.python.estimator.inputs import pandas_io as pandas_io
from headrace.python.estimator.inputs import queues as queues

__all__ = [
    "inputs",
    "numpy_io",
    "pandas_io",
    "queues",
]
