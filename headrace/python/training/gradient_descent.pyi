"""tf.python.training.gradient_descent: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.gradient_descent import GradientDescentOptimizer as GradientDescentOptimizer

__all__ = [
    "GradientDescentOptimizer",
]
