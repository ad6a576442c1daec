"""Windows: what frames of a signal are weighted with."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import DTypeLike, TensorLike


@export("signal.hann_window")
def hann_window(
    window_length: TensorLike, periodic: TensorLike = True, dtype: DTypeLike = dtypes.float32, name: str | None = None
) -> Tensor:
    """A window of one cosine, from 0 to 1 and back.

    Args:
      window_length: int32 scalar.
      periodic: bool scalar: whether the last element is that before the first of the next period, which spectra want, rather
        than like the first.
      dtype: of the result, float.

    Returns:
      [window_length] of type `dtype`.

    Raises:
      ValueError: `dtype` is not float, `window_length` no scalar.
    """
    return _raised_cosine(name, "hann_window", window_length, periodic, dtype, 0.5, 0.5)


@export("signal.hamming_window")
def hamming_window(
    window_length: TensorLike, periodic: TensorLike = True, dtype: DTypeLike = dtypes.float32, name: str | None = None
) -> Tensor:
    """A window of one cosine, from 0.08 to 1 and back.

    Args:
      window_length: int32 scalar.
      periodic: bool scalar, as for `tf.signal.hann_window`.
      dtype: of the result, float.

    Returns:
      [window_length] of type `dtype`.

    Raises:
      ValueError: `dtype` is not float, `window_length` no scalar.
    """
    return _raised_cosine(name, "hamming_window", window_length, periodic, dtype, 0.54, 0.46)


def _raised_cosine(
    name: str | None, default: str, window_length: Any, periodic: Any, dtype: Any, base: float, height: float
) -> Tensor:
    kind = dtypes.as_dtype(dtype)
    if not kind.is_floating:
        raise ValueError(f"dtype must be a floating point type. Found {kind}")
    with name_scope(name, default, [window_length, periodic]):
        length = convert_to_tensor(window_length, dtypes.int32, name="window_length")
        length.shape.assert_has_rank(0)
        known = constant_value(length)
        if known == 1:
            return ops.ones([1], kind)
        periods = ops.cast(convert_to_tensor(periodic, dtypes.bool_, name="periodic"), dtypes.int32)
        periods.shape.assert_has_rank(0)
        steps = ops.cast(length + periods * (1 - ops.floormod(length, 2)) - 1, kind)
        turns = np.asarray(2 * math.pi, kind.as_numpy_dtype) * ops.cast(ops.range(length), kind) / steps
        if known is not None:
            return base - height * ops.cos(turns)
        return ops.cond(ops.equal(length, 1), lambda: ops.ones([1], kind), lambda: base - height * ops.cos(turns))
