"""Attributes: their values converted, and refused in TensorFlow's words, when a node is made."""

from __future__ import annotations

import numbers
import re
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..types import dtypes
from ..types.dtypes import DType
from ..types.static_shapes import StaticShape, as_static
from .signature import Attribute, as_single


def converted(op_type: str, attribute: Attribute, value: Any) -> Any:
    """The value of an attribute as nodes hold it.

    Raises:
      TypeError: it is of another kind, or of a type that is not allowed.
      ValueError: it is not among the allowed strings, less than the minimum, or a list shorter than that.
    """
    convert = _CONVERTERS[attribute.item_kind]
    if not attribute.is_list:
        result = convert(attribute.name, value)
        check_minimum(op_type, attribute, result)
        _check_allowed(op_type, attribute, result)
        return result
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"Expected list for '{attribute.name}' argument to '{function_name(op_type)}' Op, not {value!r}.")
    results = tuple(convert(attribute.name, item) for item in value)
    check_minimum(op_type, attribute, results)
    for result in results:
        _check_allowed(op_type, attribute, result)
    return results


def check_type_allowed(parameter: str, kind: DType, allowed: Sequence[DType]) -> None:
    """Raises TypeError where `allowed` lists types and `kind` is none of them."""
    if allowed and kind.base_dtype not in allowed:
        names = ", ".join(dtype.name for dtype in allowed)
        raise TypeError(
            f"Value passed to parameter '{parameter}' has DataType {kind.name} not in list of allowed values: {names}"
        )


def function_name(op_type: str) -> str:
    """The name of TensorFlow's Python function for an op type: `max_pool` for MaxPool, `conv2d` for Conv2D."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<!^)(?=[A-Z][a-z])", "_", op_type).lower()


def check_minimum(op_type: str, attribute: Attribute, value: Any) -> None:
    """Raises ValueError for a number, or the length of a list, below the minimum."""
    least = attribute.minimum
    if least is None:
        return
    if attribute.is_list:
        if len(value) < least:
            raise ValueError(
                f"Attr '{attribute.name}' of '{op_type}' Op passed list of length {len(value)} less than minimum {least}."
            )
    elif value < least:
        raise ValueError(f"Attr '{attribute.name}' of '{op_type}' Op passed {value} less than minimum {least}.")


def _check_allowed(op_type: str, attribute: Attribute, value: Any) -> None:
    if not attribute.allowed:
        return
    if attribute.item_kind == "type":
        check_type_allowed(attribute.name, value, attribute.allowed)
    elif value not in attribute.allowed:
        choice = '", "'.join(attribute.allowed)
        raise ValueError(f"Attr '{attribute.name}' of '{op_type}' Op passed string '{value}' not in: \"{choice}\".")


def _int(name: str, value: Any) -> int:
    if not isinstance(value, (str, bytes)):
        try:
            number = int(value)
        except (TypeError, ValueError):
            pass
        else:
            if not -(1 << 63) <= number < 1 << 63:
                raise ValueError(f"Value out of range: {number}")
            return number
    raise TypeError(f"Expected int for argument '{name}' not {value!r}.")


def _float(name: str, value: Any) -> float:
    if not isinstance(value, (numbers.Real, np.floating, np.integer)):
        raise TypeError(f"Expected float for argument '{name}' not {value!r}.")
    return as_single(float(value))


def _bool(name: str, value: Any) -> bool:
    if not isinstance(value, bool):
        raise TypeError(f"Expected bool for argument '{name}' not {value!r}.")
    return value


def _string(name: str, value: Any) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogateescape")
    if not isinstance(value, str):
        raise TypeError(f"Expected string for argument '{name}' not {value!r}.")
    return value


def _type(name: str, value: Any) -> DType:
    try:
        return dtypes.as_dtype(value).base_dtype
    except TypeError:
        raise TypeError(f"Expected DataType for argument '{name}' not {value!r}.") from None


def _shape(name: str, value: Any) -> StaticShape:
    try:
        return as_static(value)
    except (TypeError, ValueError) as error:
        raise type(error)(f"Error converting {name} to a TensorShape: {error}.") from error


def _as_it_is(name: str, value: Any) -> Any:
    return value


_CONVERTERS: dict[str, Callable[[str, Any], Any]] = {
    "int": _int,
    "float": _float,
    "bool": _bool,
    "string": _string,
    "type": _type,
    "shape": _shape,
    "tensor": _as_it_is,  # an array
    "func": _as_it_is,  # a FuncGraph
    "python": _as_it_is,
}
