"""tf.contrib.learn.python.learn.learn_io.numpy_io: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.inputs.numpy_io import numpy_input_fn as core_numpy_input_fn

__all__ = [
    "core_numpy_input_fn",
]
