"""Convolutions made of others: with holes, of any number of axes, depthwise and separable.

A window with holes is a window without them over every k-th row and column (`space_to_batch`). Source of names, scopes
and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at

from ... import ops
from ...core.arguments import one_of
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...types.likes import IntegersLike, TensorLike
from ..arrays.space_to_batch import BATCH_TO_SPACE_ND, SPACE_TO_BATCH_ND
from .conv2d import CONV2D
from .depthwise import DEPTHWISE, DEPTHWISE_BACKPROP_FILTER, DEPTHWISE_BACKPROP_INPUT

# -- windows with holes ------------------------------------------------------------------------------------------------


def with_space_to_batch(
    input: Tensor,
    dilation_rate: Any,
    padding: str,
    op: Callable[[Tensor, str], Tensor],
    filter_shape: Any,
    data_format: str | None,
) -> Tensor:
    """`op(images, padding)`, which has windows without holes, as if there were holes in them.

    Args:
      dilation_rate: ints, one per axis of space: from one element of a window to the next.
      filter_shape: sizes of a window, then anything: an array, or an int32 tensor.

    Raises:
      ValueError: a rate that is not positive, or another padding than "SAME" or "VALID".
    """
    rates = np.asarray(dilation_rate, np.int32)
    count = len(rates)
    if (rates < 1).any():
        raise ValueError("dilation_rate must be positive")
    if (rates == 1).all():
        return op(input, padding)
    if padding not in ("SAME", "VALID"):
        raise ValueError(f"Invalid padding method {padding!r}")
    planes = data_format is not None and data_format.startswith("NC")
    first = 2 if planes else 1
    known = input.static_shape
    if known is not None and len(known) < first + count - planes:
        raise ValueError(f"input tensor must have rank {first + count - planes} at least")
    paddings, crops = _paddings(_sizes(input, first, count), _base(filter_shape, rates, padding), rates)
    if planes:  # the channels are one more axis of space, in blocks of 1
        rates = np.concatenate([[1], rates]).astype(np.int32)
        nothing = np.zeros((1, 2), np.int32)
        paddings, crops = (_rows_joined(nothing, sides) for sides in (paddings, crops))
    sorted_ = SPACE_TO_BATCH_ND(input, rates, paddings)
    return BATCH_TO_SPACE_ND(op(sorted_, "VALID"), rates, crops)


def _rows_joined(first: np.ndarray, sides: Any) -> Any:
    return ops.concat([first, sides], 0) if isinstance(sides, Tensor) else np.concatenate([first, sides])


def _sizes(input: Tensor, first: int, count: int) -> Any:
    """The sizes of the space: an array, or a tensor where they are not known."""
    known = None if input.static_shape is None else input.static_shape[first : first + count]
    if known is not None and None not in known:
        return np.array(known, np.int32)
    sizes = ops.shape(input)
    return ops.stack([sizes[k] for k in range(first, first + count)])


def _base(filter_shape: Any, rates: np.ndarray, padding: str) -> Any:
    """What is to be put before and after each axis for the padding's sake, [axes, 2]."""
    if padding == "VALID":
        return np.zeros((len(rates), 2), np.int32)
    if isinstance(filter_shape, Tensor):
        value = constant_value(filter_shape)
        filter_shape = filter_shape if value is None else value
    lengths = filter_shape[: len(rates)]
    extra = (lengths - 1) * rates
    before = extra // 2
    sides = (before, extra - before)
    return ops.stack(sides, 1) if isinstance(lengths, Tensor) else np.stack(sides, 1).astype(np.int32)


def _paddings(sizes: Any, base: Any, rates: np.ndarray) -> tuple[Any, Any]:
    """Paddings that make the sizes multiples of the rates, and what to cut off the result again."""
    if not isinstance(sizes, Tensor) and not isinstance(base, Tensor):
        missing = -(sizes + base.sum(1)) % rates
        paddings = base + np.stack([np.zeros_like(missing), missing], 1)
        crops = np.stack([np.zeros_like(missing), missing], 1)
        return paddings.astype(np.int32), crops.astype(np.int32)
    before, after = base[:, 0], base[:, 1]
    padded = sizes + before + after
    missing = (rates - padded % rates) % rates
    zeros = np.zeros(len(rates), np.int32)
    return ops.stack([before, after + missing], 1), ops.stack([zeros, missing], 1)


# -- any number of axes ------------------------------------------------------------------------------------------------


@export("nn.convolution")
def convolution(
    input: TensorLike,
    filter: TensorLike,
    padding: str,
    strides: IntegersLike | None = None,
    dilation_rate: IntegersLike | None = None,
    name: str | None = None,
    data_format: str | None = None,
    filters: Any = None,
    dilations: IntegersLike | None = None,
) -> Tensor:
    """The convolution over one axis of space or two; with strides, or with holes in the windows.

    Args:
      input: [n, sizes of the space, channels], or [n, channels, sizes of the space] with a `data_format` that begins
        with "NC"; float16, float32 or float64.
      filter: [sizes of a window, channels, output channels] of the same type; `filters` is another name.
      padding: "SAME" or "VALID".
      strides: ints, one per axis of space.
      dilation_rate: ints, one per axis of space; `dilations` is another name.
      data_format: "NWC" or "NCW", "NHWC" or "NCHW".

    Raises:
      ValueError: shapes that do not fit, strides and holes at once, or another number of axes.
    """
    filter = one_of("filters", filters, "filter", filter)
    rates = one_of("dilations", dilations, "dilation_rate", dilation_rate)
    input, filter = _tensor(input, "input"), _tensor(filter, "filter")
    known = input.static_shape if input.static_shape is not None else filter.static_shape
    if known is None:
        raise ValueError("rank of input or filter must be known")
    count = len(known) - 2
    if not 1 <= count <= 3:
        raise ValueError(f"Input tensor must be of rank 3, 4 or 5 but was {count + 2}.")
    if count == 3:
        raise ValueError("convolution over three axes of space is not supported")
    planes = data_format is not None and data_format.startswith("NC")
    channel_axis = 1 if planes else count + 1
    steps = ops.get_sequence(strides, count, channel_axis, "strides")
    rates = ops.get_sequence(rates, count, channel_axis, "dilations")
    with name_scope(name, "convolution", [input, filter]) as scope:
        if all(rate == 1 for rate in rates):
            return _plain(input, filter, steps, padding, data_format, scope)
        steps, rates = (values[2:] if planes else values[1:-1] for values in (steps, rates))
        _check_holes(input, filter, steps, rates, channel_axis)
        return with_space_to_batch(
            input,
            rates,
            padding,
            lambda images, how: _plain(images, filter, [1] * (count + 2), how, data_format, scope),
            _filter_shape(filter),
            data_format,
        )


def _tensor(value: Any, name: str) -> Tensor:
    return convert_to_tensor(value, name=name)


def _filter_shape(filter: Tensor) -> Any:
    known = filter.static_shape
    return ops.shape(filter) if known is None or None in known else np.array(known, np.int32)


def _check_holes(input: Tensor, filter: Tensor, strides: Sequence[int], rates: Sequence[int], channel_axis: int) -> None:
    for what, tensor in (("input", input), ("filter", filter)):
        if tensor.static_shape is not None and len(tensor.static_shape) != len(rates) + 2:
            raise ValueError(f"{what} tensor must have rank {len(rates) + 2}")
    if input.static_shape is not None and filter.static_shape is not None:
        channels, depth = input.static_shape[channel_axis], filter.static_shape[len(rates)]
        if channels is not None and depth is not None and channels != depth:
            raise ValueError(
                f"number of input channels does not match corresponding dimension of filter, {channels} != {depth}"
            )
    if any(rate < 1 for rate in rates):
        raise ValueError("all values of dilation_rate must be positive")
    if any(stride < 1 for stride in strides):
        raise ValueError("all values of strides must be positive")
    if any(stride > 1 for stride in strides):
        raise ValueError("strides > 1 not supported in conjunction with dilation_rate > 1")


def _plain(input: Tensor, filter: Tensor, strides: Sequence[int], padding: str, data_format: str | None, name: str) -> Tensor:
    if len(strides) == 3:
        return ops.conv1d(input, filter, list(strides), padding, data_format=data_format, name=name)
    return CONV2D(input, filter, strides=strides, padding=padding, data_format=data_format or "NHWC", name=name)


@export("nn.atrous_conv2d")
def atrous_conv2d(value: Any, filters: Any, rate: Any, padding: str, name: str | None = None) -> Tensor:
    """`conv2d` with holes in the windows.

    Args:
      value: [n, height, width, channels].
      filters: [height, width, channels, output channels].
      rate: int: from one element of a window to the next.
      padding: "SAME" or "VALID".

    Raises:
      ValueError: as `convolution`.
    """
    return convolution(value, filters, padding, dilation_rate=np.broadcast_to(rate, (2,)).tolist(), name=name)


# -- a filter for each channel -----------------------------------------------------------------------------------------


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
      filter: [height, width, channels, filters] of the same type: filter q of channel k makes output channel
        k * filters + q.
      strides: four ints, one per axis of `input`; those of height and width are equal, the others 1.
      padding: "SAME" or "VALID".
      rate: two ints: from one element of a window to the next, along height and width; `dilations` is another name.
      data_format: "NHWC" or "NCHW".

    Raises:
      ValueError: shapes that do not fit.
    """
    rate = one_of("dilations", dilations, "rate", rate)
    with name_scope(name, "depthwise", [input, filter]) as scope:
        input, filter = _tensor(input, "tensor_in"), _tensor(filter, "filter_in")
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
        _filter_shape(filter),
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
    """`depthwise_conv2d` as one op; `dilations` are four ints, one per axis."""
    return DEPTHWISE(input, filter, strides=strides, padding=padding, data_format=data_format, dilations=dilations, name=name)


@export("nn.depthwise_conv2d_native_backprop_input")
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
    """The gradient of `depthwise_conv2d_native` by its input, which has the shape `input_sizes`."""
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


@export("nn.depthwise_conv2d_native_backprop_filter")
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
    """The gradient of `depthwise_conv2d_native` by its filter, which has the shape `filter_sizes`."""
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
      input, strides, padding, rate, data_format: as `depthwise_conv2d`.
      depthwise_filter: [height, width, channels, filters].
      pointwise_filter: [1, 1, channels * filters, output channels].

    Raises:
      ValueError: shapes that do not fit.
    """
    rate = one_of("dilations", dilations, "rate", rate)
    with name_scope(name, "separable_conv2d", [input, depthwise_filter, pointwise_filter]) as scope:
        input = _tensor(input, "tensor_in")
        depthwise_filter = _tensor(depthwise_filter, "depthwise_filter")
        pointwise_filter = _tensor(pointwise_filter, "pointwise_filter")
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
