"""tf.contrib.data.python.ops.batching: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.shapes import with_shape as with_shape

__all__ = [
    "with_shape",
]
