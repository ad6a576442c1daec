"""Floats as they come back from integers of few bits: quantized and dequantized at once."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, merge, with_rank
from .quantize import clipped, half_to_even

_FLOATS = (dtypes.float16, dtypes.float32, dtypes.float64)

V2 = Op(
    "QuantizeAndDequantizeV2",
    "input: T, input_min: T, input_max: T -> output: T",
    "signed_input: bool = true, num_bits: int = 8, range_given: bool = false,"
    " round_mode: {'HALF_TO_EVEN', 'HALF_UP'} = 'HALF_TO_EVEN', narrow_range: bool = false",
    traits=PURE,
    T=_FLOATS,
)
V3 = Op(
    "QuantizeAndDequantizeV3",
    "input: T, input_min: T, input_max: T, num_bits: int32 -> output: T",
    "signed_input: bool = true, range_given: bool = true, narrow_range: bool = false",
    traits=PURE,
    T=_FLOATS,
)


@V2.shape
@V3.shape
def _shape(op: Operation) -> StaticShape:
    shape, low, high, *bits = (tensor.static_shape for tensor in op.inputs)
    merge(high, with_rank(low, 0))
    for scalar in bits:
        with_rank(scalar, 0)
    return shape


@V2.batch
@V3.batch
def _block(op: Operation, batched: Any, kernel: Kernel) -> Kernel | None:
    if any(batched[1:]) or not op.get_attr("range_given"):
        return None  # each record has a range of its own
    return lambda n, *arrays: kernel(*arrays)


@V2.gradient
def _gradient_v2(op: Operation, dy: Any) -> list:
    return [dy, None, None]


@V3.gradient
def _gradient_v3(op: Operation, dy: Any) -> list:
    return [dy, None, None, None]


def _half_up(x: np.ndarray) -> np.ndarray:
    return np.floor(x + x.dtype.type(0.5))


def _steps(signed: bool, num_bits: int, narrow: bool) -> tuple[int, int]:
    """The least and the greatest integer of so many bits."""
    if not 0 < num_bits < (62 if signed else 63):
        raise invalid(f"num_bits is out of range: {num_bits} with signed_input_ {int(signed)}")
    if signed:
        return -(1 << (num_bits - 1)) + narrow, (1 << (num_bits - 1)) - 1
    return 0, (1 << num_bits) - 1


def _limits(input: np.ndarray, low: Any, high: Any, range_given: bool) -> tuple[Any, Any]:
    kind = input.dtype.type
    if not range_given:
        return (np.min(input), np.max(input)) if input.size else (np.finfo(kind).max, np.finfo(kind).min)
    if np.ndim(low) or np.ndim(high):
        raise invalid("input_min and input_max must be scalars")
    if not low <= high:
        raise invalid(f"Invalid range: input_min {low:g} > input_max {high:g}")
    return kind(low), kind(high)


def _there_and_back(
    input: np.ndarray, low: Any, high: Any, range_given: bool, steps: tuple[int, int], round_mode: str
) -> np.ndarray:
    kind = input.dtype.type
    low, high = _limits(input, low, high, range_given)
    least, most = map(kind, steps)
    with np.errstate(all="ignore"):
        by_low = least / low if least * low > 0 else np.finfo(kind).max
        by_high = most / high if most * high > 0 else np.finfo(kind).max
        if by_low < by_high:
            scale, back = by_low, low / least
            high = most * back
        else:
            scale, back = by_high, high / most
            low = least * back
        values = clipped(input, low, high) if range_given else input
        return (_half_up if round_mode == "HALF_UP" else half_to_even)(values * scale) * back


@V2.kernel
def _v2(
    input: np.ndarray,
    input_min: Any,
    input_max: Any,
    signed_input: bool,
    num_bits: int,
    range_given: bool,
    round_mode: str,
    narrow_range: bool,
) -> np.ndarray:
    steps = _steps(signed_input, num_bits, narrow_range)
    return _there_and_back(input, input_min, input_max, range_given, steps, round_mode)


@V3.kernel
def _v3(
    input: np.ndarray,
    input_min: Any,
    input_max: Any,
    num_bits: Any,
    signed_input: bool,
    range_given: bool,
    narrow_range: bool,
) -> np.ndarray:
    steps = _steps(signed_input, int(num_bits), narrow_range)
    return _there_and_back(input, input_min, input_max, range_given, steps, "HALF_TO_EVEN")


@export("quantization.quantize_and_dequantize")
def quantize_and_dequantize(
    input: TensorLike,
    input_min: TensorLike,
    input_max: TensorLike,
    signed_input: bool = True,
    num_bits: int = 8,
    range_given: bool = False,
    round_mode: str = "HALF_TO_EVEN",
    name: str | None = None,
    narrow_range: bool = False,
) -> Tensor:
    """Floats as they come back from integers of `num_bits` bits: what a network would see that computes with those.

    0 stays 0. The gradient passes as if nothing had been rounded.

    Args:
      input: float32 or float64, any shape.
      input_min, input_max: scalars of that dtype: the limits, of which the one farther from 0 is exact.
      signed_input: whether the integers have a sign.
      num_bits: how many bits they have, the sign among them.
      range_given: bring the numbers to the limits; without it these are the least and the greatest of the numbers.
      round_mode: "HALF_TO_EVEN" or "HALF_UP".
      narrow_range: leave out the least of the integers.

    Returns:
      the shape and dtype of `input`.

    Raises:
      TypeError: other dtypes, or not all the same.
      ValueError: limits that are no scalars, another way of rounding.
      InvalidArgumentError: (when run) limits the wrong way round, another number of bits.

    Example:
      >>> with tf.Session() as sess:
      ...     values = [-1.0, 0.3, 1.4, 9.0]
      ...     sess.run(tf.quantization.quantize_and_dequantize(values, -3.0, 3.0, num_bits=3, range_given=True)).tolist()
      [-1.0, 0.0, 1.0, 3.0]
    """
    return V2(
        input,
        input_min,
        input_max,
        signed_input=signed_input,
        num_bits=num_bits,
        range_given=range_given,
        round_mode=round_mode,
        narrow_range=narrow_range,
        name=name,
    )
