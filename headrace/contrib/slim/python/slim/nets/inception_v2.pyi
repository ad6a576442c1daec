"""tf.contrib.slim.python.slim.nets.inception_v2: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.contrib.slim.python.slim.nets.inception import inception_v2 as inception_v2
from headrace.contrib.slim.python.slim.nets.inception import inception_v2_arg_scope as inception_v2_arg_scope
from headrace.contrib.slim.python.slim.nets.inception import inception_v2_base as inception_v2_base

__all__ = [
    "arg_scope",
    "inception_v2",
    "inception_v2_arg_scope",
    "inception_v2_base",
]
