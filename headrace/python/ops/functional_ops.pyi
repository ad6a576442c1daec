"""tf.python.ops.functional_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.control_flow.functional import foldl as foldl
from headrace.graph.control_flow.functional import map_fn as map_fn
from headrace.graph.control_flow.functional import scan as scan
from headrace import foldr as foldr

__all__ = [
    "foldl",
    "foldr",
    "map_fn",
    "scan",
]
