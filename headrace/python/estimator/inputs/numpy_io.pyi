"""tf.python.estimator.inputs.numpy_io: as far as programs use it. Made by `make names`."""

from headrace.training.estimators.inputs.numpy_io import numpy_input_fn as numpy_input_fn

__all__ = [
    "numpy_input_fn",
]
