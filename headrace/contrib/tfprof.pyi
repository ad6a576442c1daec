"""tf.contrib.tfprof: as far as programs use it. Made by `make names`."""

from headrace.graph.platform.all_util import make_all as make_all

__all__ = [
    "make_all",
]
