"""tf.python.ops.special_math_ops: as far as programs use it. Made by `make names`."""

from headrace.graph.ops.linalg.einsum import einsum as einsum
from headrace.graph.ops.special.gamma import lbeta as lbeta
from headrace.math import bessel_i0 as bessel_i0
from headrace.math import bessel_i1 as bessel_i1

__all__ = [
    "bessel_i0",
    "bessel_i1",
    "einsum",
    "lbeta",
]
