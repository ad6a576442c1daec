"""Assertions about values: assert_equal, assert_positive and their kin."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.operation import Operation
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...types.errors import invalid

_Compare = Callable[..., Any]


def _assert_all(
    name: str,
    x: Any,
    y: Any,
    holds: _Compare,
    holds_now: _Compare,
    sign: str,
    data: Any,
    summarize: int | None,
    message: str | None,
) -> Operation:
    """An operation that fails unless a comparison holds everywhere; what is known now fails now."""
    with get_default_graph().name_scope(name):
        x, y = convert_to_tensor(x, name="x"), convert_to_tensor(y, name="y")
        if data is None:
            data = [f"Condition x {sign} y did not hold element-wise:", f"x ({x.name}) = ", x, f"y ({y.name}) = ", y]
        if message is not None:
            data = [message, *data]
        condition = ops.reduce_all(holds(x, y))
        known = constant_value(x), constant_value(y)
        if known[0] is not None and known[1] is not None and not np.all(holds_now(*known)):
            raise invalid("\n".join(map(_shown, data)))
        return ops.Assert(condition, data, summarize=summarize)


def _shown(item: Any) -> str:
    known = constant_value(item) if isinstance(item, Tensor) else None
    return str(item if known is None else known)


def _assert_sign(name: str, x: Any, check: Callable[..., Operation], words: Sequence[str], settings: tuple) -> Operation:
    """`check(0, x)`; `words` name the condition, the last of them the tensor."""
    data, summarize, message = settings
    with get_default_graph().name_scope(name):
        x = convert_to_tensor(x, name="x")
        if data is None:
            data = [message or "", *words[:-1], f"{words[-1]}x ({x.name}) = ", x]
        return check(convert_to_tensor(0, x.dtype.base_dtype), x, data=data, summarize=summarize)


@export("assert_equal", "debugging.assert_equal")
def assert_equal(
    x: Any,
    y: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless x == y for all elements.

    Args:
      x, y: numbers, bools or strings of one dtype; shapes broadcast.
      data: list of what the error shows; x and y by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: x and y are of different dtypes.
      ValueError: they don't broadcast against each other.
      InvalidArgumentError: it does not hold: at once where x and y are constants, when run otherwise.
    """
    with get_default_graph().name_scope(name or "assert_equal"):  # as in TensorFlow, which takes the name twice
        if x is y:
            return ops.no_op()
    return _assert_all(name or "assert_equal", x, y, ops.equal, np.equal, "==", data, summarize, message)


@export("assert_none_equal", "debugging.assert_none_equal")
@documented_by(assert_equal)
def assert_none_equal(
    x: Any,
    y: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless x != y for all elements."""
    return _assert_all(name or "assert_none_equal", x, y, ops.not_equal, np.not_equal, "!=", data, summarize, message)


@export("assert_less", "debugging.assert_less")
@documented_by(assert_equal)
def assert_less(
    x: Any,
    y: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless x < y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
    """
    return _assert_all(name or "assert_less", x, y, ops.less, np.less, "<", data, summarize, message)


@export("assert_less_equal", "debugging.assert_less_equal")
@documented_by(assert_equal)
def assert_less_equal(
    x: Any,
    y: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless x <= y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
    """
    return _assert_all(name or "assert_less_equal", x, y, ops.less_equal, np.less_equal, "<=", data, summarize, message)


@export("assert_greater", "debugging.assert_greater")
@documented_by(assert_equal)
def assert_greater(
    x: Any,
    y: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless x > y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
    """
    return _assert_all(name or "assert_greater", x, y, ops.greater, np.greater, ">", data, summarize, message)


@export("assert_greater_equal", "debugging.assert_greater_equal")
@documented_by(assert_equal)
def assert_greater_equal(
    x: Any,
    y: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless x >= y for all elements.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.
    """
    return _assert_all(
        name or "assert_greater_equal", x, y, ops.greater_equal, np.greater_equal, ">=", data, summarize, message
    )


def _above(zero: Tensor, x: Tensor, **settings: Any) -> Operation:
    return assert_less(x, zero, **settings)


def _not_above(zero: Tensor, x: Tensor, **settings: Any) -> Operation:
    return assert_less_equal(x, zero, **settings)


@export("assert_positive", "debugging.assert_positive")
def assert_positive(
    x: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless x > 0 for all elements.

    Args:
      x: real numbers.
      data: list of what the error shows; x by default.
      summarize: how many elements of each, 3 by default.
      message: what the error begins with.

    Returns:
      an Operation, to be run or depended on.

    Raises:
      TypeError: not real numbers.
      InvalidArgumentError: it does not hold: at once where x is a constant, when run otherwise.
    """
    settings = data, summarize, message
    return _assert_sign(name or "assert_positive", x, assert_less, ["Condition x > 0 did not hold element-wise:", ""], settings)


@export("assert_negative", "debugging.assert_negative")
@documented_by(assert_positive)
def assert_negative(
    x: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless x < 0 for all elements."""
    settings = data, summarize, message
    return _assert_sign(name or "assert_negative", x, _above, ["Condition x < 0 did not hold element-wise:", ""], settings)


@export("assert_non_negative", "debugging.assert_non_negative")
@documented_by(assert_positive)
def assert_non_negative(
    x: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless x >= 0 for all elements."""
    settings = data, summarize, message
    return _assert_sign(
        name or "assert_non_negative", x, assert_less_equal, ["Condition x >= 0 did not hold element-wise:", ""], settings
    )


@export("assert_non_positive", "debugging.assert_non_positive")
@documented_by(assert_positive)
def assert_non_positive(
    x: Any,
    data: Sequence[Any] | None = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> Operation:
    """An operation that fails unless x <= 0 for all elements."""
    settings = data, summarize, message
    return _assert_sign(name or "assert_non_positive", x, _not_above, ["Condition x <= 0 did not hold element-wise:"], settings)
