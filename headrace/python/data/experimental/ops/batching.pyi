"""tf.python.data.experimental.ops.batching: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.batching import dense_to_sparse_batch as dense_to_sparse_batch
from headrace.pipeline.data.experimental.batching import map_and_batch as map_and_batch
from headrace.pipeline.data.experimental.batching import map_and_batch_with_legacy_function as map_and_batch_with_legacy_function
from headrace.pipeline.data.experimental.batching import unbatch as unbatch

__all__ = [
    "dense_to_sparse_batch",
    "map_and_batch",
    "map_and_batch_with_legacy_function",
    "unbatch",
]
