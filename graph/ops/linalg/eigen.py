"""Eigenvalues of self-adjoint matrices, and singular values."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.default_graph_functions import control_dependencies
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import native
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank_at_least
from .matrices import FIELDS, adjoint_of, check_matrices, check_square, square

SELF_ADJOINT_EIG = Op("SelfAdjointEigV2", "input: T -> e: T, v: T", "compute_v: bool = true", traits=PURE, T=FIELDS)
SVD = Op(
    "Svd",
    "input: T -> s: T, u: T, v: T",
    "compute_uv: bool = true, full_matrices: bool = false",
    traits=PURE,
    T=FIELDS,
)


@SELF_ADJOINT_EIG.shape
def _eig_shape(op: Operation) -> list[StaticShape]:
    known = square(op.inputs[0].static_shape)
    return [None if known is None else known[:-1], known if op.get_attr("compute_v") else (0,)]


@SVD.shape
def _svd_shape(op: Operation) -> list[StaticShape]:
    with_vectors = op.get_attr("compute_uv")
    nothing: StaticShape = None if with_vectors else (0,)
    known = with_rank_at_least(op.inputs[0].static_shape, 2)
    if known is None:
        return [None, nothing, nothing]
    *leading, rows, columns = known
    least = 0 if 0 in (rows, columns) else None if rows is None or columns is None else min(rows, columns)
    if not with_vectors:
        return [(*leading, least), nothing, nothing]
    if op.get_attr("full_matrices"):
        return [(*leading, least), (*leading, rows, rows), (*leading, columns, columns)]
    return [(*leading, least), (*leading, rows, least), (*leading, columns, least)]


def _with_vectors(attribute: str) -> Any:
    """The batch rule: any number of leading axes; without vectors, these are nothing for each record."""

    def rule(op: Operation, batched: Any, kernel: Any) -> Any:
        if op.get_attr(attribute):
            return native(op, batched, kernel)

        def run(n: int, array: np.ndarray) -> tuple[np.ndarray, ...]:
            values, *nothing = kernel(array)
            return values, *(np.zeros((n, 0), array.dtype) for _ in nothing)

        return run

    return rule


SELF_ADJOINT_EIG.batch(_with_vectors("compute_v"))
SVD.batch(_with_vectors("compute_uv"))


@SELF_ADJOINT_EIG.kernel
def _eig(input: np.ndarray, compute_v: bool) -> tuple[np.ndarray, np.ndarray]:
    check_square(input)
    try:
        if compute_v:
            values, vectors = np.linalg.eigh(input)
            return values.astype(input.dtype), vectors
        return np.linalg.eigvalsh(input).astype(input.dtype), np.zeros(0, input.dtype)
    except np.linalg.LinAlgError:
        raise invalid("Self-adjoint eigen decomposition was not successful. The input might not be valid.") from None


@SVD.kernel
def _svd(input: np.ndarray, compute_uv: bool, full_matrices: bool) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    check_matrices(input)
    finite = np.isfinite(input).all((-2, -1), keepdims=True)
    taken = np.where(finite, input, input.dtype.type(0))
    if not compute_uv:
        values = np.linalg.svd(taken, compute_uv=False)
        nothing = np.zeros(0, input.dtype)
        return np.where(finite[..., 0], values, np.nan).astype(input.dtype), nothing, nothing
    left, values, right = np.linalg.svd(taken, full_matrices=full_matrices)
    nan = input.dtype.type(np.nan)
    return (
        np.where(finite[..., 0], values, np.nan).astype(input.dtype),
        np.where(finite, left, nan),
        np.where(finite, adjoint_of(right), nan),
    )


@SELF_ADJOINT_EIG.gradient
def _eig_gradient(op: Operation, to_values: Any, to_vectors: Any) -> list:
    # Giles 2008, "An extended collection of matrix derivative results", section 3.1.
    with control_dependencies([to_values, to_vectors]):
        inner = ops.matrix_diag(to_values)
        if op.get_attr("compute_v"):
            values, vectors = op.outputs
            apart = ops.reciprocal(ops.expand_dims(values, -2) - ops.expand_dims(values, -1))
            apart = ops.matrix_set_diag(apart, ops.zeros_like(values))
            inner += apart * ops.matmul(vectors, to_vectors, adjoint_a=True)
        else:
            _, vectors = self_adjoint_eig(op.inputs[0])
        found = ops.matmul(vectors, ops.matmul(inner, vectors, adjoint_b=True))
        # Only the lower triangle is looked at, so all that the upper one would get goes there.
        found = ops.matrix_band_part(found + ops.adjoint(found), -1, 0)
        return [ops.matrix_set_diag(found, 0.5 * ops.matrix_diag_part(found))]


@SVD.gradient
def _svd_gradient(op: Operation, to_values: Any, to_left: Any, to_right: Any) -> list:
    (matrix,) = op.inputs
    if not op.get_attr("compute_uv"):
        _, left, right = SVD(matrix, compute_uv=True)
        return [_product(left, ops.matrix_diag(to_values), right, matrix.static_shape)]
    return [_to_decomposed(op, matrix, to_values, to_left, to_right)]


def _product(left: Tensor, values: Tensor, right: Tensor, shape: StaticShape) -> Tensor:
    found = ops.matmul(left, ops.matmul(values, right, adjoint_b=True))
    found.set_shape(shape)
    return found


def _to_decomposed(op: Operation, matrix: Tensor, to_values: Any, to_left: Any, to_right: Any) -> Tensor:
    # Townsend 2016, "Differentiating the singular value decomposition".
    if matrix.dtype.is_complex:
        raise NotImplementedError("SVD gradient is not implemented for complex types and compute_uv=True.")
    known = matrix.static_shape
    if known is None or None in known[-2:]:
        raise NotImplementedError("SVD gradient has not been implemented for input with unknown inner matrix shape.")
    rows, columns = known[-2:]
    values, left, right = op.outputs
    tall = rows > columns  # type: ignore[operator]
    if tall:  # as that of the transpose
        rows, columns, left, right, to_left, to_right = columns, rows, right, left, to_right, to_left
    full = op.get_attr("full_matrices")
    if full and abs(rows - columns) > 1:  # type: ignore[operator]
        raise NotImplementedError("svd gradient is not implemented for abs(m - n) > 1 when full_matrices is True")
    with control_dependencies([to_values, to_left, to_right]):
        squares = ops.square(values)
        apart = ops.expand_dims(squares, -2) - ops.expand_dims(squares, -1)
        apart = ops.matrix_set_diag(apart, ops.ones_like(values))  # whose reciprocal is not infinite
        apart = ops.matrix_set_diag(ops.reciprocal(apart), ops.zeros_like(values))
        inner, to_inner = right[..., :, :rows], to_right[..., :, :rows]
        turned_left = apart * ops.matmul(left, to_left, adjoint_a=True)
        turned_right = apart * ops.matmul(inner, to_inner, adjoint_a=True)
        scale = ops.matrix_diag(values)
        middle = (
            ops.matrix_diag(to_values)
            + ops.matmul(turned_left + ops.adjoint(turned_left), scale)
            + ops.matmul(scale, turned_right + ops.adjoint(turned_right))
        )
        found = ops.matmul(left, ops.matmul(middle, inner, adjoint_b=True))
        if rows != columns:
            swapped = ops.matrix_transpose(to_inner)
            beside = swapped - ops.matmul(ops.matmul(swapped, inner), inner, adjoint_b=True)
            if full:
                outer, to_outer = right[..., :, rows:columns], to_right[..., :, rows:columns]
                beside -= ops.matmul(ops.matmul(inner, to_outer, adjoint_a=True), outer, adjoint_b=True)
            found += ops.matmul(ops.matmul(left, ops.matrix_diag(ops.reciprocal(values))), beside)
        found = ops.matrix_transpose(found) if tall else found
        found.set_shape(known)
        return found


@export("self_adjoint_eig", "linalg.eigh")
def self_adjoint_eig(tensor: TensorLike, name: str | None = None) -> tuple[Tensor, Tensor]:
    """The eigenvalues of each self-adjoint matrix, ascending, and its eigenvectors.

    Args:
      tensor: float32, float64, complex64 or complex128 [..., n, n]; only the lower triangles are looked at.

    Returns:
      the eigenvalues [..., n], and [..., n, n], whose columns are eigenvectors of length 1, both of the dtype of `tensor`.

    Raises:
      InvalidArgumentError: (when run) matrices that are not square.
    """
    values, vectors = SELF_ADJOINT_EIG(tensor, compute_v=True, name=name)
    return values, vectors


@export("self_adjoint_eigvals", "linalg.eigvalsh")
def self_adjoint_eigvals(tensor: TensorLike, name: str | None = None) -> Tensor:
    """The eigenvalues of each self-adjoint matrix, ascending.

    Args:
      tensor: float32, float64, complex64 or complex128 [..., n, n]; only the lower triangles are looked at.

    Returns:
      [..., n], dtype of `tensor`.

    Raises:
      InvalidArgumentError: (when run) matrices that are not square.
    """
    return SELF_ADJOINT_EIG(tensor, compute_v=False, name=name)[0]


@export("svd", "linalg.svd")
def svd(tensor: TensorLike, full_matrices: bool = False, compute_uv: bool = True, name: str | None = None) -> Any:
    """The singular values of each matrix, descending, and its singular vectors: `u @ diag(s) @ adjoint(v)`.

    Args:
      tensor: float32, float64, complex64 or complex128 [..., m, n].
      full_matrices: whether `u` and `v` are square rather than min(m, n) columns.
      compute_uv: whether the vectors are wanted.

    Returns:
      `s` [..., min(m, n)] of the real type of `tensor`, and with `compute_uv`, as a tuple, `u` [..., m, min(m, n)] and `v`
      [..., n, min(m, n)] of the dtype of `tensor`. All are NaN where a matrix holds what is no finite number.

    Raises:
      ValueError: the rank is known to be below 2.
    """
    values, left, right = SVD(tensor, compute_uv=compute_uv, full_matrices=full_matrices, name=name)
    return (ops.real(values), left, right) if compute_uv else ops.real(values)
