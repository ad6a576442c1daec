"""tf.contrib.framework.python.framework.graph_util: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.framework.graphs import fuse_op as fuse_op
from headrace.training.contrib.framework.graphs import get_placeholders as get_placeholders

__all__ = [
    "fuse_op",
    "get_placeholders",
]
