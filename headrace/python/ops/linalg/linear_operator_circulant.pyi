"""tf.python.ops.linalg.linear_operator_circulant: as far as programs use it. Made by `make names`."""

from headrace.graph.linear_operators.circulant import LinearOperatorCirculant as LinearOperatorCirculant
from headrace.graph.linear_operators.circulant import LinearOperatorCirculant2D as LinearOperatorCirculant2D
from headrace.graph.linear_operators.circulant import LinearOperatorCirculant3D as LinearOperatorCirculant3D

__all__ = [
    "LinearOperatorCirculant",
    "LinearOperatorCirculant2D",
    "LinearOperatorCirculant3D",
]
