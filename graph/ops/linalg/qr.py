"""Linear algebra of matrices: the QR decomposition."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import native
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.static_shapes import StaticShape, with_rank_at_least

QR = Op(
    "Qr",
    "input: T -> q: T, r: T",
    "full_matrices: bool = false",
    traits=PURE,
    T=(dtypes.float64, dtypes.float32, dtypes.complex64, dtypes.complex128),
    batch=native,
    gradient=UNDEFINED_GRADIENT,  # it serves for initial values, through which nothing is trained
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
    q, r = np.linalg.qr(input, "complete" if full_matrices else "reduced")
    return q, r


def qr(input: Any, full_matrices: bool = False, name: str | None = None) -> tuple[Tensor, Tensor]:
    """Matrices [..., m, n] as q [..., m, k] with orthonormal columns times r [..., k, n], upper triangular.

    k is min(m, n), or m with `full_matrices`.
    """
    q, r = QR(input, full_matrices=full_matrices, name=name)
    return q, r
