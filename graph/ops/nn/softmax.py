"""Softmax and its logarithm, along any axis."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.rules.batch import native
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes, errors
from ...types.static_shapes import StaticShape, with_rank_at_least

if TYPE_CHECKING:
    from ...core.operation import Operation


from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.formats.old_forms import once_named_at, renamed

from ...core.operation import Operation
from ...types.likes import TensorLike

_FLOATS = dtypes.FLOATS


def _at_least_a_vector(op: Operation) -> StaticShape:
    return with_rank_at_least(op.inputs[0].static_shape, 1)


def softmax_of(logits: np.ndarray) -> np.ndarray:
    """The softmax along the last axis."""
    result = np.subtract(logits, logits.max(axis=-1, keepdims=True))
    np.exp(result, out=result)
    result /= result.sum(axis=-1, keepdims=True)
    return result


def _check_logits(logits: np.ndarray) -> None:
    if logits.ndim == 0:
        raise errors.invalid("logits must have >= 1 dimension, got []")


SOFTMAX = Op("Softmax", "logits: T -> softmax: T", traits=PURE, T=_FLOATS, shape=_at_least_a_vector, batch=native)


@SOFTMAX.kernel
def _softmax(logits):
    _check_logits(logits)
    return softmax_of(logits) if logits.size else logits.copy()


@SOFTMAX.gradient
def _softmax_gradient(op, dy):
    y = op.outputs[0]
    return [(dy - ops.reduce_sum(dy * y, -1, keepdims=True)) * y]


LOG_SOFTMAX = Op("LogSoftmax", "logits: T -> logsoftmax: T", traits=PURE, T=_FLOATS, shape=_at_least_a_vector, batch=native)


@LOG_SOFTMAX.kernel
def _log_softmax(logits):
    _check_logits(logits)
    if not logits.size:
        return logits.copy()
    shifted = logits - logits.max(axis=-1, keepdims=True)
    shifted -= np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return shifted


@LOG_SOFTMAX.gradient
def _log_softmax_gradient(op, dy):
    softmax = ops.exp(op.outputs[0])
    return [dy - ops.reduce_sum(dy, -1, keepdims=True) * softmax]


@export("nn.softmax", "math.softmax")
@once_named_at("axis", "0.11")
def softmax(logits: TensorLike, axis: int | None = None, name: str | None = None, dim: int | None = None) -> Tensor:
    """exp(logits) / sum(exp(logits)) along one axis.

    Args:
      logits: float16, float32 or float64, rank at least 1.
      axis: int in [-rank, rank), the last by default.
      dim: `axis` under its old name.

    Returns:
      shape and dtype of `logits`.

    Raises:
      InvalidArgumentError: `axis` is out of range, or (when run) `logits` is a scalar.
      TypeError: another dtype.
      ValueError: `logits` is known to be a scalar, or both names of the axis are used.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.nn.softmax([0.0, 0.0])).tolist()
      [0.5, 0.5]
    """
    return _along(SOFTMAX, logits, _one_axis(axis, dim), name)


@export("nn.log_softmax", "math.log_softmax")
@once_named_at("axis", "0.11")
@documented_by(softmax)
def log_softmax(logits: TensorLike, axis: int | None = None, name: str | None = None, dim: int | None = None) -> Tensor:
    """The logarithm of softmax, logits - log(sum(exp(logits))), along one axis."""
    return _along(LOG_SOFTMAX, logits, _one_axis(axis, dim), name)


def _one_axis(axis: int | None, dim: int | None) -> int:
    axis = renamed("axis", axis, "dim", dim, "1.5")
    return -1 if axis is None else axis


def _along(definition: Op, logits: Any, axis: int, name: str | None) -> Tensor:
    logits = convert_to_tensor(logits)
    rank = None if logits.static_shape is None else len(logits.static_shape)
    if axis == -1 or (rank is not None and axis == rank - 1):
        return definition(logits, name=name)
    if rank is not None:
        check_axis(axis, rank)
    count = ops.rank(logits)
    place = axis + count if axis < 0 else axis
    count = ops.rank(logits)
    if rank is not None:
        place = place % rank
    turned = swap_with(logits, place, ops.subtract(count, 1))
    result = swap_with(definition(turned), place, ops.subtract(count, 1), name)
    result.set_shape(logits.static_shape)
    return result


def check_axis(axis: int, rank: int) -> None:
    """Raises InvalidArgumentError unless a tensor of `rank` has the axis."""
    if not -rank <= axis < rank:
        raise errors.invalid(
            f"`dim` must be in the range [{-rank}, {rank}) where {rank} is the number of dimensions in the input. "
            f"Received: dim={axis}",
        )


def swap_with(tensor: Tensor, axis: Any, last: Tensor, name: str | None = None) -> Tensor:
    """The tensor with `axis` and the last axis exchanged."""
    order = ops.concat([ops.range(axis), [last], ops.range(axis + 1, last), [axis]], 0)
    return ops.transpose(tensor, order, name=name or "transpose")
