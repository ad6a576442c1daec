"""tf.contrib.learn.python.learn.learn_io: as far as programs use it. Made by `make names`."""

from headrace.contrib.learn.python.learn.learn_io import numpy_io as numpy_io
from headrace.contrib.learn.python.learn.learn_io import pandas_io as pandas_io

__all__ = [
    "numpy_io",
    "pandas_io",
]
