"""tf.contrib.opt.python.training.drop_stale_gradient_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.around import DropStaleGradientOptimizer as DropStaleGradientOptimizer

__all__ = [
    "DropStaleGradientOptimizer",
]
