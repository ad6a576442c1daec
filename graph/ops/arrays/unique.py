"""Vectors as sets of values: unique, setdiff1d, invert_permutation."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT, UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import StaticShape, with_rank


class Unique(NamedTuple):
    """The values of a vector in the order of their first appearance, and which of them each element is."""

    y: Tensor
    idx: Tensor


class UniqueWithCounts(NamedTuple):
    """`Unique`, and how often each value occurs."""

    y: Tensor
    idx: Tensor
    count: Tensor  # type: ignore[assignment]  # TensorFlow's name, though tuples have a method of it


class ListDiff(NamedTuple):
    """The elements of one vector that are not in another, and their positions."""

    out: Tensor
    idx: Tensor


def _first_seen(x: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Values in order of appearance, the number of the value of each element, counts."""
    values, first, inverse, counts = np.unique(x, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(first)
    number = np.empty(len(order), np.int64)
    number[order] = np.arange(len(order))
    return values[order], number[inverse.reshape(-1)], counts[order]


UNIQUE = Op(
    "Unique",
    "x: T -> y: T, idx: out_idx",
    "out_idx: {int32, int64} = int32",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@UNIQUE.shape
def _unique_shape(op: Operation) -> list[StaticShape]:
    given = op.inputs[0].static_shape
    return [(None,), None if given is None else with_rank(given, 1)]


@UNIQUE.kernel
def _unique(x: np.ndarray, out_idx: Any) -> tuple:
    values, numbers, _ = _first_seen(_vector(x, "unique"))
    return values, numbers.astype(out_idx.as_numpy_dtype)


def _vector(x: np.ndarray, who: str) -> np.ndarray:
    if np.ndim(x) != 1:
        raise invalid(f"{who} expects a 1D vector.")
    return x


UNIQUE_WITH_COUNTS = Op(
    "UniqueWithCounts",
    "x: T -> y: T, idx: out_idx, count: out_idx",
    "out_idx: {int32, int64} = int32",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@UNIQUE_WITH_COUNTS.shape
def _unique_with_counts_shape(op: Operation) -> list[StaticShape]:
    return [(None,), op.inputs[0].static_shape, (None,)]


@UNIQUE_WITH_COUNTS.kernel
def _unique_with_counts(x: np.ndarray, out_idx: Any) -> tuple:
    values, numbers, counts = _first_seen(_vector(x, "unique"))
    kind = out_idx.as_numpy_dtype
    return values, numbers.astype(kind), counts.astype(kind)


@export("unique")
@once_named_at("out_idx", "0.12", "INT32", "INT64")
def unique(x: TensorLike, out_idx: Any = dtypes.int32, name: str | None = None) -> Unique:
    """The values of a vector in the order of their first appearance.

    Args:
      x: vector of any dtype.
      out_idx: dtype of positions, int32 or int64.

    Returns:
      y [number of values] of the dtype of `x`, and idx of type `out_idx`, like `x`: `x[i] == y[idx[i]]`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) `x` is no vector.
      TypeError: another `out_idx`.
    """
    return Unique(*UNIQUE(x, out_idx=out_idx, name=name))


@export("unique_with_counts")
@once_named_at("out_idx", "0.12", "INT32", "INT64")
@documented_by(unique)
def unique_with_counts(x: TensorLike, out_idx: Any = dtypes.int32, name: str | None = None) -> UniqueWithCounts:
    """The values of a vector in the order of their first appearance, and how often each occurs.

    Returns:
      y and count [number of values], and idx like `x`: `x[i] == y[idx[i]]`; count and idx of type `out_idx`.
    """
    return UniqueWithCounts(*UNIQUE_WITH_COUNTS(x, out_idx=out_idx, name=name))


LIST_DIFF = Op(
    "ListDiff",
    "x: T, y: T -> out: T, idx: out_idx",
    "out_idx: {int32, int64} = int32",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@LIST_DIFF.shape
def _list_diff_shape(op: Operation) -> list[StaticShape]:
    for tensor in op.inputs:
        with_rank(tensor.static_shape, 1)
    return [(None,), (None,)]


@LIST_DIFF.kernel
def _list_diff(x: np.ndarray, y: np.ndarray, out_idx: Any) -> tuple:
    kept = np.flatnonzero(~np.isin(_vector(x, "x"), _vector(y, "y")))
    return x[kept], kept.astype(out_idx.as_numpy_dtype)


@export("setdiff1d")
def setdiff1d(x: TensorLike, y: TensorLike, index_dtype: DTypeLike = dtypes.int32, name: str | None = None) -> ListDiff:
    """The elements of one vector that are not in another, in their order, and their positions.

    Args:
      x, y: vectors of one dtype.
      index_dtype: dtype of the positions, int32 or int64.

    Returns:
      out, of the dtype of `x`, and idx: `out[i] == x[idx[i]]`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) one is no vector.
      TypeError: the dtypes differ, or another `index_dtype`.
    """
    return ListDiff(*LIST_DIFF(x, y, out_idx=index_dtype, name=name))


@export("listdiff")
@documented_by(setdiff1d)
def listdiff(x: TensorLike, y: TensorLike, out_idx: Any = dtypes.int32, name: str | None = None) -> ListDiff:
    """`setdiff1d`, as it was called before TensorFlow 1.0.

    Args:
      out_idx: dtype of the positions, int32 or int64.
    """
    return setdiff1d(x, y, out_idx, name)


INVERT_PERMUTATION = Op(
    "InvertPermutation", "x: T -> y: T", "T: {int32, int64} = int32", traits=PURE, batch=PER_RECORD, gradient=NO_GRADIENT
)


@INVERT_PERMUTATION.shape
def _invert_permutation_shape(op: Operation) -> StaticShape:
    return with_rank(op.inputs[0].static_shape, 1)


@INVERT_PERMUTATION.kernel
def _invert_permutation(x: np.ndarray) -> np.ndarray:
    size = len(_vector(x, "invert_permutation"))
    outside = (x < 0) | (x >= size)
    if outside.any():
        raise invalid(f"{x[np.argmax(outside)]} is not between 0 and {size}")
    found = np.full(size, -1, x.dtype)
    found[x] = np.arange(size)
    if size and found.min() < 0:
        values, counts = np.unique(x, return_counts=True)
        raise invalid(f"{values[counts > 1][0]} is duplicated in the input.")
    return found


@export("invert_permutation", "math.invert_permutation")
def invert_permutation(x: TensorLike, name: str | None = None) -> Tensor:
    """The permutation that undoes a permutation.

    Args:
      x: int32 or int64 vector of the numbers 0 to n - 1 in any order.

    Returns:
      like `x`: `y[x[i]] == i`.

    Raises:
      TypeError: another dtype.
      ValueError: `x` is no vector.
      InvalidArgumentError: (when run) `x` is no permutation.
    """
    return INVERT_PERMUTATION(x, name=name)
