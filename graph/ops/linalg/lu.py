"""The LU decomposition."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import native
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import StaticShape, with_rank_at_least
from .matrices import FIELDS, square
from .solving import solve_triangle


class Lu(NamedTuple):
    """A decomposition, in one matrix, and the order of its rows."""

    lu: Tensor
    p: Tensor


LU = Op(
    "Lu",
    "input: T -> lu: T, p: output_idx_type",
    "output_idx_type: {int32, int64} = int32",
    traits=PURE,
    T=FIELDS,
    batch=native,
    gradient=UNDEFINED_GRADIENT,
)
_PANEL = 32
"""Columns that are eliminated one after the other, before the rest of the matrix is changed by one product."""


@LU.shape
def _lu_shape(op: Operation) -> list[StaticShape]:
    known = square(with_rank_at_least(op.inputs[0].static_shape, 2))
    return [known, None if known is None else known[:-1]]


@LU.kernel
def _lu(input: np.ndarray, output_idx_type: dtypes.DType) -> tuple[np.ndarray, np.ndarray]:
    if input.ndim < 2:
        raise invalid(f"Input tensor must have rank >= 2, got {input.ndim}")
    if input.shape[-2] != input.shape[-1]:
        raise invalid("Input matrix must be square.")
    order = np.empty(input.shape[:-1], output_idx_type.as_numpy_dtype)
    found = np.array(input, order="C")
    for place in np.ndindex(input.shape[:-2]):
        _eliminate(found[place], order[place])
    return found, order


def _eliminate(matrix: np.ndarray, order: np.ndarray) -> None:
    """Gaussian elimination with partial pivoting, in place: in each column the greatest element below comes up."""
    size = len(matrix)
    order[:] = np.arange(size)
    for start in range(0, size, _PANEL):
        stop = min(start + _PANEL, size)
        for k in range(start, stop):
            sizes = np.abs(matrix[k:, k])
            sizes[1:][np.isnan(sizes[1:])] = -1
            pivot = k + int(sizes.argmax())
            if matrix[pivot, k] == 0:
                raise invalid("Input is not invertible.")
            if pivot != k:
                matrix[[k, pivot]] = matrix[[pivot, k]]
                order[[k, pivot]] = order[[pivot, k]]
            with np.errstate(all="ignore"):
                matrix[k + 1 :, k] /= matrix[k, k]
                matrix[k + 1 :, k + 1 : stop] -= np.outer(matrix[k + 1 :, k], matrix[k, k + 1 : stop])
        if stop < size:
            unit = np.tril(matrix[start:stop, start:stop], -1) + np.eye(stop - start, dtype=matrix.dtype)
            matrix[start:stop, stop:] = solve_triangle(unit, matrix[start:stop, stop:], lower=True)
            matrix[stop:, stop:] -= matrix[stop:, start:stop] @ matrix[start:stop, stop:]


@export("linalg.lu")
def lu(input: TensorLike, output_idx_type: DTypeLike = dtypes.int32, name: str | None = None) -> Lu:
    """Each matrix, its rows in another order, as the product of a lower and an upper triangular matrix.

    Args:
      input: float32, float64, complex64 or complex128 [..., n, n].
      output_idx_type: int32 or int64.

    Returns:
      `lu` [..., n, n], dtype of `input`: the upper triangular matrix, and below its diagonal the lower one, whose diagonal of
      ones is left out; `p` [..., n] of `output_idx_type`: row i of the product is row `p[i]` of `input`.

    Raises:
      InvalidArgumentError: (when run) a matrix that is not square, or has no inverse.
    """
    return Lu(*LU(input, output_idx_type=dtypes.as_dtype(output_idx_type), name=name))
