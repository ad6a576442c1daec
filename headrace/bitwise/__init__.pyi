"""tf.bitwise: integers bit by bit. Made by `make names`."""

from headrace.graph.ops.bitwise.bitwise import bitwise_and as bitwise_and
from headrace.graph.ops.bitwise.bitwise import bitwise_or as bitwise_or
from headrace.graph.ops.bitwise.bitwise import bitwise_xor as bitwise_xor
from headrace.graph.ops.bitwise.bitwise import invert as invert
from headrace.graph.ops.bitwise.bitwise import left_shift as left_shift
from headrace.graph.ops.bitwise.bitwise import right_shift as right_shift

__all__ = [
    "bitwise_and",
    "bitwise_or",
    "bitwise_xor",
    "invert",
    "left_shift",
    "right_shift",
]
