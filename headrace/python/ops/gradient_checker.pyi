"""tf.python.ops.gradient_checker: as far as programs use it. Made by `make names`."""

from headrace.graph.testing.gradient_checker import compute_gradient as compute_gradient
from headrace.test import compute_gradient_error as compute_gradient_error

__all__ = [
    "compute_gradient",
    "compute_gradient_error",
]
