"""Signals cut into frames, frames added up to signals."""

from __future__ import annotations

import math
from typing import Any

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank_at_least


@export("signal.frame")
def frame(
    signal: TensorLike,
    frame_length: TensorLike,
    frame_step: TensorLike,
    pad_end: bool = False,
    pad_value: TensorLike = 0,
    axis: TensorLike = -1,
    name: str | None = None,
) -> Tensor:
    """Windows of a signal, one every few elements.

    Args:
      signal: [..., samples, ...], any dtype, the rank known.
      frame_length: int32 scalar: the elements of a frame.
      frame_step: int32 scalar: from the beginning of one to that of the next.
      pad_end: whether frames that reach beyond the end are given, too, filled up with `pad_value`.
      pad_value: scalar of the dtype of `signal`.
      axis: scalar: the axis that is cut.

    Returns:
      [..., frames, frame_length, ...], dtype of `signal`.

    Raises:
      ValueError: `frame_length`, `frame_step`, `axis` or `pad_value` is no scalar.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.signal.frame([1, 2, 3, 4, 5], 3, 2)).tolist()
      [[1, 2, 3], [3, 4, 5]]
    """
    with name_scope(name, "frame", [signal, frame_length, frame_step, pad_value]):
        signal = convert_to_tensor(signal, name="signal")
        length, step, at = (
            convert_to_tensor(value, name=called)
            for value, called in ((frame_length, "frame_length"), (frame_step, "frame_step"), (axis, "axis"))
        )
        with_rank_at_least(signal.static_shape, 1)
        for scalar in (length, step, at):
            scalar.shape.assert_has_rank(0)
        known = _known_shape(signal, length, step, pad_end, at)
        rank = ops.rank(signal)
        place = ops.floormod(ops.cast(at, dtypes.int32), rank)
        sizes = ops.shape(signal)
        before, samples, after = sizes[:place], sizes[place], sizes[place + 1 :]
        if pad_end:
            value = convert_to_tensor(pad_value, signal.dtype.base_dtype)
            value.shape.assert_has_rank(0)
            count = -ops.floordiv(-samples, step)
            missing = ops.maximum(0, length + step * (count - 1) - samples)
            here = ops.one_hot(place, rank, dtype=dtypes.int32)
            amounts = ops.stack([ops.zeros_like(here), here * missing], axis=1)
            signal = ops.pad(signal, amounts, constant_values=value)
        else:
            count = ops.maximum(0, 1 + ops.floordiv(samples - length, step))
        starts = ops.reshape(ops.range(count) * step, [-1, 1])
        places = ops.reshape(starts + ops.reshape(ops.range(length), [1, -1]), [-1])
        frames = ops.gather(signal, places, axis=place)
        frames = ops.reshape(frames, ops.concat([before, ops.stack([count, length]), after], 0))
        frames.set_shape(known)
        return frames


def _known_shape(signal: Tensor, length: Tensor, step: Tensor, pad_end: bool, axis: Tensor) -> StaticShape:
    static = signal.static_shape
    of_frame, by, at = (constant_value(tensor) for tensor in (length, step, axis))
    if static is None:
        return None
    if at is None:
        return (None,) * (len(static) + 1)
    place = int(at) % len(static)
    samples, count = static[place], None
    if samples is not None and by is not None and pad_end:
        count = max(0, -(-samples // int(by)))
    elif samples is not None and by is not None and of_frame is not None:
        count = max(0, (samples - int(of_frame) + int(by)) // int(by))
    return (*static[:place], count, None if of_frame is None else int(of_frame), *static[place + 1 :])


@export("signal.overlap_and_add")
def overlap_and_add(signal: TensorLike, frame_step: TensorLike, name: str | None = None) -> Tensor:
    """Frames added up to a signal, each some elements behind the one before.

    Args:
      signal: numbers [..., frames, frame_length].
      frame_step: an integer scalar, from the beginning of one frame to that of the next; at most `frame_length`.

    Returns:
      [..., (frames - 1) * frame_step + frame_length], dtype of `signal`.

    Raises:
      ValueError: the rank is known to be below 2, or `frame_step` is no integer scalar.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.signal.overlap_and_add([[1, 1, 1], [5, 5, 5]], 2)).tolist()
      [1, 1, 6, 5, 5]
    """
    with name_scope(name, "overlap_and_add", [signal, frame_step]):
        signal = convert_to_tensor(signal, name="signal")
        static = with_rank_at_least(signal.static_shape, 2)
        step = convert_to_tensor(frame_step, name="frame_step")
        step.shape.assert_has_rank(0)
        if not step.dtype.is_integer:
            raise ValueError(f"frame_step must be an integer. Got {step.dtype}")
        by = constant_value(step)
        sizes = ops.shape(signal)
        outer, frames, length = sizes[:-2], sizes[-2], sizes[-1]
        total = length + step * (frames - 1)
        if by is not None and static is not None and static[-1] == by:
            found = ops.reshape(signal, ops.concat([outer, [total]], 0), name="fast_path")
        else:
            found = _added(signal, outer, frames, length, step)[..., :total]
        found.set_shape(_known_sum(static, by))
        return found


def _added(signal: Tensor, outer: Tensor, frames: Tensor, length: Tensor, step: Tensor) -> Tensor:
    """The sum, with some zeros behind it: what the frames add to each stretch of `step` elements lies on a diagonal."""
    parts = -ops.floordiv(-length, step)
    behind = [[0, parts], [0, parts * step - length]]
    padded = ops.pad(signal, ops.concat([ops.zeros(ops.stack([ops.size(outer), 2]), dtypes.int32), behind], 0))

    def shaped(tensor: Tensor, *inner: Any) -> Tensor:
        return ops.reshape(tensor, ops.concat([outer, ops.stack(inner)], 0))

    stretches = shaped(padded, frames + parts, parts, step)
    rank = ops.size(outer)
    order = ops.concat([ops.range(rank), rank + [1, 0, 2]], 0)
    rows = shaped(ops.transpose(stretches, order), (frames + parts) * parts, step)
    # One row less for each part: so each part comes to lie one row further down than the one before.
    skewed = shaped(rows[..., : (frames + parts - 1) * parts, :], parts, frames + parts - 1, step)
    return shaped(ops.reduce_sum(skewed, -3), (frames + parts - 1) * step)


def _known_sum(static: StaticShape, by: Any) -> StaticShape:
    if static is None:
        return None
    frames, length = static[-2:]
    total = None if frames is None or length is None or by is None else length + int(by) * (frames - 1)
    return (*static[:-2], total)


def power_of_two_above(length: Tensor) -> Tensor:
    """The least power of two that is not below an integer."""
    known = constant_value(length)
    if known is not None:
        return convert_to_tensor(2 ** math.ceil(math.log2(int(known))), length.dtype.base_dtype)
    exponent = ops.ceil(ops.log(ops.cast(length, dtypes.float32)) / math.log(2.0))
    return ops.cast(ops.pow(2.0, exponent), length.dtype.base_dtype)
