"""Convolutions with filters for each channel: what programs call."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

from ...core.arguments import one_of
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types.likes import IntegersLike, TensorLike
from .conv2d import CONV2D
from .convolution import shape_of_filter, with_space_to_batch
from .depthwise import DEPTHWISE, DEPTHWISE_BACKPROP_FILTER, DEPTHWISE_BACKPROP_INPUT


@export("nn.depthwise_conv2d")
@once_named_at("rate", "1.0")
def depthwise_conv2d(
    input: TensorLike,
    filter: TensorLike,
    strides: IntegersLike,
    padding: str,
    rate: TensorLike | None = None,
    name: str | None = None,
    data_format: str | None = None,
    dilations: IntegersLike | None = None,
) -> Tensor:
    """The 2-D convolution with filters for each channel alone.

    Args:
      input: [n, height, width, channels], or [n, channels, height, width]; float16, float32 or float64.
      filter: [height, width, channels, filters] of the same type: filter q of channel k makes output channel k * filters + q.
      strides: four ints, one per axis of `input`; those of height and width are equal, the others 1.
      padding: "SAME" or "VALID".
      rate, dilations: two ints: from one element of a window to the next, along height and width; `dilations` is its later
        name.
      data_format: "NHWC" or "NCHW".

    Returns:
      [n, rows, columns, channels * filters], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: shapes that do not fit.
      TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not fit.
    """
    rate = one_of("dilations", dilations, "rate", rate)
    with name_scope(name, "depthwise", [input, filter]) as scope:
        input, filter = convert_to_tensor(input, name="tensor_in"), convert_to_tensor(filter, name="filter_in")
        if input.static_shape is not None and len(input.static_shape) < 3:
            raise ValueError("input tensor must have rank 3 at least")
        return _depthwise(input, filter, strides, padding, rate, data_format, scope)


def _depthwise(
    input: Tensor, filter: Tensor, strides: Any, padding: str, rate: Any, data_format: str | None, name: str
) -> Tensor:
    return with_space_to_batch(
        input,
        [1, 1] if rate is None else rate,
        padding,
        lambda images, how: DEPTHWISE(
            images, filter, strides=strides, padding=how, data_format=data_format or "NHWC", name=name
        ),
        shape_of_filter(filter),
        data_format,
    )


@export("nn.depthwise_conv2d_native")
def depthwise_conv2d_native(
    input: TensorLike,
    filter: TensorLike,
    strides: IntegersLike,
    padding: str,
    data_format: str = "NHWC",
    dilations: IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
) -> Tensor:
    """`depthwise_conv2d` as one op.

    Args:
      input: [n, height, width, channels], or [n, channels, height, width]; float16, float32 or float64.
      filter: [height, width, channels, filters] of the same dtype.
      strides: four ints, one per axis; those of height and width are equal, the others 1.
      padding: "SAME" or "VALID".
      data_format: "NHWC" or "NCHW": the order of the axes of images.
      dilations: four ints, one per axis.

    Returns:
      [n, rows, columns, channels * filters], or in the order of `data_format`; dtype of `input`.

    Raises:
      TypeError: the dtypes differ or are not floating.
      ValueError, InvalidArgumentError: (building, when run) shapes that do not fit.
    """
    return DEPTHWISE(input, filter, strides=strides, padding=padding, data_format=data_format, dilations=dilations, name=name)


@export("nn.depthwise_conv2d_native_backprop_input", "nn.depthwise_conv2d_backprop_input")
@documented_by(depthwise_conv2d_native)
def depthwise_conv2d_native_backprop_input(
    input_sizes: TensorLike,
    filter: TensorLike,
    out_backprop: TensorLike,
    strides: IntegersLike,
    padding: str,
    data_format: str = "NHWC",
    dilations: IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
) -> Tensor:
    """The gradient of `depthwise_conv2d_native` by its input.

    Args:
      input_sizes: int32 [4]: the shape of that input.
      filter: [height, width, channels, filters]; float16, float32 or float64.
      out_backprop: the gradient by the result, of its shape and the dtype of `filter`.

    Returns:
      shape `input_sizes`, dtype of `filter`.
    """
    return DEPTHWISE_BACKPROP_INPUT(
        input_sizes,
        filter,
        out_backprop,
        strides=strides,
        padding=padding,
        data_format=data_format,
        dilations=dilations,
        name=name,
    )


@export("nn.depthwise_conv2d_native_backprop_filter", "nn.depthwise_conv2d_backprop_filter")
@documented_by(depthwise_conv2d_native)
def depthwise_conv2d_native_backprop_filter(
    input: TensorLike,
    filter_sizes: TensorLike,
    out_backprop: TensorLike,
    strides: IntegersLike,
    padding: str,
    data_format: str = "NHWC",
    dilations: IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
) -> Tensor:
    """The gradient of `depthwise_conv2d_native` by its filter.

    Args:
      input: the input of that op; float16, float32 or float64.
      filter_sizes: int32 [4]: the shape of the filter.
      out_backprop: the gradient by the result, of its shape and the dtype of `input`.

    Returns:
      shape `filter_sizes`, dtype of `input`.
    """
    return DEPTHWISE_BACKPROP_FILTER(
        input,
        filter_sizes,
        out_backprop,
        strides=strides,
        padding=padding,
        data_format=data_format,
        dilations=dilations,
        name=name,
    )


@export("nn.separable_conv2d")
@once_named_at("rate", "1.0")
@documented_by(depthwise_conv2d)
def separable_conv2d(
    input: TensorLike,
    depthwise_filter: Any,
    pointwise_filter: Any,
    strides: IntegersLike,
    padding: str,
    rate: TensorLike | None = None,
    name: str | None = None,
    data_format: str | None = None,
    dilations: IntegersLike | None = None,
) -> Tensor:
    """A depthwise convolution, then one that mixes the channels.

    Args:
      depthwise_filter: [height, width, channels, filters].
      pointwise_filter: [1, 1, channels * filters, output channels].
      data_format: "NHWC" or "NCHW": the order of the axes of images; "NHWC" by default.

    Returns:
      [n, rows, columns, output channels], or in the order of `data_format`; dtype of `input`.
    """
    rate = one_of("dilations", dilations, "rate", rate)
    with name_scope(name, "separable_conv2d", [input, depthwise_filter, pointwise_filter]) as scope:
        input = convert_to_tensor(input, name="tensor_in")
        depthwise_filter = convert_to_tensor(depthwise_filter, name="depthwise_filter")
        pointwise_filter = convert_to_tensor(pointwise_filter, name="pointwise_filter")
        for size in pointwise_filter.shape.with_rank(4).dims[:2]:
            size.assert_is_compatible_with(1)
        channels = _depthwise(input, depthwise_filter, strides, padding, rate, data_format, "depthwise")
        return CONV2D(
            channels,
            pointwise_filter,
            strides=(1, 1, 1, 1),
            padding="VALID",
            data_format=data_format or "NHWC",
            name=scope,
        )
