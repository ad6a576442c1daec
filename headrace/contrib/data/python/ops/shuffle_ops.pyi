"""tf.contrib.data.python.ops.shuffle_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.ordering import shuffle_and_repeat as shuffle_and_repeat

__all__ = [
    "shuffle_and_repeat",
]
