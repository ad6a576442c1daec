"""tf.contrib.data: transformations of datasets, under their names before TensorFlow 1.13. Made by `make names`."""

from headrace.pipeline.data.transformations import AUTOTUNE as AUTOTUNE
from headrace.pipeline.data.iterator import Iterator as Iterator
from headrace.contrib.data import python as python

__all__ = [
    "AUTOTUNE",
]
