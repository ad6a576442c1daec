"""tf.contrib.layers.python.layers.normalization: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope

__all__ = [
    "add_arg_scope",
]
