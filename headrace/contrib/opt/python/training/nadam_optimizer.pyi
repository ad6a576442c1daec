"""tf.contrib.opt.python.training.nadam_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.adam_kinds import NadamOptimizer as NadamOptimizer

__all__ = [
    "NadamOptimizer",
]
