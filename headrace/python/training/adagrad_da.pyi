"""tf.python.training.adagrad_da: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.adagrad_da import AdagradDAOptimizer as AdagradDAOptimizer

__all__ = [
    "AdagradDAOptimizer",
]
