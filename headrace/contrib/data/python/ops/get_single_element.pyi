"""tf.contrib.data.python.ops.get_single_element: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.iterators import get_single_element as get_single_element
from headrace.pipeline.data.experimental.grouping import reduce_dataset as reduce_dataset

__all__ = [
    "get_single_element",
    "reduce_dataset",
]
