"""tf.python.training.adam: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.adam import AdamOptimizer as AdamOptimizer

__all__ = [
    "AdamOptimizer",
]
