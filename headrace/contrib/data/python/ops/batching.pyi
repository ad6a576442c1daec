"""tf.contrib.data.python.ops.batching: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.batching import assert_element_shape as assert_element_shape
from headrace.pipeline.data.experimental.batching import batch_and_drop_remainder as batch_and_drop_remainder
from headrace.pipeline.data.experimental.batching import dense_to_sparse_batch as dense_to_sparse_batch
from headrace.pipeline.data.experimental.batching import map_and_batch as map_and_batch
from headrace.pipeline.data.experimental.batching import padded_batch_and_drop_remainder as padded_batch_and_drop_remainder
from headrace.pipeline.data.experimental.batching import unbatch as unbatch
from headrace.training.contrib.shapes import with_shape as with_shape

__all__ = [
    "assert_element_shape",
    "batch_and_drop_remainder",
    "dense_to_sparse_batch",
    "map_and_batch",
    "padded_batch_and_drop_remainder",
    "unbatch",
    "with_shape",
]
