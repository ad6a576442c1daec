"""Batch normalization as one op, and its gradient.

Source of op types, outputs and messages: TensorFlow 1.15. Formulas: S. Ioffe, C. Szegedy, "Batch Normalization:
Accelerating Deep Network Training by Reducing Internal Covariate Shift", 2015.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.tensor import Tensor
from ...core.traits import ALLOCATES, PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, merge_dim, with_rank
from ...windows import batch_norms
from .windows import as_given, channels_last

_ATTRIBUTES = "epsilon: float = 0.0001, data_format: {'NHWC', 'NCHW'} = 'NHWC', is_training: bool = true"
_HALVES = (dtypes.float16, dtypes.float32)
_SINGLE = (dtypes.float32,)


def _attributes_of(op: Operation) -> dict[str, Any]:
    return {name: op.get_attr(name) for name in ("epsilon", "data_format", "is_training")}


# -- forward -----------------------------------------------------------------------------------------------------------


def _norm_shape(op: Operation) -> list[StaticShape]:
    images = with_rank(op.inputs[0].static_shape, 4)
    axis = 1 if op.get_attr("data_format") == "NCHW" else 3
    channels = images[axis]
    # While training, mean and variance are not looked at.
    for tensor in op.inputs[1 : 3 if op.get_attr("is_training") else 5]:
        (size,) = with_rank(tensor.static_shape, 1)
        channels = merge_dim(channels, size)
    shape = (*images[:axis], channels, *images[axis + 1 :])
    extra: list[StaticShape] = [None] * (len(op.outputs) - 5)
    return [shape, *[(channels,)] * 4, *extra]


def _norm(
    x: np.ndarray,
    scale: np.ndarray,
    offset: np.ndarray,
    mean: np.ndarray,
    variance: np.ndarray,
    epsilon: float,
    data_format: str,
    is_training: bool,
) -> tuple[np.ndarray, ...]:
    if x.ndim != 4:
        raise invalid(f"input must be 4-dimensional{bracket(x.shape)}")
    images = channels_last(x, data_format)
    channels = images.shape[3]
    parts = (("scale", scale), ("offset", offset), ("mean", mean), ("variance", variance))
    for position, (name, part) in enumerate(parts[: 2 if is_training else 4]):
        if part.ndim != 1:
            raise invalid(f"{'estimated_' * (position > 1)}{name} must be 1-dimensional{bracket(part.shape)}")
        if len(part) != channels:
            when = "When is_training=false, " * (position > 1)
            sizes = f"got {len(part)} and {channels}"
            raise invalid(f"{when}{name} must have the same number of elements as the channels of x, {sizes}")
    if is_training and mean.size + variance.size:
        raise invalid(f"mean must be empty for training{bracket(mean.shape)}")
    rows = images.reshape(math.prod(images.shape[:3]), channels).astype(np.float32, copy=False)
    if is_training:
        count = len(rows)
        if rows.size:
            mean = batch_norms.sums(rows) / np.float32(count)
            variance = batch_norms.sums_of_squares(rows, mean) / np.float32(count)
        else:
            mean = variance = np.full(channels, np.nan, np.float32)
        reported = variance * np.float32(count / max(count - 1, 1))
    else:
        mean, variance = mean.copy(), variance.copy()
        reported = variance
    if not x.size:
        mean, reported = np.full_like(mean, np.nan), np.full_like(mean, np.nan)
    factor = scale / np.sqrt(variance + np.float32(epsilon))

    y = batch_norms.scaled(rows, mean, factor, offset).astype(x.dtype, copy=False).reshape(images.shape)
    return as_given(y, data_format), mean, reported, mean.copy(), variance.copy()


FUSED_BATCH_NORM = Op(
    "FusedBatchNorm",
    "x: T, scale: T, offset: T, mean: T, variance: T -> "
    "y: T, batch_mean: T, batch_variance: T, reserve_space_1: T, reserve_space_2: T",
    _ATTRIBUTES,
    traits=PURE | ALLOCATES,
    T=_SINGLE,
    shape=_norm_shape,
    kernel=_norm,
    batch=PER_RECORD,
)
FUSED_BATCH_NORM_V3 = Op(
    "FusedBatchNormV3",
    "x: T, scale: U, offset: U, mean: U, variance: U -> "
    "y: T, batch_mean: U, batch_variance: U, reserve_space_1: U, reserve_space_2: U, reserve_space_3: U",
    _ATTRIBUTES,
    traits=PURE | ALLOCATES,
    T=_HALVES,
    U=_SINGLE,
    shape=_norm_shape,
    batch=PER_RECORD,
)


@FUSED_BATCH_NORM_V3.kernel
def _norm_v3(
    x: np.ndarray,
    scale: np.ndarray,
    offset: np.ndarray,
    mean: np.ndarray,
    variance: np.ndarray,
    epsilon: float,
    data_format: str,
    is_training: bool,
) -> tuple[np.ndarray, ...]:
    found = _norm(x, scale, offset, mean, variance, epsilon, data_format, is_training)
    return (*found, np.zeros((), np.float32))


# -- backward ----------------------------------------------------------------------------------------------------------


def _grad_shape(op: Operation) -> list[StaticShape]:
    images, others = (with_rank(tensor.static_shape, 4) for tensor in op.inputs[:2])
    axis = 1 if op.get_attr("data_format") == "NCHW" else 3
    channels = merge_dim(images[axis], others[axis])
    for tensor in op.inputs[2:5]:
        (size,) = with_rank(tensor.static_shape, 1)
        channels = merge_dim(channels, size)
    return [(*images[:axis], channels, *images[axis + 1 :]), (channels,), (channels,), (0,), (0,)]


def _grad(
    y_backprop: np.ndarray,
    x: np.ndarray,
    scale: np.ndarray,
    reserve_space_1: np.ndarray,
    reserve_space_2: np.ndarray,
    epsilon: float,
    data_format: str,
    is_training: bool,
) -> tuple[np.ndarray, ...]:
    if y_backprop.ndim != 4 or x.ndim != 4:
        raise invalid(f"input must be 4-dimensional{bracket(x.shape)}")
    if y_backprop.shape != x.shape:
        raise invalid(
            f"x and y_backprop must have same shape, but x has shape {bracket(x.shape)} and y_backprop has "
            f"shape {bracket(y_backprop.shape)}"
        )
    images = channels_last(x, data_format)
    channels = images.shape[3]
    for name, part in (("scale", scale), ("reserve_space_1", reserve_space_1), ("reserve_space_2", reserve_space_2)):
        if part.shape != (channels,):
            sizes = f"got {part.size} and {channels}"
            raise invalid(f"{name} must have the same number of elements as the channels of x, {sizes}")
    rows = images.reshape(math.prod(images.shape[:3]), channels).astype(np.float32, copy=False)
    dy = channels_last(y_backprop, data_format).reshape(rows.shape).astype(np.float32, copy=False)
    mean, variance = reserve_space_1, reserve_space_2
    per_deviation = 1 / np.sqrt(variance + np.float32(epsilon))
    factor = scale * per_deviation
    if rows.size:
        d_offset, d_scale = batch_norms.sums(dy), batch_norms.sums_of_products(dy, rows, mean, per_deviation)
    else:
        d_offset, d_scale = np.zeros(channels, np.float32), np.zeros(channels, np.float32)
    of_scale, of_offset = (sums / np.float32(max(len(rows), 1)) for sums in (d_scale * per_deviation, d_offset))

    if is_training:
        shares = batch_norms.shared(dy, rows, mean, -of_scale, of_offset, factor)
    else:
        shares = dy * factor
    d_x = as_given(shares.astype(x.dtype, copy=False).reshape(images.shape), data_format)
    return d_x, d_scale, d_offset, np.zeros(0, np.float32), np.zeros(0, np.float32)


FUSED_BATCH_NORM_GRAD = Op(
    "FusedBatchNormGrad",
    "y_backprop: T, x: T, scale: T, reserve_space_1: T, reserve_space_2: T -> "
    "x_backprop: T, scale_backprop: T, offset_backprop: T, reserve_space_3: T, reserve_space_4: T",
    _ATTRIBUTES,
    traits=PURE | ALLOCATES,
    T=_SINGLE,
    shape=_grad_shape,
    kernel=_grad,
    batch=PER_RECORD,
)
FUSED_BATCH_NORM_GRAD_V3 = Op(
    "FusedBatchNormGradV3",
    "y_backprop: T, x: T, scale: float32, reserve_space_1: U, reserve_space_2: U, reserve_space_3: U -> "
    "x_backprop: T, scale_backprop: U, offset_backprop: U, reserve_space_4: U, reserve_space_5: U",
    _ATTRIBUTES,
    traits=PURE | ALLOCATES,
    T=_HALVES,
    U=_SINGLE,
    shape=_grad_shape,
    batch=PER_RECORD,
)


@FUSED_BATCH_NORM_GRAD_V3.kernel
def _grad_v3(
    y_backprop: np.ndarray,
    x: np.ndarray,
    scale: np.ndarray,
    reserve_space_1: np.ndarray,
    reserve_space_2: np.ndarray,
    reserve_space_3: np.ndarray,
    epsilon: float,
    data_format: str,
    is_training: bool,
) -> tuple[np.ndarray, ...]:
    return _grad(y_backprop, x, scale, reserve_space_1, reserve_space_2, epsilon, data_format, is_training)


def _norm_gradient(op: Operation, dy: Any, *others: Any) -> list:
    x, scale, _, mean, variance = op.inputs
    training = op.get_attr("is_training")
    saved = op.outputs[3:5] if training else [mean, variance]
    if op.type == "FusedBatchNorm":
        found = FUSED_BATCH_NORM_GRAD(dy, x, scale, *saved, **_attributes_of(op))
    else:
        found = FUSED_BATCH_NORM_GRAD_V3(dy, x, scale, *saved, op.outputs[5], **_attributes_of(op))
    return [*found[:3], None, None]


FUSED_BATCH_NORM.gradient(_norm_gradient)
FUSED_BATCH_NORM_V3.gradient(_norm_gradient)


def _grad_gradient(op: Operation, *output_gradients: Any) -> list:
    """The gradient of the gradient.

    With r = 1 / sqrt(variance + epsilon) and n = (x - mean) * r, the outputs are scale * r * (dy - m(dy) - n * m(dy * n)),
    sum(dy * n) and sum(dy), where m is the mean over rows (and absent when not training); below is what follows by the
    chain rule. Mean and variance get none, as in TensorFlow.
    """
    dy, x, scale, mean, variance = op.inputs[:5]
    planes = op.get_attr("data_format") == "NCHW"
    axes = [0, 2, 3] if planes else [0, 1, 2]

    def spread(values: Tensor) -> Tensor:
        return ops.reshape(values, [1, -1, 1, 1]) if planes else values

    def sums(values: Tensor) -> Tensor:
        return ops.reduce_sum(values, axes)

    def means(values: Tensor) -> Tensor:
        return ops.reduce_mean(values, axes, keepdims=True)

    rows, exact_dy = ops.cast(x, scale.dtype), ops.cast(dy, scale.dtype)
    training = op.get_attr("is_training")
    if training:
        mean = ops.reduce_mean(rows, axes)
        variance = ops.reduce_mean(ops.squared_difference(rows, spread(mean)), axes)
    r = ops.rsqrt(variance + op.get_attr("epsilon"))
    n = (rows - spread(mean)) * spread(r)
    to_x = ops.cast(output_gradients[0], scale.dtype)
    to_scale, to_offset = output_gradients[1], output_gradients[2]

    def projected(values: Tensor) -> Tensor:
        """The part of `values` that neither a shift of the rows nor a factor on them would change."""
        return values - means(values) - n * means(values * n) if training else values

    for_dy = spread(scale * r) * projected(to_x) + spread(to_scale) * n + spread(to_offset)
    for_scale = r * sums(to_x * projected(exact_dy))
    if training:
        by_n = spread(to_scale) * exact_dy - spread(scale * r) * (to_x * means(exact_dy * n) + exact_dy * means(to_x * n))
        by_r = spread(scale * r * r) * n * means(to_x * projected(exact_dy))
        for_x = spread(r) * projected(by_n) - by_r
    else:
        for_x = spread(to_scale * r) * exact_dy
    return [ops.cast(for_dy, dy.dtype), ops.cast(for_x, x.dtype), for_scale] + [None] * (len(op.inputs) - 3)


FUSED_BATCH_NORM_GRAD.gradient(_grad_gradient)
FUSED_BATCH_NORM_GRAD_V3.gradient(_grad_gradient)


@export("nn.fused_batch_norm")
def fused_batch_norm(
    x: TensorLike,
    scale: TensorLike,
    offset: TensorLike,
    mean: TensorLike | None = None,
    variance: TensorLike | None = None,
    epsilon: float = 0.001,
    data_format: str = "NHWC",
    is_training: bool = True,
    name: str | None = None,
) -> tuple[Tensor, Tensor, Tensor]:
    """(x - mean) / sqrt(variance + epsilon) * scale + offset for each channel.

    Args:
      x: float32 or float16 [n, height, width, channels], or [n, channels, height, width].
      scale, offset: float32 [channels].
      mean, variance: float32 [channels], those to use; None while training, which computes with those of `x`.
      epsilon: at least 1.001e-5; less is taken for that.
      data_format: "NHWC" or "NCHW".
      is_training: whether mean and variance are those of `x`.

    Returns:
      the normalized `x`, of its shape and dtype; the mean; the variance (while training that of a sample: over n - 1); both
      float32 [channels].

    Raises:
      ValueError: mean or variance while training, or static shapes that do not fit.
      TypeError: other dtypes.
      InvalidArgumentError: (when run) shapes that do not fit.
    """
    x = convert_to_tensor(x, name="input")
    scale = convert_to_tensor(scale, name="scale")
    offset = convert_to_tensor(offset, name="offset")
    if is_training and (mean is not None or variance is not None):
        raise ValueError("Both 'mean' and 'variance' must be None if is_training is True.")
    mean = constant([], dtypes.float32) if mean is None else mean
    variance = constant([], dtypes.float32) if variance is None else variance
    found = FUSED_BATCH_NORM_V3(
        x,
        scale,
        offset,
        mean,
        variance,
        epsilon=max(epsilon, 1.001e-5),
        data_format=data_format,
        is_training=is_training,
        name=name,
    )
    return found[0], found[1], found[2]
