"""Linear algebra of matrices: the QR decomposition."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import native
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank_at_least
from .matrices import FIELDS, check_matrices
from .solving import matrix_triangular_solve


class Qr(NamedTuple):
    """A decomposition."""

    q: Tensor
    r: Tensor


QR = Op(
    "Qr",
    "input: T -> q: T, r: T",
    "full_matrices: bool = false",
    traits=PURE,
    T=FIELDS,
    batch=native,
)


@QR.shape
def _qr_shape(op: Operation) -> list[StaticShape]:
    known = with_rank_at_least(op.inputs[0].static_shape, 2)
    if known is None:
        return [None, None]
    *leading, rows, columns = known
    if op.get_attr("full_matrices"):
        return [(*leading, rows, rows), known]
    least = None if rows is None or columns is None else min(rows, columns)
    return [(*leading, rows, least), (*leading, least, columns)]


@QR.kernel
def _qr(input: np.ndarray, full_matrices: bool) -> tuple[np.ndarray, np.ndarray]:
    check_matrices(input)
    q, r = np.linalg.qr(input, "complete" if full_matrices else "reduced")
    return q, r


@QR.gradient
def _qr_gradient(op: Operation, to_q: Any, to_r: Any) -> list:
    # Walter and Lehmann 2013, "Algorithmic differentiation of linear algebra functions", section 4.2.
    q, r = op.outputs
    if q.dtype.is_complex:
        raise NotImplementedError(f"QrGrad not implemented for dtype: {q.dtype}")
    known = r.static_shape
    if known is None or None in known[-2:]:
        raise NotImplementedError("QrGrad not implemented with dynamic shapes.")
    if known[-2] != known[-1]:
        raise NotImplementedError("QrGrad not implemented when ncols > nrows or full_matrices is true and ncols != nrows.")
    turned, scaled = ops.matmul(q, to_q, adjoint_a=True), ops.matmul(r, to_r, adjoint_b=True)
    below = ops.matrix_band_part(turned - ops.adjoint(turned) + scaled - ops.adjoint(scaled), -1, 0)
    along = ops.matmul(q, to_r + _divided(below, r))
    return [along + _divided(to_q - ops.matmul(q, turned), r)]


def _divided(x: Tensor, r: Tensor) -> Tensor:
    """x times the inverse of the adjoint of r."""
    return ops.adjoint(matrix_triangular_solve(r, ops.adjoint(x), lower=False))


@export("qr", "linalg.qr")
def qr(input: TensorLike, full_matrices: bool = False, name: str | None = None) -> Qr:
    """Each matrix as one with orthonormal columns times an upper triangular one.

    Args:
      input: float32, float64, complex64 or complex128 [..., m, n].
      full_matrices: whether `q` is square.

    Returns:
      `q` [..., m, k] and `r` [..., k, n], dtype of `input`; k is min(m, n), or m with `full_matrices`.

    Raises:
      ValueError: the rank is known to be below 2.
    """
    return Qr(*QR(input, full_matrices=full_matrices, name=name))
