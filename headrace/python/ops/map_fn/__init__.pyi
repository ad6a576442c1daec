"""tf.python.ops.map_fn: functions applied to rows, each for itself. Made by `make names`."""

from headrace.graph.control_flow.functional import map_fn as map_fn

__all__ = [
    "map_fn",
]
