"""Conversion: plain values become the components of elements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.records import Records
from headrace.graph.types.dtypes import DType, string
from headrace.graph.types.errors import invalid
from headrace.graph.types.static_shapes import bracket

from .element_spec import ElementSpec


class Conversion:
    """Makes elements of plain values for a queue whose components are as `spec` says.

    Raises:
      TypeError, ValueError: there are no components, or some of a type that NumPy has not.
    """

    def __init__(self, spec: ElementSpec) -> None:
        unfit = [dtype.name for dtype in spec.dtypes if not dtype.is_numpy_compatible]
        if unfit:
            raise TypeError(f"A queue cannot hold components of type {', '.join(unfit)}.")
        if not spec.dtypes:
            raise ValueError("A queue must have at least one component: dtypes is empty.")
        self._spec = spec
        self._quick = [
            _quick_conversions(dtype) if not shape else {} for dtype, shape in zip(spec.dtypes, spec.shapes, strict=True)
        ]

    def one(self, values: Any) -> list[Any]:
        """The components of one element given as a plain value, list, tuple or dict; checked, and copied.

        Raises:
          TypeError: a value is not of its component's type.
          ValueError: the names are wrong.
          InvalidArgumentError: a shape or the number of components is wrong.
        """
        components = []
        unchecked = False
        for quick, dtype, value in zip(self._quick, self._spec.dtypes, self._ordered(values), strict=True):
            convert = quick.get(type(value))
            if convert is None:
                components.append(_as_array(value, dtype)[()])
                unchecked = True
            else:
                try:
                    components.append(convert(value))
                except OverflowError as error:
                    raise _out_of_range(dtype, value) from error
        if unchecked:
            self._spec.check(components)
        return components

    def many(self, values: Any) -> list[Any]:
        """Like `one` for elements in columns: each component has a first axis of n."""
        columns = [_as_array(v, d) for v, d in zip(self._ordered(values), self._spec.dtypes, strict=True)]
        if not all(column.ndim for column in columns):
            raise ValueError("Shape () must have rank at least 1")
        self._spec.check_many(columns)
        return columns

    def _ordered(self, values: Any) -> Sequence[Any]:
        components, count = self._spec.ordered(values), len(self._spec.dtypes)
        if len(components) != count:
            raise invalid(f"Wrong number of components in tuple. Expected {count}, got {len(components)}")
        return components


_ACCEPTED: dict[str, tuple[type, ...]] = {
    "b": (bool, np.bool_),
    "i": (int, np.integer, np.bool_),
    "u": (int, np.integer, np.bool_),
    "f": (int, float, np.integer, np.floating, np.bool_),
    "c": (int, float, complex, np.number, np.bool_),
    "O": (bytes, str),
}


def _quick_conversions(dtype: DType) -> dict[type, Any]:
    """What makes a scalar of `dtype` of the commonest scalars."""
    if dtype.base_dtype is string:
        return {bytes: bytes, str: str.encode}
    numpy = dtype.as_numpy_dtype
    kinds = {"b": (bool,), "i": (int,), "u": (int,), "f": (int, float)}.get(np.dtype(numpy).kind, ())
    return dict.fromkeys((numpy, *kinds), numpy)


def _as_array(value: Any, dtype: DType) -> np.ndarray:
    """A new array of type `dtype`. Python values and arrays are cast where nothing but precision can get lost."""
    if isinstance(value, Records):
        value = value.to_array()
    elif isinstance(value, range):
        value = np.arange(value.start, value.stop, value.step)
    if value is None:
        raise ValueError("None values not supported.")
    if not isinstance(value, (np.ndarray, np.generic)):
        return _from_python(value, dtype)
    if dtype.base_dtype is string:
        if value.dtype.kind not in "SUO":
            raise _unexpected(dtype, value)
        return _encoded(np.array(value, object, order="C"), dtype)
    integers = value.dtype.kind in "iu" and dtype.is_integer
    if not (integers or np.can_cast(value.dtype, dtype.as_numpy_dtype, "same_kind")):
        raise _unexpected(dtype, value)
    cast = np.array(value, dtype.as_numpy_dtype)
    if integers and value.dtype != cast.dtype and not np.array_equal(cast, value):
        raise _out_of_range(dtype, value)
    return cast


def _from_python(value: Any, dtype: DType) -> np.ndarray:
    numpy = np.dtype(dtype.as_numpy_dtype)
    bad = _first_unlike(value, _ACCEPTED.get(numpy.kind, ()))
    if bad is not None:
        raise _unexpected(dtype, bad[0])
    if dtype.base_dtype is string:
        return _encoded(np.array(value, object), dtype)
    try:
        return np.array(value, numpy)
    except OverflowError as error:
        raise _out_of_range(dtype, value) from error


def _first_unlike(value: Any, accepted: tuple[type, ...]) -> tuple[Any] | None:
    """The first leaf of nested lists that is of no accepted type, in a tuple; None where all are."""
    if isinstance(value, accepted):
        return None
    if isinstance(value, np.ndarray) and value.ndim:
        value = value.tolist()
    if not isinstance(value, (list, tuple)):
        return (value,)
    for item in value:
        bad = _first_unlike(item, accepted)
        if bad is not None:
            return bad
    return None


def _encoded(array: np.ndarray, dtype: DType) -> np.ndarray:
    """Text to UTF-8, in place."""
    flat = array.reshape(-1)
    for index, item in enumerate(flat):
        if isinstance(item, str):
            flat[index] = item.encode()
        elif not isinstance(item, bytes):
            raise _unexpected(dtype, item)
    return array


def _unexpected(dtype: DType, value: Any) -> TypeError:
    found = f"{value.dtype} {bracket(value.shape)}" if isinstance(value, np.ndarray) and value.ndim else value
    return TypeError(f"Expected {dtype.base_dtype.name}, but got {found} of type '{type(value).__name__}'.")


def _out_of_range(dtype: DType, value: Any) -> ValueError:
    return ValueError(f"Expected {dtype.base_dtype.name}, in [{dtype.min}, {dtype.max}], but got {value}.")
