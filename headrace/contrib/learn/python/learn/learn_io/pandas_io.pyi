"""tf.contrib.learn.python.learn.learn_io.pandas_io: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.inputs.pandas_io import pandas_input_fn as core_pandas_input_fn
from headrace.training.contrib.learn.tables import extract_pandas_data as extract_pandas_data
from headrace.training.contrib.learn.tables import extract_pandas_labels as extract_pandas_labels
from headrace.training.contrib.learn.tables import extract_pandas_matrix as extract_pandas_matrix

__all__ = [
    "core_pandas_input_fn",
    "extract_pandas_data",
    "extract_pandas_labels",
    "extract_pandas_matrix",
]
