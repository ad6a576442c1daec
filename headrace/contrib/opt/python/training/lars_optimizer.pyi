"""tf.contrib.opt.python.training.lars_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.others import LARSOptimizer as LARSOptimizer

__all__ = [
    "LARSOptimizer",
]
