"""Conv3D and its two gradient ops: for each place in a window one product of matrices.

Source of op types, shapes and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.arguments import one_of
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, folded
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import checked_sizes, invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, with_rank
from ..nn.conv2d import FLOATS, exact
from ..nn.windows import count_windows, get_sequence
from .boxes import LAYOUTS, Boxes, as_given, boxes_over, channels_last, given, last

_ATTRIBUTES = "strides: list(int) >= 5, padding: {'SAME', 'VALID'}, " + LAYOUTS + ", dilations: list(int) = [1, 1, 1, 1, 1]"


def _attributes_of(op: Operation) -> dict[str, Any]:
    return {name: op.get_attr(name) for name in ("strides", "padding", "data_format", "dilations")}


# -- the convolution ---------------------------------------------------------------------------------------------------

CONV3D = Op("Conv3D", "input: T, filter: T -> output: T", _ATTRIBUTES, traits=PURE, T=FLOATS, batch=folded(0))


@CONV3D.shape
def _conv3d_shape(op: Operation) -> StaticShape:
    volumes = with_rank(op.inputs[0].static_shape, 5)
    *window, depth, filters = with_rank(op.inputs[1].static_shape, 5)
    attributes = _attributes_of(op)
    data_format = attributes["data_format"]
    if len(attributes["dilations"]) != 5:
        raise ValueError(f"Conv3D requires the dilation attribute to contain 5 values, but got: {len(attributes['dilations'])}")
    if len(attributes["strides"]) != 5:
        raise ValueError(f"Conv3D requires the stride attribute to contain 5 values, but got: {len(attributes['strides'])}")
    n, *sizes, channels = last(data_format, volumes)
    strides, dilations = last(data_format, attributes["strides"])[1:4], last(data_format, attributes["dilations"])[1:4]
    if channels is not None and depth is not None and (not depth or channels % depth):
        raise ValueError(f"Depth of input ({channels}) is not a multiple of input depth of filter ({depth})")
    along = zip(sizes, window, strides, dilations, strict=True)
    return given(data_format, (n, *(count_windows(*one, attributes["padding"]) for one in along), filters))


def _boxes(sizes: Sequence[int], filter: Sequence[int], strides: Any, padding: str, data_format: str, dilations: Any) -> Boxes:
    """The windows of a filter of a shape over volumes of a shape [n, depth, height, width, channels]."""
    strides, dilations = last(data_format, strides), last(data_format, dilations)
    for name, values in (("strides", strides), ("dilation rates", dilations)):
        if values[0] != 1 or values[4] != 1:
            raise invalid(f"Current implementation does not yet support {name} in the batch and depth dimensions.")
    return boxes_over(sizes[1:4], filter[:3], strides[1:4], dilations[1:4], padding)


@CONV3D.kernel
def _conv3d(input: np.ndarray, filter: np.ndarray, strides: Any, padding: str, data_format: str, dilations: Any) -> np.ndarray:
    for name, array in (("input", input), ("filter", filter)):
        if array.ndim != 5:
            raise invalid(f"{name} must be 5-dimensional")
    volumes = channels_last(input, data_format)
    if not filter.shape[3] or volumes.shape[4] % filter.shape[3]:
        raise invalid(f"Input depth must be evenly divisible by filter depth: {volumes.shape[4]} vs {filter.shape[3]}")
    if not filter.size:
        raise invalid("filter must not have zero elements (i.e. all dimensions must be non-zero)")
    boxes = _boxes(volumes.shape, filter.shape, strides, padding, data_format, dilations)
    padded, weights = boxes.padded(exact(volumes)), exact(filter)
    output = np.zeros((len(volumes), *boxes.windows, filter.shape[4]), padded.dtype)
    for place in np.ndindex(*filter.shape[:3]) if output.size else ():
        output += padded[boxes.whole(place)] @ weights[place]
    return as_given(output.astype(input.dtype, copy=False), data_format)


@CONV3D.gradient
def _conv3d_gradient(op: Operation, dy: Any) -> list:
    volumes, filter = op.inputs
    of_volumes, of_filter = ops.shape_n([volumes, filter])
    attributes = _attributes_of(op)
    return [
        CONV3D_BACKPROP_INPUT(of_volumes, filter, dy, **attributes),
        CONV3D_BACKPROP_FILTER(volumes, of_filter, dy, **attributes),
    ]


def _check_fit(label: str, sizes: Sequence[int], filter: Sequence[int], gradients: Sequence[int], boxes: Boxes) -> None:
    """Raises InvalidArgumentError where these are not the shapes of one convolution."""
    if sizes[0] != gradients[0]:
        raise invalid(
            f"{label}: input and out_backprop must have the same batch sizeinput batch: {sizes[0]}outbackprop "
            f"batch: {gradients[0]} batch_dim: 0"
        )
    if not filter[3] or sizes[4] % filter[3]:
        raise invalid(f"{label}: input depth must be evenly divisible by filter depth")
    if filter[4] != gradients[4]:
        raise invalid(f"{label}: filter and out_backprop must have the same out_depth")
    for axis, (along, found) in enumerate(zip(boxes, gradients[1:4], strict=True), 1):
        if along.windows != found:
            raise invalid(
                f"{label}: Size of out_backprop doesn't match computed: actual = {found}, computed = {along.windows} "
                f"spatial_dim: {axis} input: {along.size} filter: {along.length} output: {found} stride: {along.stride} "
                f"dilation: {along.dilation}"
            )


def _check_ranks(label: str, **shapes: Sequence[int]) -> None:
    for name, sizes in shapes.items():
        if len(sizes) != 5:
            raise invalid(f"{label}: {name} must be 5-dimensional")


# -- by the input ------------------------------------------------------------------------------------------------------

CONV3D_BACKPROP_INPUT = Op(
    "Conv3DBackpropInputV2",
    "input_sizes: Tshape, filter: T, out_backprop: T -> output: T",
    "Tshape: {int32, int64} = int32, " + _ATTRIBUTES,
    traits=PURE,
    T=FLOATS,
    batch=PER_RECORD,
)


@CONV3D_BACKPROP_INPUT.shape
def _backprop_input_shape(op: Operation) -> StaticShape:
    return with_rank(constant_value_as_shape(op.inputs[0]), 5)


@CONV3D_BACKPROP_INPUT.kernel
def _backprop_input(
    input_sizes: np.ndarray,
    filter: np.ndarray,
    out_backprop: np.ndarray,
    strides: Any,
    padding: str,
    data_format: str,
    dilations: Any,
) -> np.ndarray:
    label = "Conv3DBackpropInputOp"
    given_sizes = checked_sizes(input_sizes)
    _check_ranks(label, input=given_sizes, filter=filter.shape, out_backprop=out_backprop.shape)
    sizes = last(data_format, given_sizes)
    gradients = channels_last(out_backprop, data_format)
    boxes = _boxes(sizes, filter.shape, strides, padding, data_format, dilations)
    _check_fit(label, sizes, filter.shape, gradients.shape, boxes)
    values, weights = exact(gradients), exact(filter)
    padded = boxes.padded(np.zeros(sizes, values.dtype))
    for place in np.ndindex(*filter.shape[:3]) if values.size else ():
        padded[boxes.whole(place)] += values @ weights[place].T
    inside = (slice(None), *(slice(axis.before, axis.before + axis.size) for axis in boxes))
    return as_given(padded[inside].astype(out_backprop.dtype, copy=False), data_format)


@CONV3D_BACKPROP_INPUT.gradient
def _backprop_input_gradient(op: Operation, dy: Any) -> list:
    _, filter, out_backprop = op.inputs
    attributes = _attributes_of(op)
    return [
        None,
        CONV3D_BACKPROP_FILTER(dy, ops.shape(filter), out_backprop, **attributes),
        CONV3D(dy, filter, **attributes),
    ]


# -- by the filter -----------------------------------------------------------------------------------------------------

CONV3D_BACKPROP_FILTER = Op(
    "Conv3DBackpropFilterV2",
    "input: T, filter_sizes: int32, out_backprop: T -> output: T",
    _ATTRIBUTES,
    traits=PURE,
    T=FLOATS,
    batch=PER_RECORD,
)


@CONV3D_BACKPROP_FILTER.shape
def _backprop_filter_shape(op: Operation) -> StaticShape:
    return with_rank(constant_value_as_shape(op.inputs[1]), 5)


@CONV3D_BACKPROP_FILTER.kernel
def _backprop_filter(
    input: np.ndarray,
    filter_sizes: np.ndarray,
    out_backprop: np.ndarray,
    strides: Any,
    padding: str,
    data_format: str,
    dilations: Any,
) -> np.ndarray:
    label = "Conv3DBackpropFilterOp"
    sizes = checked_sizes(filter_sizes)
    _check_ranks(label, input=input.shape, filter=sizes, out_backprop=out_backprop.shape)
    volumes, gradients = channels_last(input, data_format), channels_last(out_backprop, data_format)
    boxes = _boxes(volumes.shape, sizes, strides, padding, data_format, dilations)
    _check_fit(label, volumes.shape, sizes, gradients.shape, boxes)
    padded, changes = boxes.padded(exact(volumes)), exact(gradients)
    total = np.zeros(sizes, padded.dtype)
    rows = changes.reshape(-1, sizes[4])
    for place in np.ndindex(*sizes[:3]) if total.size and rows.size else ():
        total[place] = padded[boxes.whole(place)].reshape(len(rows), -1).T @ rows
    return total.astype(input.dtype, copy=False)


@CONV3D_BACKPROP_FILTER.gradient
def _backprop_filter_gradient(op: Operation, dy: Any) -> list:
    volumes, _, out_backprop = op.inputs
    attributes = _attributes_of(op)
    return [
        CONV3D_BACKPROP_INPUT(ops.shape(volumes), dy, out_backprop, **attributes),
        None,
        CONV3D(volumes, dy, **attributes),
    ]


# -- what programs call ------------------------------------------------------------------------------------------------


@export("nn.conv3d")
def conv3d(
    input: TensorLike,
    filter: TensorLike | None = None,
    strides: IntegersLike | None = None,
    padding: str | None = None,
    data_format: str = "NDHWC",
    dilations: Any = [1, 1, 1, 1, 1],  # noqa: B006 (TensorFlow's, never changed)
    name: str | None = None,
    filters: TensorLike | None = None,
) -> Tensor:
    """The convolution of volumes with a filter.

    Args:
      input: [n, depth, height, width, channels], or [n, channels, depth, height, width]; float16, float32 or float64.
      filter, filters: [depth, height, width, channels, output channels] of the same dtype; `filters` is its later name.
      strides: from one window to the next, one int per axis of `input`, those of batch and channels 1.
      padding: "SAME" or "VALID", see `conv2d`.
      data_format: "NDHWC" or "NCDHW": the order of the axes of `input` and of the result.
      dilations: from one element of a window to the next, like `strides`.

    Returns:
      [n, planes, rows, columns, output channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: shapes that do not fit. TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not fit.
    """
    filter = one_of("filters", filters, "filter", filter)
    attributes = {"strides": strides, "padding": padding, "data_format": data_format or "NDHWC", "dilations": dilations}
    return CONV3D(input, filter, **attributes, name=name)


@export("nn.conv3d_transpose")
@documented_by(conv3d)
def conv3d_transpose(
    value: TensorLike | None = None,
    filter: TensorLike | None = None,
    output_shape: Any = None,
    strides: IntegersLike | None = None,
    padding: str = "SAME",
    data_format: str = "NDHWC",
    name: str | None = None,
    input: TensorLike | None = None,
    filters: TensorLike | None = None,
    dilations: IntegersLike | None = None,
) -> Tensor:
    """What goes from the output of `conv3d` to something of the shape of its input.

    Args:
      value, input: [n, planes, rows, columns, channels], or in the order of `data_format`; `input` is its later name.
      filter, filters: [depth, height, width, output channels, channels] of the same dtype; `filters` is its later name.
      output_shape: of the result: ints, or an int32 or int64 tensor.
      strides: an int, three of them, or one per axis of `value`.
      dilations: like `strides`.

    Returns:
      of `output_shape`, in the dtype of `value`.
    """
    filter = one_of("filters", filters, "filter", filter)
    value = one_of("input", input, "value", value)
    with name_scope(name, "conv3d_transpose", [value, filter, output_shape]) as scope:
        data_format = data_format or "NDHWC"
        channel_axis = 1 if data_format.startswith("NC") else 4
        return CONV3D_BACKPROP_INPUT(
            output_shape,
            filter,
            value,
            strides=get_sequence(strides, 3, channel_axis, "strides"),
            padding=padding,
            data_format=data_format,
            dilations=get_sequence(dilations, 3, channel_axis, "dilations"),
            name=scope,
        )


@export("nn.conv3d_backprop_filter", "nn.conv3d_backprop_filter_v2")
@documented_by(conv3d)
def conv3d_backprop_filter(
    input: TensorLike,
    filter_sizes: Any,
    out_backprop: TensorLike,
    strides: IntegersLike,
    padding: str,
    data_format: str = "NDHWC",
    dilations: Any = [1, 1, 1, 1, 1],  # noqa: B006 (TensorFlow's, never changed)
    name: str | None = None,
) -> Tensor:
    """The gradient of `conv3d` by its filter.

    Args:
      filter_sizes: the shape of the filter, an int32 vector.
      out_backprop: the gradient of what `conv3d` gives.

    Returns:
      of the shape `filter_sizes`, in the dtype of `input`.
    """
    attributes = {"strides": strides, "padding": padding, "data_format": data_format, "dilations": dilations}
    return CONV3D_BACKPROP_FILTER(input, filter_sizes, out_backprop, **attributes, name=name)
