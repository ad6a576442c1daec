"""tf.contrib.slim.python.slim.nets.vgg: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import arg_scope as arg_scope

__all__ = [
    "arg_scope",
]
