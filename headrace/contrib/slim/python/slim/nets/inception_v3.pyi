"""tf.contrib.slim.python.slim.nets.inception_v3: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.contrib.slim.python.slim.nets.inception import inception_v3 as inception_v3
from headrace.contrib.slim.python.slim.nets.inception import inception_v3_arg_scope as inception_v3_arg_scope
from headrace.contrib.slim.python.slim.nets.inception import inception_v3_base as inception_v3_base

__all__ = [
    "arg_scope",
    "inception_v3",
    "inception_v3_arg_scope",
    "inception_v3_base",
]
