"""Bands of matrices: several diagonals beside each other, cut out, put in, kept while the rest becomes zeros.

Diagonal k begins at row `max(-k, 0)`, column `max(k, 0)`. Where several diagonals are the rows of one array, the uppermost
comes first, and each begins at the left; in the ops of later releases the attribute `align` says for those above that in the
middle, and those below, whether they begin at the left or end at the right.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import leading, native
from ...core.rules.shape import same_as_first
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import Dim, StaticShape, bracket, is_full, merge, with_rank, with_rank_at_least, with_rank_at_most

MATRIX_BAND_PART = Op(
    "MatrixBandPart",
    "input: T, num_lower: Tindex, num_upper: Tindex -> band: T",
    "Tindex: {int32, int64} = int64",
    traits=PURE,
    shape=same_as_first,
    batch=native,
)


def _op(type: str, signature: str, batch: Any) -> tuple[Op, Op]:
    """The op of 1.15, and that of later releases."""
    align = "align: {'LEFT_RIGHT', 'RIGHT_LEFT', 'LEFT_LEFT', 'RIGHT_RIGHT'} = 'RIGHT_LEFT'"
    return tuple(
        Op(f"{type}V{version}", signature, attributes, traits=PURE, batch=batch)
        for version, attributes in ((2, ""), (3, align))
    )  # type: ignore[return-value]


BANDS_OF, BANDS_OF_V3 = _op(
    "MatrixDiag", "diagonal: T, k: int32, num_rows: int32, num_cols: int32, padding_value: T -> output: T", native
)
PART_OF_BANDS, PART_OF_BANDS_V3 = _op("MatrixDiagPart", "input: T, k: int32, padding_value: T -> diagonal: T", native)
SET_BANDS, SET_BANDS_V3 = _op("MatrixSetDiag", "input: T, diagonal: T, k: int32 -> output: T", leading(0, 1))


def _beside(op: Operation, definition: Op, later: Op) -> Callable[..., Tensor]:
    """Another op on the same diagonals as `op` has them."""
    align = op.attributes.get("align")
    return definition if align is None else functools.partial(later, align=align)


# -- a band kept -------------------------------------------------------------------------------------------------------


@MATRIX_BAND_PART.kernel
def _band_part(input: np.ndarray, num_lower: np.ndarray, num_upper: np.ndarray) -> np.ndarray:
    _check_rank(input, 2, "input")
    rows, columns = input.shape[-2:]
    for name, count, size, what in (("lower", num_lower, rows, "rows"), ("upper", num_upper, columns, "columns")):
        if np.ndim(count):
            raise invalid(f"num_{name} must be scalar, got shape {bracket(np.shape(count))}")
        if count > size:
            raise invalid(f"num_{name} must be negative or less or equal to number of {what} ({size}) got: {count}")
    beside = np.arange(columns) - np.arange(rows)[:, None]
    kept = ((num_lower < 0) | (-beside <= num_lower)) & ((num_upper < 0) | (beside <= num_upper))
    return np.where(kept, input, np.zeros((), input.dtype) if input.dtype != object else b"")


@MATRIX_BAND_PART.gradient
def _band_part_gradient(op: Operation, dy: Any) -> list:
    return [MATRIX_BAND_PART(dy, *op.inputs[1:]), None, None]


@export("matrix_band_part", "linalg.band_part")
def matrix_band_part(input: TensorLike, num_lower: TensorLike, num_upper: TensorLike, name: str | None = None) -> Tensor:
    """Each matrix with zeros but for its diagonal and some diagonals beside it.

    Args:
      input: [..., m, n], any dtype.
      num_lower: int32 or int64 scalar: how many diagonals below it are kept, all of them where it is negative.
      num_upper: of that type: how many above.

    Returns:
      the shape and dtype of `input`.

    Raises:
      InvalidArgumentError: (when run) more of them than there are rows, or columns.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.linalg.band_part([[1, 2], [3, 4]], 0, -1)).tolist()
      [[1, 2], [0, 4]]
    """
    return MATRIX_BAND_PART(input, num_lower, num_upper, name=name)


# -- diagonals ---------------------------------------------------------------------------------------------------------


def _check_rank(array: np.ndarray, least: int, name: str) -> None:
    if np.ndim(array) < least:
        raise invalid(f"{name} must be at least {least}-dim, received shape: {bracket(np.shape(array))}")


def _bounds(k: np.ndarray, none: str = "Expected diag_index to have at least 1 element") -> tuple[int, int]:
    """The lowest and the highest diagonal."""
    if np.ndim(k) > 1:
        raise invalid(f"diag_index must be a scalar or vector, received shape: {bracket(np.shape(k))}")
    if np.size(k) == 0:
        raise invalid(none)
    if np.size(k) > 2:
        raise invalid(f"diag_index must have only one or two elements, received {np.size(k)} elements.")
    numbers = np.reshape(k, -1).tolist()
    return numbers[0], numbers[-1]


def _check_bounds(low: int, high: int, rows: Dim, columns: Dim, dot: str = ".") -> None:
    if rows is not None and columns is not None:
        for name, index, end in (("lower", low, dot), ("upper", high, "")):
            if not (-rows < index < columns or index == 0):
                raise invalid(f"{name}_diag_index is out of bound: {index}{end} It must be between {-rows} and {columns}")
    if low > high:
        raise invalid(f"lower_diag_index must not be larger than upper_diag_index: {low} > {high}")


def _check_known_bounds(low: int, high: int, rows: Dim, columns: Dim) -> None:
    """The same for static shapes, in the words of TensorFlow's shape functions. Raises ValueError."""
    if rows is not None and columns is not None:
        for name, index in (("lower", low), ("upper", high)):
            if not (-rows < index < columns or index == 0):
                raise ValueError(f"{name}_diag_index is out of bound.")
    if low > high:
        raise ValueError("lower_diag_index is greater than upper_diag_index")


def _known_bounds(k: np.ndarray) -> tuple[int, int]:
    """The lowest and the highest diagonal. Raises ValueError."""
    if np.ndim(k) == 1 and not 1 <= len(k) <= 2:
        raise ValueError("diag_index must be scalar or a vector with one or two elements")
    numbers = np.reshape(k, -1).tolist()
    return numbers[0], numbers[-1]


def _length(rows: Dim, columns: Dim, low: int, high: int) -> Dim:
    """Of the longest of the diagonals."""
    return None if rows is None or columns is None else min(rows + min(high, 0), columns - max(low, 0))


def _places(
    rows: int, columns: int, low: int, high: int, length: int, align: str
) -> Iterator[tuple[int, slice, np.ndarray, np.ndarray]]:
    """By diagonal, the uppermost first: its number in that order, where it is in `length`, its elements' rows and columns."""
    above, _, below = align.partition("_")
    for number, k in enumerate(range(high, low - 1, -1)):
        count = np.arange(max(min(rows + min(k, 0), columns - max(k, 0)), 0))
        at_left = (k >= 0 and above == "LEFT") or (k <= 0 and below == "LEFT")
        start = 0 if at_left else length - len(count)
        yield number, slice(start, start + len(count)), count + max(-k, 0), count + max(k, 0)


@PART_OF_BANDS_V3.shape
@PART_OF_BANDS.shape
def _diag_part_shape(op: Operation) -> StaticShape:
    known = with_rank_at_least(op.inputs[0].static_shape, 2)
    with_rank_at_most(op.inputs[1].static_shape, 1)
    with_rank(op.inputs[2].static_shape, 0)
    k = constant_value(op.inputs[1])
    if known is None or k is None:
        return None
    low, high = _known_bounds(k)
    if low > high:
        _check_known_bounds(low, high, None, None)
    _check_known_bounds(low, high, *known[-2:])
    count = () if low == high else (high - low + 1,)
    return (*known[:-2], *count, _length(known[-2], known[-1], low, high))


@PART_OF_BANDS_V3.kernel
@PART_OF_BANDS.kernel
def _diag_part(input: np.ndarray, k: np.ndarray, padding_value: np.ndarray, align: str = "LEFT_LEFT") -> np.ndarray:
    _check_rank(input, 2, "input")
    low, high = _bounds(k)
    rows, columns = input.shape[-2:]
    _check_bounds(low, high, rows, columns)
    if np.ndim(padding_value) and np.size(padding_value) != 1:
        raise invalid(f"padding_value must be scalar, received shape: {bracket(np.shape(padding_value))}")
    length = min(rows + min(high, 0), columns - max(low, 0))
    found = np.empty((*input.shape[:-2], high - low + 1, length), input.dtype)
    found[...] = padding_value
    for number, place, at_rows, at_columns in _places(rows, columns, low, high, length, align):
        found[..., number, place] = input[..., at_rows, at_columns]
    return found[..., 0, :] if low == high else found


@PART_OF_BANDS_V3.gradient
@PART_OF_BANDS.gradient
def _diag_part_gradient(op: Operation, dy: Any) -> list:
    matrix, k, _ = op.inputs
    known = matrix.static_shape
    if known is None or None in known[-2:]:
        return [_beside(op, SET_BANDS, SET_BANDS_V3)(ops.zeros_like(matrix), dy, k), None, None]
    zero = np.zeros((), dy.dtype.as_numpy_dtype)
    return [_beside(op, BANDS_OF, BANDS_OF_V3)(dy, k, known[-2], known[-1], zero), None, None]


def _sizes(length: int, low: int, high: int, rows: int, columns: int) -> tuple[int, int]:
    """The rows and columns of a matrix whose longest diagonal between these has that length; -1 are those to be found."""
    least_rows, least_columns = length - min(high, 0), length + max(low, 0)
    if rows == columns == -1:
        rows = columns = max(least_rows, least_columns)
    rows = least_rows if rows == -1 else rows
    columns = least_columns if columns == -1 else columns
    if rows < least_rows:
        raise invalid("The number of rows is too small.")
    if columns < least_columns:
        raise invalid("The number of columns is too small.")
    if rows != least_rows and columns != least_columns:
        raise invalid("The number of rows or columns is not consistent with the specified d_lower, d_upper, and diagonal.")
    return rows, columns


@BANDS_OF_V3.shape
@BANDS_OF.shape
def _diag_shape(op: Operation) -> StaticShape:
    known = with_rank_at_least(op.inputs[0].static_shape, 1)
    with_rank_at_most(op.inputs[1].static_shape, 1)
    for size in op.inputs[2:]:
        with_rank(size.static_shape, 0)
    k, rows, columns = (constant_value(tensor) for tensor in op.inputs[1:4])
    if known is None or k is None:
        return None
    low, high = _known_bounds(k)
    _check_known_bounds(low, high, None, None)
    if low < high:
        known = with_rank_at_least(known, 2) or ()
        if known[-2] not in (None, high - low + 1):
            raise ValueError(_COUNT)
    leading = known[:-1] if low == high else known[:-2]
    length = known[-1]
    sizes = [-1 if size is None else int(size) for size in (rows, columns)]
    if length is None:
        return (*leading, *(None if size == -1 else size for size in sizes))
    least = length - min(high, 0), length + max(low, 0)
    if sizes[0] != -1 and sizes[0] < least[0]:
        raise ValueError("num_rows is too small")
    if sizes[1] != -1 and sizes[1] < least[1]:
        raise ValueError("num_cols is too small.")
    if sizes == [-1, -1]:
        return (*leading, max(least), max(least))
    if all(size not in (-1, fit) for size, fit in zip(sizes, least, strict=True)):
        raise ValueError(
            "num_rows and num_cols are not consistent with lower_diag_index, upper_diag_index, and the length of the given "
            f"diagonals.\nnum_rows = {sizes[0]} != min_num_rows = {least[0]}, "
            f"num_cols = {sizes[1]} != min_num_cols = {least[1]}"
        )
    return (*leading, *(fit if size == -1 else size for size, fit in zip(sizes, least, strict=True)))


_COUNT = "The number of diagonals provided in the input does not match the lower_diag_index and upper_diag_index range."


@BANDS_OF_V3.kernel
@BANDS_OF.kernel
def _diag(
    diagonal: np.ndarray,
    k: np.ndarray,
    num_rows: np.ndarray,
    num_cols: np.ndarray,
    padding_value: np.ndarray,
    align: str = "LEFT_LEFT",
) -> np.ndarray:
    _check_rank(diagonal, 1, "diagonal")
    low, high = _bounds(k)
    _check_bounds(low, high, None, None)
    if low < high and (diagonal.ndim < 2 or diagonal.shape[-2] != high - low + 1):
        raise invalid(_COUNT)
    given = diagonal[..., None, :] if low == high else diagonal
    rows, columns = _sizes(given.shape[-1], low, high, int(np.squeeze(num_rows)), int(np.squeeze(num_cols)))
    found = np.empty((*given.shape[:-2], rows, columns), diagonal.dtype)
    found[...] = padding_value
    for number, place, at_rows, at_columns in _places(rows, columns, low, high, given.shape[-1], align):
        found[..., at_rows, at_columns] = given[..., number, place]
    return found


@BANDS_OF_V3.gradient
@BANDS_OF.gradient
def _diag_gradient(op: Operation, dy: Any) -> list:
    part = _beside(op, PART_OF_BANDS, PART_OF_BANDS_V3)
    return [part(dy, op.inputs[1], np.zeros((), dy.dtype.as_numpy_dtype)), None, None, None, None]


@SET_BANDS_V3.shape
@SET_BANDS.shape
def _set_diag_shape(op: Operation) -> StaticShape:
    known = with_rank_at_least(op.inputs[0].static_shape, 2)
    diagonal = with_rank_at_least(op.inputs[1].static_shape, 1)
    with_rank_at_most(op.inputs[2].static_shape, 1)
    k = constant_value(op.inputs[2])
    if known is not None and diagonal is not None:
        with_rank_at_least(diagonal, len(known) - 1)
        with_rank_at_most(diagonal, len(known))
    if k is None:
        return known
    low, high = _known_bounds(k)
    several = int(low != high)
    if low > high:
        _check_known_bounds(low, high, None, None)
    if known is not None:
        _check_known_bounds(low, high, *known[-2:])
        diagonal = with_rank(diagonal, len(known) - 1 + several)
    if diagonal is None or is_full(known):
        return known
    return merge(known, (*diagonal[: len(diagonal) - 1 - several], None, None))


@SET_BANDS_V3.kernel
@SET_BANDS.kernel
def set_bands(input: np.ndarray, diagonal: np.ndarray, k: np.ndarray, align: str = "LEFT_LEFT") -> np.ndarray:
    """The kernel: matrices with other diagonals."""
    _check_rank(input, 2, "input")
    _check_rank(diagonal, 1, "diagonal")
    low, high = _bounds(k, "diag_index must have at least one element")
    rows, columns = input.shape[-2:]
    _check_bounds(low, high, rows, columns, "")
    if low < high and (diagonal.ndim < 2 or diagonal.shape[-2] != high - low + 1):
        raise invalid(
            "The number of diagonals provided in `diag` is not consistent with `lower_diag_index` and `upper_diag_index`"
        )
    given = diagonal[..., None, :] if low == high else diagonal
    length = min(rows + min(high, 0), columns - max(low, 0))
    if given.shape != (*input.shape[:-2], high - low + 1, length):
        count = "" if low == high else f"{high - low + 1},"
        expected = bracket(input.shape[:-2])[:-1] + "," * bool(input.shape[:-2]) + f"{count}{length}]"
        raise invalid(
            "Either first dimensions of diagonal don't match input.shape[:-2], or diagonal.shape[:-1] is not equal to the"
            " longests diagonal in range [lower_diag_index:upper_diag_index]."
            f" Input shape: {bracket(input.shape)} Diagonal shape: {bracket(diagonal.shape)}"
            f" Expected diagonal shape: {expected}"
        )
    found = np.array(input)
    for number, place, at_rows, at_columns in _places(rows, columns, low, high, length, align):
        found[..., at_rows, at_columns] = given[..., number, place]
    return found


@SET_BANDS_V3.gradient
@SET_BANDS.gradient
def _set_diag_gradient(op: Operation, dy: Any) -> list:
    k, zero = op.inputs[2], np.zeros((), dy.dtype.as_numpy_dtype)
    to_diagonal = _beside(op, PART_OF_BANDS, PART_OF_BANDS_V3)(dy, k, zero)
    return [_beside(op, SET_BANDS, SET_BANDS_V3)(dy, ops.zeros_like(to_diagonal), k), to_diagonal, None]
