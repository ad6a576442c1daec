"""Matrices of three diagonals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.shapes import TensorShape
from ...types.static_shapes import StaticShape, compatible, merge, merge_dim, with_rank_at_least, with_value
from .matrices import FIELDS, check_outer, stacked

TRIDIAGONAL_SOLVE = Op(
    "TridiagonalSolve",
    "diagonals: T, rhs: T -> output: T",
    "partial_pivoting: bool = true",
    traits=PURE,
    T=FIELDS,
    batch=stacked,
)
TRIDIAGONAL_MATMUL = Op(
    "TridiagonalMatMul", "superdiag: T, maindiag: T, subdiag: T, rhs: T -> output: T", traits=PURE, T=FIELDS, batch=stacked
)


@TRIDIAGONAL_SOLVE.shape
def _solve_shape(op: Operation) -> StaticShape:
    diagonals, rhs = (with_rank_at_least(tensor.static_shape, 2) for tensor in op.inputs)
    if diagonals is not None and rhs is not None:
        merge(diagonals[:-2], rhs[:-2])
        merge_dim(diagonals[-1], rhs[-2])
    if diagonals is not None:
        with_value(diagonals[-2], 3)
    return rhs


@TRIDIAGONAL_MATMUL.shape
def _matmul_shape(op: Operation) -> StaticShape:
    above, middle, below, rhs = (with_rank_at_least(tensor.static_shape, 2) for tensor in op.inputs)
    both = merge(above, middle)
    if below is not None and rhs is not None:
        merge(below[:-2], rhs[:-2])
    diagonals = merge(below, both)
    if diagonals is not None:
        with_value(diagonals[-2], 1)
        if rhs is not None:
            merge(diagonals[:-2], rhs[:-2])
            merge_dim(diagonals[-1], rhs[-2])
    return rhs


@TRIDIAGONAL_SOLVE.kernel
def _solve(diagonals: np.ndarray, rhs: np.ndarray, partial_pivoting: bool) -> np.ndarray:
    check_outer(diagonals, rhs)
    if diagonals.shape[-2] != 3:
        raise invalid(f"Expected diagonals to be provided as a matrix with 3 rows, got {diagonals.shape[-2]} rows.")
    if diagonals.shape[-1] != rhs.shape[-2]:
        raise invalid(
            f"Expected the same number of left-hand sides and right-hand sides, got {diagonals.shape[-1]} and {rhs.shape[-2]}."
        )
    if not rhs.size:
        return np.zeros_like(rhs)
    with np.errstate(all="ignore"):
        return (_with_pivots if partial_pivoting else _without_pivots)(diagonals[..., None], np.array(rhs, order="C"))


def _with_pivots(diagonals: np.ndarray, found: np.ndarray) -> np.ndarray:
    """Gaussian elimination in place of the right-hand sides, where of two rows that with the greater element comes first."""
    above, middle, below = (diagonals[..., k, :, :] for k in range(3))
    size = found.shape[-2]
    upper = np.zeros((3, *middle.shape), middle.dtype)  # the rows that are left, from the diagonal to the right
    first, second = middle[..., 0, :], above[..., 0, :]
    for k in range(size - 1):
        under, here = below[..., k + 1, :], found[..., k, :].copy()
        swap = np.abs(first) < np.abs(under)
        beside, beyond, there = middle[..., k + 1, :], above[..., k + 1, :], found[..., k + 1, :].copy()
        pivot = np.where(swap, under, first)
        if (pivot == 0).any():
            raise invalid("The matrix is not invertible.")
        factor = np.where(swap, first, under) / pivot
        upper[0][..., k, :], upper[1][..., k, :] = pivot, np.where(swap, beside, second)
        upper[2][..., k, :] = np.where(swap, beyond, 0)
        found[..., k, :] = np.where(swap, there, here)
        found[..., k + 1, :] = np.where(swap, here - factor * there, there - factor * here)
        first, second = (
            np.where(swap, second - factor * beside, beside - factor * second),
            np.where(swap, -factor * beyond, beyond),
        )
    if (first == 0).any():
        raise invalid("The matrix is not invertible.")
    upper[0][..., size - 1, :] = first
    for k in range(size - 1, -1, -1):
        for right in range(1, min(3, size - k)):
            found[..., k, :] -= upper[right][..., k, :] * found[..., k + right, :]
        found[..., k, :] /= upper[0][..., k, :]
    return found


def _without_pivots(diagonals: np.ndarray, found: np.ndarray) -> np.ndarray:
    """The same with the rows in their order (Thomas's algorithm)."""
    above, middle, below = (diagonals[..., k, :, :] for k in range(3))
    size = found.shape[-2]
    ratios = np.zeros_like(middle)
    for k in range(size):
        pivot = middle[..., k, :] - (below[..., k, :] * ratios[..., k - 1, :] if k else 0)
        if (pivot == 0).any():
            raise invalid("The matrix is either not invertible, or requires pivoting. Try setting partial_pivoting = True.")
        ratios[..., k, :] = above[..., k, :] / pivot
        rest = found[..., k, :] - (below[..., k, :] * found[..., k - 1, :] if k else 0)
        found[..., k, :] = rest / pivot
    for k in range(size - 2, -1, -1):
        found[..., k, :] -= ratios[..., k, :] * found[..., k + 1, :]
    return found


@TRIDIAGONAL_MATMUL.kernel
def _matmul(superdiag: np.ndarray, maindiag: np.ndarray, subdiag: np.ndarray, rhs: np.ndarray) -> np.ndarray:
    check_outer(superdiag, maindiag, subdiag, rhs)
    expected = (*rhs.shape[:-2], 1, rhs.shape[-2])
    for name, diagonal in (("superdiagonal", superdiag), ("main diagonal", maindiag), ("subdiagonal", subdiag)):
        if diagonal.shape != expected:
            raise invalid(f"Invalid {name} shape.")
    above, middle, below = (np.swapaxes(diagonal, -1, -2) for diagonal in (superdiag, maindiag, subdiag))
    found = middle * rhs
    found[..., :-1, :] += above[..., :-1, :] * rhs[..., 1:, :]
    found[..., 1:, :] += below[..., 1:, :] * rhs[..., :-1, :]
    return found


@TRIDIAGONAL_SOLVE.gradient
def _solve_gradient(op: Operation, dy: Any) -> list:
    diagonals, (found,) = op.inputs[0], op.outputs
    above, middle, below = (diagonals[..., k, :] for k in range(3))
    mirrored = ops.stack([_shifted(below, -1, -1), middle, _shifted(above, 1, -1)], axis=-2)
    to_rhs = TRIDIAGONAL_SOLVE(mirrored, dy, partial_pivoting=op.get_attr("partial_pivoting"))
    products = [ops.reduce_sum(to_rhs * other, axis=-1) for other in (_shifted(found, -1), found, _shifted(found, 1))]
    return [-ops.stack(products, axis=-2), to_rhs]


@TRIDIAGONAL_MATMUL.gradient
def _matmul_gradient(op: Operation, dy: Any) -> list:
    above, middle, below = (ops.matrix_transpose(diagonal, conjugate=True) for diagonal in op.inputs[:3])
    rhs = ops.conj(op.inputs[3])
    products = [ops.reduce_sum(other * dy, axis=-1) for other in (_shifted(rhs, -1), rhs, _shifted(rhs, 1))]
    to_rhs = _shifted(above * dy, 1) + middle * dy + _shifted(below * dy, -1)
    return [*(ops.expand_dims(product, -2) for product in products), to_rhs]


def _shifted(tensor: Tensor, by: int, axis: int = -2) -> Tensor:
    """Moved along an axis, one of the last two, by 1 or -1; a zero comes in."""
    after = -axis - 1
    kept = tensor[(..., slice(None, -1) if by > 0 else slice(1, None), *[slice(None)] * after)]
    outer = ops.zeros(ops.stack([ops.rank(tensor) + axis, 2]), dtypes.int32)
    return ops.pad(kept, ops.concat([outer, [[1, 0] if by > 0 else [0, 1]] + [[0, 0]] * after], 0))


@export("linalg.tridiagonal_solve")
def tridiagonal_solve(
    diagonals: Any,
    rhs: TensorLike,
    diagonals_format: str = "compact",
    transpose_rhs: bool = False,
    conjugate_rhs: bool = False,
    name: str | None = None,
    partial_pivoting: bool = True,
) -> Tensor:
    """Solves `matrix @ output = rhs` for matrices of three diagonals, in time proportional to their size.

    Args:
      diagonals: float32, float64, complex64 or complex128, see `diagonals_format`.
      rhs: of that type, [..., m] or [..., m, k].
      diagonals_format: "compact": [..., 3, m], the diagonal above the middle, whose last element is left out of account, that
        in the middle, and that below, whose first element is. "sequence": three tensors [..., m], the outer ones of m - 1
        elements if you like. "matrix": [..., m, m].
      transpose_rhs: whether `rhs` is [..., k, m], and the result too; of no meaning for vectors.
      conjugate_rhs: whether the conjugate of `rhs` is meant.
      partial_pivoting: whether rows are exchanged, which some matrices need.

    Returns:
      the shape and type of `rhs`.

    Raises:
      ValueError: shapes that do not fit, an unknown format.
      InvalidArgumentError: (when run) a matrix that has no inverse.
    """
    together = _COMPACT.get(diagonals_format)
    if together is None:
        raise ValueError(f"Unrecognized diagonals_format: {diagonals_format}")
    diagonals, rhs = together(diagonals), convert_to_tensor(rhs, name="rhs")
    rank, rank_of_rhs = (len(tensor.static_shape or ()) for tensor in (diagonals, rhs))
    if rank < 2:
        raise ValueError(f"Expected diagonals to have rank at least 2, got {rank}")
    if rank_of_rhs not in (rank, rank - 1):
        raise ValueError(f"Expected the rank of rhs to be {rank - 1} or {rank}, got {rank_of_rhs}")
    known: Any = diagonals.static_shape
    of_rhs: Any = rhs.static_shape
    if known[-2] not in (None, 3):
        raise ValueError(f"Expected 3 diagonals got {known[-2]}")
    if not compatible(known[:-2], of_rhs[: rank - 2]):
        batches = TensorShape(known[:-2]), TensorShape(of_rhs[: rank - 2])
        raise ValueError("Batch shapes {} and {} are incompatible".format(*batches))
    is_vector = rank_of_rhs == rank - 1
    if is_vector:
        rhs = ops.expand_dims(ops.conj(rhs) if conjugate_rhs else rhs, -1)
    elif transpose_rhs:
        rhs = ops.matrix_transpose(rhs, conjugate=conjugate_rhs)
    elif conjugate_rhs:
        rhs = ops.conj(rhs)
    of_rhs = rhs.static_shape
    rows = of_rhs[-2]
    if known[-1] and rows and known[-1] != rows:
        raise ValueError(f"Expected number of left-hand sided and right-hand sides to be equal, got {known[-1]} and {rows}")
    found = TRIDIAGONAL_SOLVE(diagonals, rhs, partial_pivoting=partial_pivoting, name=name)
    if is_vector:
        return ops.squeeze(found, -1)
    return ops.matrix_transpose(found) if transpose_rhs else found


def _of_sequence(diagonals: Any) -> Tensor:
    if not isinstance(diagonals, (tuple, list)) or len(diagonals) != 3:
        raise ValueError("Expected diagonals to be a sequence of length 3.")
    above, middle, below = map(convert_to_tensor, diagonals)
    shapes = [tensor.static_shape for tensor in (below, middle, above)]
    if not all(compatible(shape and shape[:-1], shapes[1] and shapes[1][:-1]) for shape in shapes):
        raise ValueError(
            "Tensors representing the three diagonals must have the same shape,except for the last dimension, got "
            "{}, {}, {}".format(*map(TensorShape, shapes))
        )
    below = _completed(below, "subdiagonal", [1, 0], middle)
    above = _completed(above, "superdiagonal", [0, 1], middle)
    return ops.stack([above, middle, below], axis=-2)


def _completed(diagonal: Tensor, name: str, beside: list[int], middle: Tensor) -> Tensor:
    """A diagonal with as many elements as that in the middle."""
    length, full = (tensor.static_shape[-1] if tensor.static_shape else None for tensor in (diagonal, middle))
    if not length or length == full:
        return diagonal
    if full is None or length != full - 1:
        raise ValueError(f"Expected {name} to be have length {full} or {full and full - 1}, got {length}.")
    return ops.pad(diagonal, [[0, 0]] * (len(diagonal.static_shape or ()) - 1) + [beside])


def _of_matrix(diagonals: Any) -> Tensor:
    matrix = convert_to_tensor(diagonals)
    rows, columns = (matrix.static_shape or (None, None))[-2:]
    if rows and columns and rows != columns:
        raise ValueError(f"Expected last two dimensions of diagonals to be same, got {columns} and {rows}")
    size = rows or columns
    if not size:
        raise ValueError('The size of the matrix needs to be known for diagonals_format="matrix"')
    return ops.stack(_diagonals_of(matrix, size), axis=-2)


def _diagonals_of(matrix: Tensor, size: int) -> list[Tensor]:
    """Above, in the middle, below; the first element of the matrix stands where the outer ones have none."""
    flat = ops.reshape(matrix, ops.concat([ops.shape(matrix)[:-2], [size * size]], 0))
    places = np.arange(size) * (size + 1)
    above, below = places + 1, places - 1
    above[-1] = below[0] = 0
    return [ops.gather(flat, at, axis=-1) for at in (above, places, below)]


_COMPACT: dict[str, Callable[[Any], Tensor]] = {
    "compact": convert_to_tensor,
    "sequence": _of_sequence,
    "matrix": _of_matrix,
}


@export("linalg.tridiagonal_matmul")
def tridiagonal_matmul(diagonals: Any, rhs: TensorLike, diagonals_format: str = "compact", name: str | None = None) -> Tensor:
    """Matrices of three diagonals times matrices, in time proportional to the size of those.

    Args:
      diagonals: float32, float64, complex64 or complex128: [..., 3, m], three tensors [..., m] or [..., m, m].
      rhs: of that type, [..., m, k].
      diagonals_format: "compact", "sequence" or "matrix", as for `tf.linalg.tridiagonal_solve`.

    Returns:
      [..., m, k].

    Raises:
      ValueError: an unknown format, or a matrix whose size is not known, or that is not square.
      InvalidArgumentError: (when run) shapes that do not fit.
    """
    if diagonals_format == "compact":
        diagonals = convert_to_tensor(diagonals)
        parts = [diagonals[..., k, :] for k in range(3)]
    elif diagonals_format == "sequence":
        parts = list(diagonals)
    elif diagonals_format == "matrix":
        matrix = convert_to_tensor(diagonals)
        rows, columns = (matrix.static_shape or (None, None))[-2:]
        if not rows or not columns:
            raise ValueError('The size of the matrix needs to be known for diagonals_format="matrix"')
        if rows != columns:
            raise ValueError(f"Expected last two dimensions of diagonals to be same, got {columns} and {rows}")
        parts = _diagonals_of(matrix, rows)
    else:
        raise ValueError(f"Unrecognized diagonals_format: {diagonals_format}")
    return TRIDIAGONAL_MATMUL(*(ops.expand_dims(part, -2) for part in parts), rhs, name=name)
