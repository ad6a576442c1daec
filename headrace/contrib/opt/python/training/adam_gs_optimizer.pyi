"""tf.contrib.opt.python.training.adam_gs_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.adam import AdamOptimizer as AdamGSOptimizer

__all__ = [
    "AdamGSOptimizer",
]
