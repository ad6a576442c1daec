"""Assertions about ranks: assert_rank and its kin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.operation import Operation
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...types.dtypes import int32
from ...types.likes import TensorLike


@export("assert_rank", "debugging.assert_rank")
def assert_rank(
    x: TensorLike,
    rank: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless `x` has that rank.

    Args:
      x: any shape and dtype.
      rank: int32 scalar, perhaps a tensor.
      data: what the error shows when run; the rank and the shape by default.
      summarize: how many elements of each.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on; it does nothing where the ranks are known and right.

    Raises:
      TypeError: the rank is not int32.
      ValueError: it is no scalar, or the ranks are known and do not agree.
      InvalidArgumentError: (when run) they do not agree.
    """
    return _assert_rank(
        name or "assert_rank", x, [rank], ops.equal, lambda found, wanted: found == wanted, "", data, summarize, message
    )


@export("assert_rank_at_least", "debugging.assert_rank_at_least")
@documented_by(assert_rank)
def assert_rank_at_least(
    x: TensorLike,
    rank: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless `x` has that rank or more.

    Args:
      rank: int32 scalar, perhaps a tensor: the least rank.

    Raises:
      TypeError: a rank is not int32.
    """
    return _assert_rank(
        name or "assert_rank_at_least",
        x,
        [rank],
        ops.greater_equal,
        lambda found, wanted: found >= wanted,
        " at least",
        data,
        summarize,
        message,
    )


@export("assert_rank_in", "debugging.assert_rank_in")
@documented_by(assert_rank)
def assert_rank_in(
    x: TensorLike,
    ranks: Sequence[Any],
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless the rank of `x` is one of several.

    Args:
      ranks: sequence of int32 scalars, perhaps tensors.

    Raises:
      TypeError: a rank is not int32.
    """
    return _assert_rank(
        name or "assert_rank_in", x, ranks, ops.equal, lambda found, wanted: found == wanted, " in", data, summarize, message
    )


def _assert_rank(
    name: str,
    x: Any,
    ranks: Sequence[Any],
    holds: Callable[..., Tensor],
    holds_now: Callable[[int, int], bool],
    words: str,
    data: Sequence[Any] | None,
    summarize: int | None,
    message: str | None,
) -> Operation:
    """An operation that fails unless one of `ranks` suits the rank of `x`."""
    with get_default_graph().name_scope(name):
        x = convert_to_tensor(x, name="x")
        wanted = [convert_to_tensor(rank, name="rank") for rank in ranks]
        if data is None:
            data = [message or "", f"Tensor {x.name} must have rank{words}", *wanted, "Received shape: ", ops.shape(x)]
        for rank in wanted:
            if rank.dtype.base_dtype is not int32:
                raise TypeError(f"{message or ''}  {rank.name} must be of type {int32}")
            with get_default_graph().name_scope("assert_type"):
                ops.no_op(name="statically_determined_correct_type")
            if rank.static_shape not in ((), None):
                raise ValueError("Rank must be a scalar.")
        values, sizes = [constant_value(rank) for rank in wanted], x.static_shape
        if sizes is not None and all(value is not None for value in values):
            numbers = [int(value) for value in values]  # type: ignore[arg-type]
            if any(holds_now(len(sizes), number) for number in numbers):
                return ops.no_op(name="static_checks_determined_all_ok")
            told: Any = tuple(values) if words == " in" else numbers[0]
            raise ValueError(
                f"{message or ''}.  Tensor {x.name} must have rank{words} {told}.  Received rank {len(sizes)}, shape {x.shape}"
            )
        found = ops.rank(x)
        suits = holds(found, wanted[0])
        for rank in wanted[1:]:
            suits = ops.logical_or(suits, holds(found, rank))
        return ops.Assert(suits, data, summarize=summarize)
