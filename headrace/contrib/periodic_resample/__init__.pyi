"""tf.contrib.periodic_resample: elements of one axis spread over the others. Made by `make names`."""

from headrace.graph.ops.patches.periodic import periodic_resample as periodic_resample
from headrace.contrib.periodic_resample import python as python

__all__ = [
    "periodic_resample",
]
