"""tf.python.ops.ragged: as far as programs use it. Made by `make names`."""

from headrace.python.ops.ragged import ragged_string_ops as ragged_string_ops

__all__ = [
    "ragged_string_ops",
]
