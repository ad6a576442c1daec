"""tf.contrib.framework.python: as far as programs use it. Made by `make names`."""

from headrace.contrib.framework.python import framework as framework
from headrace.contrib.framework.python import ops as ops

__all__ = [
    "framework",
    "ops",
]
