"""Calls that are written as Python's operators: on NumPy's scalars these take a tenth of the time, to the last bit."""

from __future__ import annotations

import operator
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ...core.operation import Operation
from ...types import dtypes

_OF_OPERATORS: dict[Any, str] = {
    operator.add: "{} + {}",
    operator.sub: "{} - {}",
    operator.mul: "{} * {}",
    operator.truediv: "{} / {}",
}
"""What a kernel is already."""

_OF_UFUNCS: dict[Any, str] = {
    np.less: "{} < {}",
    np.less_equal: "{} <= {}",
    np.greater: "{} > {}",
    np.greater_equal: "{} >= {}",
    np.equal: "{} == {}",
    np.not_equal: "{} != {}",
    np.negative: "-{}",
}

_OF_LOGIC: dict[Any, str] = {np.logical_and: "{} & {}", np.logical_or: "{} | {}", np.logical_not: "~{}"}


def expression(function: Callable[..., Any], operation: Operation, arguments: Sequence[str]) -> str | None:
    """What gives the same as a call of `function`; None where there is no such thing."""
    try:
        form = _OF_OPERATORS.get(function) or _OF_UFUNCS.get(function) or _OF_LOGIC.get(function)
    except TypeError:  # a function that cannot be a key
        return None
    if form is None or form.count("{}") != len(arguments):
        return None
    if function not in _OF_OPERATORS:
        allowed = (dtypes.bool_,) if function in _OF_LOGIC else dtypes.REALS
        if any(x.static_shape != () or x.dtype.base_dtype not in allowed for x in operation.inputs):
            return None
    return form.format(*arguments)
