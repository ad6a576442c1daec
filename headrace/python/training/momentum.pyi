"""tf.python.training.momentum: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.momentum import MomentumOptimizer as MomentumOptimizer

__all__ = [
    "MomentumOptimizer",
]
