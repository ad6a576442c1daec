"""tf.contrib.data.python.ops.random_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.ordering import RandomDataset as RandomDataset

__all__ = [
    "RandomDataset",
]
