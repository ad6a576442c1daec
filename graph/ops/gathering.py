"""Rows and elements by index: gather, gather_nd, and back: sparse_to_dense, scatter_nd.

Source of names and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import dtypes
from ..batch_rules import Kernel, record_by_record
from ..errors import InvalidArgumentError
from ..graph import Operation
from ..indexed_slices import IndexedSlices, unsorted_segment_sum
from ..op import NO_GRADIENT, Op
from ..static_shapes import StaticShape, concat
from ..static_values import constant_value, constant_value_as_shape
from ..tensor import Tensor
from .shaping import reshape
from .shaping import shape as shape_of

_INTEGERS = {dtypes.int32, dtypes.int64}

GATHER = Op(
    "GatherV2", "params: Tparams, indices: Tindices, axis: Taxis -> output: Tparams", Tindices=_INTEGERS, Taxis=_INTEGERS
)


@GATHER.shape
def _gather_shape(op: Operation) -> StaticShape:
    params, indices, axis = op.inputs[0].static_shape, op.inputs[1].static_shape, constant_value(op.inputs[2])
    if params is not None and len(params) == 0:
        raise ValueError("Shape must be at least rank 1 but is rank 0")
    if params is None or axis is None:
        return None
    if indices is None:
        return None
    at = int(axis) % len(params)
    return (*params[:at], *indices, *params[at + 1 :])


@GATHER.kernel
def _gather(params: Any, indices: Any, axis: Any) -> Any:
    at = int(axis)
    _check(np.asarray(indices), np.shape(params)[at])
    return np.take(params, indices, axis=at)


def _check(indices: np.ndarray, limit: int) -> None:
    wrong = (indices < 0) | (indices >= limit)
    if np.any(wrong):
        if indices.ndim == 0:
            raise InvalidArgumentError(None, None, f"indices = {indices} is not in [0, {limit})")
        at = np.unravel_index(int(np.argmax(wrong)), indices.shape)
        place = ",".join(str(int(k)) for k in at)
        raise InvalidArgumentError(None, None, f"indices[{place}] = {indices[at]} is not in [0, {limit})")


@GATHER.batch
def _gather_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[2]:
        return None
    if not batched[0]:

        def run(n: int, params: Any, indices: Any, axis: Any) -> Any:
            at = int(axis) % np.ndim(params)
            _check(indices, np.shape(params)[at])
            # The indices' own axes stand where the axis stood: the records' axis moves to the front.
            return np.moveaxis(np.take(params, indices, axis=at), at, 0)

        return run
    if not batched[1]:
        return lambda n, params, indices, axis: kernel(params, indices, axis if axis < 0 else axis + 1)
    return None


@GATHER.gradient
def _gather_gradient(op: Operation, dy: Any) -> list:
    from .joining import concat as joined
    from .shaping import transpose

    params, indices, axis = op.inputs
    at = constant_value(axis)
    if at is not None and int(at) == 0:
        rows = reshape(dy, joined([[-1], shape_of(params)[1:]], 0))  # type: ignore[index]
        return [IndexedSlices(rows, reshape(indices, [-1]), shape_of(params)), None, None]
    if at is None or params.static_shape is None or indices.static_shape is None:
        raise LookupError(f"gather along an axis that is not known beforehand has no gradient: {op.name!r}")
    place, width = int(at) % len(params.static_shape), len(indices.static_shape)
    order = [*range(place, place + width), *range(place), *range(place + width, len(params.static_shape) - 1 + width)]
    moved = transpose(dy, np.array(order, np.int32))
    summed = unsorted_segment_sum(moved, indices, shape_of(params)[place])  # type: ignore[index]
    back = [*range(1, place + 1), 0, *range(place + 1, len(params.static_shape))]
    return [transpose(summed, np.array(back, np.int32)), None, None]


def gather(
    params: Any, indices: Any, validate_indices: Any = None, name: str | None = None, axis: Any = None, batch_dims: int = 0
) -> Tensor:
    """The parts of `params` at `indices`, along `axis` (0).

    Returns:
      tensor of shape params.shape[:axis] + indices.shape + params.shape[axis + 1:].

    Raises:
      InvalidArgumentError: (when run) an index is out of range.
    """
    if hasattr(params, "_as_graph_element") and hasattr(params, "value") and callable(params.value):
        params = params.value()
    return GATHER(params, indices, 0 if axis is None else axis, name=name)


GATHER_ND = Op("GatherNd", "params: Tparams, indices: Tindices -> output: Tparams", Tindices=_INTEGERS)
GATHER_ND.batch(record_by_record)


@GATHER_ND.shape
def _gather_nd_shape(op: Operation) -> StaticShape:
    params, indices = op.inputs[0].static_shape, op.inputs[1].static_shape
    if params is None or not indices or indices[-1] is None:
        return None
    if indices[-1] > len(params):
        raise ValueError(f"indices.shape[-1] must be <= params.rank, but saw indices.shape[-1] = {indices[-1]}")
    return concat(indices[:-1], params[indices[-1] :])


@GATHER_ND.kernel
def _gather_nd(params: Any, indices: Any) -> Any:
    depth = indices.shape[-1]
    limits = np.array(params.shape[:depth])
    wrong = ((indices < 0) | (indices >= limits)).any(axis=-1)
    if np.any(wrong):
        at = np.unravel_index(int(np.argmax(wrong)), wrong.shape)
        place = ",".join(str(int(k)) for k in at)
        raise InvalidArgumentError(
            None,
            None,
            f"indices[{place}] = {indices[at].tolist()} does not index into param shape {list(params.shape)}",
        )
    return params[tuple(np.moveaxis(indices, -1, 0))]


@GATHER_ND.gradient
def _gather_nd_gradient(op: Operation, dy: Any) -> list:
    return [scatter_nd(op.inputs[1], dy, shape_of(op.inputs[0], out_type=op.inputs[1].dtype)), None]


def gather_nd(params: Any, indices: Any, name: str | None = None) -> Tensor:
    """The parts of `params` at the index tuples in the last axis of `indices`."""
    return GATHER_ND(params, indices, name=name)


SCATTER_ND = Op("ScatterNd", "indices: Tindices, updates: T, shape: Tindices -> output: T", Tindices=_INTEGERS)
SCATTER_ND.shape(lambda op: constant_value_as_shape(op.inputs[2]))
SCATTER_ND.batch(record_by_record)
SCATTER_ND.gradient(lambda op, dy: [None, gather_nd(dy, op.inputs[0]), None])


@SCATTER_ND.kernel
def _scatter_nd(indices: Any, updates: Any, shape: Any) -> Any:
    output = np.zeros(tuple(shape.tolist()), np.asarray(updates).dtype)
    np.add.at(output, tuple(np.moveaxis(indices, -1, 0)), updates)
    return output


def scatter_nd(indices: Any, updates: Any, shape: Any, name: str | None = None) -> Tensor:
    """Zeros of shape `shape` with `updates` added at the index tuples in the last axis of `indices`."""
    return SCATTER_ND(indices, updates, shape, name=name)


SPARSE_TO_DENSE = Op(
    "SparseToDense",
    "sparse_indices: Tindices, output_shape: Tindices, sparse_values: T, default_value: T -> dense: T",
    Tindices=_INTEGERS,
    validate_indices=True,
)
SPARSE_TO_DENSE.shape(lambda op: constant_value_as_shape(op.inputs[1]))
SPARSE_TO_DENSE.batch(record_by_record)


@SPARSE_TO_DENSE.kernel
def _sparse_to_dense(
    sparse_indices: Any, output_shape: Any, sparse_values: Any, default_value: Any, validate_indices: bool
) -> Any:
    shape = tuple(np.ravel(output_shape).tolist())
    indices = np.asarray(sparse_indices)
    rows = indices.reshape(-1, 1) if indices.ndim < 2 else indices
    dense = np.full(shape, default_value, np.asarray(sparse_values).dtype)
    if not len(rows):
        return dense
    wrong = ((rows < 0) | (rows >= np.array(shape))).any(axis=1)
    if wrong.any():
        at = int(np.argmax(wrong))
        raise InvalidArgumentError(
            None, None, f"indices[{at}] = {rows[at].tolist()} is out of bounds: need 0 <= index < {list(shape)}"
        )
    if validate_indices:
        _check_order(rows, shape)
    dense[tuple(rows.T)] = sparse_values
    return dense


def _check_order(rows: np.ndarray, shape: tuple[int, ...]) -> None:
    """Raise InvalidArgumentError unless the rows are in lexicographic order and distinct."""
    flat = np.ravel_multi_index(tuple(rows.T), shape)
    steps = np.diff(flat)
    if (steps <= 0).any():
        at = int(np.argmax(steps <= 0)) + 1
        what = "is repeated" if steps[at - 1] == 0 else "is out of order"
        raise InvalidArgumentError(None, None, f"indices[{at}] = {rows[at].tolist()} {what}")


@SPARSE_TO_DENSE.gradient
def _sparse_to_dense_gradient(op: Operation, dy: Any) -> list:
    from .reduce import reduce_sum

    indices, _, values, _ = op.inputs
    tuples = reshape(indices, [-1, 1]) if indices.static_shape is not None and len(indices.static_shape) < 2 else indices
    of_values = gather_nd(dy, tuples)
    if values.static_shape == ():
        of_values = reduce_sum(of_values)
    return [None, None, of_values, reduce_sum(dy) - reduce_sum(of_values)]  # type: ignore[operator]


def sparse_to_dense(
    sparse_indices: Any, output_shape: Any, sparse_values: Any, default_value: Any = 0, validate_indices: bool = True,
    name: str | None = None,
) -> Tensor:  # fmt: skip
    """A dense tensor with `sparse_values` at `sparse_indices`, `default_value` elsewhere.

    Args:
      sparse_indices: [n, rank], [n] or scalar; in lexicographic order and distinct if `validate_indices`.
      sparse_values: [n] or scalar.

    Raises:
      InvalidArgumentError: (when run) an index is out of bounds, out of order or repeated.
    """
    return SPARSE_TO_DENSE(
        sparse_indices, output_shape, sparse_values, default_value, validate_indices=validate_indices, name=name
    )

