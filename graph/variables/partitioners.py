"""Partitioners: into how many parts a variable is cut, and where.

A partitioner takes the shape (a TensorShape) and the dtype of a variable and returns one number per dimension: into how
many parts it is cut there. All but one of them are 1.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from headrace.formats.exports import export

from ..types import dtypes
from ..types.shapes import TensorShape

Partitioner = Callable[..., Sequence[int]]


class PartitionInfo:
    """Which part of a variable an initializer is asked for.

    Attributes:
      full_shape: list of int, the shape of the whole variable.
      var_offset: list of int, where the part begins.
    """

    def __init__(self, full_shape: Sequence[int], var_offset: Sequence[int]) -> None:
        _check_sequence(full_shape, "full_shape")
        _check_sequence(var_offset, "var_offset")
        if len(var_offset) != len(full_shape):
            raise ValueError(
                f"Expected equal length, but `var_offset` is of length {len(var_offset)} while full_shape is of length "
                f"{len(full_shape)}."
            )
        for offset, size in zip(var_offset, full_shape, strict=True):
            if offset < 0 or offset >= size:
                raise ValueError(
                    f"Expected 0 <= offset < shape but found offset={offset}, shape={size} for var_offset={var_offset}, "
                    f"full_shape={full_shape}"
                )
        self.full_shape = full_shape
        self.var_offset = var_offset

    def single_offset(self, shape: Sequence[int]) -> int:
        """Where a part of that shape begins in the dimension that is cut; 0 where none is."""
        dimension = self.single_slice_dim(shape)
        return 0 if dimension is None else self.var_offset[dimension]

    def single_slice_dim(self, shape: Sequence[int]) -> int | None:
        """The dimension in which a part of that shape is cut, or None.

        Raises:
          TypeError: `shape` is no sequence.
          ValueError: it has another rank, does not fit, or is cut in several dimensions.
        """
        _check_sequence(shape, "shape")
        if len(shape) != len(self.full_shape):
            raise ValueError(
                f"Expected equal length, but received shape={shape} of length {len(shape)} while "
                f"self.full_shape={self.full_shape} is of length {len(self.full_shape)}."
            )
        for position, size in enumerate(shape):
            if self.var_offset[position] + size > self.full_shape[position]:
                raise ValueError(
                    f"With self.var_offset={self.var_offset}, a partition of shape={shape} would exceed "
                    f"self.full_shape={self.full_shape} in dimension {position}."
                )
        cut = [position for position, size in enumerate(shape) if size != self.full_shape[position]]
        if len(cut) > 1:
            raise ValueError(
                f"Cannot use single_slice_dim() with shape={shape} and self.full_shape={self.full_shape} since slice dim "
                f"could be either dimension {cut[1]} or {cut[0]}."
            )
        return cut[0] if cut else None


def _check_sequence(value: Any, name: str) -> None:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise TypeError(f"`{name}` must be a sequence (like tuple or list) instead of {type(value).__name__}")


def cuts(partitioner: Partitioner, shape: TensorShape, dtype: dtypes.DType) -> Sequence[int]:
    """What a partitioner says of a shape, checked.

    Raises:
      ValueError: the shape is not fully known or has no dimension, or the answer is not one number >= 1 per dimension,
        at most one of them above 1.
    """
    if not shape.is_fully_defined():
        raise ValueError(f"Shape of a new partitioned variable must be fully defined, but instead was {shape}.")
    rank = len(shape.as_list())
    if rank < 1:
        raise ValueError(f"A partitioned Variable must have rank at least 1, shape: {shape}")
    parts = partitioner(shape=shape, dtype=dtype)
    if not isinstance(parts, Sequence):
        raise ValueError(f"Partitioner must return a sequence, but saw: {parts}")
    if len(parts) != rank:
        raise ValueError(f"Partitioner returned a partition list that does not match the Variable's rank: {parts} vs. {shape}")
    if any(count < 1 for count in parts):
        raise ValueError(f"Partitioner returned zero partitions for some axes: {parts}")
    if sum(count > 1 for count in parts) > 1:
        raise ValueError(f"Can only slice a variable along one dimension: shape: {shape}, partitioning: {parts}")
    return parts


def slices(shape: Sequence[int], parts: Sequence[int]) -> Iterator[tuple[list[int], list[int]]]:
    """(offset, shape) of each part; the first ones are one longer where they cannot all be equal."""
    dimension = next((position for position, count in enumerate(parts) if count > 1), 0)
    count = parts[dimension]
    least, longer = divmod(shape[dimension], count)
    offset = [0] * len(shape)
    for part in range(count):
        sizes = list(shape)
        sizes[dimension] = least + (part < longer)
        yield list(offset), sizes
        offset[dimension] += sizes[dimension]


def known_sizes(shape: TensorShape) -> list[int]:
    """The sizes of a shape. Raises ValueError where one is unknown."""
    if not shape.is_fully_defined():
        raise ValueError(f"shape is not fully defined: {shape}")
    return [int(size or 0) for size in shape.as_list()]


def _one_cut(rank: int, axis: int, count: int) -> list[int]:
    parts = [1] * rank
    parts[axis] = count
    return parts


@export("fixed_size_partitioner")
def fixed_size_partitioner(num_shards: int, axis: int = 0) -> Partitioner:
    """Cut a dimension into `num_shards` parts, fewer where it has fewer elements.

    Args:
      num_shards: an int of at least 1.
      axis: the dimension, counted from 0.

    Returns:
      A partitioner, a function `(shape, dtype) -> list of int`.
    """

    def partitioner(shape: TensorShape, **unused: Any) -> list[int]:
        sizes = known_sizes(shape)
        return _one_cut(len(sizes), axis, min(num_shards, sizes[axis]))

    return partitioner


@export("variable_axis_size_partitioner")
def variable_axis_size_partitioner(
    max_shard_bytes: int, axis: int = 0, bytes_per_string_element: int = 16, max_shards: int | None = None
) -> Partitioner:
    """Cut a dimension so that no part takes more than `max_shard_bytes`, but into `max_shards` parts at most.

    Args:
      max_shard_bytes: in bytes, at least 1.
      axis: the dimension, counted from 0.
      bytes_per_string_element: what a string counts for, in bytes.
      max_shards: an int of at least 1; no limit by default.

    Returns:
      A partitioner, a function `(shape, dtype) -> list of int`.

    Raises:
      ValueError: a number that is not positive; (when called) the shape is not fully known.
    """
    if max_shard_bytes < 1 or bytes_per_string_element < 1:
        raise ValueError("Both max_shard_bytes and bytes_per_string_element must be positive.")
    if max_shards and max_shards < 1:
        raise ValueError("max_shards must be positive.")

    def partitioner(shape: Any, dtype: Any) -> list[int]:
        if not isinstance(shape, TensorShape):
            raise ValueError(f"shape is not a TensorShape: {shape}")
        sizes = known_sizes(shape)
        if not isinstance(dtype, dtypes.DType):
            raise ValueError(f"dtype is not a DType: {dtype}")
        slice_bytes = math.prod(sizes) / sizes[axis] * _element_bytes(dtype, bytes_per_string_element)
        slices_per_part = max(1, math.floor(max_shard_bytes / slice_bytes))
        count = math.ceil(sizes[axis] / slices_per_part)
        return _one_cut(len(sizes), axis, min(max_shards, count) if max_shards else count)

    return partitioner


@export("min_max_variable_partitioner")
def min_max_variable_partitioner(
    max_partitions: int = 1, axis: int = 0, min_slice_size: int = 256 << 10, bytes_per_string_element: int = 16
) -> Partitioner:
    """Cut a dimension into `max_partitions` parts, fewer where a part would take less than `min_slice_size` bytes.

    Args:
      max_partitions: an int of at least 1.
      axis: the dimension, counted from 0.
      min_slice_size: in bytes, 256 KiB by default.
      bytes_per_string_element: what a string counts for, in bytes.

    Returns:
      A partitioner, a function `(shape, dtype) -> list of int`.

    Raises:
      ValueError: (when called) the shape has no dimension `axis`.
    """

    def partitioner(shape: TensorShape, dtype: dtypes.DType) -> list[int]:
        sizes = known_sizes(shape)
        if axis >= len(sizes):
            raise ValueError(f"Can not partition variable along axis {axis} when shape is only {shape}")
        wanted = math.ceil(math.prod(sizes) * _element_bytes(dtype, bytes_per_string_element) / min_slice_size)
        return _one_cut(len(sizes), axis, max(1, min(sizes[axis], max_partitions, wanted)))

    return partitioner


def _element_bytes(dtype: dtypes.DType, of_string: int) -> int:
    return of_string if dtype.base_dtype is dtypes.string else dtype.size
