"""tf.contrib.layers.python.layers.optimizers: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.optimize import OPTIMIZER_SUMMARIES as OPTIMIZER_SUMMARIES
from headrace.training.contrib.layers.optimize import optimize_loss as optimize_loss

__all__ = [
    "OPTIMIZER_SUMMARIES",
    "optimize_loss",
]
