"""Pools over one, two or three axes of space, chosen by the rank of what is given or by what the pool is called."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.arguments import one_of
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types.likes import IntegersLike, TensorLike
from ..nn.pooling import AVG_POOL, MAX_POOL
from ..nn.windows import get_sequence
from ..volumes.pool3d import AVG_POOL3D, MAX_POOL3D
from .holes import with_space_to_batch


def _along_a_line(
    pool: Op, default: str, input: Any, ksize: Any, strides: Any, padding: str, data_format: str | None, name: str | None
) -> Tensor:
    """A pool over sequences: over images of one row, or of one column where channels come first."""
    with name_scope(name, default, [input]) as scope:
        data_format = data_format or "NWC"
        channel_axis = 1 if data_format.startswith("NC") else 2
        added = 1 if data_format == "NWC" else 2
        pooled = pool(
            ops.expand_dims(input, added),
            ksize=[1, *get_sequence(ksize, 1, channel_axis, "ksize")],
            strides=[1, *get_sequence(strides, 1, channel_axis, "strides")],
            padding=padding,
            data_format="NHWC" if data_format == "NWC" else "NCHW",
            name=scope,
        )
        return ops.squeeze(pooled, added)


@export("nn.max_pool1d")
def max_pool1d(
    input: TensorLike,
    ksize: IntegersLike,
    strides: IntegersLike,
    padding: str,
    data_format: str = "NWC",
    name: str | None = None,
) -> Tensor:
    """The greatest element of each window of sequences.

    Args:
      input: [n, length, channels], or [n, channels, length]; any dtype of `max_pool`.
      ksize: length of the windows: an int, or one per axis of `input`.
      strides: from one window to the next; like `ksize`.
      padding: "SAME" or "VALID", see `conv2d`. What is outside does not count.
      data_format: "NWC" or "NCW": the order of the axes of `input` and of the result.

    Returns:
      [n, windows, channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: windows that do not fit. TypeError: another dtype.
      UnimplementedError: (when run) windows over several sequences.
    """
    return _along_a_line(MAX_POOL, "MaxPool1d", input, ksize, strides, padding, data_format, name)


@export("nn.avg_pool1d")
@documented_by(max_pool1d)
def avg_pool1d(
    input: TensorLike,
    ksize: IntegersLike,
    strides: IntegersLike,
    padding: str,
    data_format: str = "NWC",
    name: str | None = None,
) -> Tensor:
    """The mean of each window of sequences.

    Args:
      input: [n, length, channels], or [n, channels, length]; float16, float32 or float64.
    """
    return _along_a_line(AVG_POOL, "AvgPool1D", input, ksize, strides, padding, data_format, name)


@export("nn.max_pool2d")
def max_pool2d(
    input: TensorLike,
    ksize: IntegersLike,
    strides: IntegersLike,
    padding: str,
    data_format: str = "NHWC",
    name: str | None = None,
) -> Tensor:
    """The greatest element of each window of images: `max_pool` under its later name.

    Args:
      input: [n, height, width, channels], or [n, channels, height, width]; any dtype of `max_pool`.
      ksize: size of the windows: an int, two of them (rows, columns), or one per axis of `input`.
      strides: from one window to the next; like `ksize`.
      padding: "SAME" or "VALID", see `conv2d`. What is outside the image does not count.
      data_format: "NHWC" or "NCHW": the order of the axes of `input` and of the result.

    Returns:
      [n, rows, columns, channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      As `max_pool`.
    """
    with name_scope(name, "MaxPool2d", [input]) as scope:
        data_format = data_format or "NHWC"
        channel_axis = 1 if data_format.startswith("NC") else 3
        return MAX_POOL(
            input,
            ksize=get_sequence(ksize, 2, channel_axis, "ksize"),
            strides=get_sequence(strides, 2, channel_axis, "strides"),
            padding=padding,
            data_format=data_format,
            name=scope,
        )


def _by_rank(
    line: Any, plane: Op, volume: Op, input: Any, ksize: Any, strides: Any, padding: str, data_format: str | None, name: Any
) -> Tensor:
    count = len(input.shape) - 2
    if not 1 <= count <= 3:
        raise ValueError(f"Input tensor must be of rank 3, 4 or 5 but was {count + 2}.")
    channel_axis = 1 if data_format is not None and data_format.startswith("NC") else count + 1
    ksize = get_sequence(ksize, count, channel_axis, "ksize")
    strides = get_sequence(strides, count, channel_axis, "strides")
    if count == 1:
        return line(input, ksize, strides, padding, data_format=data_format, name=name)
    pool, usual = (plane, "NHWC") if count == 2 else (volume, "NDHWC")
    return pool(input, ksize=ksize, strides=strides, padding=padding, data_format=data_format or usual, name=name)


@export("nn.max_pool_v2")
def max_pool_v2(
    input: TensorLike,
    ksize: IntegersLike,
    strides: IntegersLike,
    padding: str,
    data_format: str | None = None,
    name: str | None = None,
) -> Tensor:
    """The greatest element of each window, over one to three axes of space as `input` has them.

    Args:
      input: a tensor or array, [n, sizes of the space, channels], or [n, channels, sizes of the space] where `data_format`
        begins with "NC"; a dtype of `max_pool`, or of `max_pool3d`.
      ksize: size of the windows: an int, one per axis of space, or one per axis of `input`.
      strides: from one window to the next; like `ksize`.
      padding: "SAME" or "VALID", see `conv2d`. What is outside does not count.
      data_format: "NWC" or "NCW", "NHWC" or "NCHW", "NDHWC" or "NCDHW".

    Returns:
      [n, windows, channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: another rank, or an unknown one; windows that do not fit.
      TypeError: another dtype.
    """
    return _by_rank(max_pool1d, MAX_POOL, MAX_POOL3D, input, ksize, strides, padding, data_format, name)


@export("nn.avg_pool_v2")
@documented_by(max_pool_v2)
def avg_pool_v2(
    input: TensorLike,
    ksize: IntegersLike,
    strides: IntegersLike,
    padding: str,
    data_format: str | None = None,
    name: str | None = None,
) -> Tensor:
    """The mean of each window, over one to three axes of space as `input` has them.

    Args:
      input: a tensor or array, [n, sizes of the space, channels], or [n, channels, sizes of the space] where `data_format`
        begins with "NC"; float16, float32 or float64.
    """
    return _by_rank(avg_pool1d, AVG_POOL, AVG_POOL3D, input, ksize, strides, padding, data_format, name)


# -- windows with holes ------------------------------------------------------------------------------------------------


def _per_axis(values: Any, count: int, name: str) -> np.ndarray:
    if values is None:
        return np.ones(count, np.int32)
    if len(values) != count:
        raise ValueError(f"len({name})={len(values)} but should be {count}")
    array = np.array(values, np.int32)
    if (array < 1).any():
        raise ValueError(f"all values of {name} must be positive")
    return array


def _pool_of(pooling_type: str, count: int) -> Any:
    pools = {
        "MAX": (ops.max_pool, ops.max_pool, ops.max_pool3d),
        "AVG": (ops.avg_pool, ops.avg_pool, ops.avg_pool3d),
    }
    if pooling_type not in pools:
        raise ValueError(f"{count}-D {pooling_type} pooling is not supported.")
    return pools[pooling_type][count - 1]


@export("nn.pool")
def pool(
    input: TensorLike,
    window_shape: Sequence[int],
    pooling_type: str,
    padding: str,
    dilation_rate: Sequence[int] | None = None,
    strides: Sequence[int] | None = None,
    name: str | None = None,
    data_format: str | None = None,
    dilations: Sequence[int] | None = None,
) -> Tensor:
    """The greatest element or the mean of each window, over one to three axes of space; with strides, or with holes.

    Args:
      input: [n, sizes of the space, channels], or [n, channels, sizes of the space] with a `data_format` that begins with "NC".
      window_shape: ints, one per axis of space.
      pooling_type: "MAX" or "AVG".
      padding: "SAME" (without holes) or "VALID", see `conv2d`.
      dilation_rate, dilations: ints, one per axis of space: from one element of a window to the next.
      strides: ints, one per axis of space, none larger than the window.
      data_format: "NWC" or "NCW", "NHWC" or "NCHW", "NDHWC" or "NCDHW".

    Returns:
      [n, windows, channels], or in the order of `data_format`; dtype of `input`.

    Raises:
      ValueError: arguments that do not fit together or are not positive.
      TypeError: another dtype than those of the pool.

    Example:
      >>> with tf.Session() as sess:
      ...     sequence = tf.reshape(tf.range(6.0), [1, 6, 1])
      ...     sess.run(tf.nn.pool(sequence, [2], "MAX", "VALID", [2])).ravel().tolist()
      [2.0, 3.0, 4.0, 5.0]
    """
    rates = one_of("dilations", dilations, "dilation_rate", dilation_rate)
    with name_scope(name, f"{pooling_type.lower()}_pool", [input]) as scope:
        input = convert_to_tensor(input, name="input")
        count = len(window_shape)
        if not 1 <= count <= 3:
            raise ValueError("It is required that 1 <= num_spatial_dims <= 3.")
        input.shape.with_rank(count + 2)
        rates, steps = _per_axis(rates, count, "dilation_rate"), _per_axis(strides, count, "strides")
        if (steps > 1).any() and (rates > 1).any():
            raise ValueError("strides > 1 not supported in conjunction with dilation_rate > 1")
        if padding == "SAME" and (rates > 1).any():
            raise ValueError("pooling with SAME padding is not implemented for dilation_rate > 1")
        if (steps > window_shape).any():
            raise ValueError("strides > window_shape not supported due to inconsistency between CPU and GPU implementations")
        kind = _pool_of(pooling_type, count)
        planes = data_format is not None and data_format.startswith("NC")
        first = 2 if planes else 1
        window, jump = ([1, 1, *one] if planes else [1, *one, 1] for one in (window_shape, steps.tolist()))
        if count == 1:
            if data_format not in (None, "NWC", "NCW"):
                raise ValueError('data_format must be either "NWC" or "NCW".')
            window, jump = [1, *window], [1, *jump]
            data_format = "NCHW" if planes else "NHWC"

        def pooled(images: Tensor, _: int, how: str) -> Tensor:
            if count > 1:
                return kind(images, window, jump, how, data_format=data_format, name=scope)
            found = kind(ops.expand_dims(images, first), window, jump, how, data_format=data_format, name=scope)
            return ops.squeeze(found, [first])

        return with_space_to_batch(
            input, rates, padding, pooled, filter_shape=window_shape, spatial_dims=range(first, first + count)
        )
