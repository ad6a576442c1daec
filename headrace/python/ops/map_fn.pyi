"""tf.python.ops.map_fn: as far as programs use it. Made by `make names`."""

from headrace.graph.control_flow.functional import map_fn as map_fn

__all__ = [
    "map_fn",
]
