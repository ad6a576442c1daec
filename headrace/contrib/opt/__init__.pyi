"""tf.contrib.opt: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.adam import AdamOptimizer as AdamGSOptimizer
from headrace.contrib.opt import adam_gs_optimizer as adam_gs_optimizer
from headrace.contrib.opt import python as python

__all__ = [
    "AdamGSOptimizer",
    "adam_gs_optimizer",
    "python",
]
