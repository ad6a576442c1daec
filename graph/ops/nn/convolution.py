"""Convolutions made of others: with holes, of any number of axes.

A window with holes is a window without them over every k-th row and column (`space_to_batch`). Source of names, scopes
and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.arguments import one_of
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...types.likes import IntegersLike, TensorLike
from ..arrays.space_to_batch import BATCH_TO_SPACE_ND, SPACE_TO_BATCH_ND
from .conv2d import CONV2D

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
      dilation_rate: ints, one per axis of space: from one element of a window to the next; or a tensor of known length.
      filter_shape: sizes of a window, then anything: an array, or an int32 tensor.

    Raises:
      ValueError: a rate that is not positive, or another padding than "SAME" or "VALID".
    """
    rates = dilation_rate if isinstance(dilation_rate, Tensor) else np.asarray(dilation_rate, np.int32)
    count = rates.shape[0]
    if isinstance(rates, np.ndarray):
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
    paddings, crops = _paddings(_sizes(input, first, count), _base(filter_shape, rates, count, padding), rates)
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


def _base(filter_shape: Any, rates: Any, count: int, padding: str) -> Any:
    """What is to be put before and after each axis for the padding's sake, [axes, 2]."""
    if padding == "VALID":
        return np.zeros((count, 2), np.int32)
    if isinstance(filter_shape, Tensor):
        value = constant_value(filter_shape)
        filter_shape = filter_shape if value is None else value
    extra = (filter_shape[:count] - 1) * rates
    before = extra // 2
    sides = (before, extra - before)
    return ops.stack(sides, 1) if isinstance(extra, Tensor) else np.stack(sides, 1).astype(np.int32)


def _paddings(sizes: Any, base: Any, rates: Any) -> tuple[Any, Any]:
    """Paddings that make the sizes multiples of the rates, and what to cut off the result again."""
    if not any(isinstance(one, Tensor) for one in (sizes, base, rates)):
        missing = -(sizes + base.sum(1)) % rates
        paddings = base + np.stack([np.zeros_like(missing), missing], 1)
        crops = np.stack([np.zeros_like(missing), missing], 1)
        return paddings.astype(np.int32), crops.astype(np.int32)
    before, after = base[:, 0], base[:, 1]
    padded = sizes + before + after
    missing = (rates - padded % rates) % rates
    zeros = ops.zeros_like(missing)
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
    """The convolution over one to three axes of space; with strides, or with holes in the windows.

    Args:
      input: [n, sizes of the space, channels], or [n, channels, sizes of the space] with a `data_format` that begins with "NC";
        float16, float32 or float64.
      filter, filters: [sizes of a window, channels, output channels] of the same dtype; `filters` is its later name.
      padding: "SAME" or "VALID".
      strides: ints, one per axis of space.
      dilation_rate, dilations: ints, one per axis of space; `dilations` is its later name.
      data_format: "NWC" or "NCW", "NHWC" or "NCHW", "NDHWC" or "NCDHW".

    Returns:
      [n, sizes, output channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: shapes that do not fit, strides and holes at once, or another number of axes.
      TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not fit.
    """
    filter = one_of("filters", filters, "filter", filter)
    rates = one_of("dilations", dilations, "dilation_rate", dilation_rate)
    input, filter = convert_to_tensor(input, name="input"), convert_to_tensor(filter, name="filter")
    known = input.static_shape if input.static_shape is not None else filter.static_shape
    if known is None:
        raise ValueError("rank of input or filter must be known")
    count = len(known) - 2
    if not 1 <= count <= 3:
        raise ValueError(f"Input tensor must be of rank 3, 4 or 5 but was {count + 2}.")
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
            shape_of_filter(filter),
            data_format,
        )


def shape_of_filter(filter: Tensor) -> Any:
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
    if len(strides) == 5:
        return ops.conv3d(input, filter, strides, padding, data_format or "NDHWC", name=name)
    return CONV2D(input, filter, strides=strides, padding=padding, data_format=data_format or "NHWC", name=name)


@export("nn.atrous_conv2d")
def atrous_conv2d(value: Any, filters: Any, rate: Any, padding: str, name: str | None = None) -> Tensor:
    """`conv2d` with holes in the windows.

    Args:
      value: [n, height, width, channels].
      filters: [height, width, channels, output channels].
      rate: int: from one element of a window to the next.
      padding: "SAME" or "VALID".

    Returns:
      [n, rows, columns, output channels], dtype of `value`.

    Raises:
      ValueError: as `convolution`.
      TypeError: the dtypes differ or are not floating.
      InvalidArgumentError: (when run) shapes that do not fit.
    """
    return convolution(value, filters, padding, dilation_rate=np.broadcast_to(rate, (2,)).tolist(), name=name)
