"""Conv2D and its two gradient ops: patches cut out of the images (im2col), then one product of matrices.

Source of op types, shapes and messages: TensorFlow 1.15. Algorithm: K. Chellapilla, S. Puri, P. Simard, "High Performance
Convolutional Neural Networks for Document Processing", 2006.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, folded
from ...core.static_values import constant_value_as_shape
from ...core.traits import ALLOCATES, PURE
from ...types import dtypes
from ...types.errors import checked_sizes, invalid
from ...types.static_shapes import StaticShape, bracket, with_rank
from ...windows import convolutions
from .windows import Grid, as_given, channels_last, count_windows, from_nhwc, grid_over, to_nhwc, unimplemented

FLOATS = (dtypes.float16, dtypes.float32, dtypes.float64)
_ATTRIBUTES = (
    "strides: list(int), use_cudnn_on_gpu: bool = true, padding: {'SAME', 'VALID', 'EXPLICIT'}, "
    "explicit_paddings: list(int) = [], data_format: {'NHWC', 'NCHW'} = 'NHWC', dilations: list(int) = [1, 1, 1, 1]"
)


def attributes_of(op: Operation) -> dict[str, Any]:
    """The attributes of a convolution, for another one that goes with it."""
    names = ("strides", "padding", "explicit_paddings", "use_cudnn_on_gpu", "data_format", "dilations")
    return {name: op.get_attr(name) for name in names if name in op.attributes}


# -- the convolution ---------------------------------------------------------------------------------------------------

CONV2D = Op("Conv2D", "input: T, filter: T -> output: T", _ATTRIBUTES, traits=PURE | ALLOCATES, T=FLOATS, batch=folded(0))


@CONV2D.shape
def _conv2d_shape(op: Operation) -> StaticShape:
    images = with_rank(op.inputs[0].static_shape, 4)
    rows, columns, depth, filters = with_rank(op.inputs[1].static_shape, 4)
    attributes = attributes_of(op)
    data_format = attributes["data_format"]
    for name in ("strides", "dilations"):
        if len(attributes[name]) != 4:
            kind = "stride" if name == "strides" else "dilation"
            raise ValueError(f"Conv2D requires the {kind} attribute to contain 4 values, but got: {len(attributes[name])}")
    n, height, width, channels = to_nhwc(data_format, images)
    if depth == 0:
        raise ValueError("Depth of filter must not be 0")
    if channels is not None and depth is not None and channels % depth:
        raise ValueError(f"Depth of input ({channels}) is not a multiple of input depth of filter ({depth})")
    if channels and depth and filters is not None and filters % (channels // depth):
        groups = channels // depth
        raise ValueError(f"Depth of output ({filters}) is not a multiple of the number of groups ({groups})")
    _, of_rows, of_columns, _ = _explicit(attributes["explicit_paddings"], attributes["padding"], data_format)
    _, stride, step, _ = to_nhwc(data_format, attributes["strides"])
    _, apart, aside, _ = to_nhwc(data_format, attributes["dilations"])
    padding = attributes["padding"]
    found = (
        n,
        count_windows(height, rows, stride, apart, padding, of_rows),
        count_windows(width, columns, step, aside, padding, of_columns),
        filters,
    )
    return from_nhwc(data_format, found)


def _explicit(paddings: Sequence[int], padding: str, data_format: str) -> tuple:
    """Explicit paddings as four pairs (before, after) of batch, rows, columns, channels."""
    if padding != "EXPLICIT":
        if paddings:
            raise ValueError("explicit_paddings attribute must be empty if the padding attribute is not EXPLICIT")
        return ((0, 0),) * 4
    if len(paddings) != 8:
        raise ValueError(f"explicit_paddings attribute must contain 8 values, but got: {len(paddings)}")
    if min(paddings) < 0:
        raise ValueError("All elements of explicit_paddings must be nonnegative")
    pairs = to_nhwc(data_format, list(zip(paddings[::2], paddings[1::2], strict=True)))
    if pairs[0] != (0, 0) or pairs[3] != (0, 0):
        raise ValueError("Nonzero explicit padding in the batch or depth dimensions is not supported")
    return pairs


@CONV2D.kernel
def convolve(
    input: np.ndarray,
    filter: np.ndarray,
    strides: Any,
    padding: str,
    explicit_paddings: Any,
    data_format: str,
    dilations: Any,
) -> np.ndarray:
    if input.ndim != 4:
        raise invalid(f"input must be 4-dimensional{bracket(input.shape)}")
    if filter.ndim != 4:
        raise invalid(f"filter must be 4-dimensional: {bracket(filter.shape)}")
    images = channels_last(input, data_format)
    depth = images.shape[3]
    if not filter.shape[2]:
        raise invalid("filter depth must be stricly positive, got 0")
    if depth % filter.shape[2]:
        raise invalid(f"input depth must be evenly divisible by filter depth: {depth} vs {filter.shape[2]}")
    if depth != filter.shape[2]:
        raise unimplemented(
            "The Conv2D op currently does not support grouped convolutions on the CPU. A grouped convolution was "
            f"attempted to be run because the input depth of {depth} does not match the filter input depth of "
            f"{filter.shape[2]}"
        )
    grid = grid_of(images.shape, filter.shape, strides, padding, explicit_paddings, data_format, dilations)
    return as_given(_convolved(images, filter, grid), data_format)


def grid_of(
    images: Sequence[int],
    filter: Sequence[int],
    strides: Any,
    padding: str,
    explicit_paddings: Any,
    data_format: str,
    dilations: Any,
) -> Grid:
    """The windows of a filter of a shape over images of a shape [n, height, width, channels]."""
    strides, dilations = to_nhwc(data_format, strides), to_nhwc(data_format, dilations)
    for name, values in (("strides", strides), ("dilations", dilations)):
        if values[0] != 1 or values[3] != 1:
            raise invalid(f"Current implementation does not yet support {name} in the batch and depth dimensions.")
    explicit = _explicit(explicit_paddings, padding, data_format)
    return grid_over(images[1], images[2], filter[:2], strides[1:3], dilations[1:3], padding, explicit[1:3])


def exact(array: np.ndarray) -> np.ndarray:
    """The array as products of matrices take it: float16 in single precision."""
    return array.astype(np.float32) if array.dtype == np.float16 else array


def _convolved(images: np.ndarray, filter: np.ndarray, grid: Grid) -> np.ndarray:
    if not filter.size:
        raise invalid("filter must not have zero elements (i.e. all dimensions must be non-zero)")
    if convolutions.suits(images, filter):
        return convolutions.convolved(images, filter, grid)
    windows = (grid.rows.windows, grid.columns.windows)
    output = np.empty((len(images), *windows, filter.shape[3]), images.dtype)
    if not output.size:
        return output
    matrix = exact(filter).reshape(-1, filter.shape[3])
    for part in grid.chunks(images):
        rows = output[part].reshape(-1, filter.shape[3])
        if rows.dtype == matrix.dtype:
            np.matmul(grid.patches(images[part]), matrix, out=rows)
        else:
            rows[...] = grid.patches(exact(images[part])) @ matrix
    return output


@CONV2D.gradient
def _conv2d_gradient(op: Operation, dy: Any) -> list:
    images, filter = op.inputs
    of_images, of_filter = ops.shape_n([images, filter])
    attributes = attributes_of(op)
    return [
        CONV2D_BACKPROP_INPUT(of_images, filter, dy, **attributes),
        CONV2D_BACKPROP_FILTER(images, of_filter, dy, **attributes),
    ]


# -- by the input ------------------------------------------------------------------------------------------------------

CONV2D_BACKPROP_INPUT = Op(
    "Conv2DBackpropInput",
    "input_sizes: int32, filter: T, out_backprop: T -> output: T",
    _ATTRIBUTES,
    traits=PURE | ALLOCATES,
    T=FLOATS,
    batch=PER_RECORD,
)


@CONV2D_BACKPROP_INPUT.shape
def _backprop_input_shape(op: Operation) -> StaticShape:
    return with_rank(constant_value_as_shape(op.inputs[0]), 4)


@CONV2D_BACKPROP_INPUT.kernel
def _backprop_input(
    input_sizes: np.ndarray,
    filter: np.ndarray,
    out_backprop: np.ndarray,
    strides: Any,
    padding: str,
    explicit_paddings: Any,
    data_format: str,
    dilations: Any,
) -> np.ndarray:
    label = "Conv2DCustomBackpropInput"
    if input_sizes.ndim != 1:
        raise invalid(f"Conv2DBackpropInput: input_sizes input must be 1-dim, not {input_sizes.ndim}")
    sizes = checked_sizes(input_sizes)
    if len(sizes) not in (2, 4):
        wanted = "Conv2DBackpropInput requires input_sizes to contain 4 values or 2 values"
        raise invalid(f"{wanted}, but got: {len(sizes)}")
    if len(sizes) == 2 and filter.ndim == out_backprop.ndim == 4:
        sizes = from_nhwc(data_format, (out_backprop.shape[0], *sizes, filter.shape[2]))
    _check_ranks(label, input=sizes, filter=filter.shape, out_backprop=out_backprop.shape)
    sizes = to_nhwc(data_format, sizes)
    gradients = channels_last(out_backprop, data_format)
    grid = grid_of(sizes, filter.shape, strides, padding, explicit_paddings, data_format, dilations)
    _check_fit(label, sizes, filter.shape, gradients.shape, grid)
    # What is not finite in a filter must not meet the zeros around the gradients.
    if convolutions.suits(gradients, filter) and convolutions.has_input_gradient(grid) and np.isfinite(filter).all():
        return as_given(convolutions.input_gradient(gradients, filter, grid), data_format)
    gradients = exact(gradients)
    images = np.zeros(sizes, gradients.dtype)
    if not gradients.size:
        return as_given(images.astype(out_backprop.dtype, copy=False), data_format)
    matrix = exact(filter).reshape(-1, filter.shape[3]).T
    for part in grid.chunks(images):
        patches = gradients[part].reshape(-1, filter.shape[3]) @ matrix
        grid.put_back(patches, images[part])
    return as_given(images.astype(out_backprop.dtype, copy=False), data_format)


def _check_ranks(label: str, **shapes: Sequence[int]) -> None:
    for name, sizes in shapes.items():
        if len(sizes) != 4:
            raise invalid(f"{label}: {name} must be 4-dimensional")


def _check_fit(label: str, images: Sequence[int], filter: Sequence[int], gradients: Sequence[int], grid: Grid) -> None:
    """Raises InvalidArgumentError where these are not the shapes of one convolution."""
    if images[0] != gradients[0]:
        raise invalid(
            f"{label}: input and out_backprop must have the same batch sizeinput batch: {images[0]}outbackprop "
            f"batch: {gradients[0]} batch_dim: 0"
        )
    if not filter[2]:
        raise invalid(f"{label}: filter depth must be strictly greated than zero")
    if images[3] % filter[2]:
        raise invalid(f"{label}: input depth must be evenly divisible by filter depth")
    if filter[3] != gradients[3]:
        raise invalid(f"{label}: filter and out_backprop must have the same out_depth")
    for axis, (along, found) in enumerate(zip(grid, gradients[1:3], strict=True), 1):
        if along.windows != found:
            raise invalid(
                f"{label}: Size of out_backprop doesn't match computed: actual = {found}, computed = {along.windows} "
                f"spatial_dim: {axis} input: {along.size} filter: {along.length} output: {found} stride: {along.stride} "
                f"dilation: {along.dilation}"
            )
    if images[3] != filter[2]:
        raise unimplemented(f"{label}: grouped convolutions, of {images[3]} channels by filters for {filter[2]}")


@CONV2D_BACKPROP_INPUT.gradient
def _backprop_input_gradient(op: Operation, dy: Any) -> list:
    _, filter, out_backprop = op.inputs
    attributes = attributes_of(op)
    return [
        None,
        CONV2D_BACKPROP_FILTER(dy, ops.shape(filter), out_backprop, **attributes),
        CONV2D(dy, filter, **attributes),
    ]


# -- by the filter -----------------------------------------------------------------------------------------------------

CONV2D_BACKPROP_FILTER = Op(
    "Conv2DBackpropFilter",
    "input: T, filter_sizes: int32, out_backprop: T -> output: T",
    _ATTRIBUTES,
    traits=PURE | ALLOCATES,
    T=FLOATS,
    batch=PER_RECORD,
)


@CONV2D_BACKPROP_FILTER.shape
def _backprop_filter_shape(op: Operation) -> StaticShape:
    return with_rank(constant_value_as_shape(op.inputs[1]), 4)


@CONV2D_BACKPROP_FILTER.kernel
def _backprop_filter(
    input: np.ndarray,
    filter_sizes: np.ndarray,
    out_backprop: np.ndarray,
    strides: Any,
    padding: str,
    explicit_paddings: Any,
    data_format: str,
    dilations: Any,
) -> np.ndarray:
    label = "Conv2DCustomBackpropFilter"
    if filter_sizes.ndim != 1:
        raise invalid(f"Conv2DCustomBackpropFilter: filter_sizes input must be 1-dim, not {filter_sizes.ndim}")
    sizes = checked_sizes(filter_sizes)
    _check_ranks(label, input=input.shape, filter=sizes, out_backprop=out_backprop.shape)
    images, gradients = channels_last(input, data_format), channels_last(out_backprop, data_format)
    grid = grid_of(images.shape, sizes, strides, padding, explicit_paddings, data_format, dilations)
    _check_fit(label, images.shape, sizes, gradients.shape, grid)
    if convolutions.suits(images, gradients):
        return convolutions.filter_gradient(images, gradients, grid)
    total = np.zeros((sizes[0] * sizes[1] * sizes[2], sizes[3]), exact(input[:0]).dtype)
    for part in grid.chunks(images) if total.size else ():
        total += grid.patches(exact(images[part])).T @ exact(gradients[part]).reshape(-1, sizes[3])
    return total.reshape(sizes).astype(input.dtype, copy=False)


@CONV2D_BACKPROP_FILTER.gradient
def _backprop_filter_gradient(op: Operation, dy: Any) -> list:
    images, _, out_backprop = op.inputs
    attributes = attributes_of(op)
    return [
        CONV2D_BACKPROP_INPUT(ops.shape(images), dy, out_backprop, **attributes),
        None,
        CONV2D(images, dy, **attributes),
    ]
