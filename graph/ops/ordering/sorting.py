"""Elements in order, and where a value belongs among elements in order."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import StaticShape, with_rank

_SIGNATURE = "sorted_inputs: T, values: T -> output: out_type"
_ATTRIBUTES = "out_type: {int32, int64} = int32"
LOWER_BOUND = Op("LowerBound", _SIGNATURE, _ATTRIBUTES, traits=PURE, gradient=NO_GRADIENT)
UPPER_BOUND = Op("UpperBound", _SIGNATURE, _ATTRIBUTES, traits=PURE, gradient=NO_GRADIENT)


@LOWER_BOUND.shape
@UPPER_BOUND.shape
def _bound_shape(op: Operation) -> StaticShape:
    given, values = (tensor.static_shape for tensor in op.inputs)
    with_rank(given, 2)
    with_rank(values, 2)
    return values


@LOWER_BOUND.kernel
def _lower_bound(sorted_inputs: np.ndarray, values: np.ndarray, out_type: dtypes.DType) -> np.ndarray:
    return _bounds(sorted_inputs, values, out_type, np.less)


@UPPER_BOUND.kernel
def _upper_bound(sorted_inputs: np.ndarray, values: np.ndarray, out_type: dtypes.DType) -> np.ndarray:
    return _bounds(sorted_inputs, values, out_type, lambda element, value: ~np.less(value, element))


def _bounds(given: np.ndarray, values: np.ndarray, out_type: dtypes.DType, before: Any) -> np.ndarray:
    """By halving, as the standard library of C++ does it, which decides where NaN belongs."""
    if given.ndim != 2 or values.ndim != 2 or given.shape[0] != values.shape[0]:
        raise invalid("Leading dim_size of both tensors must match.")
    low, count = np.zeros(values.shape, np.int64), np.full(values.shape, given.shape[1])
    while count.max(initial=0) > 0:
        half = count // 2
        at = np.minimum(low + half, max(given.shape[1] - 1, 0))
        right = np.asarray(before(np.take_along_axis(given, at, 1), values), bool) & (count > 0)
        low = np.where(right, low + half + 1, low)
        count = np.where(right, count - half - 1, half)
    return low.astype(out_type.as_numpy_dtype)


@LOWER_BOUND.batch
@UPPER_BOUND.batch
def _bound_block(op: Operation, batched: Any, kernel: Kernel) -> Kernel:
    def run(n: int, given: np.ndarray, values: np.ndarray) -> np.ndarray:
        both = [
            array if each else np.broadcast_to(array, (n, *array.shape))
            for array, each in zip((given, values), batched, strict=True)
        ]
        if any(array.ndim != 3 for array in both) or both[0].shape[1] != both[1].shape[1]:
            raise invalid("Leading dim_size of both tensors must match.")
        rows = (array.reshape(array.shape[0] * array.shape[1], array.shape[2]) for array in both)
        return kernel(*rows).reshape(both[1].shape)

    return run


@export("searchsorted")
def searchsorted(
    sorted_sequence: TensorLike,
    values: TensorLike,
    side: str = "left",
    out_type: DTypeLike = dtypes.int32,
    name: str | None = None,
) -> Tensor:
    """Where values belong among elements in order.

    Args:
      sorted_sequence: [..., n], any dtype whose elements have an order; each row ascending.
      values: [..., m] of that dtype.
      side: "left": before elements that are equal; "right": behind them.
      out_type: int32 or int64.

    Returns:
      [..., m] of `out_type`: from 0 to n.

    Raises:
      ValueError: another `side`.
      InvalidArgumentError: (when run) leading dimensions that differ.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.searchsorted([1, 3, 5], [0, 3, 9])).tolist()
      [0, 1, 3]
    """
    kinds = {"left": LOWER_BOUND, "right": UPPER_BOUND}
    given, values = convert_to_tensor(sorted_sequence), convert_to_tensor(values)
    sizes = ops.shape(values)
    rows, asked = (ops.reshape(tensor, ops.stack([-1, _last_size(tensor)])) for tensor in (given, values))
    if side not in kinds:
        raise ValueError(f"side must be either 'right' or 'left'.  Saw: {side}.")
    found = kinds[side](rows, asked, out_type=dtypes.as_dtype(out_type), name=name)
    return ops.reshape(found, sizes)


def _last_size(tensor: Tensor) -> Any:
    known = tensor.static_shape
    return known[-1] if known and known[-1] is not None else ops.shape(tensor)[-1]


# -- sort --------------------------------------------------------------------------------------------------------------


@export("sort")
def sort(values: TensorLike, axis: int = -1, direction: str = "ASCENDING", name: str | None = None) -> Tensor:
    """The elements along an axis in order.

    Args:
      values: real numbers, rank at least 1.
      axis: which.
      direction: "ASCENDING" or "DESCENDING".

    Returns:
      the shape and dtype of `values`.

    Raises:
      ValueError: another `direction`, or an `axis` that is a tensor whose value is not known.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sort([3, 1, 2])).tolist()
      [1, 2, 3]
    """
    with name_scope(name, "sort"):
        return _sorted(values, axis, direction, places=False)


@export("argsort")
def argsort(
    values: TensorLike, axis: int = -1, direction: str = "ASCENDING", stable: bool = False, name: str | None = None
) -> Tensor:
    """Which element along an axis comes first, second, ...

    Args:
      values: real numbers, rank at least 1.
      axis: which.
      direction: "ASCENDING" or "DESCENDING".
      stable: equal elements keep their order either way.

    Returns:
      int32, the shape of `values`.

    Raises:
      ValueError: another `direction`, or an `axis` that is a tensor whose value is not known.
    """
    with name_scope(name, "argsort"):
        return _sorted(values, axis, direction, places=True)


def _sorted(values: TensorLike, axis: Any, direction: str, *, places: bool) -> Tensor:
    if direction not in ("ASCENDING", "DESCENDING"):
        raise ValueError(f"{direction} should be one of ASCENDING, DESCENDING")
    tensor = convert_to_tensor(values, name="values")
    place = constant_value(axis) if isinstance(axis, Tensor) else axis
    if place is None:
        raise ValueError("axis must be constant")
    rising = direction == "ASCENDING"
    turned = ops.negative(tensor) if rising else tensor
    found = _descending(turned, int(place), places=places)
    return ops.negative(found) if rising and not places else found


def _descending(tensor: Tensor, axis: int, *, places: bool) -> Tensor:
    known = tensor.static_shape
    rank: Any = len(known) if known is not None else ops.rank(tensor)
    last = axis in (-1, None if known is None else len(known) - 1)
    if not last:
        order = ops.range(rank)
        at = axis + rank if axis < 0 else axis
        order = ops.concat([order[:at], [rank - 1], order[at + 1 : rank - 1], [at]], 0)
        tensor = ops.transpose(tensor, order)
    sizes = ops.shape(tensor)
    found = ops.top_k(tensor, sizes[-1])[1 if places else 0]
    return found if last else ops.transpose(found, order)
