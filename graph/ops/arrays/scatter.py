"""Elements put in their places by index: scatter_nd by coordinates, sparse_to_dense."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel
from ...core.static_values import constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...runtime._rows_cy import add_rows
from ...types.errors import checked_sizes, invalid
from ...types.likes import ShapeLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, merge, num_elements, with_rank, with_rank_at_least
from .gather import rows_at

# -- scatter_nd --------------------------------------------------------------------------------------------------------

SCATTER_ND = Op(
    "ScatterNd", "indices: Tindices, updates: T, shape: Tindices -> output: T", "Tindices: {int32, int64}", traits=PURE
)


@SCATTER_ND.shape
def _scatter_nd_shape(op: Operation) -> StaticShape:
    indices = with_rank_at_least(op.inputs[0].static_shape, 1)
    updates = with_rank_at_least(op.inputs[1].static_shape, 1)
    (rank,) = with_rank(op.inputs[2].static_shape, 1)
    if rank is not None:
        check_updates((None,) * rank, indices, updates)
    wanted = constant_value_as_shape(op.inputs[2])
    check_updates(wanted, indices, updates)
    return wanted


def check_updates(given: StaticShape, indices: StaticShape, updates: StaticShape) -> None:
    """Raises ValueError where there are not as many updates as indices, or not of the shape that indices leave of `given`."""
    if num_elements(given) == 0 and (num_elements(indices) or num_elements(updates)):
        raise ValueError("Indices and updates specified for empty input")
    if indices is None or not updates or indices[-1] is None:
        return
    outer, depth = len(indices) - 1, indices[-1]
    _check_alike(f"[0,{outer})", "indices", indices, indices[:outer], f"[0,{outer})", updates, updates[:outer])
    if given is not None:
        ends = f"[{depth},{len(given)})", f"[{outer},{len(updates)})"
        _check_alike(ends[0], "input", given, given[depth:], ends[1], updates, updates[outer:])


def _check_alike(
    dims: str, name: str, whole: StaticShape, part: StaticShape, of_updates: str, updates: StaticShape, taken: StaticShape
) -> None:
    try:
        merge(part, taken)
    except ValueError as error:
        raise ValueError(
            f"Dimensions {dims} of {name}[shape={bracket(whole)}] = {bracket(part)} must match dimensions {of_updates} of "
            f"updates[shape={bracket(updates)}] = {bracket(taken)}: {error}"
        ) from error


@SCATTER_ND.kernel
def _scatter_nd(indices: np.ndarray, updates: np.ndarray, shape: np.ndarray) -> np.ndarray:
    sizes = checked_sizes(shape)
    if not sizes:
        raise invalid("Output must be at least 1-D, got shape: []")
    found = np.full(sizes, b"" if updates.dtype == object else 0, updates.dtype)
    sizes_of_inputs = indices.size, updates.size
    if any(sizes_of_inputs) and not (found.size and all(sizes_of_inputs)):
        raise invalid("Indices and updates specified for empty output shape")
    if updates.ndim < indices.ndim - 1 or updates.shape != (*indices.shape[:-1], *sizes[indices.shape[-1] :]):
        raise invalid(
            f"Dimensions [0,{indices.ndim - 1}) of indices[shape={bracket(indices.shape)}] must match dimensions "
            f"[0,{indices.ndim - 1}) of updates[shape={bracket(updates.shape)}]"
        )
    if not indices.shape[-1]:
        raise invalid("Only indices.shape[-1] values between 1 and 5 are currently supported.  Requested rank: 0")
    add_rows(*rows_at(found, indices), updates)
    return found


@SCATTER_ND.batch
def _scatter_nd_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[2]:
        return None

    def run(n: int, indices: np.ndarray, updates: np.ndarray, shape: np.ndarray) -> np.ndarray:
        if not batched[0]:
            indices = np.broadcast_to(indices, (n, *indices.shape))
        if not batched[1]:
            updates = np.broadcast_to(updates, (n, *updates.shape))
        record = np.broadcast_to(np.arange(n).reshape(n, *(1,) * (indices.ndim - 1)), (*indices.shape[:-1], 1))
        whole = np.concatenate([record.astype(indices.dtype), indices], axis=-1)
        return kernel(whole, updates, np.concatenate([[n], shape]))

    return run


@SCATTER_ND.gradient
def _scatter_nd_gradient(op: Operation, dy: Any) -> list:
    return [None, ops.gather_nd(dy, op.inputs[0]), None]


@export("scatter_nd")
def scatter_nd(indices: TensorLike, updates: TensorLike, shape: ShapeLike, name: str | None = None) -> Tensor:
    """Zeros of `shape` with `updates` added at the coordinates in the last axis of `indices`.

    Args:
      indices: int32 or int64 tensor of shape `i`, `i[-1]` at most the length of `shape`.
      updates: tensor of shape `i[:-1] + shape[i[-1]:]`. Those for one place are added up.
      shape: vector of the dtype of `indices`, not empty.

    Returns:
      shape `shape`, dtype of `updates`.

    Raises:
      TypeError: `indices` and `shape` are not of one dtype, int32 or int64.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
      InvalidArgumentError: (when run) coordinates outside of `shape`.
    """
    return SCATTER_ND(indices, updates, shape, name=name)


# -- sparse_to_dense ---------------------------------------------------------------------------------------------------

SPARSE_TO_DENSE = Op(
    "SparseToDense",
    "sparse_indices: Tindices, output_shape: Tindices, sparse_values: T, default_value: T -> dense: T",
    "validate_indices: bool = true, Tindices: {int32, int64}",
    traits=PURE,
    batch=PER_RECORD,
)


@SPARSE_TO_DENSE.shape
def _sparse_to_dense_shape(op: Operation) -> StaticShape:
    with_rank(op.inputs[1].static_shape, 1)
    return constant_value_as_shape(op.inputs[1])


@SPARSE_TO_DENSE.kernel
def _sparse_to_dense(
    sparse_indices: Any, output_shape: np.ndarray, sparse_values: Any, default_value: Any, validate_indices: bool
) -> np.ndarray:
    indices = np.asarray(sparse_indices)
    sizes = list(checked_sizes(output_shape))
    if indices.ndim > 2:
        raise invalid(f"sparse_indices should be a scalar, vector, or matrix, got shape {bracket(indices.shape)}")
    rows = indices.reshape(-1, 1) if indices.ndim < 2 else indices
    if rows.shape[1] != len(sizes):
        raise invalid(f"output_shape has incorrect number of elements: {len(sizes)} should be: {rows.shape[1]}")
    values = np.asarray(sparse_values)
    if values.ndim and values.shape != (len(rows),):
        raise invalid(f"sparse_values has incorrect shape {bracket(values.shape)}, should be [] or [{len(rows)}]")
    if np.ndim(default_value):
        raise invalid("default_value should be a scalar.")
    outside: Any = ((rows < 0) | (rows >= np.array(sizes, np.int64))).any(axis=1)
    if validate_indices:
        _check_in_order(rows, outside, sizes)
    elif outside.any():
        shape = bracket(tuple(sizes))
        raise invalid(f"Indices are not valid (out of bounds).  Shape: {shape}")
    default = np.asarray(default_value)
    dense = np.full(sizes, default, default.dtype)
    if len(rows):
        dense[tuple(rows.T)] = values
    return dense


def _check_in_order(rows: np.ndarray, outside: np.ndarray, sizes: list[int]) -> None:
    """Raises InvalidArgumentError for the first index that is outside, repeated, or before the one before it."""
    previous: list[int] | None = None
    for number, (row, is_outside) in enumerate(zip(rows.tolist(), outside.tolist(), strict=True)):
        named = f"indices[{number}] = [{','.join(map(str, row))}]"
        if is_outside:
            limits = ",".join(map(str, sizes))
            raise invalid(f"{named} is out of bounds: need 0 <= index < [{limits}]")
        if previous is not None and row < previous:
            raise invalid(
                f"{named} is out of order. Many sparse ops require sorted indices.\n"
                "    Use `tf.sparse.reorder` to create a correctly ordered copy.\n\n",
            )
        if row == previous:
            raise invalid(f"{named} is repeated")
        previous = row


@SPARSE_TO_DENSE.gradient
def _sparse_to_dense_gradient(op: Operation, dy: Any) -> list:
    indices, shape = op.inputs[:2]
    of_values = ops.gather_nd(dy, indices)
    of_default = ops.reduce_sum(dy) - ops.reduce_sum(of_values)
    return [ops.zeros_like(indices), ops.zeros_like(shape), of_values, of_default]


@export("sparse_to_dense")
def sparse_to_dense(
    sparse_indices: Any,
    output_shape: ShapeLike,
    sparse_values: Any,
    default_value: TensorLike = 0,
    validate_indices: bool = True,
    name: str | None = None,
) -> Tensor:
    """A tensor of `output_shape` filled with `default_value`, but for `sparse_values` at `sparse_indices`.

    Args:
      sparse_indices: scalar, vector [n] (of a vector's indices) or matrix [n, rank].
      output_shape: vector [rank] of the type of `sparse_indices`.
      sparse_values: vector [n], or a scalar for all indices; any dtype.
      default_value: scalar of the type of the values.
      validate_indices: refuse indices that are repeated or not in lexicographic order.

    Returns:
      shape `output_shape`, dtype of the values.

    Raises:
      InvalidArgumentError: (when run) an index out of bounds, out of order, or repeated.
      TypeError: indices and shape are not of one dtype, int32 or int64.
    """
    return SPARSE_TO_DENSE(
        sparse_indices, output_shape, sparse_values, default_value, validate_indices=validate_indices, name=name
    )
