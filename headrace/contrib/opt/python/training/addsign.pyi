"""tf.contrib.opt.python.training.addsign: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.signs import AddSignOptimizer as AddSignOptimizer

__all__ = [
    "AddSignOptimizer",
]
