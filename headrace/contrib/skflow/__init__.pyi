"""tf.contrib.skflow: as far as programs use it. Made by `make names`."""

from headrace.contrib.learn import datasets as datasets
from headrace.graph.platform.all_util import make_all as make_all

__all__ = [
    "datasets",
    "make_all",
]
