"""Diagonals: of a tensor taken as a matrix (diag), of the matrices in a tensor (matrix_diag), and eye."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, native
from ...core.scopes.name_scope import name_scope
from ...core.structures import listed
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, is_full, merge, merge_dim, with_rank, with_rank_at_least
from .bands import BANDS_OF, PART_OF_BANDS, SET_BANDS, set_bands
from .matrices import stacked

DIAG = Op("Diag", "diagonal: T -> output: T", traits=PURE, T=dtypes.NUMBERS, batch=PER_RECORD)


@DIAG.shape
def _diag_shape(op: Operation) -> StaticShape:
    known = with_rank_at_least(op.inputs[0].static_shape, 1)
    return None if known is None else known + known


@DIAG.kernel
def _diag(diagonal: np.ndarray) -> np.ndarray:
    if not diagonal.ndim:
        raise invalid("Input must be at least rank 1, got 0")
    return np.diag(diagonal.reshape(-1)).reshape(diagonal.shape * 2)


@DIAG.gradient
def _diag_gradient(op: Operation, dy: Any) -> list:
    return [diag_part(dy)]


@export("diag", "linalg.tensor_diag")
def diag(diagonal: TensorLike, name: str | None = None) -> Tensor:
    """A tensor of shape `s + s` with the elements on its diagonal, zeros elsewhere.

    Args:
      diagonal: numbers, shape `s` of rank at least 1.

    Returns:
      shape `s + s`, dtype of `diagonal`.

    Raises:
      TypeError: another dtype.
      ValueError, InvalidArgumentError: (building, when run) a scalar.
    """
    return DIAG(diagonal, name=name)


DIAG_PART = Op("DiagPart", "input: T -> diagonal: T", traits=PURE, T=dtypes.NUMBERS, batch=PER_RECORD)


@DIAG_PART.shape
def _diag_part_shape(op: Operation) -> StaticShape:
    known = op.inputs[0].static_shape
    if known is None:
        return None
    if len(known) % 2 or not known:
        raise ValueError(f"Input must have even and non-zero rank, input rank is {len(known)}")
    half = len(known) // 2
    return tuple(map(merge_dim, known[:half], known[half:]))


@DIAG_PART.kernel
def _diag_part(input: np.ndarray) -> np.ndarray:
    half = input.shape[: input.ndim // 2]
    if half * 2 != input.shape:
        place = next(k for k in range(len(half)) if half[k] != input.shape[len(half) + k])
        raise invalid(f"Invalid shape {bracket(input.shape)}: dimensions {place} and {len(half) + place} do not match.")
    size = int(np.prod(half))
    return np.array(np.diagonal(input.reshape(size, size))).reshape(half)


@DIAG_PART.gradient
def _diag_part_gradient(op: Operation, dy: Any) -> list:
    return [diag(dy)]


@export("diag_part", "linalg.tensor_diag_part")
def diag_part(input: TensorLike, name: str | None = None) -> Tensor:
    """The diagonal of a tensor of shape `s + s`.

    Args:
      input: numbers, shape `s + s`: of even rank, at least 2.

    Returns:
      shape `s`, dtype of `input`.

    Raises:
      TypeError: another dtype.
      ValueError, InvalidArgumentError: (building, when run) an odd rank, or halves of the shape that differ.
    """
    return DIAG_PART(input, name=name)


MATRIX_DIAG = Op("MatrixDiag", "diagonal: T -> output: T", traits=PURE, batch=native)


@MATRIX_DIAG.shape
def _matrix_diag_shape(op: Operation) -> StaticShape:
    known = with_rank_at_least(op.inputs[0].static_shape, 1)
    return None if known is None else (*known, known[-1])


@MATRIX_DIAG.kernel
def _matrix_diag(diagonal: np.ndarray) -> np.ndarray:
    size = diagonal.shape[-1]
    found = np.zeros((*diagonal.shape, size), diagonal.dtype)
    found[..., np.arange(size), np.arange(size)] = diagonal
    return found


@MATRIX_DIAG.gradient
def _matrix_diag_gradient(op: Operation, dy: Any) -> list:
    return [matrix_diag_part(dy)]


@export("matrix_diag", "linalg.diag")
def matrix_diag(
    diagonal: TensorLike,
    name: str | None = "diag",
    k: Any = 0,
    num_rows: TensorLike = -1,
    num_cols: TensorLike = -1,
    padding_value: TensorLike = 0,
) -> Tensor:
    """Vectors as the diagonals of matrices.

    Args:
      diagonal: any dtype, [..., n], or [..., k[1] - k[0] + 1, n] where `k` is two different numbers: the uppermost diagonal
        first, each from its left end.
      k: int32: which diagonal it is, counted to the upper right from that in the middle; or two of them, the lowest and the
        highest of several.
      num_rows, num_cols: int32 scalars; by default as few as the diagonals take, of a square if both are left out.
      padding_value: what stands elsewhere.

    Returns:
      [..., num_rows, num_cols], dtype of `diagonal`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) a scalar, or sizes that do not fit.
    """
    if _is_plain(k) and _is_plain(num_rows, -1) and _is_plain(num_cols, -1) and _is_plain(padding_value):
        return MATRIX_DIAG(diagonal, name=name)
    return BANDS_OF(diagonal, k, num_rows, num_cols, padding_value, name=name)


def _is_plain(value: Any, default: int = 0) -> bool:
    return isinstance(value, (int, float)) and value == default


MATRIX_DIAG_PART = Op("MatrixDiagPart", "input: T -> diagonal: T", traits=PURE, aliases=(0,), batch=native)


@MATRIX_DIAG_PART.shape
def _matrix_diag_part_shape(op: Operation) -> StaticShape:
    known = with_rank_at_least(op.inputs[0].static_shape, 2)
    if known is None:
        return None
    return (*known[:-2], None if None in known[-2:] else min(known[-2:]))  # type: ignore[type-var]


@MATRIX_DIAG_PART.kernel
def _matrix_diag_part(input: np.ndarray) -> np.ndarray:
    return np.diagonal(input, axis1=-2, axis2=-1)


@MATRIX_DIAG_PART.gradient
def _matrix_diag_part_gradient(op: Operation, dy: Any) -> list:
    (matrices,) = op.inputs
    square = matrix_diag(dy)
    known = matrices.static_shape
    if known is not None and known[-1] is not None and known[-1] == known[-2]:
        return [square]
    beyond = ops.shape(matrices)[-2:] - ops.shape(square)[-2:]
    outer = ops.zeros(ops.stack([ops.rank(matrices) - 2, 2]), dtypes.int32)
    return [ops.pad(square, ops.concat([outer, ops.stack([ops.zeros_like(beyond), beyond], 1)], 0))]


@export("matrix_diag_part", "linalg.diag_part")
def matrix_diag_part(input: TensorLike, name: str | None = "diag_part", k: Any = 0, padding_value: TensorLike = 0) -> Tensor:
    """The diagonals of matrices.

    Args:
      input: [..., m, n], any dtype.
      k: int32: which diagonal, counted to the upper right from that in the middle; or two of them, the lowest and the highest
        of several.
      padding_value: what follows the elements of diagonals that are shorter than the longest of them.

    Returns:
      dtype of `input`, [..., min(m, n)], or the length of diagonal `k`. Where `k` is two different numbers
      [..., k[1] - k[0] + 1, length of the longest], the uppermost diagonal first.

    Raises:
      ValueError: the rank is known to be below 2, or there is no such diagonal (InvalidArgumentError when run).
    """
    if _is_plain(k) and _is_plain(padding_value):
        return MATRIX_DIAG_PART(input, name=name)
    return PART_OF_BANDS(input, k, padding_value, name=name)


MATRIX_SET_DIAG = Op("MatrixSetDiag", "input: T, diagonal: T -> output: T", traits=PURE, batch=stacked)


@MATRIX_SET_DIAG.shape
def _set_diag_shape(op: Operation) -> StaticShape:
    known = with_rank_at_least(op.inputs[0].static_shape, 2)
    diagonal = with_rank_at_least(op.inputs[1].static_shape, 1)
    if known is not None:
        diagonal = with_rank(diagonal, len(known) - 1)
        least = None if None in known[-2:] else min(known[-2:])  # type: ignore[type-var]
        merge_dim(0 if 0 in known[-2:] else least, diagonal[-1])
    return known if diagonal is None or is_full(known) else merge(known, (*diagonal[:-1], None, None))


@MATRIX_SET_DIAG.kernel
def _set_diag(input: np.ndarray, diagonal: np.ndarray) -> np.ndarray:
    return set_bands(input, diagonal, np.int32(0))


@MATRIX_SET_DIAG.gradient
def _set_diag_gradient(op: Operation, dy: Any) -> list:
    to_diagonal = matrix_diag_part(dy)
    return [matrix_set_diag(dy, ops.zeros_like(to_diagonal)), to_diagonal]


@export("matrix_set_diag", "linalg.set_diag")
def matrix_set_diag(input: TensorLike, diagonal: TensorLike, name: str | None = "set_diag", k: Any = 0) -> Tensor:
    """Matrices with other diagonals.

    Args:
      input: [..., m, n], any dtype.
      diagonal: of that dtype, as `tf.linalg.diag_part(input, k=k)` is.
      k: int32: which diagonal, or the lowest and the highest of several, as there.

    Returns:
      the shape and dtype of `input`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit, or no such diagonal.
    """
    if _is_plain(k):
        return MATRIX_SET_DIAG(input, diagonal, name=name)
    return SET_BANDS(input, diagonal, k, name=name)


@export("eye", "linalg.eye")
def eye(
    num_rows: Any,
    num_columns: Any = None,
    batch_shape: Any = None,
    dtype: DTypeLike = dtypes.float32,
    name: str | None = None,
) -> Tensor:
    """Matrices with ones on the diagonal, zeros elsewhere.

    Args:
      num_rows: int, or an int32 scalar.
      num_columns: the same; as many as rows by default.
      batch_shape: list of ints, or an int32 vector; [] by default.
      dtype: of the result.

    Returns:
      [*batch_shape, num_rows, num_columns] of type `dtype`.

    Raises:
      InvalidArgumentError: (when run) a size below zero.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.eye(2)).tolist()
      [[1.0, 0.0], [0.0, 1.0]]
    """
    batch_shape = listed(batch_shape)
    with name_scope(name, "eye", [num_rows, num_columns, batch_shape]):
        columns = num_rows if num_columns is None else num_columns
        batch = [] if batch_shape is None else batch_shape
        if isinstance(num_rows, Tensor) or isinstance(columns, Tensor) or isinstance(batch, Tensor):
            outer = batch if isinstance(batch, Tensor) else np.array(batch, np.int32)
            if num_columns is None:
                return matrix_diag(ops.ones(ops.concat([outer, [num_rows]], 0), dtype))
            zeros = ops.zeros(ops.concat([outer, [num_rows, columns]], 0), dtype)
            return matrix_set_diag(zeros, ops.ones(ops.concat([outer, [ops.minimum(num_rows, columns)]], 0), dtype))
        short = min(num_rows, columns)
        square = matrix_diag(ops.ones([*batch, short], dtype), name="diag")
        if num_rows == columns:
            return square
        if num_rows > columns:
            return ops.concat([square, ops.zeros([*batch, num_rows - short, columns], dtype)], -2)
        return ops.concat([square, ops.zeros([*batch, num_rows, columns - short], dtype)], -1)
