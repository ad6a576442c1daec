"""tf.contrib.opt.python.training.ggt: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.ggt import GGTOptimizer as GGTOptimizer

__all__ = [
    "GGTOptimizer",
]
