"""tf.contrib.framework.python.ops.arg_scope: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.arg_scope import add_arg_scope as add_arg_scope
from headrace.training.contrib.arg_scope import arg_scope as arg_scope
from headrace.training.contrib.arg_scope import arg_scope_func_key as arg_scope_func_key
from headrace.training.contrib.arg_scope import arg_scoped_arguments as arg_scoped_arguments
from headrace.training.contrib.arg_scope import current_arg_scope as current_arg_scope
from headrace.training.contrib.arg_scope import has_arg_scope as has_arg_scope

__all__ = [
    "add_arg_scope",
    "arg_scope",
    "arg_scope_func_key",
    "arg_scoped_arguments",
    "current_arg_scope",
    "has_arg_scope",
]
