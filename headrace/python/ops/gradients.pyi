"""tf.python.ops.gradients: as far as programs use it. Made by `make names`."""

from headrace.graph.gradients.accumulation import AggregationMethod as AggregationMethod
from headrace.graph.gradients.gradients import UnconnectedGradients as UnconnectedGradients
from headrace.graph.gradients.custom import custom_gradient as custom_gradient
from headrace.graph.gradients.gradients import gradients as gradients
from headrace.graph.gradients.hessians import hessians as hessians

__all__ = [
    "AggregationMethod",
    "UnconnectedGradients",
    "custom_gradient",
    "gradients",
    "hessians",
]
