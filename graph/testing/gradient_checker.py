"""Gradients held against differences."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from .. import ops
from ..core.default_stacks import session_for
from ..core.tensor import Tensor
from ..gradients.gradients import gradients
from ..types.likes import TensorLike


@export("test.compute_gradient")
def compute_gradient(
    x: Any,
    x_shape: Any,
    y: Tensor,
    y_shape: Any,
    x_init_value: Any = None,
    delta: float = 1e-3,
    init_targets: Any = None,
    extra_feed_dict: dict | None = None,
) -> Any:
    """The derivatives of y by x, as `gradients` has them and by differences; in the default session.

    Args:
      x: float tensor, or a list of them.
      x_shape: its shape, or a list of such.
      y: float tensor.
      y_shape: its shape.
      x_init_value: where to take them, or a list; random by default.
      delta: how far x is changed for the differences, to both sides.
      init_targets: operations to run before.
      extra_feed_dict: what else to feed.

    Returns:
      two arrays [elements of x, elements of y]; for a list a list of such pairs.

    Raises:
      ValueError: there is no default session.
      TypeError: x or y is no float tensor.
    """
    several = isinstance(x, list)
    tensors = x if several else [x]
    for tensor in [*tensors, y]:
        if not tensor.dtype.base_dtype.is_floating:
            raise TypeError(f"gradients are checked of float tensors, not of {tensor.dtype.name}")
    shapes = x_shape if several else [x_shape]
    given = x_init_value if several else [x_init_value]
    values = []
    for tensor, shape, value in zip(tensors, shapes, given or [None] * len(tensors), strict=True):
        dtype = tensor.dtype.as_numpy_dtype
        values.append(np.random.random_sample(tuple(shape)).astype(dtype) if value is None else np.array(value, dtype))
    session = session_for(y, None)
    if init_targets is not None:
        session.run(init_targets)
    feeds = {**(extra_feed_dict or {}), **dict(zip(tensors, values, strict=True))}
    dy = ops.placeholder(y.dtype.base_dtype, tuple(y_shape))
    found = []
    for tensor, value in zip(tensors, values, strict=True):
        (dx,) = gradients(y, tensor, dy)
        symbolic = np.zeros((value.size, int(np.prod(y_shape))), value.dtype)
        for column in range(symbolic.shape[1] if dx is not None else 0):
            one = np.zeros(tuple(y_shape), y.dtype.as_numpy_dtype)
            one.flat[column] = 1
            symbolic[:, column] = np.ravel(session.run(dx, {**feeds, dy: one}))
        found.append((symbolic, _differences(session, y, tensor, value, feeds, delta)))
    return found if several else found[0]


def _differences(session: Any, y: Tensor, tensor: Tensor, value: np.ndarray, feeds: dict, delta: float) -> np.ndarray:
    rows = []
    for i in range(value.size):
        ends = []
        for step in (delta, -delta):
            moved = value.copy()
            moved.flat[i] += step
            ends.append(np.ravel(session.run(y, {**feeds, tensor: moved})))
        rows.append((ends[0] - ends[1]) / (2 * delta))
    return np.array(rows, value.dtype).reshape(value.size, -1)


@export("test.compute_gradient_error")
@documented_by(compute_gradient)
def compute_gradient_error(
    x: TensorLike,
    x_shape: Any,
    y: Tensor,
    y_shape: Any,
    x_init_value: TensorLike | None = None,
    delta: float = 1e-3,
    init_targets: Any = None,
    extra_feed_dict: dict | None = None,
) -> float:
    """The greatest difference between the two results of `compute_gradient`.

    Returns:
      float.
    """
    pairs = compute_gradient(x, x_shape, y, y_shape, x_init_value, delta, init_targets, extra_feed_dict)
    pairs = pairs if isinstance(x, list) else [pairs]
    return max((float(np.abs(one - other).max()) for one, other in pairs if one.size), default=0.0)
