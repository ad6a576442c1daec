"""Linear algebra of matrices: inverses, and systems of equations."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import native
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape
from .matrices import FIELDS, adjoint_of, check_equations, check_square, solution, square, square_as_first, stacked

MATRIX_INVERSE = Op(
    "MatrixInverse",
    "input: T -> output: T",
    "adjoint: bool = false",
    traits=PURE,
    T=FIELDS,
    shape=square_as_first,
    batch=native,
)
MATRIX_SOLVE = Op(
    "MatrixSolve", "matrix: T, rhs: T -> output: T", "adjoint: bool = false", traits=PURE, T=FIELDS, batch=stacked
)
MATRIX_TRIANGULAR_SOLVE = Op(
    "MatrixTriangularSolve",
    "matrix: T, rhs: T -> output: T",
    "lower: bool = true, adjoint: bool = false",
    traits=PURE,
    T=FIELDS,
    batch=stacked,
)
_FEW = 16
"""Rows that are taken one after the other."""


@MATRIX_SOLVE.shape
@MATRIX_TRIANGULAR_SOLVE.shape
def _solve_shape(op: Operation) -> StaticShape:
    matrix = square(op.inputs[0].static_shape)
    side = None if matrix is None else matrix[-1]
    rhs = op.inputs[1].static_shape
    if side is None and rhs is not None and len(rhs) > 1:
        side = rhs[-2]
    return solution(matrix, rhs, side, side)


@MATRIX_INVERSE.kernel
def _inverse(input: np.ndarray, adjoint: bool) -> np.ndarray:
    check_square(input)
    try:
        return np.linalg.inv(adjoint_of(input) if adjoint else input)
    except np.linalg.LinAlgError:
        raise invalid("Input is not invertible.") from None


@MATRIX_SOLVE.kernel
def _solve(matrix: np.ndarray, rhs: np.ndarray, adjoint: bool) -> np.ndarray:
    check_square(matrix, "First input (lhs) must be a square matrix.")
    check_equations(matrix, rhs)
    try:
        return np.linalg.solve(adjoint_of(matrix) if adjoint else matrix, rhs)
    except np.linalg.LinAlgError:
        raise invalid("Input matrix is not invertible.") from None


@MATRIX_TRIANGULAR_SOLVE.kernel
def _triangular_solve(matrix: np.ndarray, rhs: np.ndarray, lower: bool, adjoint: bool) -> np.ndarray:
    check_square(matrix, "First input (lhs) must be a square matrix.")
    check_equations(matrix, rhs)
    if rhs.size and (np.diagonal(matrix, axis1=-2, axis2=-1) == 0).any():
        raise invalid("Input matrix is not invertible.")
    return solve_triangle(adjoint_of(matrix) if adjoint else matrix, rhs, lower != adjoint)


def solve_triangle(matrix: np.ndarray, rhs: np.ndarray, lower: bool) -> np.ndarray:
    """What times the triangle of each matrix is `rhs`, by substitution; the rest of the matrix is not looked at."""
    if lower:
        found = np.array(rhs, order="C")
        with np.errstate(all="ignore"):
            _substitute(np.ascontiguousarray(matrix), found)
        return found
    found = np.array(rhs[..., ::-1, :], order="C")
    with np.errstate(all="ignore"):
        _substitute(np.ascontiguousarray(matrix[..., ::-1, ::-1]), found)
    return np.ascontiguousarray(found[..., ::-1, :])


def _substitute(matrix: np.ndarray, found: np.ndarray) -> None:
    """Solve with lower triangles, in place of the right-hand sides: halves, so that most of it is matrix products."""
    size = matrix.shape[-1]
    if size <= _FEW:
        for row in range(size):
            if row:
                found[..., row, :] -= (matrix[..., row : row + 1, :row] @ found[..., :row, :])[..., 0, :]
            found[..., row, :] /= matrix[..., row, row, None]
        return
    half = size // 2
    _substitute(matrix[..., :half, :half], found[..., :half, :])
    found[..., half:, :] -= matrix[..., half:, :half] @ found[..., :half, :]
    _substitute(matrix[..., half:, half:], found[..., half:, :])


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
    return [_to_matrix(found, to_rhs, adjoint), to_rhs]


@MATRIX_TRIANGULAR_SOLVE.gradient
def _triangular_solve_gradient(op: Operation, dy: Any) -> list:
    matrix, found, adjoint, lower = op.inputs[0], op.outputs[0], op.get_attr("adjoint"), op.get_attr("lower")
    to_rhs = matrix_triangular_solve(matrix, dy, lower=lower, adjoint=not adjoint)
    to_matrix = _to_matrix(found, to_rhs, adjoint)
    return [ops.matrix_band_part(to_matrix, *((-1, 0) if lower else (0, -1))), to_rhs]


def _to_matrix(found: Tensor, to_rhs: Tensor, adjoint: bool) -> Tensor:
    left, right = (found, to_rhs) if adjoint else (to_rhs, found)
    return -ops.matmul(left, right, adjoint_b=True)


@export("matrix_inverse", "linalg.inv")
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


@export("matrix_solve", "linalg.solve")
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


@export("matrix_triangular_solve", "linalg.triangular_solve")
def matrix_triangular_solve(
    matrix: TensorLike, rhs: TensorLike, lower: bool = True, adjoint: bool = False, name: str | None = None
) -> Tensor:
    """Solves `matrix @ output = rhs` for each matrix, of which one triangle counts, by substitution.

    Args:
      matrix: float32, float64, complex64 or complex128 [..., n, n].
      rhs: of that type, [..., n, k].
      lower: whether the lower triangle counts, else the upper one; the rest is taken for zeros.
      adjoint: whether the adjoint of that triangular matrix, its conjugate transpose, is meant.

    Returns:
      [..., n, k].

    Raises:
      InvalidArgumentError: (when run) a matrix that is not square, or has a zero on its diagonal, or shapes that do not fit.
    """
    return MATRIX_TRIANGULAR_SOLVE(matrix, rhs, lower=lower, adjoint=adjoint, name=name)
