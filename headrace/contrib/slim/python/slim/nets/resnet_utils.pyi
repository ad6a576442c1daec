"""tf.contrib.slim.python.slim.nets.resnet_utils: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.arg_scope import arg_scope as arg_scope

__all__ = [
    "add_arg_scope",
    "arg_scope",
]
