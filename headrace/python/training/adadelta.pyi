"""tf.python.training.adadelta: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.adadelta import AdadeltaOptimizer as AdadeltaOptimizer

__all__ = [
    "AdadeltaOptimizer",
]
