"""Sequences: ranges of numbers; those of different lengths, sequence_mask and reverse_sequence."""

from __future__ import annotations

import builtins
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import InvalidArgumentError, invalid
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import StaticShape, merge_dim, with_rank
from ..math.cast import CAST

REVERSE_SEQUENCE = Op(
    "ReverseSequence",
    "input: T, seq_lengths: Tlen -> output: T",
    "seq_dim: int, batch_dim: int = 0, Tlen: {int32, int64} = int64",
    traits=PURE,
    batch=PER_RECORD,
)


@REVERSE_SEQUENCE.shape
def _reverse_sequence_shape(op: Operation) -> StaticShape:
    given, (rows,) = op.inputs[0].static_shape, with_rank(op.inputs[1].static_shape, 1)
    if given is None:
        return None
    for name in ("batch_dim", "seq_dim"):
        if (axis := op.get_attr(name)) >= len(given):
            raise ValueError(f"{name} must be < input rank: {axis} vs. {len(given)}")
    axis = op.get_attr("batch_dim")
    return (*given[:axis], merge_dim(given[axis], rows), *given[axis + 1 :])


@REVERSE_SEQUENCE.kernel
def _reverse_sequence(input: np.ndarray, seq_lengths: np.ndarray, seq_dim: int, batch_dim: int) -> np.ndarray:
    steps, rows = input.shape[seq_dim], input.shape[batch_dim]
    if seq_lengths.shape != (rows,):
        raise invalid(f"Length of seq_lengths != input.dims({batch_dim}), ({seq_lengths.size} vs. {rows})")
    for row, length in enumerate(seq_lengths.tolist()):
        if length < 0:
            raise invalid(f"seq_lens({row}) < 0")
        if length > steps:
            raise invalid(f"seq_lens({row}) > input.dims({seq_dim})")
    step = np.arange(steps)
    order = np.where(step < seq_lengths[:, None], seq_lengths[:, None] - 1 - step, step)
    moved = np.moveaxis(input, (batch_dim, seq_dim), (0, 1))
    found = moved[np.arange(rows)[:, None], order]
    return np.ascontiguousarray(np.moveaxis(found, (0, 1), (batch_dim, seq_dim)))


@REVERSE_SEQUENCE.gradient
def _reverse_sequence_gradient(op: Operation, dy: Any) -> list:
    places = {name: op.get_attr(name) for name in ("seq_dim", "batch_dim")}
    return [REVERSE_SEQUENCE(dy, op.inputs[1], **places), None]


@export("reverse_sequence")
def reverse_sequence(
    input: TensorLike,
    seq_lengths: TensorLike,
    seq_axis: int | None = None,
    batch_axis: int | None = None,
    name: str | None = None,
    seq_dim: int | None = None,
    batch_dim: int | None = None,
) -> Tensor:
    """Each row's first `seq_lengths[i]` steps in reversed order.

    Args:
      input: any dtype, with an axis of rows and an axis of steps.
      seq_lengths: int32 or int64 [rows], each in [0, steps].
      seq_axis: int: the axis of steps.
      batch_axis: int: the axis of rows, 0 by default.
      seq_dim, batch_dim: the same under their names before TensorFlow 1.0.

    Returns:
      shape and dtype of `input`.

    Raises:
      ValueError: an axis that is not there, both names of one, or lengths that are not one per row.
      InvalidArgumentError: (when run) a length below 0 or above the number of steps, or not one per row.
    """
    steps = renamed("seq_axis", seq_axis, "seq_dim", seq_dim, "1.0")
    rows = renamed("batch_axis", batch_axis, "batch_dim", batch_dim, "1.0")
    return REVERSE_SEQUENCE(input, seq_lengths, seq_dim=steps, batch_dim=0 if rows is None else rows, name=name)


@export("sequence_mask")
def sequence_mask(
    lengths: TensorLike, maxlen: TensorLike | None = None, dtype: DTypeLike = dtypes.bool_, name: str | None = None
) -> Tensor:
    """True for the first `lengths[i]` of `maxlen` places.

    Args:
      lengths: integer tensor of shape `s`.
      maxlen: scalar; the greatest of the lengths by default.
      dtype: of the result; bool by default, else 1 and 0 of this type.

    Returns:
      shape `s + [maxlen]`, type `dtype`.

    Raises:
      ValueError: `maxlen` is no scalar.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sequence_mask([1, 3], maxlen=3)).tolist()
      [[True, False, False], [True, True, True]]
    """
    with name_scope(name, "SequenceMask", [lengths, maxlen]):
        lengths = convert_to_tensor(lengths)
        if maxlen is None:
            kind = lengths.dtype.base_dtype
            rank = lengths.static_shape
            axes = None if rank is None else constant(np.arange(len(rank), dtype=np.int32))
            longest = ops.reduce_max(lengths, axes)
            maxlen = ops.maximum(constant(0, kind), longest)
        else:
            maxlen = convert_to_tensor(maxlen)
        if maxlen.static_shape is not None and len(maxlen.static_shape) != 0:
            raise ValueError("maxlen must be scalar for sequence_mask")
        kind = maxlen.dtype.base_dtype
        places = RANGE(constant(0, kind), maxlen, constant(1, kind))
        column = CAST(ops.expand_dims(lengths, -1), DstT=kind)
        mask = ops.less(places, column)
        return mask if dtypes.as_dtype(dtype) is dtypes.bool_ else ops.cast(mask, dtype)


# -- ranges of numbers --------------------------------------------------------------------------------------------------

RANGE = Op(
    "Range",
    "start: Tidx, limit: Tidx, delta: Tidx -> output: Tidx",
    "Tidx: type = int32",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@RANGE.kernel
def _range(start: Any, limit: Any, delta: Any) -> Any:
    kind = np.asarray(start).dtype
    if delta == 0:
        raise invalid(f"Requires delta != 0: {delta}")
    if (limit - start) * delta < 0:
        sign = "<=" if delta > 0 else ">="
        raise invalid(f"Requires start {sign} limit when delta {'> 0' if delta > 0 else '< 0'}: {start!s}/{limit!s}")
    return np.arange(start, limit, delta, dtype=kind)


def _refuse_ranks(op: Operation) -> None:
    """Raises ValueError where an input is no scalar."""
    for argument, tensor in zip(op.definition.inputs, op.inputs, strict=True):
        try:
            with_rank(tensor.static_shape, 0)
        except ValueError as error:
            raise ValueError(f"{error}\n\t for '{argument.name}'") from error


@RANGE.shape
def _range_shape(op: Operation) -> StaticShape:
    _refuse_ranks(op)
    bounds = [constant_value(tensor) for tensor in op.inputs]
    if any(bound is None for bound in bounds):
        return (None,)
    try:
        return _range(*(bound[()] for bound in bounds)).shape  # type: ignore[index]
    except InvalidArgumentError as error:
        raise ValueError("Requires delta != 0" if not bounds[2] else error.message) from error


@export("range")
def range(start: Any, limit: Any = None, delta: Any = 1, dtype: Any = None, name: str = "range") -> Tensor:
    """The numbers from `start` to below `limit`, in steps of `delta`.

    Args:
      start: scalar, int32, int64, float32 or float64. Where it is the only bound it is the limit, and the start is 0.
      limit: scalar; it is not part of the result.
      delta: scalar other than 0; negative to count down.
      dtype: of the result; by default the widest of the dtypes given, in the order int32, int64, float32, float64.

    Returns:
      [ceil((limit - start) / delta)] of type `dtype`.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) `delta` is 0 or of the wrong sign, or a bound is no scalar.
      ValueError: another dtype.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.range(3, 18, 3)).tolist()
      [3, 6, 9, 12, 15]
    """
    if limit is None:
        start, limit = 0, start
    with get_default_graph().name_scope(name) as scope:
        wanted = None if dtype is None else dtypes.as_dtype(dtype)
        given = {"start": start, "limit": limit, "delta": delta}
        tensors = {
            key: convert_to_tensor(value, None if isinstance(value, Tensor) else wanted, name=key)
            for key, value in given.items()
        }
        order = [dtypes.int32, dtypes.int64, dtypes.float32, dtypes.float64]
        if wanted is None:
            wanted = max((tensor.dtype.base_dtype for tensor in tensors.values()), key=order.index)
        return RANGE(*(ops.cast(tensor, wanted) for tensor in tensors.values()), name=scope)


def range_of(value: builtins.range, dtype: Any, name: str | None) -> Tensor:
    """Python's range as a tensor."""
    return range(value.start, value.stop, value.step, dtype, name=name or "Range")


LIN_SPACE = Op(
    "LinSpace",
    "start: T, stop: T, num: Tidx -> output: T",
    "Tidx: {int32, int64} = int32",
    traits=PURE,
    T=dtypes.FLOATS,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@LIN_SPACE.kernel
def _lin_space(start: Any, stop: Any, num: Any) -> Any:
    if num <= 0:
        raise invalid(f"Requires num > 0: {num}")
    kind = np.asarray(start).dtype.type
    found = start + (stop - start) / kind(max(num - 1, 1)) * np.arange(num, dtype=kind)
    found[-1] = stop
    found[0] = start  # the ends are what is given, also where they are infinite
    return found


@LIN_SPACE.shape
def _lin_space_shape(op: Operation) -> StaticShape:
    _refuse_ranks(op)
    num = constant_value(op.inputs[2])
    if num is not None and num <= 0:
        raise ValueError(f"Requires num > 0: {int(num)}")
    return (None if num is None else int(num),)


@export("lin_space", "linspace")
def lin_space(start: Any, stop: Any, num: Any, name: str | None = None) -> Tensor:
    """`num` numbers at equal distances from `start` to `stop`, both included.

    Args:
      start, stop: float16, float32 or float64 scalars of one dtype.
      num: int32 or int64 scalar, above 0.

    Returns:
      [num], dtype of `start`.

    Raises:
      TypeError: bounds that are not floating, or of different dtypes.
      ValueError, InvalidArgumentError: (building, when run) `num` is not positive, or something is no scalar.
    """
    return LIN_SPACE(start, stop, num, name=name)


linspace = lin_space
