"""tf.contrib.opt.python.training.agn_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.averaging.agn import AGNCustomGetter as AGNCustomGetter
from headrace.training.contrib.averaging.agn import AGNOptimizer as AGNOptimizer

__all__ = [
    "AGNCustomGetter",
    "AGNOptimizer",
]
