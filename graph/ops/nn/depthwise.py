"""Depthwise convolutions: a filter for each channel alone; their gradients."""

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
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, bracket, merge_dim, mul_dim, with_rank
from ...windows import pools
from .conv2d import FLOATS, attributes_of, exact
from .windows import Grid, as_given, channels_last, count_windows, from_nhwc, grid_over, to_nhwc

_ATTRIBUTES = (
    "strides: list(int), padding: {'SAME', 'VALID'}, data_format: {'NHWC', 'NCHW'} = 'NHWC', "
    "dilations: list(int) = [1, 1, 1, 1]"
)

DEPTHWISE = Op(
    "DepthwiseConv2dNative", "input: T, filter: T -> output: T", _ATTRIBUTES, traits=PURE | ALLOCATES, T=FLOATS, batch=folded(0)
)


@DEPTHWISE.shape
def _shape(op: Operation) -> StaticShape:
    images = with_rank(op.inputs[0].static_shape, 4)
    rows, columns, depth, filters = with_rank(op.inputs[1].static_shape, 4)
    attributes = attributes_of(op)
    for name in ("strides", "dilations"):
        if len(attributes[name]) != 4:
            kind = "stride" if name == "strides" else "dilations"
            raise ValueError(
                f"DepthwiseConv2D requires the {kind} attribute to contain 4 values, but got: {len(attributes[name])}"
            )
    data_format, padding = attributes["data_format"], attributes["padding"]
    n, height, width, channels = to_nhwc(data_format, images)
    channels = merge_dim(channels, depth)
    _, stride, step, _ = to_nhwc(data_format, attributes["strides"])
    _, apart, aside, _ = to_nhwc(data_format, attributes["dilations"])
    found = (
        n,
        count_windows(height, rows, stride, apart, padding),
        count_windows(width, columns, step, aside, padding),
        mul_dim(channels, filters),
    )
    return from_nhwc(data_format, found)


def _grid(images: Sequence[int], filter: Sequence[int], strides: Any, dilations: Any, padding: str, data_format: str) -> Grid:
    strides, dilations = to_nhwc(data_format, strides), to_nhwc(data_format, dilations)
    if strides[1] != strides[2]:
        raise invalid("Current implementation only supports equal length strides in the row and column dimensions.")
    if strides[0] != 1 or strides[3] != 1:
        raise invalid("Current implementation does not yet support strides in the batch and depth dimensions.")
    return grid_over(images[1], images[2], filter[:2], strides[1:3], dilations[1:3], padding)


@DEPTHWISE.kernel
def _depthwise(
    input: np.ndarray, filter: np.ndarray, strides: Any, padding: str, data_format: str, dilations: Any
) -> np.ndarray:
    if input.ndim != 4:
        raise invalid(f"input must be 4-dimensional{bracket(input.shape)}")
    if filter.ndim != 4:
        raise invalid(f"filter must be 4-dimensional: {bracket(filter.shape)}")
    images = channels_last(input, data_format)
    n, _, _, depth = images.shape
    if depth != filter.shape[2]:
        raise invalid(f"input and filter must have the same depth: {depth} vs {filter.shape[2]}")
    grid = _grid(images.shape, filter.shape, strides, dilations, padding, data_format)
    if pools.has_depthwise(grid, images, filter):
        return as_given(pools.depthwise(images, filter, grid), data_format)
    images, weights = exact(images), exact(filter)
    total = np.zeros((n, grid.rows.windows, grid.columns.windows, depth, filter.shape[3]), images.dtype)
    for i, j, windows, elements in grid.parts():
        total[windows] += images[elements][..., None] * weights[i, j]
    output = total.reshape(*total.shape[:3], depth * filter.shape[3]).astype(input.dtype, copy=False)
    return as_given(output, data_format)


@DEPTHWISE.gradient
def _gradient(op: Operation, dy: Any) -> list:
    images, filter = op.inputs
    attributes = attributes_of(op)
    return [
        DEPTHWISE_BACKPROP_INPUT(ops.shape(images), filter, dy, **attributes),
        DEPTHWISE_BACKPROP_FILTER(images, ops.shape(filter), dy, **attributes),
    ]


# -- gradients ---------------------------------------------------------------------------------------------------------

DEPTHWISE_BACKPROP_INPUT = Op(
    "DepthwiseConv2dNativeBackpropInput",
    "input_sizes: int32, filter: T, out_backprop: T -> output: T",
    _ATTRIBUTES,
    traits=PURE | ALLOCATES,
    T=FLOATS,
    batch=PER_RECORD,
)
DEPTHWISE_BACKPROP_FILTER = Op(
    "DepthwiseConv2dNativeBackpropFilter",
    "input: T, filter_sizes: int32, out_backprop: T -> output: T",
    _ATTRIBUTES,
    traits=PURE | ALLOCATES,
    T=FLOATS,
    batch=PER_RECORD,
)


def _gradients_of(
    label: str, images: Sequence[int], filter: Sequence[int], out_backprop: np.ndarray, data_format: str, grid: Grid
) -> np.ndarray:
    """The gradients as [n, rows, columns, channels, filters]. Raises InvalidArgumentError for another shape."""
    if out_backprop.ndim != 4:
        raise invalid(f"{label}: out_backprop must be 4-dimensional")
    gradients = channels_last(out_backprop, data_format)
    if images[0] != gradients.shape[0]:
        raise invalid(f"{label}: input and out_backprop must have the same batch size")
    if images[3] != filter[2]:
        raise invalid(f"{label}: input and filter must have the same in_depth")
    if filter[2] * filter[3] != gradients.shape[3]:
        raise invalid(f"{label}: depth_multiplier * in_depth not equal to out_depth")
    for what, found, computed in zip(
        ("rows", "cols"), gradients.shape[1:3], (grid.rows.windows, grid.columns.windows), strict=True
    ):
        if found != computed:
            raise invalid(
                f"{label}: Number of {what} of out_backprop doesn't match computed: actual = {found}, computed = {computed}"
            )
    return exact(gradients).reshape(*gradients.shape[:3], filter[2], filter[3])


def _check_ranks(label: str, images: Sequence[int], filter: Sequence[int]) -> None:
    if len(images) != 4:
        raise invalid(f"{label}: input must be 4-dimensional")
    if len(filter) != 4:
        raise invalid(f"{label}: filter must be 4-dimensional")


@DEPTHWISE_BACKPROP_INPUT.shape
def _backprop_input_shape(op: Operation) -> StaticShape:
    return with_rank(constant_value_as_shape(op.inputs[0]), 4)


@DEPTHWISE_BACKPROP_INPUT.kernel
def _backprop_input(
    input_sizes: np.ndarray,
    filter: np.ndarray,
    out_backprop: np.ndarray,
    strides: Any,
    padding: str,
    data_format: str,
    dilations: Any,
) -> np.ndarray:
    label = "DepthwiseConv2DBackpropInput"
    sizes = tuple(map(int, input_sizes))
    _check_ranks(label, sizes, filter.shape)
    sizes = to_nhwc(data_format, sizes)
    grid = _grid(sizes, filter.shape, strides, dilations, padding, data_format)
    gradients, weights = _gradients_of(label, sizes, filter.shape, out_backprop, data_format, grid), exact(filter)
    if pools.has_depthwise(grid, out_backprop, filter):
        found = pools.depthwise_input_gradient(channels_last(out_backprop, data_format), filter, grid)
        return as_given(found, data_format)
    images = np.zeros(sizes, gradients.dtype)
    for i, j, windows, elements in grid.parts():
        images[elements] += np.einsum("nhwcq,cq->nhwc", gradients[windows], weights[i, j])
    return as_given(images.astype(out_backprop.dtype, copy=False), data_format)


@DEPTHWISE_BACKPROP_INPUT.gradient
def _backprop_input_gradient(op: Operation, dy: Any) -> list:
    _, filter, out_backprop = op.inputs
    attributes = attributes_of(op)
    return [
        None,
        DEPTHWISE_BACKPROP_FILTER(dy, ops.shape(filter), out_backprop, **attributes),
        DEPTHWISE(dy, filter, **attributes),
    ]


@DEPTHWISE_BACKPROP_FILTER.shape
def _backprop_filter_shape(op: Operation) -> StaticShape:
    return with_rank(constant_value_as_shape(op.inputs[1]), 4)


@DEPTHWISE_BACKPROP_FILTER.kernel
def _backprop_filter(
    input: np.ndarray,
    filter_sizes: np.ndarray,
    out_backprop: np.ndarray,
    strides: Any,
    padding: str,
    data_format: str,
    dilations: Any,
) -> np.ndarray:
    label = "DepthwiseConv2DBackpropFilter"
    sizes = tuple(map(int, filter_sizes))
    _check_ranks(label, input.shape, sizes)
    images = exact(channels_last(input, data_format))
    grid = _grid(images.shape, sizes, strides, dilations, padding, data_format)
    gradients = _gradients_of(label, images.shape, sizes, out_backprop, data_format, grid)
    if pools.has_depthwise(grid, images, out_backprop):
        return pools.depthwise_filter_gradient(images, channels_last(out_backprop, data_format), grid)
    total = np.zeros(sizes, gradients.dtype)
    for i, j, windows, elements in grid.parts():
        total[i, j] = np.einsum("nhwc,nhwcq->cq", images[elements], gradients[windows])
    return total.astype(input.dtype, copy=False)


@DEPTHWISE_BACKPROP_FILTER.gradient
def _backprop_filter_gradient(op: Operation, dy: Any) -> list:
    images, _, out_backprop = op.inputs
    attributes = attributes_of(op)
    return [
        DEPTHWISE_BACKPROP_INPUT(ops.shape(images), dy, out_backprop, **attributes),
        None,
        DEPTHWISE(images, dy, **attributes),
    ]
