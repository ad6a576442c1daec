"""tf.python.training.proximal_gradient_descent: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.proximal import ProximalGradientDescentOptimizer as ProximalGradientDescentOptimizer

__all__ = [
    "ProximalGradientDescentOptimizer",
]
