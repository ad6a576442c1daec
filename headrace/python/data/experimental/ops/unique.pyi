"""tf.python.data.experimental.ops.unique: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.ordering import unique as unique

__all__ = [
    "unique",
]
