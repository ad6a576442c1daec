"""tf.contrib.opt.python.training.adamax: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.adam_kinds import AdaMaxOptimizer as AdaMaxOptimizer

__all__ = [
    "AdaMaxOptimizer",
]
