"""tf.python.training.adagrad: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.adagrad import AdagradOptimizer as AdagradOptimizer

__all__ = [
    "AdagradOptimizer",
]
