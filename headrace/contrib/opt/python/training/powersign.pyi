"""tf.contrib.opt.python.training.powersign: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.signs import PowerSignOptimizer as PowerSignOptimizer

__all__ = [
    "PowerSignOptimizer",
]
