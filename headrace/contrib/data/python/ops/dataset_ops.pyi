"""tf.contrib.data.python.ops.dataset_ops: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.iterator import Iterator as Iterator
from headrace.pipeline.data.experimental.iterators import get_single_element as get_single_element
from headrace.pipeline.data.experimental.examples import read_batch_features as read_batch_features
from headrace.pipeline.data.experimental.resampling import rejection_resample as rejection_resample

__all__ = [
    "Iterator",
    "get_single_element",
    "read_batch_features",
    "rejection_resample",
]
