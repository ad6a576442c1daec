"""Rows of plain Python and NumPy values to Examples, for tools that write records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np

from ..proto.example_pb2 import BytesList, Example, Feature, Features, FloatList, Int64List

INT64 = np.iinfo(np.int64)


def example_from_row(row: Mapping[str, Any]) -> Example:
    """An Example of one row.

    Args:
      row: {name: value}; what values may be, `feature_from_value` says. None leaves the feature out.
    Raises:
      TypeError, ValueError: an Example can't hold a value; the message names it.
    """
    features = {}
    for name, value in row.items():
        if value is None:
            continue
        try:
            features[name] = feature_from_value(value)
        except (TypeError, ValueError) as error:
            raise type(error)(f"feature {name!r}: {error}") from None
    return Example(features=Features(feature=features))


def feature_from_value(value: Any) -> Feature:
    """A Feature of one value, or of a list or array of them.

    Args:
      value: bytes or str (as UTF-8) become a bytes_list; int, bool and their arrays an int64_list; float and their
        arrays a float_list, as does a list of ints and floats. Arrays are flattened in C order: their shape is for the
        reader to know. An empty list makes a Feature of no kind, which readers take as missing; an empty array keeps
        its kind, which is bytes for one of objects.
    Raises:
      TypeError: a value of another type, or values of several.
      ValueError: an integer beyond int64, or a finite float beyond float32.
    """
    if isinstance(value, (bytes, bytearray, memoryview, str)):
        return _bytes_feature([value])
    if isinstance(value, (np.ndarray, np.generic)) and value.dtype.kind in "biuf":
        return _number_feature(np.asarray(value))
    if isinstance(value, (bool, int, float)):
        return _listed([value])
    if isinstance(value, np.ndarray):
        return _listed(value.ravel().tolist()) if value.size else _bytes_feature([])
    if isinstance(value, (list, tuple)):
        return _listed(list(value))
    raise TypeError(f"an Example holds bytes, str, int, float, and lists or arrays of them; got {_shown(value)}")


def _listed(values: list) -> Feature:
    if not values:
        return Feature()
    if all(isinstance(one, (bytes, bytearray, memoryview, str)) for one in values):
        return _bytes_feature(values)
    for position, one in enumerate(values):
        if not isinstance(one, (bool, int, float, np.bool_, np.integer, np.floating)):
            kinds = sorted({type(other).__name__ for other in values})
            mixed = f" among {', '.join(kinds)}" if len(kinds) > 1 else ""
            raise TypeError(f"all values must be strings, or all numbers; value {position} is {_shown(one)}{mixed}")
    if any(isinstance(one, (float, np.floating)) for one in values):
        return _number_feature(np.array(values, np.float64))
    for position, one in enumerate(values):
        if not INT64.min <= one <= INT64.max:
            raise ValueError(f"integers must be in [-2**63, 2**63); value {position} is {one}")
    return Feature(int64_list=Int64List(value=[int(one) for one in values]))


def _number_feature(array: np.ndarray) -> Feature:
    flat = array.ravel()
    if array.dtype.kind != "f":
        if array.dtype.kind == "u" and array.size and int(flat.max()) > INT64.max:
            position = int((flat > INT64.max).argmax())
            raise ValueError(f"integers must be in [-2**63, 2**63); value {position} is {flat[position]}")
        return Feature(int64_list=Int64List(value=flat.astype(np.int64).tolist()))
    with np.errstate(over="ignore"):
        narrow = flat.astype(np.float32)
    lost = np.isinf(narrow) & np.isfinite(flat)
    if lost.any():
        position = int(lost.argmax())
        raise ValueError(f"floats are kept as float32, up to 3.4e38; value {position} is {flat[position]}")
    return Feature(float_list=FloatList(value=narrow.tolist()))


def _bytes_feature(values: Iterable[Any]) -> Feature:
    return Feature(bytes_list=BytesList(value=[one.encode() if isinstance(one, str) else bytes(one) for one in values]))


def _shown(value: Any) -> str:
    text = repr(value)
    return f"{text if len(text) <= 60 else text[:57] + '...'} of type '{type(value).__name__}'"
