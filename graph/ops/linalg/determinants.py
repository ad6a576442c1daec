"""Determinants."""

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
from ...types.static_shapes import StaticShape, merge_dim, with_rank_at_least
from .matrices import FIELDS, check_square
from .solving import matrix_inverse


class LogMatrixDeterminant(NamedTuple):
    """A determinant as its sign and the logarithm of its absolute value."""

    sign: Tensor
    log_abs_determinant: Tensor


MATRIX_DETERMINANT = Op("MatrixDeterminant", "input: T -> output: T", traits=PURE, T=FIELDS, batch=native)
LOG_MATRIX_DETERMINANT = Op(
    "LogMatrixDeterminant", "input: T -> sign: T, log_abs_determinant: T", traits=PURE, T=FIELDS, batch=native
)


@MATRIX_DETERMINANT.shape
def _determinant_shape(op: Operation) -> StaticShape:
    known = with_rank_at_least(op.inputs[0].static_shape, 2)
    if known is None:
        return None
    merge_dim(known[-1], known[-2])
    return known[:-2]


@LOG_MATRIX_DETERMINANT.shape
def _log_determinant_shape(op: Operation) -> list[StaticShape]:
    return [_determinant_shape(op)] * 2


@MATRIX_DETERMINANT.kernel
def _determinant(input: np.ndarray) -> np.ndarray:
    check_square(input)
    with np.errstate(all="ignore"):
        return np.linalg.det(input)


@LOG_MATRIX_DETERMINANT.kernel
def _log_determinant(input: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    check_square(input)
    with np.errstate(all="ignore"):
        sign, logarithm = np.linalg.slogdet(input)
    return np.where(np.isnan(logarithm), logarithm, sign).astype(input.dtype), logarithm.astype(input.dtype)


@MATRIX_DETERMINANT.gradient
def _determinant_gradient(op: Operation, dy: Any) -> list:
    return [_for_each_matrix(dy * op.outputs[0]) * matrix_inverse(op.inputs[0], adjoint=True)]


@LOG_MATRIX_DETERMINANT.gradient
def _log_determinant_gradient(op: Operation, to_sign: Any, to_logarithm: Any) -> list:
    return [_for_each_matrix(to_logarithm) * matrix_inverse(op.inputs[0], adjoint=True)]


def _for_each_matrix(numbers: Tensor) -> Tensor:
    return ops.reshape(numbers, ops.concat([ops.shape(numbers), [1, 1]], 0))


@export("matrix_determinant", "linalg.det")
def matrix_determinant(input: TensorLike, name: str | None = None) -> Tensor:
    """The determinant of each matrix.

    Args:
      input: float32, float64, complex64 or complex128 [..., n, n].

    Returns:
      [...], dtype of `input`.

    Raises:
      InvalidArgumentError: (when run) matrices that are not square.
    """
    return MATRIX_DETERMINANT(input, name=name)


@export("linalg.slogdet")
def log_matrix_determinant(input: TensorLike, name: str | None = None) -> LogMatrixDeterminant:
    """The sign of the determinant of each matrix, and the logarithm of its absolute value.

    Args:
      input: float32, float64, complex64 or complex128 [..., n, n].

    Returns:
      `sign`, `log_abs_determinant`, each [...] and of the dtype of `input`. Where the determinant is 0 these are 0 and -inf.

    Raises:
      InvalidArgumentError: (when run) matrices that are not square.
    """
    return LogMatrixDeterminant(*LOG_MATRIX_DETERMINANT(input, name=name))
