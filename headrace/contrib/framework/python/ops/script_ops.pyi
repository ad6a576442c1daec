"""tf.contrib.framework.python.ops.script_ops: as far as programs use it. Made by `make names`."""

from headrace.training.contrib.framework.scripts import py_func as py_func

__all__ = [
    "py_func",
]
