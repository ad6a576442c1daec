"""tf.python.ops.script_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.state.script import numpy_function as numpy_function
from headrace.graph.ops.state.script import py_func as py_func

__all__ = [
    "numpy_function",
    "py_func",
]
