"""Gradients of pooling, and MaxPool with the places of what it found.

Of equal elements in a window the first, row by row, is the greatest.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.arguments import one_of
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.static_values import constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import ALLOCATES, PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, merge, with_rank
from ...windows import pools
from . import pooling
from .conv2d import FLOATS
from .pool_windows import ATTRIBUTES, attributes_of, counts_of, lowest, no_depth, pool_grid, pool_shape
from .windows import Grid, as_given, channels_last, to_nhwc

_REAL = (
    dtypes.float32,
    dtypes.float64,
    dtypes.int32,
    dtypes.uint8,
    dtypes.int16,
    dtypes.int8,
    dtypes.int64,
    dtypes.uint16,
    dtypes.float16,
    dtypes.uint32,
    dtypes.uint64,
)


def _images_shape(op: Operation) -> StaticShape:
    return with_rank(op.inputs[0].static_shape, 4)


# -- MaxPool -----------------------------------------------------------------------------------------------------------

MAX_POOL_GRAD = Op(
    "MaxPoolGrad",
    "orig_input: T, orig_output: T, grad: T -> output: T",
    ATTRIBUTES,
    traits=PURE | ALLOCATES,
    T=_REAL,
    shape=_images_shape,
    batch=PER_RECORD,
)
MAX_POOL_GRAD_GRAD = Op(
    "MaxPoolGradGrad",
    "orig_input: T, orig_output: T, grad: T -> output: T",
    ATTRIBUTES,
    traits=PURE,
    T=_REAL,
    batch=PER_RECORD,
)


def _first_of_equals(images: np.ndarray, found: np.ndarray, grid: Grid) -> Iterator[tuple[tuple, tuple, np.ndarray]]:
    """For each place in a window: which windows and elements there are, and whether the element is what was found."""
    open_ = np.ones(found.shape, bool)
    for _, _, windows, elements in grid.parts():
        chosen = images[elements] == found[windows]
        chosen &= open_[windows]
        open_[windows] ^= chosen
        yield windows, elements, chosen


def _chosen(images: np.ndarray, grid: Grid) -> Iterator[tuple[tuple, tuple, np.ndarray]]:
    """For each place in a window: which windows and elements there are, and whether the element is the greatest."""
    best = np.full((len(images), grid.rows.windows, grid.columns.windows, images.shape[3]), lowest(images.dtype), images.dtype)
    places = np.full(best.shape, -1, np.int32)
    parts = [(windows, elements) for _, _, windows, elements in grid.parts()]
    for number, (windows, elements) in enumerate(parts):
        # What is compared with NaN stays: a first one is the greatest, later ones are not.
        greater = (images[elements] > best[windows]) | (places[windows] < 0)
        np.copyto(best[windows], images[elements], where=greater)
        np.copyto(places[windows], number, where=greater)
    for number, (windows, elements) in enumerate(parts):
        yield windows, elements, places[windows] == number


def _images_and_grid(
    orig_input: np.ndarray, orig_output: np.ndarray, ksize: Any, strides: Any, padding: str, data_format: str
) -> tuple[np.ndarray, np.ndarray, Grid]:
    for name, array in (("tensor_in", orig_input), ("tensor_out", orig_output)):
        if array.ndim != 4:
            raise invalid(f"{name} must be 4-dimensional")
    images, found = channels_last(orig_input, data_format), channels_last(orig_output, data_format)
    no_depth(ksize, strides, data_format, "MaxPoolingGrad is not yet supported on the depth dimension.")
    grid = pool_grid(images.shape, ksize, strides, padding, data_format)
    expected = (len(images), grid.rows.windows, grid.columns.windows, images.shape[3])
    if found.shape != expected:
        raise invalid(f"Expected orig_output shape to be {bracket(expected)}, but got {bracket(found.shape)}")
    return images, found, grid


@MAX_POOL_GRAD.kernel
def greatest_gradient(
    orig_input: np.ndarray,
    orig_output: np.ndarray,
    grad: np.ndarray,
    ksize: Any,
    strides: Any,
    padding: str,
    data_format: str,
) -> np.ndarray:
    images, found, grid = _images_and_grid(orig_input, orig_output, ksize, strides, padding, data_format)
    if grad.shape != orig_output.shape:
        raise invalid(f"Expected grad shape to be {bracket(orig_output.shape)}, but got {bracket(grad.shape)}")
    gradients = channels_last(grad, data_format)
    if pools.suits(images, gradients):
        return as_given(pools.greatest_gradient(images, gradients, grid), data_format)
    output = np.zeros(images.shape, grad.dtype)
    is_so = np.array_equal(pooling.greatest(images, grid, np.maximum), found)  # and there is no NaN
    for windows, elements, chosen in _first_of_equals(images, found, grid) if is_so else _chosen(images, grid):
        output[elements] += np.where(chosen, gradients[windows], grad.dtype.type(0))
    return as_given(output, data_format)


@MAX_POOL_GRAD.gradient
def _max_pool_grad_gradient(op: Operation, dy: Any) -> list:
    given, found, _ = op.inputs
    return [ops.zeros_like(given), ops.zeros_like(found), MAX_POOL_GRAD_GRAD(given, found, dy, **attributes_of(op))]


@MAX_POOL_GRAD_GRAD.shape
def _max_pool_grad_grad_shape(op: Operation) -> StaticShape:
    shape = pool_shape(op)
    merge(op.inputs[0].static_shape, op.inputs[2].static_shape)
    merge(op.inputs[1].static_shape, shape)
    return shape


@MAX_POOL_GRAD_GRAD.kernel
def _max_pool_grad_grad(
    orig_input: np.ndarray,
    orig_output: np.ndarray,
    grad: np.ndarray,
    ksize: Any,
    strides: Any,
    padding: str,
    data_format: str,
) -> np.ndarray:
    images, found, grid = _images_and_grid(orig_input, orig_output, ksize, strides, padding, data_format)
    if grad.shape != orig_input.shape:
        raise invalid(f"Expected grad shape to be {bracket(orig_input.shape)}, but got {bracket(grad.shape)}")
    gradients = channels_last(grad, data_format)
    output = np.zeros(found.shape, grad.dtype)
    for windows, elements, chosen in _first_of_equals(images, found, grid):
        part = output[windows]
        np.copyto(part, gradients[elements], where=chosen)
    return as_given(output, data_format)


@MAX_POOL_GRAD_GRAD.gradient
def _max_pool_grad_grad_gradient(op: Operation, dy: Any) -> list:
    given, found, _ = op.inputs
    return [ops.zeros_like(given), ops.zeros_like(found), MAX_POOL_GRAD(given, found, dy, **attributes_of(op))]


# -- AvgPool -----------------------------------------------------------------------------------------------------------

AVG_POOL_GRAD = Op(
    "AvgPoolGrad",
    "orig_input_shape: int32, grad: T -> output: T",
    ATTRIBUTES,
    traits=PURE | ALLOCATES,
    T=FLOATS,
    batch=PER_RECORD,
)


@AVG_POOL_GRAD.shape
def _avg_pool_grad_shape(op: Operation) -> StaticShape:
    return with_rank(constant_value_as_shape(op.inputs[0]), 4)


@AVG_POOL_GRAD.kernel
def _avg_pool_grad(
    orig_input_shape: np.ndarray, grad: np.ndarray, ksize: Any, strides: Any, padding: str, data_format: str
) -> np.ndarray:
    if orig_input_shape.shape != (4,):
        raise invalid("out_backprop must be 1-dimensional and 4 elements")
    if grad.ndim != 4:
        raise invalid("out_backprop must be 4-dimensional")
    no_depth(ksize, strides, data_format, pooling.AVG_POOL_DEPTH)
    sizes = to_nhwc(data_format, tuple(map(int, orig_input_shape)))
    grid = pool_grid(sizes, ksize, strides, padding, data_format)
    gradients = channels_last(grad, data_format)
    expected = (sizes[0], grid.rows.windows, grid.columns.windows, sizes[3])
    if not grad.size:
        return as_given(np.zeros(sizes, grad.dtype), data_format)
    if gradients.shape != expected:
        raise invalid(f"Expected grad shape to be {bracket(expected)}, but got {bracket(gradients.shape)}")
    if pools.suits(gradients):
        return as_given(pools.mean_gradient(gradients, grid), data_format)
    exact = np.float32 if grad.dtype == np.float16 else grad.dtype
    shares = gradients / counts_of(grid).astype(exact)
    output = np.zeros(sizes, exact)
    for _, _, windows, elements in grid.parts():
        output[elements] += shares[windows]
    return as_given(output.astype(grad.dtype, copy=False), data_format)


@AVG_POOL_GRAD.gradient
def _avg_pool_grad_gradient(op: Operation, dy: Any) -> list:
    return [ops.stop_gradient(op.inputs[0]), pooling.AVG_POOL(dy, **attributes_of(op))]


# -- MaxPool with places -----------------------------------------------------------------------------------------------

_WITH_PLACES = (
    "ksize: list(int) >= 4, strides: list(int) >= 4, padding: {'SAME', 'VALID'}, include_batch_in_index: bool = false"
)
MAX_POOL_WITH_ARGMAX = Op(
    "MaxPoolWithArgmax",
    "input: T -> output: T, argmax: Targmax",
    _WITH_PLACES + ", Targmax: {int32, int64} = int64",
    traits=PURE,
    T=_REAL,
    batch=PER_RECORD,
)


@MAX_POOL_WITH_ARGMAX.shape
def _max_pool_with_argmax_shape(op: Operation) -> list[StaticShape]:
    shape = pool_shape(op)
    return [shape, shape]


@MAX_POOL_WITH_ARGMAX.kernel
def _max_pool_with_argmax(
    input: np.ndarray, ksize: Any, strides: Any, padding: str, include_batch_in_index: bool, Targmax: Any
) -> tuple[np.ndarray, np.ndarray]:
    if not input.size:
        raise invalid("tensor_in must not be empty (2)")
    grid = pool_grid(input.shape, ksize, strides, padding)
    no_depth(ksize, strides, "NHWC", "MaxPoolingWithArgmax is not yet supported on the depth dimension.")
    n, _, width, channels = input.shape
    output = np.full((n, grid.rows.windows, grid.columns.windows, channels), lowest(input.dtype), input.dtype)
    places = np.full(output.shape, -1, np.int64)
    rows = np.arange(input.shape[1]).reshape(1, -1, 1, 1)
    columns = np.arange(width).reshape(1, 1, -1, 1)
    flat = np.broadcast_to((rows * width + columns) * channels + np.arange(channels), (1, *input.shape[1:]))
    for _, _, windows, elements in grid.parts():
        greater = (input[elements] > output[windows]) | (places[windows] < 0)
        np.copyto(output[windows], input[elements], where=greater)
        np.copyto(places[windows], flat[elements], where=greater)
    if include_batch_in_index:
        places += (np.arange(n) * (input.size // max(n, 1))).reshape(-1, 1, 1, 1)
    return output, places.astype(Targmax.as_numpy_dtype, copy=False)


@MAX_POOL_WITH_ARGMAX.gradient
def _max_pool_with_argmax_gradient(op: Operation, dy: Any, d_places: Any = None) -> list:
    return [MAX_POOL_GRAD_WITH_ARGMAX(op.inputs[0], dy, op.outputs[1], **attributes_of(op))]


MAX_POOL_GRAD_WITH_ARGMAX = Op(
    "MaxPoolGradWithArgmax",
    "input: T, grad: T, argmax: Targmax -> output: T",
    _WITH_PLACES,
    traits=PURE,
    T=_REAL,
    Targmax=(dtypes.int32, dtypes.int64),
    shape=_images_shape,
    batch=PER_RECORD,
)
MAX_POOL_GRAD_GRAD_WITH_ARGMAX = Op(
    "MaxPoolGradGradWithArgmax",
    "input: T, grad: T, argmax: Targmax -> output: T",
    _WITH_PLACES,
    traits=PURE,
    T=_REAL,
    Targmax=(dtypes.int32, dtypes.int64),
    batch=PER_RECORD,
)


def _over_all(argmax: np.ndarray, images: np.ndarray, include_batch_in_index: bool) -> np.ndarray:
    """The places counted over all images. Raises InvalidArgumentError for places that are not there."""
    limit = images.size
    places = argmax
    if not include_batch_in_index:
        limit = images.size // max(len(images), 1)
    if places.size and (places.min() < 0 or places.max() >= limit):
        raise invalid(f"argmax must be in [0, {limit}), the size of the input; got {places.min()} to {places.max()}")
    if not include_batch_in_index:
        places = places + (np.arange(len(places)) * limit).reshape(-1, *(1,) * (places.ndim - 1))
    return places


@MAX_POOL_GRAD_WITH_ARGMAX.kernel
def _max_pool_grad_with_argmax(
    input: np.ndarray,
    grad: np.ndarray,
    argmax: np.ndarray,
    ksize: Any,
    strides: Any,
    padding: str,
    include_batch_in_index: bool,
) -> np.ndarray:
    grid = pool_grid(input.shape, ksize, strides, padding)
    expected = (len(input), grid.rows.windows, grid.columns.windows, input.shape[3])
    for name, array in (("grad", grad), ("argmax", argmax)):
        if array.shape != expected:
            raise invalid(f"Expected {name} shape to be {bracket(expected)}, but got {bracket(array.shape)}")
    output = np.zeros(input.size, grad.dtype)
    np.add.at(output, _over_all(argmax, input, include_batch_in_index).reshape(-1), grad.reshape(-1))
    return output.reshape(input.shape)


@MAX_POOL_GRAD_WITH_ARGMAX.gradient
def _max_pool_grad_with_argmax_gradient(op: Operation, dy: Any) -> list:
    given, _, places = op.inputs
    return [ops.zeros_like(given), MAX_POOL_GRAD_GRAD_WITH_ARGMAX(given, dy, places, **attributes_of(op)), None]


@MAX_POOL_GRAD_GRAD_WITH_ARGMAX.shape
def _max_pool_grad_grad_with_argmax_shape(op: Operation) -> StaticShape:
    shape = pool_shape(op)
    merge(op.inputs[0].static_shape, op.inputs[1].static_shape)
    merge(op.inputs[2].static_shape, shape)
    return shape


@MAX_POOL_GRAD_GRAD_WITH_ARGMAX.kernel
def _max_pool_grad_grad_with_argmax(
    input: np.ndarray, grad: np.ndarray, argmax: np.ndarray, include_batch_in_index: bool
) -> np.ndarray:
    return grad.reshape(-1)[_over_all(argmax, input, include_batch_in_index)]


@MAX_POOL_GRAD_GRAD_WITH_ARGMAX.gradient
def _max_pool_grad_grad_with_argmax_gradient(op: Operation, dy: Any) -> list:
    given, _, places = op.inputs
    return [ops.zeros_like(given), MAX_POOL_GRAD_WITH_ARGMAX(given, dy, places, **attributes_of(op)), None]


@export("nn.max_pool_with_argmax")
def max_pool_with_argmax(
    input: TensorLike,
    ksize: IntegersLike,
    strides: IntegersLike,
    padding: Any,
    data_format: str = "NHWC",
    Targmax: Any = None,
    name: str | None = None,
    output_dtype: DTypeLike | None = None,
    include_batch_in_index: bool = False,
) -> tuple[Tensor, Tensor]:
    """The greatest element of each window, and where it is.

    Args:
      input: [n, height, width, channels], any real type.
      ksize, strides: four ints, one per axis of `input`; those of batch and channels are 1.
      padding: "SAME" or "VALID".
      data_format: "NHWC".
      Targmax, output_dtype: int64 (the default) or int32; `output_dtype` is its later name.
      include_batch_in_index: count places over all images, not within each.

    Returns:
      the greatest elements, of the dtype of `input`, and their places, (row * width + column) * channels + channel; both [n,
      rows, columns, channels].

    Raises:
      ValueError: windows that do not fit, or a `data_format` other than "NHWC".
      TypeError: another dtype.
      InvalidArgumentError: (when run) an empty `input`.
    """
    if data_format != "NHWC":
        raise ValueError("Data formats other than 'NHWC' are not yet supported")
    kind = one_of("output_dtype", output_dtype, "Targmax", Targmax)
    output, places = MAX_POOL_WITH_ARGMAX(
        input,
        ksize=ksize,
        strides=strides,
        padding=padding,
        Targmax=dtypes.int64 if kind is None else kind,
        include_batch_in_index=include_batch_in_index,
        name=name,
    )
    return output, places
