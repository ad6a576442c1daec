"""tf.contrib.data.python.ops.dataset_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.iterator import Iterator as Iterator

__all__ = [
    "Iterator",
]
