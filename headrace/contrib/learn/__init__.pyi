"""tf.contrib.learn: as far as programs use it. Made by `make names`."""

from headrace.contrib.learn import datasets as datasets
from headrace.contrib.learn import graph_actions as graph_actions
from headrace.graph.platform.all_util import make_all as make_all
from headrace.contrib.learn import monitors as monitors
from headrace.contrib.learn import python as python

__all__ = [
    "datasets",
]
