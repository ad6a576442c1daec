"""Rows sorted into several tensors, and put together again: dynamic_partition, dynamic_stitch."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, merge, merge_dim

DYNAMIC_PARTITION = Op(
    "DynamicPartition",
    "data: T, partitions: int32 -> outputs: num_partitions * T",
    "num_partitions: int >= 1",
    traits=PURE,
    batch=PER_RECORD,
)


def _prefix(whole: StaticShape, start: StaticShape) -> None:
    """Raises ValueError where `whole` is known not to start with `start`."""
    if whole is None or start is None:
        return
    if len(whole) < len(start):
        raise ValueError(f"Shape must be at least rank {len(start)} but is rank {len(whole)}")
    for size, wanted in zip(whole, start, strict=False):
        merge_dim(size, wanted)


@DYNAMIC_PARTITION.shape
def _partition_shape(op: Operation) -> list[StaticShape]:
    data, partitions = (tensor.static_shape for tensor in op.inputs)
    _prefix(data, partitions)
    known = None if data is None or partitions is None else (None, *data[len(partitions) :])
    return [known] * op.get_attr("num_partitions")


@DYNAMIC_PARTITION.kernel
def _partition(data: Any, partitions: Any, num_partitions: int) -> list[np.ndarray]:
    partitions = np.asarray(partitions)
    data = np.asarray(data)
    if data.shape[: partitions.ndim] != partitions.shape:
        raise invalid(
            f"data.shape must start with partitions.shape, got data.shape = {bracket(data.shape)}, partitions.shape = "
            f"{bracket(partitions.shape)}"
        )
    outside = (partitions < 0) | (partitions >= num_partitions)
    if outside.any():
        place = tuple(np.argwhere(outside)[0])
        where = f"[{','.join(map(str, place))}]" if place else ""
        raise invalid(f"partitions{where} = {partitions[place]} is not in [0, {num_partitions})")
    return [data[partitions == number] for number in range(num_partitions)]


@DYNAMIC_PARTITION.gradient
def _partition_gradient(op: Operation, *gradients: Any) -> list:
    data, partitions = op.inputs
    outer = ops.shape(partitions)
    numbers = ops.reshape(ops.range(ops.reduce_prod(outer)), outer)
    places = DYNAMIC_PARTITION(numbers, partitions, num_partitions=op.get_attr("num_partitions"))
    return [ops.reshape(DYNAMIC_STITCH(places, list(gradients)), ops.shape(data)), None]


@export("dynamic_partition")
def dynamic_partition(data: TensorLike, partitions: Any, num_partitions: int, name: str | None = None) -> list[Tensor]:
    """The rows of `data`, sorted into as many tensors as there are partitions.

    Args:
      data: tensor whose first dimensions are those of `partitions`, any dtype.
      partitions: int32 in [0, num_partitions): which tensor each row goes to.
      num_partitions: int, at least 1.

    Returns:
      a list of `num_partitions` tensors [number of rows, ...] of the dtype of `data`.

    Raises:
      ValueError: static shapes that do not fit.
      InvalidArgumentError: (when run) shapes that do not fit, or a partition that is not there.
    """
    return DYNAMIC_PARTITION(data, partitions, num_partitions=num_partitions, name=name)


# -- put together ------------------------------------------------------------------------------------------------------


def _stitch_op(type: str) -> Op:
    op = Op(type, "indices: N * int32, data: N * T -> merged: T", "N: int >= 1", traits=PURE, batch=PER_RECORD)
    op.shape(_stitch_shape)
    op.kernel(_stitch)
    op.gradient(_stitch_gradient)
    return op


def _stitch_shape(op: Operation) -> StaticShape:
    count = op.get_attr("N")
    inner: StaticShape = None
    limit: int | None = 0
    for places, rows in zip(op.inputs[:count], op.inputs[count:], strict=True):
        _prefix(rows.static_shape, places.static_shape)
        known = constant_value(places)
        if known is None:
            limit = None
        elif limit is not None:
            limit = max(limit, int(known.max()) + 1 if known.size else 0)
        outer, whole = places.static_shape, rows.static_shape
        if whole is not None and outer is not None:
            inner = merge(inner, whole[len(outer) :])
    return None if inner is None else (limit, *inner)


def _stitch(indices: tuple, data: tuple) -> np.ndarray:
    first = np.shape(data[0])[np.ndim(indices[0]) :]
    for k, (places, rows) in enumerate(zip(indices, data, strict=True)):
        outer, whole = np.shape(places), np.shape(rows)
        if whole[: len(outer)] != outer:
            raise invalid(f"data[{k}].shape = {bracket(whole)} does not start with indices[{k}].shape = {bracket(outer)}")
        if whole[len(outer) :] != first:
            raise invalid(
                f"Need data[0].shape[{np.ndim(indices[0])}:] = data[{k}].shape[{len(outer)}:], got data[0].shape = "
                f"{bracket(np.shape(data[0]))}, data[{k}].shape = {bracket(whole)}, indices[0].shape = "
                f"{bracket(np.shape(indices[0]))}, indices[{k}].shape = {bracket(outer)}"
            )
    flat = np.concatenate([np.ravel(places) for places in indices])
    rows = np.concatenate([np.reshape(part, (np.size(places), *first)) for places, part in zip(indices, data, strict=True)])
    if flat.size and flat.min() < 0:
        place = next(int(np.argmax(np.ravel(places) < 0)) for places in indices if np.min(places, initial=0) < 0)
        raise invalid(f"indices[{place}] is out of range")
    merged = np.zeros((int(flat.max()) + 1 if flat.size else 0, *first), rows.dtype)
    if merged.dtype == object:
        merged[...] = b""
    merged[flat] = rows
    return merged


def _stitch_gradient(op: Operation, dy: Any) -> list:
    count = op.get_attr("N")
    return [None] * count + [ops.gather(dy, places) for places in op.inputs[:count]]


DYNAMIC_STITCH = _stitch_op("DynamicStitch")
PARALLEL_DYNAMIC_STITCH = _stitch_op("ParallelDynamicStitch")


@export("dynamic_stitch")
def dynamic_stitch(indices: TensorLike, data: TensorLike, name: str | None = None) -> Tensor:
    """Rows of several tensors put together: row `indices[k][i]` of the result is `data[k][i]`.

    Args:
      indices: list of int32 tensors. Where a row stands twice, the last one counts.
      data: list of tensors of one dtype, each of the shape of its indices, then one inner shape for all.

    Returns:
      [greatest index + 1] + inner shape, dtype of `data`; rows that no index names are 0.

    Raises:
      ValueError: lists of different lengths, or static shapes that do not fit.
      InvalidArgumentError: (when run) shapes that do not fit, or a negative index.
    """
    return DYNAMIC_STITCH(indices, data, name=name)
