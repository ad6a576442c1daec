"""tf.contrib.layers.python.layers.normalization: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.contrib.layers import group_norm as group_norm
from headrace.contrib.layers import instance_norm as instance_norm

__all__ = [
    "add_arg_scope",
    "group_norm",
    "instance_norm",
]
