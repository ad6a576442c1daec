"""tf.python.estimator.inputs.pandas_io: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.inputs.pandas_io import pandas_input_fn as pandas_input_fn

__all__ = [
    "pandas_input_fn",
]
