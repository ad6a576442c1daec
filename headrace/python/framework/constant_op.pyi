"""tf.python.framework.constant_op: as far as programs use it. Made by `make names`."""

from headrace.graph.core.constants import constant as constant
from headrace.graph.core.constants import constant as constant_v1

__all__ = [
    "constant",
    "constant_v1",
]
