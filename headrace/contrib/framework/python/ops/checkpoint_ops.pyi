"""tf.contrib.framework.python.ops.checkpoint_ops: as far as programs use it. Made by `make names`."""

from headrace.contrib.framework import load_linear_multiclass_bias_initializer as load_linear_multiclass_bias_initializer
from headrace.contrib.framework import load_variable_slot_initializer as load_variable_slot_initializer

__all__ = [
    "load_linear_multiclass_bias_initializer",
    "load_variable_slot_initializer",
]
