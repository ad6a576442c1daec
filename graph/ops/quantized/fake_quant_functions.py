"""What programs call to round floats to what an integer of few bits can hold between two limits."""

from __future__ import annotations

from typing import NamedTuple

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ...core.tensor import Tensor
from ...types.likes import TensorLike
from .fake_quant import ARGS, ARGS_GRADIENT, CHANNELS, CHANNELS_GRADIENT, VARS, VARS_GRADIENT


class FakeQuantWithMinMaxVarsGradient(NamedTuple):
    """What comes back to the numbers, to the lower limit and to the upper one."""

    backprops_wrt_input: Tensor
    backprop_wrt_min: Tensor
    backprop_wrt_max: Tensor


class FakeQuantWithMinMaxVarsPerChannelGradient(NamedTuple):
    """What comes back to the numbers, to the lower limits of the channels and to the upper ones."""

    backprops_wrt_input: Tensor
    backprop_wrt_min: Tensor
    backprop_wrt_max: Tensor


@export("quantization.fake_quant_with_min_max_args", "fake_quant_with_min_max_args")
def fake_quant_with_min_max_args(
    inputs: TensorLike,
    min: float = -6,
    max: float = 6,
    num_bits: int = 8,
    narrow_range: bool = False,
    name: str | None = None,
) -> Tensor:
    """Each number as the nearest of the evenly spaced ones that `num_bits` bits can tell apart between two limits.

    The limits are moved a little so that 0 is one of these numbers. The gradient goes to the numbers between the limits.

    Args:
      inputs: float32, any shape.
      min, max: the limits, `min` below `max`.
      num_bits: how many bits, 2 to 16.
      narrow_range: leave out the least of the integers, so that as many are below as above.

    Returns:
      float32, shape of `inputs`.

    Raises:
      TypeError: another dtype.
      InvalidArgumentError: (when run) limits that are none, another number of bits.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.quantization.fake_quant_with_min_max_args([-1.2, 0.4, 3.3], min=0.0, max=3.0, num_bits=2)).tolist()
      [0.0, 0.0, 3.0]
    """
    return ARGS(inputs, min=min, max=max, num_bits=num_bits, narrow_range=narrow_range, name=name)


@export("quantization.fake_quant_with_min_max_args_gradient", "fake_quant_with_min_max_args_gradient")
@documented_by(fake_quant_with_min_max_args)
def fake_quant_with_min_max_args_gradient(
    gradients: TensorLike,
    inputs: TensorLike,
    min: float = -6,
    max: float = 6,
    num_bits: int = 8,
    narrow_range: bool = False,
    name: str | None = None,
) -> Tensor:
    """The gradient of `fake_quant_with_min_max_args`: what comes back where its inputs lie between the limits, else 0.

    Args:
      gradients: float32, shape of `inputs`: what comes back to the outputs.

    Raises:
      TypeError: another dtype.
      ValueError: shapes that differ.
      InvalidArgumentError: (when run) shapes that differ, limits that are none, another number of bits.
    """
    return ARGS_GRADIENT(gradients, inputs, min=min, max=max, num_bits=num_bits, narrow_range=narrow_range, name=name)


@export("quantization.fake_quant_with_min_max_vars", "fake_quant_with_min_max_vars")
@documented_by(fake_quant_with_min_max_args)
def fake_quant_with_min_max_vars(
    inputs: TensorLike,
    min: TensorLike,
    max: TensorLike,
    num_bits: int = 8,
    narrow_range: bool = False,
    name: str | None = None,
) -> Tensor:
    """`fake_quant_with_min_max_args` with limits that are tensors, and may learn.

    The gradients of the numbers below `min` go to `min`, those of the numbers above `max` to `max`.

    Args:
      min, max: float32 scalars: the limits, `min` below `max`. Where both are 0, so is the result.

    Raises:
      TypeError: another dtype.
      ValueError: limits that are no scalars.
      InvalidArgumentError: (when run) another number of bits.
    """
    return VARS(inputs, min, max, num_bits=num_bits, narrow_range=narrow_range, name=name)


@export("quantization.fake_quant_with_min_max_vars_gradient", "fake_quant_with_min_max_vars_gradient")
@documented_by(fake_quant_with_min_max_vars)
def fake_quant_with_min_max_vars_gradient(
    gradients: TensorLike,
    inputs: TensorLike,
    min: TensorLike,
    max: TensorLike,
    num_bits: int = 8,
    narrow_range: bool = False,
    name: str | None = None,
) -> FakeQuantWithMinMaxVarsGradient:
    """The gradients of `fake_quant_with_min_max_vars`.

    Args:
      gradients: float32, shape of `inputs`: what comes back to the outputs.

    Returns:
      backprops_wrt_input, backprop_wrt_min, backprop_wrt_max: float32, of the shapes of `inputs`, `min` and `max`.

    Raises:
      TypeError: another dtype.
      ValueError: shapes that differ, limits that are no scalars.
      InvalidArgumentError: (when run) shapes that differ, another number of bits.
    """
    found = VARS_GRADIENT(gradients, inputs, min, max, num_bits=num_bits, narrow_range=narrow_range, name=name)
    return FakeQuantWithMinMaxVarsGradient(*found)


@export("quantization.fake_quant_with_min_max_vars_per_channel", "fake_quant_with_min_max_vars_per_channel")
@documented_by(fake_quant_with_min_max_vars)
def fake_quant_with_min_max_vars_per_channel(
    inputs: TensorLike,
    min: TensorLike,
    max: TensorLike,
    num_bits: int = 8,
    narrow_range: bool = False,
    name: str | None = None,
) -> Tensor:
    """`fake_quant_with_min_max_vars` with limits for each element of the last axis.

    Args:
      inputs: float32 [..., channels].
      min, max: float32 [channels]: the limits, `min` below `max`. Where both are 0, so is the result.

    Raises:
      TypeError: another dtype.
      ValueError: limits that are no vectors, or not as many as channels.
      InvalidArgumentError: (when run) not as many limits as channels, another number of bits.
    """
    return CHANNELS(inputs, min, max, num_bits=num_bits, narrow_range=narrow_range, name=name)


@export("quantization.fake_quant_with_min_max_vars_per_channel_gradient", "fake_quant_with_min_max_vars_per_channel_gradient")
@documented_by(fake_quant_with_min_max_vars_per_channel)
def fake_quant_with_min_max_vars_per_channel_gradient(
    gradients: TensorLike,
    inputs: TensorLike,
    min: TensorLike,
    max: TensorLike,
    num_bits: int = 8,
    narrow_range: bool = False,
    name: str | None = None,
) -> FakeQuantWithMinMaxVarsPerChannelGradient:
    """The gradients of `fake_quant_with_min_max_vars_per_channel`.

    Args:
      gradients: float32, shape of `inputs`: what comes back to the outputs.

    Returns:
      backprops_wrt_input, backprop_wrt_min, backprop_wrt_max: float32, of the shapes of `inputs`, `min` and `max`.

    Raises:
      TypeError: another dtype.
      ValueError: shapes that differ, limits that are no vectors, or not as many as channels.
      InvalidArgumentError: (when run) shapes that differ, not as many limits as channels, another number of bits.
    """
    found = CHANNELS_GRADIENT(gradients, inputs, min, max, num_bits=num_bits, narrow_range=narrow_range, name=name)
    return FakeQuantWithMinMaxVarsPerChannelGradient(*found)
