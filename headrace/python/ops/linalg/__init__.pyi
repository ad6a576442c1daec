"""tf.python.ops.linalg: as far as programs use it. Made by `make names`."""

from headrace.python.ops.linalg import linalg as linalg
from headrace.python.ops.linalg import linalg_impl as linalg_impl

__all__ = [
    "linalg",
    "linalg_impl",
]
