"""tf.python.ops.gradients_util: as far as programs use it. Made by `make names`."""

from headrace.graph.gradients.accumulation import AggregationMethod as AggregationMethod
from headrace.graph.gradients.gradients import UnconnectedGradients as UnconnectedGradients

__all__ = [
    "AggregationMethod",
    "UnconnectedGradients",
]
