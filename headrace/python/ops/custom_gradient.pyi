"""tf.python.ops.custom_gradient: as far as programs use it. Made by `make names`."""

from headrace.graph.gradients.custom import custom_gradient as custom_gradient
from headrace.graph.gradients.custom import grad_pass_through as grad_pass_through
from headrace.graph.gradients.custom import recompute_grad as recompute_grad

__all__ = [
    "custom_gradient",
    "grad_pass_through",
    "recompute_grad",
]
