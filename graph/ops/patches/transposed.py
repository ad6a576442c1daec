"""Transposes of convolutions: over any number of axes, and with holes in the windows."""

from __future__ import annotations

from collections.abc import Sized
from typing import Any

from headrace.formats.exports import export

from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types.likes import IntegersLike, TensorLike
from ..arrays.space_to_batch import batch_to_space, space_to_batch
from ..nn.conv2d import CONV2D_BACKPROP_INPUT
from ..nn.conv2d_functions import conv1d_transpose, conv2d_transpose
from ..nn.convolution import shape_of_filter
from ..volumes.conv3d import conv3d_transpose


@export("nn.conv_transpose")
def conv_transpose(
    input: TensorLike,
    filters: TensorLike,
    output_shape: Any,
    strides: IntegersLike,
    padding: str = "SAME",
    data_format: str | None = None,
    dilations: IntegersLike | None = None,
    name: str | None = None,
) -> Tensor:
    """The transpose of `convolution`: each element spreads a filter over a window of the output.

    Args:
      input: [n, sizes of the space, channels], or [n, channels, sizes of the space] where `data_format` begins with "NC", with
        one to three axes of space; float16, float32 or float64.
      filters: [sizes of a window, output channels, channels] of the same dtype.
      output_shape: the shape of the result: ints, or an int32 vector of known length.
      strides, dilations: an int, one per axis of space, or one per axis of `input`.
      padding: "SAME" or "VALID".
      data_format: "NWC" or "NCW", "NHWC" or "NCHW", "NDHWC" or "NCDHW".

    Returns:
      shape `output_shape`, dtype of `input`.

    Raises:
      ValueError: another number of axes, or static shapes that do not fit.
      InvalidArgumentError: (when run) shapes that are not those of one convolution.
      TypeError: the dtypes differ or are not floating.

    Example:
      >>> line, ones = tf.constant([[[1.0], [2.0]]]), tf.ones([2, 1, 1])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.nn.conv_transpose(line, ones, [1, 4, 1], 2)).ravel().tolist()
      [1.0, 1.0, 2.0, 2.0]
    """
    with name_scope(name, "conv_transpose", [input, filters, output_shape]) as scope:
        if isinstance(output_shape, Tensor):
            count = int(output_shape.shape[0]) - 2
        elif isinstance(output_shape, Sized):
            count = len(output_shape) - 2
        else:
            raise ValueError("output_shape must be a tensor or sized collection.")
        if not 1 <= count <= 3:
            raise ValueError(f"output_shape must be of length 3, 4 or 5 but was {count + 2}.")
        settings: dict[str, Any] = {"padding": padding, "data_format": data_format, "dilations": dilations, "name": scope}
        if count == 1:
            return conv1d_transpose(input, filters, output_shape, strides, **settings)
        transpose = conv2d_transpose if count == 2 else conv3d_transpose
        return transpose(input=input, filters=filters, output_shape=output_shape, strides=strides, **settings)


@export("nn.atrous_conv2d_transpose")
def atrous_conv2d_transpose(
    value: TensorLike,
    filters: TensorLike,
    output_shape: Any,
    rate: int,
    padding: str,
    name: str | None = None,
) -> Tensor:
    """The transpose of `atrous_conv2d`: each element spreads a filter with holes over a larger image.

    Args:
      value: [n, height, width, channels]; float16, float32 or float64.
      filters: [height, width, output channels, channels] of the same dtype.
      output_shape: four ints, or an int32 vector of them: the shape of the result.
      rate: int: from one element of a window to the next.
      padding: "SAME" or "VALID".

    Returns:
      shape `output_shape`, dtype of `value`.

    Raises:
      ValueError: a rate below 1, another padding, or static shapes that do not fit.
      InvalidArgumentError: (when run) shapes that do not fit.
      TypeError: the dtypes differ or are not floating.
    """
    with name_scope(name, "atrous_conv2d_transpose", [value, filters, output_shape]):
        value, filters = convert_to_tensor(value, name="value"), convert_to_tensor(filters, name="filters")
        channels, depth = value.shape[3], filters.shape[3]
        if not channels.is_compatible_with(depth):
            raise ValueError(f"value's input channels does not match filters' input channels, {channels} != {depth}")
        if rate < 1:
            raise ValueError(f"rate {rate} cannot be less than one")
        if rate == 1:
            return conv2d_transpose(value, filters, output_shape, [1, 1, 1, 1], padding=padding, data_format="NHWC")
        as_tensor = convert_to_tensor(output_shape, name="output_shape")
        if not as_tensor.shape.is_compatible_with([4]):
            raise ValueError(f"output_shape must have shape (4,), got {as_tensor.shape}")
        sizes: Any = output_shape if isinstance(output_shape, Tensor) else list(output_shape)
        if not isinstance(sizes, Tensor) and not filters.shape[2].is_compatible_with(sizes[3]):
            raise ValueError(f"output_shape does not match filter's output channels, {sizes[3]} != {filters.shape[2]}")
        if padding not in ("SAME", "VALID"):
            raise ValueError(f"padding must be either VALID or SAME: {padding}")
        inner, paddings, crops = [], [], []
        window = shape_of_filter(filters)
        for axis in (0, 1):
            # Room for windows that begin before the image and end behind it, then to a multiple of the rate.
            around = (window[axis] - 1) * rate if padding == "SAME" else 0
            before = around // 2
            size = sizes[axis + 1] + around
            extra = (rate - size % rate) % rate
            inner.append((size + extra) // rate)
            paddings.append([0, extra])
            crops.append([before, around - before + extra])
        sorted_ = space_to_batch(value, paddings, block_size=rate)
        shape = [rate * rate * sizes[0], *inner, sizes[3]]
        spread = CONV2D_BACKPROP_INPUT(shape, filters, sorted_, strides=[1, 1, 1, 1], padding="VALID", data_format="NHWC")
        return batch_to_space(spread, crops, block_size=rate)
