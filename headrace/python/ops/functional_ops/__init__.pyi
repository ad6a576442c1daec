"""tf.python.ops.functional_ops: functions applied to rows, one after the other. Made by `make names`."""

from headrace.graph.control_flow.functional import foldl as foldl
from headrace.graph.control_flow.functional import foldr as foldr
from headrace.graph.control_flow.functional import scan as scan

__all__ = [
    "foldl",
    "foldr",
    "scan",
]
