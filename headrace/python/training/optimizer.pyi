"""tf.python.training.optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.optimizer import Optimizer as Optimizer

__all__ = [
    "Optimizer",
]
