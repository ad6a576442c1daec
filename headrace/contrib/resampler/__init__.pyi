"""tf.contrib.resampler: images read between their elements. Made by `make names`."""

from headrace.contrib.resampler import python as python
from headrace.graph.ops.image.resampling import resampler as resampler

__all__ = [
    "resampler",
]
