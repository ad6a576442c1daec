"""tf.contrib.opt.python.training.variable_clipping_optimizer: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.opt.around import VariableClippingOptimizer as VariableClippingOptimizer

__all__ = [
    "VariableClippingOptimizer",
]
