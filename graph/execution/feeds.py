"""Feeds: Python values to the arrays that a plan takes in place of its tensors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..core.constants import array_of
from ..core.graph import Graph
from ..core.tensor import Tensor
from ..runtime.memory_order import forwards
from ..types import dtypes
from ..types.errors import invalid
from ..types.shapes import TensorShape
from .fetches import composite_of

Convert = Callable[[Any], Any]


class HeldTensor:
    """A tensor that a session holds: what is fed is its value."""

    def fed(self) -> tuple[Any, dtypes.DType]:
        """The value, and its type."""
        raise NotImplementedError


def feeders(graph: Graph, key: Any) -> list[tuple[Tensor, Convert]]:
    """The tensors that a key of `feed_dict` stands for, each with the function from the fed value to its array.

    A tuple of keys takes a list or tuple of as many values.

    Raises:
      TypeError: `key` is nothing that can be fed.
    """
    composite = composite_of(key)
    if composite is not None:
        parts = composite.expand(key)
        expand = composite.expand_fed
        return [(tensor, _picked(_converter(tensor), expand, key, len(parts), k)) for k, tensor in enumerate(parts)]
    if isinstance(key, tuple):
        return [
            (tensor, _picked(convert, _as_sequence, key, len(key), k))
            for k, part in enumerate(key)
            for tensor, convert in feeders(graph, part)
        ]
    try:
        tensor = graph.as_graph_element(key, allow_operation=False)
    except (KeyError, TypeError, ValueError) as error:
        raise TypeError(f"Cannot interpret feed_dict key as Tensor: {error.args[0]}") from error
    if not graph.is_feedable(tensor):
        raise ValueError(f"Tensor {tensor} may not be fed.")
    return [(tensor, _converter(tensor))]


def _picked(convert: Convert, expand: Callable[[Any], Sequence[Any]], key: Any, count: int, position: int) -> Convert:
    """From a value made of `count` parts to the array of one of them."""

    def convert_part(value: Any) -> Any:
        parts = expand(value)
        if len(parts) != count:
            raise ValueError(
                f"Could not flatten dictionary. Key had {count} elements, but value had {len(parts)} elements. "
                f"Key: {key}, value: {value}."
            )
        return convert(parts[position])

    return convert_part


def _as_sequence(value: Any) -> Sequence[Any]:
    return value if isinstance(value, (list, tuple)) else [value]


def _converter(tensor: Tensor) -> Convert:
    dtype = tensor.dtype.base_dtype
    numpy_type = dtype.as_numpy_dtype
    shape = tensor.static_shape
    if numpy_type is None:
        raise TypeError(f"{tensor.name} is a {dtype.name}: it cannot be fed")

    kind = np.dtype(numpy_type)
    is_float = dtype.is_floating

    def convert(value: Any) -> np.ndarray:
        if type(value) is np.ndarray and value.dtype == kind and not kind.hasobject:
            array = value if value.flags.c_contiguous else forwards(value)
        elif type(value) is float and is_float:
            array = kind.type(value)
        else:
            array = forwards(_converted(tensor, value, dtype))
        if shape is not None and array.shape != shape and not _fits(array.shape, shape):
            raise ValueError(
                f"Cannot feed value of shape {array.shape} for Tensor {tensor.name}, which has shape {TensorShape(shape)}"
            )
        return array

    return convert


def _converted(tensor: Tensor, value: Any, dtype: dtypes.DType) -> np.ndarray:
    if isinstance(value, Tensor):
        raise TypeError(
            "The value of a feed cannot be a tf.Tensor object. Acceptable feed values include Python scalars, strings, "
            f"lists, numpy ndarrays, or TensorHandles. For reference, the tensor object was {value} which was passed "
            f"to the feed with key {tensor}."
        )
    numpy_type = dtype.as_numpy_dtype
    if isinstance(value, HeldTensor):
        value, held = value.fed()
        if held is not dtype:
            raise invalid(f"Expects arg[0] to be {dtypes.message_name(dtype)} but {dtypes.message_name(held)} is provided")
    if isinstance(value, int) and not _is_exact(value, dtype):
        raise TypeError(
            f"Type of feed value {value} with type {type(value)} is not compatible with Tensor type "
            f"{_TOLD.get(dtype, numpy_type)}. Try explicitly setting the type of the feed tensor to a larger type (e.g. int64)."
        )
    try:
        return array_of(value, dtype) if dtype is dtypes.string else np.asarray(value, dtype=numpy_type)
    except (TypeError, ValueError, OverflowError) as error:
        kind = next(kind for kind in (TypeError, ValueError, OverflowError) if isinstance(error, kind))
        raise kind(f"{error} (fed to {tensor})") from error


_TOLD = {dtypes.string: object, dtypes.bool_: bool}
"""What TensorFlow calls NumPy types."""


def _is_exact(value: int, dtype: dtypes.DType) -> bool:
    """Whether a number is the same in that type."""
    if dtype.is_integer:
        return dtype.min <= value <= dtype.max
    if dtype is dtypes.string or dtype is dtypes.bool_:
        return dtype is dtypes.bool_ and value in (0, 1)
    with np.errstate(all="ignore"):
        return bool(np.asarray(value, dtype=dtype.as_numpy_dtype).item() == value)


def _fits(shape: tuple[int, ...], static: tuple[int | None, ...]) -> bool:
    return len(shape) == len(static) and all(s is None or s == n for n, s in zip(shape, static, strict=True))
