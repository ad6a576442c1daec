"""Sparse tensors summed and searched along axes, and their softmax."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.errors import InternalError
from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.constants import constant
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.rules.shape import unknown
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import IntegersLike
from ...types.static_shapes import StaticShape, bracket, with_rank
from .elementwise import DENSE_CWISE_ADD
from .parts import check_parts
from .sparse_tensor import SparseTensor, as_sparse

_INPUTS = "input_indices: int64, input_values: T, input_shape: int64, reduction_axes: int32"
_TO_SPARSE = "output_indices: int64, output_values: T, output_shape: int64"

Groups = tuple[np.ndarray, np.ndarray, np.ndarray, list[int], list[int]]


def _groups(indices: Any, values: Any, shape: Any, axes: Any) -> Groups:
    """Elements ordered by what is left of their indices: the values, where groups begin, the places of the groups on the
    axes that are left, these axes, and those that go."""
    if np.ndim(shape) != 1:
        raise invalid(f"Expected input_shape to be a vector; got shape: {bracket(np.shape(shape))}")
    if np.ndim(axes) > 1:
        raise invalid(f"Expected reduction_axes to be a scalar or a vector; got shape: {bracket(np.shape(axes))}")
    rank = len(shape)
    for axis in np.ravel(axes).tolist():
        if not -rank <= axis < rank:
            raise invalid(f"Invalid reduction dimension {axis}, for input with {rank} dimensions.")
    check_parts(indices, values, shape)
    gone = sorted({axis % rank for axis in np.ravel(axes).tolist()})
    left = [axis for axis in range(rank) if axis not in gone]
    columns = indices[:, left + gone]
    order = np.lexsort(columns.T[::-1]) if columns.size else np.arange(len(columns))
    places = columns[order][:, : len(left)]
    is_new = np.ones(len(places), np.bool_)
    is_new[1:] = (places[1:] != places[:-1]).any(axis=1)
    starts = np.flatnonzero(is_new)
    return values[order], starts, places[starts], left, gone


def _reducing(kind: str, ufunc: np.ufunc, types: Sequence[dtypes.DType]) -> tuple[Op, Op]:
    """The ops that reduce, to a dense and to a sparse tensor."""

    def reduced(values: np.ndarray, starts: np.ndarray) -> np.ndarray:
        found = ufunc.reduceat(values, starts, dtype=values.dtype) if len(starts) else values[:0]
        return found + values.dtype.type(0) if kind == "Sum" else found  # a sum begins with 0, not with -0

    def dense(input_indices: Any, input_values: Any, input_shape: Any, reduction_axes: Any, keep_dims: bool) -> Any:
        values, starts, places, left, gone = _groups(input_indices, input_values, input_shape, reduction_axes)
        shape = tuple(input_shape[left].tolist())
        result = np.zeros(shape, values.dtype)
        flat = np.zeros(len(starts), np.int64)
        for size, column in zip(shape, places.T, strict=True):
            flat = flat * size + column
        wrong = (flat < 0) | (flat >= result.size)
        if wrong.any():
            bounds = f"[0, {result.size})"
            message = f"Obtained a write index of {flat[wrong.argmax()]} which is outside of bounds of {bounds}"
            raise InternalError(None, None, message)
        result.reshape(-1)[flat] = reduced(values, starts)
        if not keep_dims:
            return result
        return result.reshape([1 if axis in gone else size for axis, size in enumerate(input_shape.tolist())])

    def sparse(input_indices: Any, input_values: Any, input_shape: Any, reduction_axes: Any, keep_dims: bool) -> tuple:
        values, starts, places, left, gone = _groups(input_indices, input_values, input_shape, reduction_axes)
        if not keep_dims:
            return places, reduced(values, starts), input_shape[left]
        whole = np.zeros((len(starts), len(input_shape)), np.int64)
        whole[:, left] = places
        shape = np.array(input_shape)
        shape[gone] = 1
        return whole, reduced(values, starts), shape

    return (
        Op(
            f"SparseReduce{kind}",
            f"{_INPUTS} -> output: T",
            "keep_dims: bool = false",
            T=types,
            traits=PURE,
            shape=_reduced_shape,
            kernel=dense,
            batch=PER_RECORD,
            gradient=UNDEFINED_GRADIENT if kind == "Max" else _sum_gradient,
        ),
        Op(
            f"SparseReduce{kind}Sparse",
            f"{_INPUTS} -> {_TO_SPARSE}",
            "keep_dims: bool = false",
            T=types,
            traits=PURE,
            shape=unknown,
            kernel=sparse,
            batch=PER_RECORD,
            gradient=UNDEFINED_GRADIENT,
        ),
    )


def _reduced_shape(op: Operation) -> StaticShape:
    shape, axes = constant_value(op.inputs[2]), constant_value(op.inputs[3])
    if shape is None or axes is None:
        return None
    rank = len(shape)
    if not rank:
        raise ValueError("Number of dims in shape tensor must not be 0")
    gone = {(axis + rank) % rank for axis in np.ravel(axes).tolist()}
    sizes = shape.tolist()
    for axis, size in enumerate(sizes):
        if size < 0 and axis not in gone:
            raise ValueError(f"Dimension {size} must be >= 0")
    if op.get_attr("keep_dims"):
        return tuple(1 if axis in gone else size for axis, size in enumerate(sizes))
    return tuple(size for axis, size in enumerate(sizes) if axis not in gone)


def _sum_gradient(op: Operation, dy: Any) -> list:
    indices, _, shape, axes = op.inputs
    rank = ops.size(shape)
    gone = ops.reshape(ops.floormod(axes + rank, rank), [-1])
    kept = ops.dynamic_stitch([ops.range(rank), gone], [shape, ops.ones_like(gone, dtype=dtypes.int64)])
    scale = shape // kept
    return [None, ops.gather_nd(ops.reshape(dy, kept), indices // scale), None, None]


REDUCE_MAX, REDUCE_MAX_SPARSE = _reducing("Max", np.maximum, dtypes.REALS)
REDUCE_SUM, REDUCE_SUM_SPARSE = _reducing("Sum", np.add, dtypes.NUMBERS)


@export("sparse_reduce_max", "sparse.reduce_max")
def sparse_reduce_max(
    sp_input: SparseTensor,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    reduction_axes: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """The largest elements along axes of those that are there; zero where there are none.

    Args:
      sp_input: SparseTensor of real numbers.
      axis, reduction_axes: axes to reduce, from the end where negative; None: all.
      keepdims, keep_dims: leave the axes there, of size 1.

    Returns:
      a Tensor, the shape without the axes (of size 1 with `keepdims`).

    Raises:
      TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) an axis is out of range.
    """
    return _reduce(REDUCE_MAX, sp_input, axis, keepdims, reduction_axes, keep_dims)


@export("sparse_reduce_max_sparse", "sparse.reduce_max_sparse")
@documented_by(sparse_reduce_max)
def sparse_reduce_max_sparse(
    sp_input: SparseTensor,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    reduction_axes: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> SparseTensor:
    """The largest elements along axes of those that are there, as a sparse tensor.

    Returns:
      a SparseTensor with an element where there was at least one.
    """
    return SparseTensor(*_reduce(REDUCE_MAX_SPARSE, sp_input, axis, keepdims, reduction_axes, keep_dims))


@export("sparse_reduce_sum", "sparse.reduce_sum")
def sparse_reduce_sum(
    sp_input: SparseTensor,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    reduction_axes: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """The sums of the elements along axes.

    Args:
      sp_input: SparseTensor of numbers.
      axis, reduction_axes: axes to reduce, from the end where negative; None: all.
      keepdims, keep_dims: leave the axes there, of size 1.

    Returns:
      a Tensor, the shape without the axes (of size 1 with `keepdims`).

    Raises:
      TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) an axis is out of range.

    Example:
      >>> sparse = tf.SparseTensor([[0, 0], [0, 2], [1, 1]], [1, 2, 3], [2, 3])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sparse_reduce_sum(sparse, 1)).tolist()
      [3, 3]
    """
    return _reduce(REDUCE_SUM, sp_input, axis, keepdims, reduction_axes, keep_dims)


@export("sparse_reduce_sum_sparse", "sparse.reduce_sum_sparse")
@documented_by(sparse_reduce_sum)
def sparse_reduce_sum_sparse(
    sp_input: SparseTensor,
    axis: IntegersLike | None = None,
    keepdims: bool | None = None,
    reduction_axes: IntegersLike | None = None,
    keep_dims: bool | None = None,
) -> SparseTensor:
    """The sums of the elements along axes, as a sparse tensor.

    Returns:
      a SparseTensor with an element where there was at least one.
    """
    return SparseTensor(*_reduce(REDUCE_SUM_SPARSE, sp_input, axis, keepdims, reduction_axes, keep_dims))


def _reduce(definition: Op, sp_input: Any, axis: Any, keepdims: Any, reduction_axes: Any, keep_dims: Any) -> Any:
    keep = bool(renamed("keepdims", keepdims, "keep_dims", keep_dims, "1.5"))
    axes = renamed("axis", axis, "reduction_axes", reduction_axes, "1.5")
    sparse = as_sparse(sp_input)
    if axes is None:
        (rank,) = with_rank(sparse.dense_shape.static_shape, 1)
        known = None if rank is None else np.arange(rank, dtype=np.int32)
        axes = ops.range(0, ops.rank(sparse)) if known is None else constant(known)
    return definition(sparse.indices, sparse.values, sparse.dense_shape, axes, keep_dims=keep)


# -- softmax -------------------------------------------------------------------------------------------------------------

SPARSE_SOFTMAX = Op(
    "SparseSoftmax",
    "sp_indices: int64, sp_values: T, sp_shape: int64 -> output: T",
    T=(dtypes.float32, dtypes.float64),
    traits=PURE,
    batch=PER_RECORD,
)


@SPARSE_SOFTMAX.shape
def _softmax_shape(op: Operation) -> StaticShape:
    _, values, _ = (with_rank(tensor.static_shape, rank) for tensor, rank in zip(op.inputs, (2, 1, 1), strict=True))
    return values


@SPARSE_SOFTMAX.kernel
def _sparse_softmax(sp_indices: Any, sp_values: Any, sp_shape: Any) -> Any:
    if np.ndim(sp_indices) != 2:
        raise invalid(f"Input sp_indices should be a matrix but received shape: {bracket(np.shape(sp_indices))}")
    if np.ndim(sp_values) != 1 or np.ndim(sp_shape) != 1:
        shapes = f"{bracket(np.shape(sp_values))} and {bracket(np.shape(sp_shape))}"
        raise invalid(f"Inputs sp_values and sp_shape should be vectors but received shapes: {shapes}")
    if len(sp_shape) < 2:
        said = " ".join(map(str, sp_shape.tolist()))
        raise invalid(f"Input should have rank >= 2, but received shape: {said}")
    check_parts(sp_indices, sp_values, sp_shape)
    if not len(sp_values):
        return np.array(sp_values)
    values, starts, _, _, _ = _groups(sp_indices, sp_values, sp_shape, np.array([-1], np.int32))
    lengths = np.diff(np.append(starts, len(values)))
    powers = np.exp(values - np.repeat(np.maximum.reduceat(values, starts), lengths))
    return powers / np.repeat(np.add.reduceat(powers, starts), lengths)


@SPARSE_SOFTMAX.gradient
def _softmax_gradient(op: Operation, dy: Any) -> list:
    indices, _, shape = op.inputs
    found = op.outputs[0]
    total = REDUCE_SUM(indices, found * dy, shape, [-1], keep_dims=True)
    return [None, DENSE_CWISE_ADD(indices, dy, shape, -total) * found, None]


@export("sparse_softmax", "sparse.softmax")
def sparse_softmax(sp_input: SparseTensor, name: str | None = None) -> SparseTensor:
    """Softmax along the last axis, over the elements that are there.

    Args:
      sp_input: SparseTensor [..., classes] of float32 or float64, of rank 2 at least, its elements in order.

    Returns:
      a SparseTensor of the same indices and shape.

    Raises:
      TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) a vector.
    """
    sp_input = as_sparse(sp_input)
    with name_scope(name, "SparseSoftmax", [sp_input.indices, sp_input.values]):
        values = SPARSE_SOFTMAX(sp_input.indices, sp_input.values, sp_input.dense_shape)
        return SparseTensor(sp_input.indices, values, sp_input.dense_shape)
