"""Tensors repeated up to a larger shape, the shape to which two broadcast, and meshgrid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import checked_sizes, invalid
from ...types.likes import ShapeLike
from ...types.shapes import TensorShape
from ...types.static_shapes import (
    StaticShape,
    as_static,
    bracket,
    broadcast,
    merge_dim,
    with_rank,
)
from ..math.broadcasting import BROADCAST_GRADIENT_ARGS

BROADCAST_TO = Op(
    "BroadcastTo", "input: T, shape: Tidx -> output: T", "Tidx: {int32, int64} = int32", traits=PURE, aliases=(0,)
)


@BROADCAST_TO.shape
def _broadcast_to_shape(op: Operation) -> StaticShape:
    given, wanted = op.inputs[0].static_shape, constant_value_as_shape(op.inputs[1])
    if given is not None and wanted is not None:
        if len(given) > len(wanted):
            raise ValueError(f"Shape must be at most rank {len(wanted)} but is rank {len(given)}")
        missing = len(wanted) - len(given)
        sizes = reversed(
            [
                goal if size in (None, 0, 1) else merge_dim(size, goal)
                for size, goal in zip(reversed(given), reversed(wanted[missing:]), strict=True)
            ]
        )
        return (*wanted[:missing], *sizes)
    return wanted


@BROADCAST_TO.kernel
def _broadcast_to(input: Any, shape: np.ndarray) -> np.ndarray:
    wanted = checked_sizes(shape)
    if np.ndim(input) > len(wanted):
        raise invalid(f"Rank of input ({np.ndim(input)}) must be no greater than rank of output shape ({len(wanted)}).")
    try:
        return np.broadcast_to(input, wanted)
    except ValueError as error:
        raise invalid(f"Incompatible shapes: {bracket(np.shape(input))} vs. {bracket(wanted)}") from error


@BROADCAST_TO.batch
def _broadcast_to_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if batched[1]:
        return None

    def run(n: int, input: np.ndarray, shape: np.ndarray) -> np.ndarray:
        missing = len(shape) - (input.ndim - 1)
        aligned = input.reshape(n, *(1,) * missing, *input.shape[1:]) if missing > 0 else input
        return kernel(aligned, np.concatenate([[n], shape]))

    return run


@BROADCAST_TO.gradient
def _broadcast_to_gradient(op: Operation, dy: Any) -> list:
    sizes = ops.shape(op.inputs[0], out_type=op.inputs[1].dtype.base_dtype)
    _, axes = BROADCAST_GRADIENT_ARGS(op.inputs[1], sizes)
    return [ops.reshape(ops.reduce_sum(dy, axes, keepdims=True), sizes), None]


@export("broadcast_to")
def broadcast_to(input: Any, shape: ShapeLike, name: str | None = None) -> Tensor:
    """The tensor with its dimensions of size 1, and missing ones before them, repeated up to `shape`.

    Args:
      input: any dtype.
      shape: int32 or int64 vector.

    Returns:
      shape `shape`, dtype of `input`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) the tensor does not broadcast to `shape`.
    """
    return BROADCAST_TO(input, shape, name=name)


BROADCAST_ARGS = Op(
    "BroadcastArgs",
    "s0: T, s1: T -> r0: T",
    "T: {int32, int64} = int32",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@BROADCAST_ARGS.shape
def _broadcast_args_shape(op: Operation) -> StaticShape:
    ranks = [with_rank(tensor.static_shape, 1) for tensor in op.inputs]
    sizes = [shape[0] for shape in ranks]
    return (None,) if None in sizes else (max(sizes),)  # type: ignore[type-var]


@BROADCAST_ARGS.kernel
def _broadcast_args(s0: np.ndarray, s1: np.ndarray) -> np.ndarray:
    try:
        found = broadcast(tuple(s0.tolist()), tuple(s1.tolist()))
    except ValueError as error:
        raise invalid(f"Incompatible shapes: {bracket(tuple(s0.tolist()))} vs. {bracket(tuple(s1.tolist()))}") from error
    return np.array(found, s0.dtype)


@export("broadcast_dynamic_shape")
def broadcast_dynamic_shape(shape_x: ShapeLike, shape_y: ShapeLike) -> Tensor:
    """The shape to which tensors of two shapes broadcast, as a tensor.

    Args:
      shape_x, shape_y: vectors of one dtype, int32 or int64.

    Returns:
      a vector as long as the longer one, of their dtype.

    Raises:
      TypeError: other dtypes, or two different ones.
      InvalidArgumentError: (when run) they do not broadcast.
    """
    return BROADCAST_ARGS(shape_x, shape_y)


@export("broadcast_static_shape")
def broadcast_static_shape(shape_x: ShapeLike, shape_y: ShapeLike) -> Any:
    """The static shape to which two static shapes broadcast.

    Args:
      shape_x, shape_y: TensorShapes, or what becomes one.

    Returns:
      a TensorShape, perhaps with dimensions that are not known.

    Raises:
      ValueError: they do not broadcast.
    """
    first, second = as_static(shape_x), as_static(shape_y)
    try:
        return TensorShape(broadcast(first, second))
    except ValueError as error:
        raise ValueError(f"Incompatible shapes for broadcasting: {TensorShape(first)} and {TensorShape(second)}") from error


@export("meshgrid")
def meshgrid(*args: Any, indexing: str = "xy", name: str = "meshgrid") -> list[Tensor]:
    """N vectors as N tensors of rank N: the coordinates of all points of their grid.

    Args:
      args: vectors, or scalars; N of them, of one dtype.
      indexing: "xy" (the first two axes exchanged, as for images) or "ij".

    Returns:
      a list of N tensors of rank N; for "ij" their sizes are those of the vectors, in order.

    Raises:
      ValueError: another `indexing`.
      TypeError: the dtypes differ.
    """
    if indexing not in ("xy", "ij"):
        raise ValueError("indexing parameter must be either 'xy' or 'ij'")
    with name_scope(name, "meshgrid", args):
        rank = len(args)
        if not rank:
            return []
        places = list(range(rank))
        if indexing == "xy" and rank > 1:
            places[0], places[1] = 1, 0
        vectors = [convert_to_tensor(arg) for arg in args]
        columns = [
            ops.reshape(vector, [-1 if axis == place else 1 for axis in range(rank)])
            for vector, place in zip(vectors, places, strict=True)
        ]
        sizes = [ops.size(vector) for vector in vectors]
        grid = ops.ones([sizes[places.index(axis)] for axis in range(rank)], vectors[0].dtype.base_dtype)
        return [ops.multiply(column, grid, name="mul") for column in columns]
