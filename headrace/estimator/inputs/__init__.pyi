"""tf.estimator.inputs: arrays and tables as inputs of models. Made by `make names`."""

from headrace.training.estimators.inputs.numpy_io import numpy_input_fn as numpy_input_fn
from headrace.training.estimators.inputs.pandas_io import pandas_input_fn as pandas_input_fn

__all__ = [
    "numpy_input_fn",
    "pandas_input_fn",
]
