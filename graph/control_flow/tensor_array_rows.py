"""Elements of TensorArrays and the arrays that they are the rows of: written and read as one, taken apart, put together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.rules.rows import RowAccess
from ..types.dtypes import DType
from ..types.errors import UnimplementedError, invalid
from ..types.static_shapes import StaticShape, bracket, is_full
from ..types.texts import as_kernels_take
from .tensor_array_state import TensorArrayState, told


def are_all_places(indices: Any, elements: Any) -> bool:
    """Whether indices are 0, 1, 2, ..., one for each element."""
    return indices.shape == elements.shape[:1] != () and bool((indices == np.arange(len(indices))).all())


def access_of_write(op: Operation) -> RowAccess:
    """How the elements are written that a node writes in all iterations."""
    kind = op.get_attr("T")

    def look(handle: TensorArrayState, value: Any) -> bool:
        return handle.dtype is kind and handle.takes_rows(value)

    return RowAccess(0, 1, 2, 3, look, TensorArrayState.write_rows)


def access_of_read(op: Operation) -> RowAccess:
    """How the elements are read that a node reads in all iterations."""
    kind = op.get_attr("dtype")

    def look(handle: TensorArrayState, n: int) -> Any:
        whole = handle.rows() if handle.dtype is kind else None
        return whole if whole is not None and len(whole) == n else None

    return RowAccess(0, 1, None, 2, look, TensorArrayState.read_rows)


def rows(value: Any) -> list[Any]:
    """The elements along the first axis, as kernels take them."""
    return [as_kernels_take(row) for row in value] if value.dtype.hasobject else list(value)


def stacked(values: Sequence[Any], dtype: DType, element_shape: StaticShape) -> np.ndarray:
    """One array of elements that all have the same shape, one after the other.

    Raises:
      InvalidArgumentError: they have different shapes, or not `element_shape`.
      UnimplementedError: there are none, and `element_shape` does not say what each would be.
    """
    if not values:
        if not is_full(element_shape):
            raise UnimplementedError(
                None,
                None,
                f"TensorArray has size zero, but element shape {told(element_shape)} is not fully defined. Currently only "
                "static shapes are supported when packing zero-size TensorArrays.",
            )
        return np.empty((0, *element_shape), dtype.as_numpy_dtype)
    shapes = [value.shape for value in values]
    shape = shapes[0]
    if shapes.count(shape) != len(shapes):
        index = next(index for index, other in enumerate(shapes) if other != shape)
        raise invalid(
            f"TensorArray has inconsistent shapes.  Index 0 has shape: {bracket(shape)} but index {index} has shape: "
            f"{bracket(shapes[index])}"
        )
    if shape:
        result = np.empty((len(values), *shape), dtype.as_numpy_dtype)
        np.concatenate(values, out=result.reshape(len(values) * shape[0], *shape[1:]))
        return result
    return np.array([value[()] for value in values], dtype.as_numpy_dtype)


def joined(values: Sequence[Any], dtype: DType, element_shape: StaticShape) -> np.ndarray:
    """The elements along the first axis, one after the other.

    Args:
      element_shape: of an element but for the first dimension.

    Raises:
      InvalidArgumentError: one is a scalar, or they differ in another dimension than the first.
      UnimplementedError: there are none, and `element_shape` does not say what each would be.
    """
    if not values:
        if not is_full(element_shape):
            raise UnimplementedError(
                None,
                None,
                f"TensorArray has size zero, but element_shape_except0 {told(element_shape)} is not fully defined. Currently "
                "only static shapes are supported when concatenating zero-size TensorArrays.",
            )
        return np.empty((0, *element_shape), dtype.as_numpy_dtype)
    first = values[0].shape[1:]
    for index, shape in enumerate(value.shape for value in values):
        if not shape:
            raise invalid(
                f"Concat saw a scalar shape at index {index} but requires at least vectors.  Did you mean to call pack?"
            )
        if shape[1:] != first:
            raise invalid(
                f"TensorArray has inconsistent shapes.  Index 0 has (excepting dimension 0) shape: {bracket(first)} but index "
                f"{index} has (excepting dimension 0) shape: {bracket(shape[1:])}"
            )
    return np.concatenate(values)
