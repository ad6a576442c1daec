"""tf.python.data.experimental.ops.take_while_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.ordering import take_while as take_while

__all__ = [
    "take_while",
]
