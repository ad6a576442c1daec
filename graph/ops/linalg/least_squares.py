"""Systems of equations that have no solution, or many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, is_full, num_elements, with_rank, with_rank_at_least
from .cholesky import cholesky, cholesky_solve
from .matrices import FIELDS, adjoint_of, check_equations, check_matrices, solution, stacked
from .solving import solve_triangle

MATRIX_SOLVE_LS = Op(
    "MatrixSolveLs",
    "matrix: T, rhs: T, l2_regularizer: float64 -> output: T",
    "fast: bool = true",
    traits=PURE,
    T=FIELDS,
)
_IN_CACHE = 256000
"""Bytes: of matrices that take more, and are many and small, TensorFlow makes one node rather than several."""


@MATRIX_SOLVE_LS.shape
def _least_squares_shape(op: Operation) -> StaticShape:
    matrix = with_rank_at_least(op.inputs[0].static_shape, 2)
    with_rank(op.inputs[2].static_shape, 0)
    rows, columns = (None, None) if matrix is None else matrix[-2:]
    return solution(matrix, op.inputs[1].static_shape, rows, columns)


@MATRIX_SOLVE_LS.kernel
def _least_squares(matrix: np.ndarray, rhs: np.ndarray, l2_regularizer: np.ndarray, fast: bool) -> np.ndarray:
    check_matrices(matrix)
    check_equations(matrix, rhs)
    if np.ndim(l2_regularizer):
        raise invalid(f"l2_regularizer must be scalar, got shape {bracket(np.shape(l2_regularizer))}")
    if not l2_regularizer >= 0:
        raise invalid("l2_regularizer must be >= 0.")
    rows, columns = matrix.shape[-2:]
    if not matrix.size or not rhs.size:
        return np.zeros((*matrix.shape[:-2], columns, rhs.shape[-1]), matrix.dtype)
    if not fast:
        return _shortest(matrix, rhs)
    tall = rows >= columns
    gram = adjoint_of(matrix) @ matrix if tall else matrix @ adjoint_of(matrix)
    gram = gram + np.asarray(l2_regularizer, matrix.dtype) * np.eye(gram.shape[-1], dtype=matrix.dtype)
    try:
        root = np.linalg.cholesky(gram)
    except np.linalg.LinAlgError:
        raise invalid(
            "Input matrix was rank deficient or ill-conditioned. Try setting fast=False or provide a larger l2_regularizer > 0."
        ) from None
    given = adjoint_of(matrix) @ rhs if tall else rhs
    found = solve_triangle(adjoint_of(root), solve_triangle(root, given, lower=True), lower=False)
    return found if tall else adjoint_of(matrix) @ found


def _shortest(matrix: np.ndarray, rhs: np.ndarray) -> np.ndarray:
    """The shortest of the solutions that come nearest, by singular values; zeros where a matrix is not finite."""
    finite = np.isfinite(matrix).all((-2, -1), keepdims=True)
    left, values, right = np.linalg.svd(np.where(finite, matrix, matrix.dtype.type(0)), full_matrices=False)
    least = values.max(-1, keepdims=True, initial=0) * np.finfo(values.dtype).eps * min(matrix.shape[-2:])
    with np.errstate(all="ignore"):
        inverse = np.where(values > least, 1 / values, values.dtype.type(0))
    return adjoint_of(right) @ (inverse[..., None] * (adjoint_of(left) @ rhs))


@MATRIX_SOLVE_LS.batch
def _least_squares_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[2]:
        return None
    return lambda n, matrix, rhs, weight: stacked(op, batched[:2], lambda *both: kernel(*both, weight))(n, matrix, rhs)


@MATRIX_SOLVE_LS.gradient
def _least_squares_gradient(op: Operation, dy: Any) -> list:
    if not op.get_attr("fast"):
        raise ValueError("Gradient not defined for fast=False")
    known = op.inputs[0].static_shape
    if known is not None and is_full(known[-2:]):
        return (_tall if known[-2] >= known[-1] else _wide)(op, dy)  # type: ignore[operator]
    sizes = ops.shape(op.inputs[0])
    to_matrix, to_rhs = ops.cond(ops.greater_equal(sizes[-2], sizes[-1]), lambda: _tall(op, dy)[:2], lambda: _wide(op, dy)[:2])
    return [to_matrix, to_rhs, None]


def _tall(op: Operation, dy: Tensor) -> list:
    """Of x = (A* A + w)^-1 A* b."""
    matrix, rhs, weight = op.inputs
    (found,) = op.outputs
    z = cholesky_solve(_root_of_gram(matrix, ops.cast(weight, matrix.dtype), tall=True), dy)
    outer = ops.matmul(found, z, adjoint_b=True)
    to_matrix = ops.matmul(rhs, z, adjoint_b=True) - ops.matmul(matrix, outer + ops.adjoint(outer))
    return [to_matrix, ops.matmul(matrix, z), None]


def _wide(op: Operation, dy: Tensor) -> list:
    """Of x = A* (A A* + w)^-1 b."""
    matrix, rhs, weight = op.inputs
    root = _root_of_gram(matrix, ops.cast(weight, matrix.dtype), tall=False)
    to_rhs = cholesky_solve(root, ops.matmul(matrix, dy))
    inner = cholesky_solve(root, rhs)
    rest = dy - ops.matmul(matrix, to_rhs, adjoint_a=True)
    to_matrix = ops.matmul(inner, rest, adjoint_b=True) - ops.matmul(to_rhs, ops.matmul(inner, matrix, adjoint_a=True))
    return [to_matrix, to_rhs, None]


def _root_of_gram(matrix: Tensor, weight: Any, *, tall: bool) -> Tensor:
    """The Cholesky decomposition of the matrix times its adjoint, or the other way round, plus `weight` on the diagonal."""
    gram = ops.matmul(matrix, matrix, adjoint_a=tall, adjoint_b=not tall)
    if isinstance(weight, Tensor) or weight != 0:
        diagonal = ops.matrix_diag_part(gram)
        gram = ops.matrix_set_diag(gram, diagonal + weight)
    return cholesky(gram)


@export("matrix_solve_ls", "linalg.lstsq")
def matrix_solve_ls(
    matrix: TensorLike, rhs: TensorLike, l2_regularizer: Any = 0.0, fast: bool = True, name: str | None = None
) -> Tensor:
    """What brings `matrix @ output` as near to `rhs` as can be, in the sum of squares, for each matrix.

    Where there are fewer equations than unknowns it is the shortest of the solutions.

    Args:
      matrix: float32, float64, complex64 or complex128 [..., m, n].
      rhs: of that type, [..., m, k].
      l2_regularizer: float64 scalar, at least 0: what the sum of the squares of the solution counts. It is not looked at
        without `fast`.
      fast: whether to go by the Cholesky decomposition of `matrix` times its adjoint, which wants a matrix of full rank
        whose condition is not too bad.

    Returns:
      [..., n, k], dtype of `matrix`.

    Raises:
      NotImplementedError: complex128 with an `l2_regularizer`.
      InvalidArgumentError: (when run) shapes that do not fit; with `fast` also a matrix that is not of full rank.
    """
    matrix = convert_to_tensor(matrix, name="matrix")
    kind = matrix.dtype.base_dtype
    if kind == dtypes.complex128 and l2_regularizer != 0:
        raise NotImplementedError(
            "matrix_solve_ls is currently disabled for complex128 and l2_regularizer != 0 due to poor accuracy."
        )
    if not fast or _are_many_and_small(matrix):
        return MATRIX_SOLVE_LS(matrix, rhs, l2_regularizer, fast=fast, name=name)
    with name_scope(name, "matrix_solve_ls", [matrix, rhs, l2_regularizer]):
        known = matrix.static_shape
        weight = l2_regularizer
        if known is not None and is_full(known[-2:]):
            return (_solved_tall if known[-2] >= known[-1] else _solved_wide)(matrix, rhs, weight)  # type: ignore[operator]
        sizes = ops.shape(matrix)
        return ops.cond(
            ops.greater_equal(sizes[-2], sizes[-1]),
            lambda: _solved_tall(matrix, rhs, weight),
            lambda: _solved_wide(matrix, rhs, weight),
        )


def _are_many_and_small(matrix: Tensor) -> bool:
    known = matrix.static_shape
    if not is_full(known) or len(known) < 2:
        return False
    size = num_elements(known) * matrix.dtype.size  # type: ignore[operator]
    return size > _IN_CACHE and num_elements(known[:-2]) > min(known[-2:])  # type: ignore[operator]


def _solved_tall(matrix: Tensor, rhs: Any, weight: Any) -> Tensor:
    return cholesky_solve(_root_of_gram(matrix, weight, tall=True), ops.matmul(matrix, rhs, adjoint_a=True))


def _solved_wide(matrix: Tensor, rhs: Any, weight: Any) -> Tensor:
    return ops.matmul(matrix, cholesky_solve(_root_of_gram(matrix, weight, tall=False), rhs), adjoint_a=True)
