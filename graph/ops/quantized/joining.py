"""Tensors of a quantized type joined, each with limits of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.dtypes import DType
from ...types.errors import UnimplementedError, invalid
from ...types.likes import IntegersLike, TensorLike
from ...types.quantized import integers_of, quantized
from ...types.static_shapes import StaticShape, with_rank
from ..arrays.concat import joined, joined_shape
from .quantize import by_first, from_first, in_integers

CONCAT = Op(
    "QuantizedConcat",
    "concat_dim: int32, values: N * T, input_mins: N * float32, input_maxes: N * float32"
    " -> output: T, output_min: float32, output_max: float32",
    "N: int >= 2",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


class QuantizedConcat(NamedTuple):
    """What was joined, and the limits that all of it has now."""

    output: Tensor
    output_min: Tensor
    output_max: Tensor


@CONCAT.shape
def _shape(op: Operation) -> list[StaticShape]:
    axis, *others = op.inputs
    count = op.get_attr("N")
    for limit in others[count:]:
        with_rank(limit.static_shape, 0)
    return [joined_shape([tensor.static_shape for tensor in others[:count]], axis), (), ()]


@CONCAT.kernel
def _concat(
    concat_dim: Any, values: Sequence[np.ndarray], input_mins: Sequence[Any], input_maxes: Sequence[Any], T: DType
) -> tuple:
    if T not in (dtypes.quint8, dtypes.qint32):
        raise UnimplementedError(None, None, f"QuantizedConcat joins quint8 and qint32, got {T.name}")
    rank = np.ndim(values[0])
    if rank and not 0 <= concat_dim < rank:
        raise invalid(f"ConcatOp : Expected concatenating dimensions in the range [0, {rank}), but got {concat_dim}")
    low, high = min(input_mins), max(input_maxes)
    if T is dtypes.qint32:
        high = max(abs(low), abs(high))
        low = -high
    else:
        low = min(np.float32(0), low)
    with np.errstate(all="ignore"):
        parts = [
            _between(integers_of(value), (least, most), (low, high))
            for value, least, most in zip(values, input_mins, input_maxes, strict=True)
        ]
    return quantized(joined(parts, concat_dim), T), np.float32(low), np.float32(high)


def _between(integers: np.ndarray, limits: tuple[Any, Any], wanted: tuple[Any, Any]) -> np.ndarray:
    """The integers that stand between other limits for the same numbers."""
    if limits == wanted:
        return integers
    kind = np.iinfo(integers.dtype)
    return in_integers(by_first(from_first(integers, *limits), *wanted, kind), kind.dtype)


@export("quantization.quantized_concat", "quantized_concat")
def quantized_concat(
    concat_dim: IntegersLike,
    values: Sequence[TensorLike],
    input_mins: Sequence[TensorLike],
    input_maxes: Sequence[TensorLike],
    name: str | None = None,
) -> QuantizedConcat:
    """Tensors of a quantized type one after the other, brought to limits that all their numbers lie between.

    Args:
      concat_dim: int32 scalar from 0 on: the axis.
      values: at least two tensors, all `tf.quint8` or all `tf.qint32`, whose shapes differ along the axis at most.
      input_mins, input_maxes: float32 scalars, for each of the values: what the limits of the type stand for.

    Returns:
      output, of the dtype of the values; output_min and output_max, float32 scalars: what the limits stand for now.

    Raises:
      TypeError: dtypes that differ.
      ValueError: shapes that do not fit, limits that are no scalars or not as many as values.
      InvalidArgumentError: (when run) shapes that do not fit, an axis that they do not have.
      UnimplementedError: (when run) another quantized type.

    Example:
      >>> with tf.Session() as sess:
      ...     one = tf.quantization.quantize([0.0, 1.0], 0.0, 1.0, tf.quint8)
      ...     two = tf.quantization.quantize([0.0, 2.0], 0.0, 2.0, tf.quint8)
      ...     found = tf.quantization.quantized_concat(0, *zip(one, two))
      ...     sess.run(found.output).tolist(), sess.run(found.output_max).item()
      ([0, 128, 0, 255], 2.0)
    """
    return QuantizedConcat(*CONCAT(concat_dim, values, input_mins, input_maxes, name=name))
