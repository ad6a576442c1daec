"""Operations with windows without holes, made to have holes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import TensorLike
from ..nn import convolution


@export("nn.with_space_to_batch")
def with_space_to_batch(
    input: Tensor,
    dilation_rate: TensorLike,
    padding: str,
    op: Callable[[Tensor, int, str], Tensor],
    filter_shape: TensorLike | None = None,
    spatial_dims: Iterable[int] | None = None,
    data_format: str | None = None,
) -> Tensor:
    """An operation on images, as if there were holes in its windows.

    Args:
      input: a tensor [n, ...].
      dilation_rate: int32 vector of known length, one per axis of space: from one element of a window to the next.
      padding: "SAME" or "VALID".
      op: from images, the number of axes of space and a padding ("VALID", but for holes of 1) to the images' windows.
      filter_shape: int32 vector, sizes of a window along the axes of space, needed for "SAME".
      spatial_dims: the axes of space, ascending; the first after that of images, or after that of channels.
      data_format: where it begins with "NC", channels come before the axes of space.

    Returns:
      What `op` gives, its parts in the order of the images.

    Raises:
      ValueError: rates that are not positive, axes in another order, another padding, or no size of a window for "SAME".

    Example:
      >>> with tf.Session() as sess:
      ...     line = tf.reshape(tf.range(6.0), [1, 6])
      ...     pairs = tf.nn.with_space_to_batch(line, [2], "VALID", lambda x, n, padding: x[:, 1:] - x[:, :-1])
      ...     sess.run(pairs).tolist()
      [[2.0, 2.0, 2.0, 2.0]]
    """
    given = convert_to_tensor(dilation_rate, dtypes.int32, name="dilation_rate")
    known = given.static_shape
    if known is not None and len(known) != 1:
        raise ValueError("rate must be rank 1")
    if known is None or known[0] is None:
        raise ValueError("rate must have known shape")
    planes = data_format is not None and data_format.startswith("NC")
    first = 2 if planes else 1
    axes = list(range(first, first + known[0]) if spatial_dims is None else spatial_dims)
    if axes != sorted(set(map(int, axes))) or any(axis < 1 for axis in axes):
        raise ValueError("spatial_dims must be a montonically increasing sequence of positive integers")
    rank = axes[-1] + (not planes)
    if input.static_shape is not None and len(input.static_shape) < rank:
        raise ValueError(f"input tensor must have rank {rank} at least")
    constant = constant_value(given)
    rates = given if constant is None else constant
    if constant is None or (constant > 1).any():
        if padding == "SAME" and filter_shape is None:
            raise ValueError("filter_shape must be specified for SAME padding")
    lengths: Any = None if filter_shape is None else convert_to_tensor(filter_shape, name="filter_shape")
    if lengths is not None and (value := constant_value(lengths)) is not None:
        lengths = value
    return convolution.with_space_to_batch(
        input,
        _spread(rates, axes),
        padding,
        lambda images, how: op(images, len(axes), how),
        None if lengths is None else _spread(lengths, axes),
        None,
    )


def _spread(values: Any, axes: list[int]) -> Any:
    """What is said of some axes said of all from 1 on: 1 of those between."""
    at = {axis: k for k, axis in enumerate(axes)}
    if isinstance(values, Tensor):
        return ops.stack([values[at[axis]] if axis in at else 1 for axis in range(1, axes[-1] + 1)])
    return np.array([values[at[axis]] if axis in at else 1 for axis in range(1, axes[-1] + 1)], np.int32)
