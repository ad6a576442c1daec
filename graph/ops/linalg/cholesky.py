"""Cholesky decompositions of positive definite matrices, and what is computed by them."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import native
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from .matrices import FIELDS, check_outer, check_square, square_as_first, stacked
from .solving import matrix_triangular_solve, solve_triangle

CHOLESKY = Op("Cholesky", "input: T -> output: T", traits=PURE, T=FIELDS, shape=square_as_first, batch=native)
CHOLESKY_GRAD = Op(
    "CholeskyGrad",
    "l: T, grad: T -> output: T",
    traits=PURE,
    T=(dtypes.float32, dtypes.float64),
    shape=square_as_first,
    batch=stacked,
    gradient=UNDEFINED_GRADIENT,
)


@CHOLESKY.kernel
def _cholesky(input: np.ndarray) -> np.ndarray:
    check_square(input)
    try:
        return np.linalg.cholesky(input)
    except np.linalg.LinAlgError:
        raise invalid("Cholesky decomposition was not successful. The input might not be valid.") from None


@CHOLESKY.gradient
def _cholesky_gradient(op: Operation, dy: Any) -> list:
    # Murray 2016, "Differentiation of the Cholesky decomposition", equation 10, symmetrical.
    root = op.outputs[0]
    sizes = ops.shape(root)
    inverse = matrix_triangular_solve(root, ops.matrix_diag(ops.ones(sizes[:-1], root.dtype)))
    middle = ops.matmul(root, dy, adjoint_a=True)
    middle = ops.matrix_band_part(ops.matrix_set_diag(middle, 0.5 * ops.matrix_diag_part(middle)), -1, 0)
    found = ops.matmul(ops.matmul(inverse, middle, adjoint_a=True), inverse)
    return [(found + ops.adjoint(found)) * 0.5]


@CHOLESKY_GRAD.kernel
def _cholesky_grad(l: np.ndarray, grad: np.ndarray) -> np.ndarray:
    check_outer(l, grad)
    if l.shape != grad.shape:
        raise invalid("Inputs (L and grad) must have the same shape.")
    check_square(l, "Inputs must be a square matrices.")
    root, given = np.tril(l), np.tril(grad)
    middle = np.tril(np.swapaxes(root, -1, -2) @ given)
    places = np.arange(l.shape[-1])
    middle[..., places, places] *= l.dtype.type(0.5)
    upper = np.swapaxes(root, -1, -2)
    left = solve_triangle(upper, middle, lower=False)
    found = np.swapaxes(solve_triangle(upper, np.swapaxes(left, -1, -2), lower=False), -1, -2)
    return (found + np.swapaxes(found, -1, -2)) * l.dtype.type(0.5)


@export("cholesky", "linalg.cholesky")
def cholesky(input: TensorLike, name: str | None = None) -> Tensor:
    """The lower triangular matrix that times its adjoint is each matrix.

    Args:
      input: float32, float64, complex64 or complex128 [..., n, n], self-adjoint and positive definite; only the lower
        triangles are looked at.

    Returns:
      that shape and type.

    Raises:
      InvalidArgumentError: (when run) a matrix that is not square, or not positive definite.
    """
    return CHOLESKY(input, name=name)


@export("cholesky_solve", "linalg.cholesky_solve")
def cholesky_solve(chol: TensorLike, rhs: TensorLike, name: str | None = None) -> Tensor:
    """Solves `A @ output = rhs` for matrices A by their Cholesky decompositions.

    Args:
      chol: float32, float64, complex64 or complex128 [..., n, n]: what `tf.linalg.cholesky(A)` gives.
      rhs: of that type, [..., n, k].

    Returns:
      [..., n, k].

    Raises:
      InvalidArgumentError: (when run) a zero on a diagonal, or shapes that do not fit.
    """
    with name_scope(name, "cholesky_solve", [chol, rhs]):
        found = matrix_triangular_solve(chol, rhs, lower=True, adjoint=False)
        return matrix_triangular_solve(chol, found, lower=True, adjoint=True)


@export("linalg.logdet")
def logdet(matrix: TensorLike, name: str | None = None) -> Tensor:
    """The logarithm of the determinant of each self-adjoint positive definite matrix, by its Cholesky decomposition.

    Args:
      matrix: float32, float64, complex64 or complex128 [..., n, n].

    Returns:
      [...], the real type of `matrix`.

    Raises:
      InvalidArgumentError: (when run) as `tf.linalg.cholesky`.
    """
    with name_scope(name, "logdet", [matrix]):
        diagonal = ops.matrix_diag_part(cholesky(matrix))
        return 2.0 * ops.reduce_sum(ops.log(ops.real(diagonal)), axis=[-1])
