"""Elements picked by index: gather along an axis, gather_nd by coordinates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank, with_rank_at_least
from ...types.static_shapes import concat as concat_shapes
from ..sparse.indexed_slices import IndexedSlices
from .concat import convert_axis


def check_indices(indices: np.ndarray, limit: int) -> None:
    """Raises InvalidArgumentError, naming the first index that is not in [0, limit)."""
    if not indices.size or (indices.min() >= 0 and indices.max() < limit):
        return
    place = np.argwhere((indices < 0) | (indices >= limit))[0]
    where = f"indices[{','.join(map(str, place))}]" if indices.ndim else "indices"
    raise invalid(f"{where} = {indices[tuple(place)]} is not in [0, {limit})")


# -- gather ------------------------------------------------------------------------------------------------------------

GATHER = Op(
    "GatherV2",
    "params: Tparams, indices: Tindices, axis: Taxis -> output: Tparams",
    "batch_dims: int = 0, Tindices: {int32, int64}, Taxis: {int32, int64}",
    traits=PURE,
    aliases=(0,),
)


@GATHER.shape
def _gather_shape(op: Operation) -> StaticShape:
    params, indices, _ = (tensor.static_shape for tensor in op.inputs)
    with_rank(op.inputs[2].static_shape, 0)
    params = with_rank_at_least(params, 1)
    axis, batch_dims = constant_value(op.inputs[2]), op.get_attr("batch_dims")
    if axis is None:
        if params is None or indices is None:
            return None
        return (None,) * (len(params) + len(indices) - 1 - batch_dims)
    place = int(axis)
    params = with_rank_at_least(params, place + 1 if place >= 0 else -place)
    with_rank_at_least(indices, abs(batch_dims))
    params = with_rank_at_least(params, batch_dims + 1)
    if params is None or indices is None:
        return None
    place %= len(params)
    return params[:place] + indices[batch_dims:] + params[place + 1 :]


@GATHER.kernel
def _gather(params: Any, indices: Any, axis: Any, batch_dims: int) -> np.ndarray:
    place = _checked_axis(np.ndim(params), int(axis))
    indices = np.asarray(indices)
    for k in range(batch_dims):
        if params.shape[k] != indices.shape[k]:
            raise invalid(f"params.shape[{k}]: {params.shape[k]} should be equal to indices.shape[{k}]: {indices.shape[k]}")
    check_indices(indices, params.shape[place])
    if batch_dims:
        if place < batch_dims:
            raise invalid(f"batch_dims ({batch_dims}) must be less than or equal to axis ({place})")
        return _gather_per_batch(params, indices, place, batch_dims)
    if indices.ndim == 0:
        # The ellipsis keeps a scalar an array, a string too.
        return params[(*(slice(None),) * place, int(indices), ...)]
    return np.take(params, indices, place)


def _checked_axis(rank: int, axis: int) -> int:
    if rank == 0:
        raise invalid("params must be at least 1 dimensional")
    if not -rank <= axis < rank:
        needed = axis + 1 if axis >= 0 else -axis
        raise invalid(f"Shape must be at least rank {needed} but is rank {rank}")
    return axis % rank


def _gather_per_batch(params: np.ndarray, indices: np.ndarray, axis: int, batch_dims: int) -> np.ndarray:
    """The first `batch_dims` axes of both go along with each other."""
    grid = np.ix_(*map(np.arange, indices.shape[:batch_dims]))
    picked_rank = indices.ndim - batch_dims
    along = tuple(axis_numbers.reshape(axis_numbers.shape + (1,) * picked_rank) for axis_numbers in grid)
    found = np.moveaxis(params, axis, batch_dims)[(*along, indices)]
    between = axis - batch_dims
    source = range(batch_dims + picked_rank, batch_dims + picked_rank + between)
    return np.moveaxis(found, source, range(batch_dims, batch_dims + between))


@GATHER.batch
def _gather_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    with_params, with_indices, with_axis = batched
    if with_axis or op.get_attr("batch_dims"):
        return None
    if not with_indices:
        return lambda n, params, indices, axis: kernel(params, indices, axis if axis < 0 else axis + 1)

    def from_one(n: int, params: np.ndarray, indices: np.ndarray, axis: Any) -> np.ndarray:
        place = _checked_axis(np.ndim(params), int(axis))
        return np.moveaxis(kernel(params, indices, axis), place, 0)

    def from_each(n: int, params: np.ndarray, indices: np.ndarray, axis: Any) -> np.ndarray:
        place = _checked_axis(params.ndim - 1, int(axis))
        check_indices(indices, params.shape[place + 1])
        return _gather_per_batch(params, indices, place + 1, 1)

    return from_each if with_params else from_one


@GATHER.gradient
def _gather_gradient(op: Operation, dy: Any) -> list:
    params, indices, axis_input = op.inputs
    axis, batch_dims = constant_value(axis_input), op.get_attr("batch_dims")
    with get_default_graph().colocate_with(params):
        shape = ops.cast(ops.shape(params, out_type=dtypes.int64), dtypes.int32)
    if axis is not None and int(axis) == 0:
        count = ops.expand_dims(ops.size(indices), 0)
        values = ops.reshape(dy, ops.concat([count, shape[1:]], 0))
        return [IndexedSlices(values, ops.reshape(indices, count), shape), None, None]
    # What is picked at each place of the axes before `axis` becomes rows; those of all places are added up at once.
    place = ops.reshape(ops.floormod(ops.cast(axis_input, dtypes.int32), ops.rank(params)), [1])
    limit = ops.slice(shape, place, [1])
    after = ops.slice(shape, place + 1, [-1])
    batch = ops.reduce_prod(shape[:batch_dims], keepdims=True)
    between = ops.reduce_prod(ops.slice(shape, [batch_dims], place - batch_dims), keepdims=True)
    picked = ops.reduce_prod(ops.shape(indices)[batch_dims:], keepdims=True)
    copies = batch * between
    ids = ops.tile(ops.reshape(indices, ops.concat([batch, [1], picked], 0)), ops.concat([[1], between, [1]], 0))
    first = ops.reshape(ops.range(ops.reshape(copies, [])) * limit, ops.concat([batch, between, [1]], 0))
    ids = ops.reshape(ids + ops.cast(first, ids.dtype), [-1])
    rows = ops.reshape(dy, ops.concat([copies * picked, after], 0))
    summed = ops.unsorted_segment_sum(rows, ids, ops.reshape(copies * limit, []))
    return [ops.reshape(summed, shape), None, None]


@export("gather")
def gather(
    params: Any,
    indices: TensorLike,
    validate_indices: bool | None = None,
    name: str | None = None,
    axis: IntegersLike | None = None,
    batch_dims: int | None = 0,
) -> Tensor:
    """The slices of `params` at `indices` along `axis`.

    Args:
      params: tensor of shape `p`, rank at least 1.
      indices: int32 or int64 tensor of shape `i`, values in [0, p[axis]).
      validate_indices: accepted; indices are always checked.
      axis: int in [-rank, rank); by default `batch_dims`.
      batch_dims: how many leading dimensions of both tensors go along with each other; None for 0.

    Returns:
      shape `p[:axis] + i[batch_dims:] + p[axis+1:]`. Its gradient along axis 0 is an IndexedSlices.

    Raises:
      TypeError: indices that are not int32 or int64.
      ValueError: a scalar `params`, or an `axis` that is known to be out of range.
      InvalidArgumentError: (when run) `indices[0] = 5 is not in [0, 2)`, or shapes that do not go along with each other.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.gather([10, 20, 30], [2, 0])).tolist()
      [30, 10]
    """
    batch_dims = batch_dims or 0
    axis = batch_dims if axis is None else axis
    if batch_dims < 0:
        indices = convert_to_tensor(indices)
        batch_dims += len(indices.shape)
    if isinstance(axis, int) and axis == 0:
        batch_dims = 0  # as in TensorFlow, which looks at batch dimensions along other axes only
    return GATHER(params, indices, convert_axis(axis), batch_dims=batch_dims, name=name)


@export("batch_gather")
def batch_gather(params: TensorLike, indices: TensorLike, name: str | None = None) -> Tensor:
    """`gather` for each of many tensors: along the last axis of `indices`, whose others both have in common.

    Args:
      params: tensor of shape [...batch, n, ...].
      indices: int32 or int64 tensor of shape [...batch, m], of known rank.

    Returns:
      shape [...batch, m, ...], dtype of `params`.

    Raises:
      ValueError: the rank of `indices` is not known, or it is a scalar.
      InvalidArgumentError: (when run) an index is not in [0, n).
    """
    with name_scope(name, "BatchGather", [params, indices]) as scope:
        indices, params = convert_to_tensor(indices, name="indices"), convert_to_tensor(params, name="params")
        if indices.static_shape is None:
            raise ValueError("batch_gather does not allow indices with unknown shape.")
        batch_dims = len(indices.static_shape) - 1
        if batch_dims < 0:
            raise ValueError(f"batch_dims = {batch_dims} must be less than rank(indices) = 0")
        gathered = GATHER(params, indices, batch_dims, batch_dims=batch_dims, name=scope)
        gathered.set_shape(indices.shape.concatenate(params.shape[batch_dims + 1 :]))
        return gathered


# -- gather_nd ---------------------------------------------------------------------------------------------------------

GATHER_ND = Op(
    "GatherNd", "params: Tparams, indices: Tindices -> output: Tparams", "Tindices: {int32, int64}", traits=PURE, aliases=(0,)
)


@GATHER_ND.shape
def _gather_nd_shape(op: Operation) -> StaticShape:
    params, indices = (tensor.static_shape for tensor in op.inputs)
    indices = with_rank_at_least(indices, 1)
    if params is None or indices is None or indices[-1] is None:
        return None
    if indices[-1] > len(params):
        raise ValueError(
            f"indices.shape[-1] must be <= params.rank, but saw indices shape: {bracket(indices)} and params shape: "
            f"{bracket(params)}"
        )
    return concat_shapes(indices[:-1], params[indices[-1] :])


@GATHER_ND.kernel
def _gather_nd(params: Any, indices: np.ndarray) -> np.ndarray:
    _refuse_empty(np.shape(params), indices)
    if indices.shape[-1] == 0:
        return np.broadcast_to(params, indices.shape[:-1] + np.shape(params))
    return params[(*coordinates(indices, np.shape(params), "param "), ...)]


def _refuse_empty(shape: tuple[int, ...], indices: np.ndarray) -> None:
    if 0 in shape and 0 not in indices.shape[:-1]:
        raise invalid(f"Requested more than 0 entries, but params is empty.  Params shape: {bracket(shape)}")


def coordinates(indices: np.ndarray, shape: tuple, what: str) -> tuple[np.ndarray, ...]:
    """The last axis of `indices` as a tuple of index arrays. Raises InvalidArgumentError for one outside of `shape`."""
    depth = indices.shape[-1]
    if depth > len(shape):
        raise invalid(f"index innermost dimension length must be <= params rank; saw: {depth} vs. {len(shape)}")
    limits = np.array(shape[:depth], np.int64)
    if indices.size and 0 in shape and what == "param ":
        raise invalid(f"Requested more than 0 entries, but params is empty.  Params shape: {bracket(shape)}")
    outside = ((indices < 0) | (indices >= limits)).any(axis=-1)
    if outside.any():
        place = tuple(np.argwhere(outside)[0])
        numbers = ", ".join(map(str, indices[place].tolist()))
        flat = f"[{','.join(map(str, place))}]" if place else ""
        raise invalid(f"indices{flat} = [{numbers}] does not index into {what}shape {bracket(shape)}")
    return tuple(np.moveaxis(indices, -1, 0))


def rows_at(current: np.ndarray, indices: np.ndarray) -> tuple[np.ndarray, Any]:
    """An array as rows, of which `indices` has the coordinates in its last axis, and the numbers of those rows.

    Where the array cannot be seen as rows without a copy it is given as it is, with an index of those places.

    Raises:
      InvalidArgumentError: coordinates outside of the array.
    """
    shape, depth = current.shape, indices.shape[-1]
    at = coordinates(indices, shape, "")
    if not depth or not current.size or not current.flags.c_contiguous:
        return current, (*at, ...)
    return current.reshape(-1, *shape[depth:]), np.ravel_multi_index(at, shape[:depth])


@GATHER_ND.batch
def _gather_nd_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if not (op.inputs[1].static_shape or (0,))[-1]:
        return None
    if not batched[0]:
        return lambda n, params, indices: kernel(params, indices)

    def run(n: int, params: Any, indices: Any) -> np.ndarray:
        _refuse_empty(params.shape[1:], indices)
        at = coordinates(indices, params.shape[1:], "param ")
        if not batched[1]:
            return params[(slice(None), *at, ...)]
        record = np.arange(n).reshape(n, *(1,) * (indices.ndim - 2))
        return params[(record, *at, ...)]

    return run


@GATHER_ND.gradient
def _gather_nd_gradient(op: Operation, dy: Any) -> list:
    params, indices = op.inputs
    known = indices.static_shape
    if known is not None and len(known) == 2 and known[1] == 1:
        shape = ops.shape(params, out_type=indices.dtype.base_dtype)
        return [IndexedSlices(convert_to_tensor(dy), ops.squeeze(indices, [1]), shape), None]
    return [ops.scatter_nd(indices, dy, ops.shape(params, out_type=indices.dtype.base_dtype)), None]


@export("gather_nd")
def gather_nd(params: Any, indices: TensorLike, name: str | None = None, batch_dims: int = 0) -> Tensor:
    """The elements or slices of `params` at the coordinates in the last axis of `indices`.

    Args:
      params: tensor of shape `p`.
      indices: int32 or int64 tensor of shape `i`, `i[-1] <= rank(params) - batch_dims`; of known rank where there are batch
        dimensions.
      batch_dims: how many leading dimensions of both tensors go along with each other.

    Returns:
      shape `i[:-1] + p[batch_dims + i[-1]:]`, dtype of `params`.

    Raises:
      TypeError: `batch_dims` is no int.
      ValueError: it is negative, or not below the ranks of `params` and `indices`.
      InvalidArgumentError: (when run) coordinates outside of `params`.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.gather_nd([[1, 2], [3, 4]], [[0, 1], [1, 0]])).tolist()
      [2, 3]
    """
    if not hasattr(batch_dims, "__index__"):
        raise TypeError(f"batch_dims must be an int; got {batch_dims!r}")
    if batch_dims < 0:
        raise ValueError("tf.gather_nd does not allow negative batch_dims.")
    if batch_dims == 0:
        return GATHER_ND(params, indices, name=name)
    with name_scope(name, "BatchGatherND", [params, indices]) as scope:
        params, indices = convert_to_tensor(params, name="params"), convert_to_tensor(indices, name="indices")
        return _gather_nd_per_batch(params, indices, batch_dims, scope)


def _gather_nd_per_batch(params: Tensor, indices: Tensor, batch_dims: int, name: str) -> Tensor:
    known = params.static_shape, indices.static_shape
    for what, dims in zip(("params", "indices"), known, strict=True):
        if dims is None:
            raise ValueError("Cannot infer num from shape (?,)")
        if batch_dims >= len(dims):
            raise ValueError(f"batch_dims = {batch_dims} must be less than rank({what}) = {len(dims)}")
    sizes: Any = ops.shape(params)
    places: Any = ops.shape(indices)
    rank, kind = len(known[1]), indices.dtype.base_dtype  # type: ignore[arg-type]
    here = ops.zeros(ops.concat([places[:-1], [1]], 0), kind)
    batches = [
        here + ops.reshape(ops.cast(ops.range(sizes[k]), kind), [-1 if axis == k else 1 for axis in range(rank)])
        for k in range(batch_dims)
    ]
    depth = places[-1]
    rows = ops.reshape(ops.concat([*batches, indices], -1), ops.stack([-1, batch_dims + depth]))
    shape = ops.concat([places[:-1], ops.slice(sizes, ops.reshape(batch_dims + depth, [1]), [-1])], 0)
    return ops.reshape(GATHER_ND(params, rows), shape, name=name)
