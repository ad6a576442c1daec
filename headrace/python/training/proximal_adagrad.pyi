"""tf.python.training.proximal_adagrad: as far as programs use it. Made by `make names`."""

from headrace.training.optimizers.proximal import ProximalAdagradOptimizer as ProximalAdagradOptimizer

__all__ = [
    "ProximalAdagradOptimizer",
]
