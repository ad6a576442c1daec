"""tf.contrib.opt.python.training.lazy_adam_gs_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.adam_kinds import LazyAdamGSOptimizer as LazyAdamGSOptimizer

__all__ = [
    "LazyAdamGSOptimizer",
]
