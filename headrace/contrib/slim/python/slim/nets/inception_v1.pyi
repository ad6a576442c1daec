"""tf.contrib.slim.python.slim.nets.inception_v1: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.slim.nets.inception_v1 import inception_v1 as inception_v1
from headrace.training.slim.nets.inception_v1 import inception_v1_arg_scope as inception_v1_arg_scope
from headrace.training.slim.nets.inception_v1 import inception_v1_base as inception_v1_base

__all__ = [
    "arg_scope",
    "inception_v1",
    "inception_v1_arg_scope",
    "inception_v1_base",
]
