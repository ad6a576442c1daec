"""tf.contrib.layers.python.layers.regularizers: as far as programs use it. Made by `make names`."""

from headrace.training.regularizers import apply_regularization as apply_regularization
from headrace.training.regularizers import l1_l2_regularizer as l1_l2_regularizer
from headrace.training.regularizers import l1_regularizer as l1_regularizer
from headrace.training.regularizers import l2_regularizer as l2_regularizer
from headrace.training.regularizers import sum_regularizer as sum_regularizer

__all__ = [
    "apply_regularization",
    "l1_l2_regularizer",
    "l1_regularizer",
    "l2_regularizer",
    "sum_regularizer",
]
