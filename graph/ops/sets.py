"""Vectors as sets: unique elements, differences, inverse permutations.

Source of names and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from .. import dtypes
from ..batch_rules import record_by_record
from ..errors import InvalidArgumentError
from ..graph import Operation
from ..op import NO_GRADIENT, Op
from ..shape_rules import same_as_first
from ..static_shapes import StaticShape
from ..tensor import Tensor

UNIQUE = Op("Unique", "x: T -> y: T, idx: out_idx", out_idx=dtypes.int32)
UNIQUE.batch(record_by_record)
UNIQUE.gradient(NO_GRADIENT)


class Unique(NamedTuple):
    """Distinct elements, and for each element which of them it is."""

    y: Tensor
    idx: Tensor


@UNIQUE.shape
def _unique_shape(op: Operation) -> list[StaticShape]:
    return [(None,), op.inputs[0].static_shape]


@UNIQUE.kernel
def _unique(x: Any, out_idx: dtypes.DType) -> tuple:
    _, first, inverse = np.unique(x, return_index=True, return_inverse=True)
    # NumPy sorts; here the elements stand in the order in which they come first.
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return x[np.sort(first)], place[inverse].astype(out_idx.as_numpy_dtype)


def unique(x: Any, out_idx: Any = dtypes.int32, name: str | None = None) -> Unique:
    """The distinct elements of a vector in the order of their first appearance, and the place of each element there."""
    return Unique(*UNIQUE(x, out_idx=out_idx, name=name))


INVERT_PERMUTATION = Op("InvertPermutation", "x: T -> y: T", T={dtypes.int32, dtypes.int64})
INVERT_PERMUTATION.shape(same_as_first)
INVERT_PERMUTATION.batch(record_by_record)
INVERT_PERMUTATION.gradient(NO_GRADIENT)


@INVERT_PERMUTATION.kernel
def _invert(x: Any) -> Any:
    if not np.array_equal(np.sort(x), np.arange(len(x))):
        raise InvalidArgumentError(None, None, f"{x.tolist()} is not a permutation of 0 to {len(x) - 1}")
    y = np.empty_like(x)
    y[x] = np.arange(len(x), dtype=x.dtype)
    return y


def invert_permutation(x: Any, name: str | None = None) -> Tensor:
    """The permutation that undoes `x`. Raises InvalidArgumentError when run unless `x` is one."""
    return INVERT_PERMUTATION(x, name=name)


LIST_DIFF = Op("ListDiff", "x: T, y: T -> out: T, idx: out_idx", out_idx=dtypes.int32)
LIST_DIFF.shape(lambda op: [(None,), (None,)])
LIST_DIFF.batch(record_by_record)
LIST_DIFF.gradient(NO_GRADIENT)


@LIST_DIFF.kernel
def _list_diff(x: Any, y: Any, out_idx: dtypes.DType) -> tuple:
    kept = np.flatnonzero(~np.isin(x, y))
    return x[kept], kept.astype(out_idx.as_numpy_dtype)


class ListDiff(NamedTuple):
    """Elements, and their places."""

    out: Tensor
    idx: Tensor


def setdiff1d(x: Any, y: Any, index_dtype: Any = dtypes.int32, name: str | None = None) -> ListDiff:
    """The elements of x that are not in y, and their places in x."""
    return ListDiff(*LIST_DIFF(x, y, out_idx=index_dtype, name=name))


listdiff = setdiff1d
