"""tf.contrib.input_pipeline: the elements of a list one after the other. Made by `make names`."""

from headrace.graph.ops.state.obtain_next import obtain_next as obtain_next
from headrace.contrib.input_pipeline import python as python

__all__ = [
    "obtain_next",
]
