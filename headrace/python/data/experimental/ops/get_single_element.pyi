"""tf.python.data.experimental.ops.get_single_element: as far as programs use it. Made by `make names`."""

from headrace.pipeline.data.experimental.iterators import get_single_element as get_single_element

__all__ = [
    "get_single_element",
]
