"""Floats as integers of few bits that stand for evenly spaced numbers between two limits, and back."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, leading
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.dtypes import DType
from ...types.errors import invalid
from ...types.likes import DTypeLike, TensorLike
from ...types.quantized import integers_of, quantized
from ...types.static_shapes import StaticShape, with_rank

_MODES = "mode: {'MIN_COMBINED', 'MIN_FIRST', 'SCALED'} = 'MIN_COMBINED'"

QUANTIZE = Op(
    "QuantizeV2",
    "input: float32, min_range: float32, max_range: float32 -> output: T, output_min: float32, output_max: float32",
    f"{_MODES}, round_mode: {{'HALF_AWAY_FROM_ZERO', 'HALF_TO_EVEN'}} = 'HALF_AWAY_FROM_ZERO'",
    traits=PURE,
    T=dtypes.QUANTIZED,
    gradient=UNDEFINED_GRADIENT,
)
DEQUANTIZE = Op(
    "Dequantize",
    "input: T, min_range: float32, max_range: float32 -> output: float32",
    _MODES,
    traits=PURE,
    T=dtypes.QUANTIZED,
    batch=leading(0),
    gradient=UNDEFINED_GRADIENT,
)

_TOP = np.finfo(np.float32).max
_HALF = np.float32(0.5)


class QuantizeV2(NamedTuple):
    """Integers, and the numbers that the least and the greatest of them stand for."""

    output: Tensor
    output_min: Tensor
    output_max: Tensor


@QUANTIZE.shape
def _quantize_shape(op: Operation) -> list[StaticShape]:
    for limit in op.inputs[1:]:
        with_rank(limit.static_shape, 0)
    return [op.inputs[0].static_shape, (), ()]


@DEQUANTIZE.shape
def _dequantize_shape(op: Operation) -> StaticShape:
    for limit in op.inputs[1:]:
        with_rank(limit.static_shape, 0)
    return op.inputs[0].static_shape


@QUANTIZE.batch
def _quantize_block(op: Operation, batched: Any, kernel: Kernel) -> Kernel | None:
    if any(batched[1:]):
        return None

    def run(n: int, *arrays: Any) -> tuple:
        output, low, high = kernel(*arrays)
        return output, np.full(n, low), np.full(n, high)

    return run


# -- rounding ----------------------------------------------------------------------------------------------------------


def half_away(x: Any) -> Any:
    """The nearest whole numbers, of two the one farther from 0."""
    cut = np.trunc(x)
    return cut + np.where(np.abs(x - cut) >= 0.5, np.copysign(x.dtype.type(1), x), x.dtype.type(0))


def half_to_even(x: np.ndarray) -> np.ndarray:
    """The nearest whole numbers, of two the even one; a 0 keeps its sign, and nothing else becomes a negative 0."""
    return np.where(x == 0, x, np.rint(x) + x.dtype.type(0))


def in_integers(x: np.ndarray, kind: np.dtype) -> np.ndarray:
    """Whole floats cut to 32 bits, of which there is the least for what has no place in them, and these to `kind`; NaN is 0."""
    least = np.float32(-(2.0**31))
    found = np.where((x >= least) & (x < -least), x, np.where(np.isnan(x), np.float32(0), least))
    return found.astype(np.int32).astype(kind)


def clipped(x: np.ndarray, low: Any, high: Any) -> np.ndarray:
    """The numbers, those outside brought to the limits; what equals one stays, as does NaN."""
    x = np.where(x > high, high, x)
    return np.where(x < low, low, x)


# -- floats to integers and back ---------------------------------------------------------------------------------------


def widened(low: Any, high: Any) -> tuple[np.float32, np.float32]:
    """Limits with 0 between them, and not the same."""
    least = min(np.float32(0), low)
    apart = max(np.float32(1), max(abs(low), abs(high))) / np.float32(100)
    return least, max(np.float32(0), max(high, least + apart))


def _scaled_limits(low: np.float32, high: np.float32, kind: np.iinfo) -> tuple[np.float32, np.float32, np.float32]:
    """The distance of integers as a factor, and limits that 0 is in the middle of."""
    least, most = np.float32(kind.min), np.float32(kind.max)
    by_low = least / low if least * low > 0 else _TOP
    by_high = most / high if most * high > 0 else _TOP
    scale = min(by_low, by_high)
    return scale, least / scale, most / scale


def by_first(x: Any, low: np.float32, high: np.float32, kind: np.iinfo) -> np.ndarray:
    """Floats as steps counted from the lower limit, which is rounded first: integers of `kind`, still as floats."""
    steps = 1 << kind.bits
    scale = np.float32(0 if low == high else steps / ((np.float64(high) - low) * (steps / (steps - 1.0))))
    found = half_away(x * scale) - np.float32(np.float64(half_away(low * scale)) - kind.min)
    least, most = np.float32(kind.min), np.float32(min(kind.max, 2**31 - 128))  # 2^31 - 1 is no float
    return np.where(np.isnan(found), np.float32(-(2.0**31)), clipped(found, least, most))


def from_first(integers: np.ndarray, low: np.float32, high: np.float32) -> np.ndarray:
    """The floats that `by_first` made integers of."""
    kind = np.iinfo(integers.dtype)
    scale = (high - low) / np.float32((1 << kind.bits) - 1.0)
    first = low if low == high else half_away(low / scale) * scale
    return (first - np.float32(kind.min) * scale) + integers.astype(np.float32) * scale


@QUANTIZE.kernel
def _quantize(input: np.ndarray, min_range: Any, max_range: Any, T: DType, mode: str, round_mode: str) -> tuple:
    if np.ndim(min_range) or np.ndim(max_range):
        raise invalid("`min_range` and `max_range` must be scalars")
    if not min_range <= max_range and not (np.isnan(min_range) or np.isnan(max_range)):
        raise invalid("input_max_range must be larger than input_min_range.")
    if round_mode == "HALF_TO_EVEN" and mode != "SCALED":
        raise invalid(f"Round mode 'HALF_TO_EVEN' only supported for mode 'SCALED', but mode is '{mode}'.")
    kind = np.iinfo(np.dtype(T.as_numpy_dtype)[0])
    with np.errstate(all="ignore"):
        low, high = widened(np.float32(min_range), np.float32(max_range))
        if mode == "SCALED":
            scale, low, high = _scaled_limits(low, high, kind)
            rounded = half_to_even if round_mode == "HALF_TO_EVEN" else half_away
            found = rounded(clipped(input, low, high) * scale)
        elif mode == "MIN_FIRST":
            found = by_first(input, low, high, kind)
        else:
            scale = np.float32((float(kind.max) - kind.min) / np.float64(high - low))
            found = (clipped(input, low, high) - low) * scale
            if kind.min:
                found = half_away(found - np.float32((float(kind.max) - kind.min + 1) / 2))
            else:
                found = found + _HALF
        return quantized(in_integers(found, kind.dtype), T), low, high


@DEQUANTIZE.kernel
def _dequantize(input: np.ndarray, min_range: Any, max_range: Any, mode: str) -> np.ndarray:
    integers = integers_of(input)
    kind = np.iinfo(integers.dtype)
    low, high = np.float32(min_range), np.float32(max_range)
    x = integers.astype(np.float32)
    with np.errstate(all="ignore"):
        if mode == "SCALED":
            x = in_integers(x, np.dtype(np.int32)).astype(np.float32)  # what is rounded up to 2^31 is the least integer
            scale = high / np.float32(kind.max)
            return x * (max(low / np.float32(kind.min), scale) if kind.min else scale)
        if mode == "MIN_FIRST":
            return from_first(integers, low, high)
        scale = np.float32(np.float64(high - low) / (float(kind.max) - kind.min))
        if kind.min:
            x = x + np.float32((float(kind.max) - kind.min + 1) / 2)
        return x * scale + low


# -- functions ---------------------------------------------------------------------------------------------------------


@export("quantize_v2")
def quantize_v2(
    input: TensorLike,
    min_range: TensorLike,
    max_range: TensorLike,
    T: DTypeLike,
    mode: str = "MIN_COMBINED",
    name: str | None = None,
    round_mode: str = "HALF_AWAY_FROM_ZERO",
) -> QuantizeV2:
    """Floats as integers of a quantized type, which stand for evenly spaced numbers between two limits.

    Args:
      input: float32, any shape; numbers outside the limits are brought to them.
      min_range, max_range: float32 scalars: the limits. They are moved apart where that is needed for 0 to lie between them.
      T: `tf.qint8`, `tf.quint8`, `tf.qint16`, `tf.quint16` or `tf.qint32`.
      mode: "MIN_COMBINED" counts steps from the lower limit; "MIN_FIRST" rounds that first, so that 0 has an integer of its
        own; with "SCALED" the integer 0 stands for 0.
      round_mode: "HALF_AWAY_FROM_ZERO", or for "SCALED" alone "HALF_TO_EVEN".

    Returns:
      output of type T, shape of `input`; output_min and output_max, float32 scalars: what its limits stand for.

    Raises:
      TypeError: `input` is not float32, T is no quantized type.
      ValueError: limits that are no scalars, another mode.
      InvalidArgumentError: (when run) limits the wrong way round, a way of rounding that the mode has not.

    Example:
      >>> with tf.Session() as sess:
      ...     found = tf.quantization.quantize([-1.0, 0.0, 0.6, 2.0], 0.0, 1.0, tf.quint8)
      ...     sess.run(found.output).tolist()
      [0, 0, 153, 255]
    """
    found = QUANTIZE(input, min_range, max_range, T=dtypes.as_dtype(T), mode=mode, round_mode=round_mode, name=name)
    return QuantizeV2(*found)


@export("quantization.quantize", "quantize")
def quantize(
    input: TensorLike,
    min_range: TensorLike,
    max_range: TensorLike,
    T: DTypeLike,
    mode: str = "MIN_COMBINED",
    round_mode: str = "HALF_AWAY_FROM_ZERO",
    name: str | None = None,
) -> QuantizeV2:
    """Floats as integers of a quantized type, as `tf.quantize_v2` with its last parameters in another order.

    Args:
      input: float32, any shape; numbers outside the limits are brought to them.
      min_range, max_range: float32 scalars: the limits. They are moved apart where that is needed for 0 to lie between them.
      T: `tf.qint8`, `tf.quint8`, `tf.qint16`, `tf.quint16` or `tf.qint32`.
      mode, round_mode: as of `tf.quantize_v2`.

    Returns:
      output of type T, shape of `input`; output_min and output_max, float32 scalars: what its limits stand for.

    Raises:
      As `tf.quantize_v2`.
    """
    return quantize_v2(input, min_range, max_range, T, mode=mode, round_mode=round_mode, name=name)


@export("quantization.dequantize", "dequantize")
def dequantize(
    input: TensorLike,
    min_range: TensorLike,
    max_range: TensorLike,
    mode: str = "MIN_COMBINED",
    name: str | None = None,
) -> Tensor:
    """The floats that integers of a quantized type stand for.

    Args:
      input: of a quantized type, any shape.
      min_range, max_range: float32 scalars: what the limits of the type stand for.
      mode: that by which they were made, see `tf.quantize_v2`.

    Returns:
      float32, shape of `input`.

    Raises:
      TypeError: `input` is of no quantized type.
      ValueError: limits that are no scalars, another mode.
    """
    return DEQUANTIZE(input, min_range, max_range, mode=mode, name=name)
