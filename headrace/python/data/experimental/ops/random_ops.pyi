"""tf.python.data.experimental.ops.random_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.ordering import RandomDataset as RandomDataset
from headrace.pipeline.data.experimental.ordering import RandomDataset as RandomDatasetV1

__all__ = [
    "RandomDataset",
    "RandomDatasetV1",
]
