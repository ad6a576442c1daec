"""tf.contrib.learn.python.learn.learn_io.pandas_io: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.inputs.pandas_io import pandas_input_fn as core_pandas_input_fn

__all__ = [
    "core_pandas_input_fn",
]
