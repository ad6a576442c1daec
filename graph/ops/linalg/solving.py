"""Linear algebra of matrices: inverses, and systems of equations."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, native
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, merge, merge_dim, with_rank_at_least

_TYPES = (dtypes.float64, dtypes.float32, dtypes.complex64, dtypes.complex128)

MATRIX_INVERSE = Op("MatrixInverse", "input: T -> output: T", "adjoint: bool = false", traits=PURE, T=_TYPES, batch=native)
MATRIX_SOLVE = Op(
    "MatrixSolve", "matrix: T, rhs: T -> output: T", "adjoint: bool = false", traits=PURE, T=_TYPES, batch=PER_RECORD
)


def _square(shape: StaticShape) -> StaticShape:
    known = with_rank_at_least(shape, 2)
    if known is None:
        return None
    side = merge_dim(known[-2], known[-1])
    return (*known[:-2], side, side)


@MATRIX_INVERSE.shape
def _inverse_shape(op: Operation) -> StaticShape:
    return _square(op.inputs[0].static_shape)


@MATRIX_SOLVE.shape
def _solve_shape(op: Operation) -> StaticShape:
    matrix, rhs = _square(op.inputs[0].static_shape), with_rank_at_least(op.inputs[1].static_shape, 2)
    side = None if matrix is None else matrix[-1]
    rows, columns = (None, None) if rhs is None else rhs[-2:]
    leading = merge(None if matrix is None else matrix[:-2], None if rhs is None else rhs[:-2])
    return None if leading is None else (*leading, merge_dim(side, rows), columns)


def _check_square(matrix: np.ndarray) -> None:
    if matrix.ndim < 2:
        raise invalid(f"Input tensor 0 must have rank >= 2, got {matrix.ndim}")
    if matrix.shape[-2] != matrix.shape[-1]:
        raise invalid("Input matrix must be square.")


def _adjoint(matrix: np.ndarray) -> np.ndarray:
    return np.conj(np.swapaxes(matrix, -1, -2))


@MATRIX_INVERSE.kernel
def _inverse(input: np.ndarray, adjoint: bool) -> np.ndarray:
    _check_square(input)
    try:
        return np.linalg.inv(_adjoint(input) if adjoint else input)
    except np.linalg.LinAlgError:
        raise invalid("Input is not invertible.") from None


@MATRIX_SOLVE.kernel
def _solve(matrix: np.ndarray, rhs: np.ndarray, adjoint: bool) -> np.ndarray:
    _check_square(matrix)
    if matrix.shape[:-1] != rhs.shape[:-1]:
        raise invalid("Input matrix and rhs are incompatible.")
    try:
        return np.linalg.solve(_adjoint(matrix) if adjoint else matrix, rhs)
    except np.linalg.LinAlgError:
        raise invalid("Input matrix is not invertible.") from None


@MATRIX_INVERSE.gradient
def _inverse_gradient(op: Operation, dy: Any) -> list:
    inverse = op.outputs[0]
    if op.get_attr("adjoint"):
        return [-ops.matmul(inverse, ops.matmul(dy, inverse, adjoint_a=True))]
    return [-ops.matmul(inverse, ops.matmul(dy, inverse, adjoint_b=True), adjoint_a=True)]


@MATRIX_SOLVE.gradient
def _solve_gradient(op: Operation, dy: Any) -> list:
    matrix, found, adjoint = op.inputs[0], op.outputs[0], op.get_attr("adjoint")
    to_rhs = matrix_solve(matrix, dy, adjoint=not adjoint)
    left, right = (found, to_rhs) if adjoint else (to_rhs, found)
    return [-ops.matmul(left, right, adjoint_b=True), to_rhs]


@export("matrix_inverse")
def matrix_inverse(input: TensorLike, adjoint: bool = False, name: str | None = None) -> Tensor:
    """The inverse of each matrix.

    Args:
      input: float32, float64, complex64 or complex128 [..., n, n].
      adjoint: whether the inverse of the adjoint, the conjugate transpose, is meant.

    Returns:
      that shape and type.

    Raises:
      InvalidArgumentError: (when run) a matrix that is not square, or has no inverse.
    """
    return MATRIX_INVERSE(input, adjoint=adjoint, name=name)


@export("matrix_solve")
def matrix_solve(matrix: TensorLike, rhs: TensorLike, adjoint: bool = False, name: str | None = None) -> Tensor:
    """Solves `matrix @ output = rhs` for each matrix.

    Args:
      matrix: float32, float64, complex64 or complex128 [..., n, n].
      rhs: of that type, [..., n, k].
      adjoint: whether the adjoint of the matrix, its conjugate transpose, is meant.

    Returns:
      [..., n, k].

    Raises:
      InvalidArgumentError: (when run) a matrix that is not square, or has no inverse, or shapes that do not fit.
    """
    return MATRIX_SOLVE(matrix, rhs, adjoint=adjoint, name=name)
