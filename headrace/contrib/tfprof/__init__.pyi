"""tf.contrib.tfprof: as far as programs use it. Made by `make names`."""

from headrace.graph.platform.all_util import make_all as make_all
from headrace.contrib.tfprof import model_analyzer as model_analyzer
from headrace.contrib.tfprof import python as python

__all__ = [
    "model_analyzer",
]
