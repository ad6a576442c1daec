"""tf.contrib.opt.python.training.lazy_adam_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.adam_kinds import LazyAdamOptimizer as LazyAdamOptimizer

__all__ = [
    "LazyAdamOptimizer",
]
