"""tf.contrib.opt.python.training.reg_adagrad_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.others import RegAdagradOptimizer as RegAdagradOptimizer

__all__ = [
    "RegAdagradOptimizer",
]
