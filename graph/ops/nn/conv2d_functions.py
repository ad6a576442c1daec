"""Convolutions as users call them: conv2d, its gradients and its transpose, conv1d."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.arguments import one_of
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types.likes import IntegersLike, ShapeLike, TensorLike
from .conv2d import CONV2D, CONV2D_BACKPROP_FILTER, CONV2D_BACKPROP_INPUT


@export("nn.conv2d")
def conv2d(
    input: TensorLike,
    filter: TensorLike | None = None,
    strides: IntegersLike | None = None,
    padding: Any = None,
    use_cudnn_on_gpu: bool = True,
    data_format: str | None = "NHWC",
    dilations: IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
    filters: Any = None,
) -> Tensor:
    """The 2-D convolution: sums over windows of an image, weighted by a filter.

    Args:
      input: [n, height, width, channels], or [n, channels, height, width]; float16, float32 or float64.
      filter, filters: [height, width, channels, output channels] of the same dtype; `filters` is its later name.
      strides: from one window to the next: an int, two of them (rows, columns), or one per axis of `input`, those of batch and
        channels 1.
      padding: "SAME" (as many windows as there are strides in the image, zeros around it), "VALID" (windows inside the image),
        or pairs of zeros before and after each axis.
      use_cudnn_on_gpu: accepted, has no effect.
      data_format: "NHWC" or "NCHW": the order of the axes of `input` and of the result.
      dilations: from one element of a window to the next; like `strides`.

    Returns:
      [n, rows, columns, output channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: shapes that do not fit, a window larger than the padded image, another padding or format.
      TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not fit.

    Example:
      >>> image, filter = tf.ones([1, 4, 4, 1]), tf.ones([2, 2, 1, 8])
      >>> tf.nn.conv2d(image, filter, strides=[1, 2, 2, 1], padding="VALID").shape.as_list()
      [1, 2, 2, 8]
    """
    filter = one_of("filters", filters, "filter", filter)
    padding, explicit = _padding_of(padding)
    channel_axis, data_format = _channel_axis(data_format)
    return CONV2D(
        input,
        filter,
        strides=ops.get_sequence(strides, 2, channel_axis, "strides"),
        padding=padding,
        use_cudnn_on_gpu=use_cudnn_on_gpu,
        explicit_paddings=explicit,
        data_format=data_format,
        dilations=ops.get_sequence(dilations, 2, channel_axis, "dilations"),
        name=name,
    )


def _channel_axis(data_format: str | None) -> tuple[int, str]:
    data_format = data_format or "NHWC"
    return (1 if data_format.startswith("NC") else 3), data_format


def _padding_of(padding: Any) -> tuple[Any, list[int]]:
    """The attributes padding and explicit_paddings. Raises ValueError for lists that are not four pairs."""
    if isinstance(padding, str) or not isinstance(padding, (list, tuple)):
        if padding == "EXPLICIT":
            raise ValueError(
                '"EXPLICIT" is not a valid value for the padding parameter. To use explicit padding, the padding '
                "parameter must be a list."
            )
        return padding, []
    for index, pair in enumerate(padding):
        if not isinstance(pair, (list, tuple)):
            raise ValueError(
                "When padding is a list, each element of padding must be a list/tuple of size 2. Element with index "
                f"{index} of padding is not a list/tuple"
            )
        if len(pair) != 2:
            raise ValueError(
                "When padding is a list, each element of padding must be a list/tuple of size 2. Element with index "
                f"{index} of padding has size {len(pair)}"
            )
    if len(padding) != 4:
        raise ValueError(f"When padding is a list, it must be of size 4. Got padding of size: {len(padding)}")
    return "EXPLICIT", [size for pair in padding for size in pair]


@export("nn.conv2d_backprop_input")
def conv2d_backprop_input(
    input_sizes: TensorLike,
    filter: TensorLike | None = None,
    out_backprop: TensorLike | None = None,
    strides: IntegersLike | None = None,
    padding: Any = None,
    use_cudnn_on_gpu: bool = True,
    data_format: str = "NHWC",
    dilations: IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
    filters: Any = None,
) -> Tensor:
    """The gradient of `conv2d` by its input.

    Args:
      input_sizes: int32 [4]: the shape of that input.
      filter, filters: [height, width, channels, output channels]; `filters` is its later name.
      out_backprop: the gradient by the result of `conv2d`, of its shape and the dtype of `filter`.
      strides, dilations: four ints, those of that `conv2d`, one per axis.
      padding: "SAME", "VALID", or pairs of zeros before and after each axis; that of `conv2d`.
      use_cudnn_on_gpu: accepted, has no effect.
      data_format: "NHWC" or "NCHW": the order of the axes of images.

    Returns:
      shape `input_sizes`, dtype of `filter`.

    Raises:
      TypeError: TypeError: the dtypes differ or are not floating.
      ValueError: static shapes that do not fit, another padding or format.
      InvalidArgumentError: (when run) shapes that are not those of one convolution.
    """
    filter = one_of("filters", filters, "filter", filter)
    padding, explicit = _padding_of(padding)
    return CONV2D_BACKPROP_INPUT(
        input_sizes,
        filter,
        out_backprop,
        strides=strides,
        padding=padding,
        use_cudnn_on_gpu=use_cudnn_on_gpu,
        explicit_paddings=explicit,
        data_format=data_format,
        dilations=dilations,
        name=name,
    )


@export("nn.conv2d_backprop_filter")
@documented_by(conv2d_backprop_input)
def conv2d_backprop_filter(
    input: TensorLike,
    filter_sizes: TensorLike,
    out_backprop: TensorLike,
    strides: IntegersLike,
    padding: Any,
    use_cudnn_on_gpu: bool = True,
    data_format: str = "NHWC",
    dilations: IntegersLike = (1, 1, 1, 1),
    name: str | None = None,
) -> Tensor:
    """The gradient of `conv2d` by its filter.

    Args:
      input: the input of `conv2d`; float16, float32 or float64.
      filter_sizes: int32 [4]: the shape of the filter.
      out_backprop: the gradient by the result of `conv2d`, of its shape and the dtype of `input`.

    Returns:
      shape `filter_sizes`, dtype of `input`.
    """
    padding, explicit = _padding_of(padding)
    return CONV2D_BACKPROP_FILTER(
        input,
        filter_sizes,
        out_backprop,
        strides=strides,
        padding=padding,
        use_cudnn_on_gpu=use_cudnn_on_gpu,
        explicit_paddings=explicit,
        data_format=data_format,
        dilations=dilations,
        name=name,
    )


@export("nn.conv2d_transpose")
def conv2d_transpose(
    value: TensorLike | None = None,
    filter: TensorLike | None = None,
    output_shape: ShapeLike | None = None,
    strides: IntegersLike | None = None,
    padding: str = "SAME",
    data_format: str | None = "NHWC",
    name: str | None = None,
    input: TensorLike | None = None,
    filters: Any = None,
    dilations: IntegersLike | None = None,
) -> Tensor:
    """The transpose of `conv2d`: each element of an image spreads a filter over a window of a larger image.

    Args:
      value, input: [n, height, width, channels], or [n, channels, height, width]; float16, float32 or float64. `input` is its
        later name.
      filter, filters: [height, width, output channels, channels] of the same dtype; `filters` is its later name.
      output_shape: int32 [4]: the shape of the result, one that `conv2d` makes `value`'s shape of.
      strides, padding, data_format, dilations: of that `conv2d`.

    Returns:
      shape `output_shape`, dtype of `value`.

    Raises:
      ValueError: static shapes that do not fit.
      InvalidArgumentError: (when run) shapes that are not those of one convolution.
      TypeError: the dtypes differ or are not floating.
    """
    value = one_of("input", input, "value", value)
    filter = one_of("filters", filters, "filter", filter)
    with name_scope(name, "conv2d_transpose", [value, filter, output_shape]) as scope:
        channel_axis, data_format = _channel_axis(data_format)
        return CONV2D_BACKPROP_INPUT(
            output_shape,
            filter,
            value,
            strides=ops.get_sequence(strides, 2, channel_axis, "strides"),
            padding=padding,
            data_format=data_format,
            dilations=ops.get_sequence(dilations, 2, channel_axis, "dilations"),
            name=scope,
        )


@export("nn.conv1d")
def conv1d(
    value: TensorLike | None = None,
    filters: Any = None,
    stride: IntegersLike | None = None,
    padding: Any = None,
    use_cudnn_on_gpu: bool | None = None,
    data_format: str | None = None,
    name: str | None = None,
    input: TensorLike | None = None,
    dilations: IntegersLike | None = None,
) -> Tensor:
    """The 1-D convolution, by `conv2d` over images of one row.

    Args:
      value, input: [n, width, channels], or [n, channels, width]; float16, float32 or float64. `input` is its later name.
      filters: [width, channels, output channels] of the same type.
      stride: an int.
      padding: "SAME" or "VALID".
      use_cudnn_on_gpu: accepted, has no effect.
      data_format: "NWC" (the default) or "NCW".
      dilations: an int: from one element of a window to the next.

    Returns:
      [n, columns, output channels], or in the order of `data_format`; dtype of `value`.

    Raises:
      ValueError: shapes that do not fit, or another `data_format`.
      TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not fit.
    """
    value = one_of("input", input, "value", value)
    with name_scope(name, "conv1d", [value, filters]) as scope:
        if data_format in (None, "NHWC", "NWC"):
            data_format, row_axis, channel_axis = "NHWC", 1, 2
        elif data_format in ("NCHW", "NCW"):
            data_format, row_axis, channel_axis = "NCHW", 2, 1
        else:
            raise ValueError('data_format must be "NWC" or "NCW".')
        # The stride of the row comes second whatever the order: TensorFlow's own, where it is 1 as those beside it are.
        strides = [1, *ops.get_sequence(stride, 1, channel_axis, "stride")]
        dilations = [1, *ops.get_sequence(dilations, 1, channel_axis, "dilations")]
        images = ops.expand_dims(value, row_axis)
        found = CONV2D(
            images,
            ops.expand_dims(filters, 0),
            strides=strides,
            padding=padding,
            use_cudnn_on_gpu=True if use_cudnn_on_gpu is None else use_cudnn_on_gpu,
            data_format=data_format,
            dilations=dilations,
            name=scope,
        )
        return ops.squeeze(found, [row_axis])


@export("nn.conv1d_transpose", "contrib.nn.conv1d_transpose")
def conv1d_transpose(
    input: TensorLike,
    filters: TensorLike,
    output_shape: ShapeLike | TensorLike,
    strides: IntegersLike,
    padding: str = "SAME",
    data_format: str | None = "NWC",
    dilations: IntegersLike | None = None,
    name: str | None = None,
) -> Tensor:
    """The gradient of `conv1d` by its input, which spreads each element over a window of the output.

    Args:
      input: [n, width, channels], or [n, channels, width]; float16, float32 or float64.
      filters: [width, output channels, channels] of the same type.
      output_shape: three ints, or a vector of int32: the shape of the result.
      strides: an int: from one window of the output to the next.
      padding: "SAME" or "VALID".
      data_format: "NWC" or "NCW".
      dilations: an int: from one element of a window to the next.

    Returns:
      of the shape `output_shape`, dtype of `input`.

    Raises:
      ValueError: shapes that do not fit, or another `data_format`.
      TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not fit.
    """
    with name_scope(name, "conv1d_transpose", [input, filters, output_shape]) as scope:
        if data_format in (None, "NWC"):
            data_format, row_axis, channel_axis = "NHWC", 1, 2
        elif data_format == "NCW":
            data_format, row_axis, channel_axis = "NCHW", 2, 1
        else:
            raise ValueError('data_format must be "NWC" or "NCW".')
        # The stride of the row comes second whatever the order, as in `conv1d`.
        strides = [1, *ops.get_sequence(strides, 1, channel_axis, "stride")]
        dilations = [1, *ops.get_sequence(dilations, 1, channel_axis, "dilations")]
        images = ops.expand_dims(input, row_axis)
        filters = ops.expand_dims(filters, 0)
        sizes: Any = output_shape if isinstance(output_shape, Tensor) else list(output_shape)  # type: ignore[arg-type]
        found = CONV2D_BACKPROP_INPUT(
            ops.concat([sizes[:row_axis], [1], sizes[row_axis:]], 0),
            filters,
            images,
            strides=strides,
            padding=padding,
            data_format=data_format,
            dilations=dilations,
            name=scope,
        )
        return ops.squeeze(found, row_axis)
