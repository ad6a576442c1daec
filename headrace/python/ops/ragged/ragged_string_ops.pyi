"""tf.python.ops.ragged.ragged_string_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.strings.pieces import string_split as string_split

__all__ = [
    "string_split",
]
