"""tf.contrib.layers.python.layers.optimizers: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.layers.optimize import OPTIMIZER_CLS_NAMES as OPTIMIZER_CLS_NAMES
from headrace.training.contrib.layers.optimize import OPTIMIZER_SUMMARIES as OPTIMIZER_SUMMARIES
from headrace.training.contrib.layers.optimize import adaptive_clipping_fn as adaptive_clipping_fn
from headrace.training.contrib.layers.optimize import optimize_loss as optimize_loss

__all__ = [
    "OPTIMIZER_CLS_NAMES",
    "OPTIMIZER_SUMMARIES",
    "adaptive_clipping_fn",
    "optimize_loss",
]
