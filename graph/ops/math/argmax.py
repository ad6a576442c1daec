"""ArgMax and ArgMin: where the extremes along an axis are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at, renamed

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.gradient import NO_GRADIENT
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank


def _place(type: str, find: Callable[..., Any], worst: float) -> Op:
    """An op that finds an extreme; `worst` is what NaN counts as, which is never found."""
    definition = Op(
        type,
        "input: T, dimension: Tidx -> output: output_type",
        "Tidx: {int32, int64} = int32, output_type: {int32, int64} = int64",
        traits=PURE,
        T=dtypes.NUMBERS,
        gradient=NO_GRADIENT,
    )

    @definition.shape
    def shape(op: Operation) -> StaticShape:
        with_rank(op.inputs[1].static_shape, 0)
        given, dimension = op.inputs[0].static_shape, constant_value(op.inputs[1])
        if given is None:
            return None
        if len(given) < 2:
            return ()
        if dimension is None:
            return (None,) * (len(given) - 1)
        axis = int(dimension)
        if not -len(given) <= axis < len(given):
            raise ValueError(
                f"Dimension ({axis}) must be in the range [{-len(given)}, {len(given)}), where {len(given)} is the number of "
                "dimensions in the input."
            )
        axis %= len(given)
        return (*given[:axis], *given[axis + 1 :])

    @definition.kernel
    def kernel(input: Any, dimension: Any, output_type: dtypes.DType) -> Any:
        if not -np.ndim(input) <= dimension < np.ndim(input):
            raise invalid(f"Expected dimension in the range [{-np.ndim(input)}, {np.ndim(input)}), but got {dimension}")
        if not input.shape[dimension]:
            raise invalid(f"Reduction axis {int(dimension)} is empty in shape {bracket(input.shape)}")
        if input.dtype.kind == "f" and np.isnan(input).any():
            input = np.where(np.isnan(input), worst, input)
        return find(input, axis=int(dimension)).astype(output_type.as_numpy_dtype)

    @definition.batch
    def block(op: Operation, batched: Sequence[bool], bound: Kernel) -> Kernel | None:
        if batched[1]:
            return None
        return lambda n, array, dimension: bound(array, dimension if dimension < 0 else dimension + 1)

    return definition


ARG_MAX = _place("ArgMax", np.argmax, -np.inf)
ARG_MIN = _place("ArgMin", np.argmin, np.inf)


@export("argmax", "math.argmax")
def argmax(
    input: TensorLike,
    axis: IntegersLike | None = None,
    name: str | None = None,
    dimension: IntegersLike | None = None,
    output_type: DTypeLike = dtypes.int64,
) -> Tensor:
    """The place of the largest element along an axis, the first of equals.

    NaN is never found.

    Args:
      input: numbers, rank at least 1.
      axis: int32 or int64 scalar in [-rank, rank); 0 by default.
      dimension: `axis` under its name before TensorFlow 1.0.
      output_type: int32 or int64.

    Returns:
      the shape of `input` without `axis`, type `output_type`.

    Raises:
      TypeError: not numbers, or another `output_type`.
      ValueError: `axis` is known to be out of range, or both of its names are used.
      InvalidArgumentError: (when run) `axis` is out of range, or of size 0.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.argmax([[1, 9, 3], [7, 5, 6]], axis=1)).tolist()
      [1, 0]
    """
    axis = renamed("axis", axis, "dimension", dimension, "1.0")
    return ARG_MAX(input, 0 if axis is None else axis, output_type=output_type, name=name)


@export("argmin", "math.argmin")
@documented_by(argmax)
def argmin(
    input: TensorLike,
    axis: IntegersLike | None = None,
    name: str | None = None,
    dimension: IntegersLike | None = None,
    output_type: DTypeLike = dtypes.int64,
) -> Tensor:
    """The place of the smallest element along an axis, the first of equals.

    NaN is never found.
    """
    axis = renamed("axis", axis, "dimension", dimension, "1.0")
    return ARG_MIN(input, 0 if axis is None else axis, output_type=output_type, name=name)


@export("arg_max")
@once_named_at("output_type", "1.3", "INT32", "INT64")
def arg_max(
    input: TensorLike, dimension: IntegersLike, output_type: DTypeLike = dtypes.int64, name: str | None = None
) -> Tensor:
    """`argmax` in its old form.

    Args:
      input: numbers, rank at least 1.
      dimension: int32 or int64 scalar in [-rank, rank).
      output_type: int32 or int64.

    Returns:
      the shape of `input` without `dimension`, type `output_type`.

    Raises:
      ValueError, TypeError, InvalidArgumentError: as `argmax`.
    """
    return ARG_MAX(input, dimension, output_type=output_type, name=name)


@export("arg_min")
@once_named_at("output_type", "1.3", "INT32", "INT64")
def arg_min(
    input: TensorLike, dimension: IntegersLike, output_type: DTypeLike = dtypes.int64, name: str | None = None
) -> Tensor:
    """`argmin` in its old form.

    Args:
      input: numbers, rank at least 1.
      dimension: int32 or int64 scalar in [-rank, rank).
      output_type: int32 or int64.

    Returns:
      the shape of `input` without `dimension`, type `output_type`.

    Raises:
      ValueError, TypeError, InvalidArgumentError: as `argmin`.
    """
    return ARG_MIN(input, dimension, output_type=output_type, name=name)
