"""A copy of a tensor with elements or slices changed, at coordinates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...runtime._rows_cy import add_rows, subtract_rows
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank_at_least
from ..arrays.gather import rows_at
from ..arrays.scatter import check_updates

Change = Callable[[np.ndarray, Any, Any], None]


def _shape(op: Operation) -> StaticShape:
    tensor, indices, updates = (value.static_shape for value in op.inputs)
    tensor = with_rank_at_least(tensor, 1)
    check_updates(tensor, with_rank_at_least(indices, 1), updates)
    return tensor


def _check(shape: tuple[int, ...], indices: np.ndarray, updates: np.ndarray) -> None:
    """Raises InvalidArgumentError where there is not one update, of the right shape, for each row of coordinates."""
    for name, array in (("Indices", indices), ("Updates", updates)):
        if not array.ndim:
            raise invalid(f"{name} shape must have rank at least one. Found:{bracket(array.shape)}")
    if (indices.size or updates.size) and not (np.prod(shape) and indices.size and updates.size):
        raise invalid("Indices and updates specified for empty output shape")
    outer, depth = indices.ndim - 1, indices.shape[-1]
    if updates.shape[:outer] != indices.shape[:-1]:
        raise invalid(
            "Outer dimensions of indices and update must match. Indices shape: "
            f"{bracket(indices.shape)}, updates shape:{bracket(updates.shape)}"
        )
    rest = len(shape) - depth
    if 0 <= rest == updates.ndim - outer and updates.shape[outer:] != shape[depth:]:
        raise invalid(
            f"The inner {rest} dimensions of output.shape={bracket(shape)} must match the inner {rest} dimensions of "
            f"updates.shape={bracket(updates.shape)}"
        )
    if rest < 0 or updates.shape[outer:] != shape[depth:]:
        raise invalid(
            "Inner dimensions of output shape must match inner dimensions of updates shape. Output: "
            f"{bracket(shape)} updates: {bracket(updates.shape)}"
        )


def _tensor_scatter(type: str, change: Change) -> Op:
    definition = Op(
        type,
        "tensor: T, indices: Tindices, updates: T -> output: T",
        "Tindices: {int32, int64}",
        traits=PURE,
        shape=_shape,
    )

    @definition.kernel
    def _changed(tensor: Any, indices: Any, updates: Any) -> np.ndarray:
        found = np.array(tensor, order="C")
        indices, updates = np.asarray(indices), np.asarray(updates)
        _check(found.shape, indices, updates)
        if indices.size:
            change(*rows_at(found, indices), updates)
        return found

    @definition.batch
    def _block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
        known = op.inputs[1].static_shape
        if not known or not known[-1]:
            return None

        def run(n: int, *arrays: Any) -> np.ndarray:
            tensor, indices, updates = (
                array if is_batched else np.broadcast_to(array, (n, *np.shape(array)))
                for array, is_batched in zip(arrays, batched, strict=True)
            )
            _check(tensor.shape[1:], indices[0], updates[0])
            numbers = np.arange(n, dtype=indices.dtype).reshape(n, *(1,) * (indices.ndim - 1))
            record = np.broadcast_to(numbers, (*indices.shape[:-1], 1))
            return kernel(tensor, np.concatenate([record, indices], axis=-1), updates)

        return run

    return definition


def _set(current: np.ndarray, at: Any, updates: Any) -> None:
    current[at] = updates


TENSOR_SCATTER_ADD = _tensor_scatter("TensorScatterAdd", add_rows)
TENSOR_SCATTER_SUB = _tensor_scatter("TensorScatterSub", subtract_rows)
TENSOR_SCATTER_UPDATE = _tensor_scatter("TensorScatterUpdate", _set)


@TENSOR_SCATTER_ADD.gradient
def _add_gradient(op: Operation, dy: Any) -> list:
    return [ops.identity(dy), None, ops.gather_nd(dy, op.inputs[1])]


@TENSOR_SCATTER_SUB.gradient
def _sub_gradient(op: Operation, dy: Any) -> list:
    return [ops.identity(dy), None, -ops.gather_nd(dy, op.inputs[1])]


@TENSOR_SCATTER_UPDATE.gradient
def _update_gradient(op: Operation, dy: Any) -> list:
    _, indices, updates = op.inputs
    kept = TENSOR_SCATTER_UPDATE(ops.identity(dy), indices, ops.zeros_like(updates, dtype=dy.dtype))
    return [kept, None, ops.gather_nd(dy, indices)]


@export("tensor_scatter_add", "tensor_scatter_nd_add")
def tensor_scatter_add(tensor: TensorLike, indices: TensorLike, updates: TensorLike, name: str | None = None) -> Tensor:
    """`tensor` with `updates` added at coordinates; those for one place are all added.

    Args:
      tensor: rank at least 1, any type of numbers.
      indices: int32 or int64 `[..., k]`: k coordinates, from the first axis of `tensor` on.
      updates: of the type of `tensor`, `[*indices.shape[:-1], *tensor.shape[k:]]`.

    Returns:
      shape and dtype of `tensor`.

    Raises:
      TypeError: tensors of different dtypes, or coordinates of another one than int32 and int64.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit, coordinates outside of `tensor`.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.tensor_scatter_add([1, 1, 1], [[0], [2], [2]], [5, 6, 7])).tolist()
      [6, 1, 14]
    """
    return TENSOR_SCATTER_ADD(tensor, indices, updates, name=name)


@export("tensor_scatter_sub", "tensor_scatter_nd_sub")
@documented_by(tensor_scatter_add)
def tensor_scatter_sub(tensor: TensorLike, indices: TensorLike, updates: TensorLike, name: str | None = None) -> Tensor:
    """`tensor` less `updates` at coordinates; those for one place are all subtracted."""
    return TENSOR_SCATTER_SUB(tensor, indices, updates, name=name)


@export("tensor_scatter_update", "tensor_scatter_nd_update")
@documented_by(tensor_scatter_add)
def tensor_scatter_update(tensor: TensorLike, indices: TensorLike, updates: TensorLike, name: str | None = None) -> Tensor:
    """`tensor` with `updates` in the place of what stands at coordinates; where one is named twice, the last one stays.

    Args:
      tensor: rank at least 1, any dtype.
    """
    return TENSOR_SCATTER_UPDATE(tensor, indices, updates, name=name)
