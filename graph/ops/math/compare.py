"""Comparisons and logic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, elementwise
from ...core.rules.direct import Constants, Direct
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import broadcast_of_inputs, same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, broadcast


def _as_bools(result: Any) -> Any:
    # Of objects NumPy gives objects.
    return result if result.dtype == bool else np.asarray(result, bool)


def _comparison(type: str, kernel: Callable[..., Any], signature: str, **allowed: Any) -> Op:
    definition = Op(type, signature, traits=PURE, shape=broadcast_of_inputs, batch=elementwise, gradient=NO_GRADIENT, **allowed)

    @definition.kernel
    def compare(x: Any, y: Any) -> Any:
        return _as_bools(kernel(x, y))

    definition.direct(lambda op, constants: Direct(kernel, 2))
    return definition


_COMPARE = "x: T, y: T -> z: bool"


def _equality_shape(op: Operation) -> StaticShape:
    """Of shapes that do not fit each other where that is allowed, one scalar says that they are not equal."""
    if op.get_attr("incompatible_shape_error"):
        return broadcast_of_inputs(op)
    x, y = (tensor.static_shape for tensor in op.inputs)
    if x is None or y is None:
        return None
    for d, e in zip(reversed(x), reversed(y), strict=False):
        if 1 not in (d, e) and (d is None) != (e is None):
            return None
        if 1 not in (d, e) and d != e:
            return ()
    return broadcast(x, y)


def _equality(type: str, kernel: Callable[..., Any], of_unlike: bool) -> Op:
    """A comparison that says `of_unlike` of arrays whose shapes do not fit, unless these are an error."""
    definition = Op(
        type,
        _COMPARE,
        "incompatible_shape_error: bool = true",
        traits=PURE,
        T=(*dtypes.NUMBERS, dtypes.bool_, dtypes.string),
        shape=_equality_shape,
        gradient=NO_GRADIENT,
    )

    @definition.kernel
    def compare(x: Any, y: Any, incompatible_shape_error: bool) -> Any:
        try:
            return _as_bools(kernel(x, y))
        except ValueError:
            if incompatible_shape_error:
                raise
            return np.bool_(of_unlike)

    @definition.direct
    def direct(op: Operation, constants: Constants) -> Direct | None:
        is_plain = op.inputs[0].dtype.base_dtype is not dtypes.string and op.get_attr("incompatible_shape_error")
        return Direct(kernel, 2) if is_plain else None

    @definition.batch
    def block(op: Operation, batched: Sequence[bool], bound: Kernel) -> Kernel | None:
        return elementwise(op, batched, bound) if op.get_attr("incompatible_shape_error") else None

    return definition


_EQUAL = _equality("Equal", np.equal, False)


@export("equal", "math.equal")
def equal(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x == y, element by element.

    Args:
      x, y: numbers, bools or strings of one dtype; shapes broadcast.

    Returns:
      bool, the broadcast shape.

    Raises:
      TypeError: the dtypes differ.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.equal([1, 2, 3], [1, 5, 3])).tolist()
      [True, False, True]
    """
    return _EQUAL(x, y, name=name)


_NOT_EQUAL = _equality("NotEqual", np.not_equal, True)


@export("not_equal", "math.not_equal")
@documented_by(equal)
def not_equal(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x != y, element by element."""
    return _NOT_EQUAL(x, y, name=name)


_LESS = _comparison("Less", np.less, _COMPARE, T=dtypes.REALS)


@export("less", "math.less")
def less(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x < y, element by element.

    Args:
      x, y: real numbers of one dtype; shapes broadcast.

    Returns:
      bool, the broadcast shape; False where one is NaN.

    Raises:
      TypeError: the dtypes differ or are not of real numbers.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return _LESS(x, y, name=name)


_LESS_EQUAL = _comparison("LessEqual", np.less_equal, _COMPARE, T=dtypes.REALS)


@export("less_equal", "math.less_equal")
@documented_by(less)
def less_equal(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x <= y, element by element."""
    return _LESS_EQUAL(x, y, name=name)


_GREATER = _comparison("Greater", np.greater, _COMPARE, T=dtypes.REALS)


@export("greater", "math.greater")
@documented_by(less)
def greater(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x > y, element by element."""
    return _GREATER(x, y, name=name)


_GREATER_EQUAL = _comparison("GreaterEqual", np.greater_equal, _COMPARE, T=dtypes.REALS)


@export("greater_equal", "math.greater_equal")
@documented_by(less)
def greater_equal(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x >= y, element by element."""
    return _GREATER_EQUAL(x, y, name=name)


_LOGIC = "x: bool, y: bool -> z: bool"
_LOGICAL_AND = _comparison("LogicalAnd", np.logical_and, _LOGIC)


@export("logical_and", "math.logical_and")
def logical_and(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x and y, element by element.

    Args:
      x, y: bool; shapes broadcast.

    Returns:
      bool, the broadcast shape.

    Raises:
      TypeError: not bools.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return _LOGICAL_AND(x, y, name=name)


_LOGICAL_OR = _comparison("LogicalOr", np.logical_or, _LOGIC)


@export("logical_or", "math.logical_or")
@documented_by(logical_and)
def logical_or(x: TensorLike, y: TensorLike, name: str | None = None) -> Tensor:
    """x or y, element by element."""
    return _LOGICAL_OR(x, y, name=name)


_NOT = Op(
    "LogicalNot",
    "x: bool -> y: bool",
    traits=PURE,
    shape=same_as_first,
    kernel=np.logical_not,
    batch=elementwise,
    gradient=NO_GRADIENT,
)


@export("logical_not", "math.logical_not")
def logical_not(x: TensorLike, name: str | None = None) -> Tensor:
    """not x, element by element.

    Args:
      x: bool.

    Returns:
      bool, shape of `x`.

    Raises:
      TypeError: not bools.
    """
    return _NOT(x, name=name)


@export("logical_xor", "math.logical_xor")
@documented_by(logical_and)
def logical_xor(x: TensorLike, y: TensorLike, name: str = "LogicalXor") -> Tensor:
    """Either x or y, but not both, element by element."""
    return logical_and(logical_or(x, y), logical_not(logical_and(x, y)), name=name)
