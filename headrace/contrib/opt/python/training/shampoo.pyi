"""tf.contrib.opt.python.training.shampoo: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.shampoo import ShampooOptimizer as ShampooOptimizer

__all__ = [
    "ShampooOptimizer",
]
