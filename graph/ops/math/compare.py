"""Comparisons and logic.

Source of names: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ...core.op import NO_GRADIENT, Op
from ...core.rules.batch import elementwise
from ...core.rules.shape import broadcast_of_inputs, same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes

_ANY = dtypes.NUMERIC | {dtypes.bool_, dtypes.string}


def _comparison(
    type: str, kernel: Callable[..., Any], signature: str, doc: str, attributes: str = "", **allowed: Any
) -> Callable[..., Tensor]:
    definition = Op(
        type, signature, attributes, traits=PURE, shape=broadcast_of_inputs, batch=elementwise, gradient=NO_GRADIENT, **allowed
    )

    @definition.kernel
    def compare(x: Any, y: Any) -> Any:
        result = kernel(x, y)
        # Of objects NumPy gives objects.
        return result if result.dtype == bool else np.asarray(result, bool)

    def function(x: Any, y: Any, name: str | None = None) -> Tensor:
        return definition(x, y, name=name)

    function.__doc__ = f"{doc}, element by element."
    function.__name__ = function.__qualname__ = type.lower()
    return function


_COMPARE = "x: T, y: T -> z: bool"
_STRICT = "incompatible_shape_error: bool = true"
equal = _comparison("Equal", np.equal, _COMPARE, "x == y", _STRICT, T=_ANY)
not_equal = _comparison("NotEqual", np.not_equal, _COMPARE, "x != y", _STRICT, T=_ANY)
less = _comparison("Less", np.less, _COMPARE, "x < y", T=dtypes.REAL)
less_equal = _comparison("LessEqual", np.less_equal, _COMPARE, "x <= y", T=dtypes.REAL)
greater = _comparison("Greater", np.greater, _COMPARE, "x > y", T=dtypes.REAL)
greater_equal = _comparison("GreaterEqual", np.greater_equal, _COMPARE, "x >= y", T=dtypes.REAL)
_LOGIC = "x: bool, y: bool -> z: bool"
logical_and = _comparison("LogicalAnd", np.logical_and, _LOGIC, "x and y")
logical_or = _comparison("LogicalOr", np.logical_or, _LOGIC, "x or y")

_NOT = Op(
    "LogicalNot",
    "x: bool -> y: bool",
    traits=PURE,
    shape=same_as_first,
    kernel=np.logical_not,
    batch=elementwise,
    gradient=NO_GRADIENT,
)


def logical_not(x: Any, name: str | None = None) -> Tensor:
    """not x, element by element."""
    return _NOT(x, name=name)


def logical_xor(x: Any, y: Any, name: str = "LogicalXor") -> Tensor:
    """Either x or y, but not both, element by element."""
    return logical_and(logical_or(x, y), logical_not(logical_and(x, y)), name=name)
