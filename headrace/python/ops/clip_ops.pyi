"""tf.python.ops.clip_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.math.clip import clip_by_average_norm as clip_by_average_norm
from headrace.graph.ops.math.clip import clip_by_global_norm as clip_by_global_norm
from headrace.graph.ops.math.clip import clip_by_norm as clip_by_norm
from headrace.graph.ops.math.arithmetic import clip_by_value as clip_by_value
from headrace.graph.ops.math.clip import global_norm as global_norm

__all__ = [
    "clip_by_average_norm",
    "clip_by_global_norm",
    "clip_by_norm",
    "clip_by_value",
    "global_norm",
]
