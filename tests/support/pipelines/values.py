"""Values that programs deliver: compared, counted, and as JSON."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

ROUGH = {"float16": 4e-3, "float32": 2e-4, "float64": 1e-6, "complex64": 2e-4, "complex128": 1e-6}
"""How far values of one type may be apart, relatively, between implementations."""


def is_sparse(value: Any) -> bool:
    return hasattr(value, "dense_shape")


def parts_of(value: Any) -> list[np.ndarray]:
    """A value as arrays: one, or the three of a sparse one."""
    if is_sparse(value):
        return [as_array(value.indices), as_array(value.values), as_array(value.dense_shape)]
    return [as_array(value)]


def as_array(value: Any) -> np.ndarray:
    """Text is an object array of bytes, whatever it comes as."""
    array = np.asarray(value, object) if isinstance(value, (bytes, str)) else np.asarray(value)
    return array.astype(object) if array.dtype.kind in "SU" else array


def same(found: Any, expected: Any, rough: bool = False) -> bool:
    """Whether two values are the same in type, shape and all elements; `rough` leaves the last bits open."""
    first, second = parts_of(found), parts_of(expected)
    return len(first) == len(second) and all(_same_arrays(a, b, rough) for a, b in zip(first, second, strict=True))


def _same_arrays(a: np.ndarray, b: np.ndarray, rough: bool) -> bool:
    if a.dtype != b.dtype or a.shape != b.shape:
        return False
    if a.dtype == object or a.dtype.kind in "biu":
        return bool((a == b).all())
    name = a.dtype.name
    if name in ("float16"):
        a, b = a.astype(np.float64), b.astype(np.float64)
    if rough:
        return bool(np.allclose(a, b, rtol=ROUGH[name], atol=ROUGH[name], equal_nan=True))
    return bool(np.array_equal(a, b, equal_nan=True))


PADDING = ("0", "b''", "False", "0.0", "0j", "-0j")
"""What elements are padded with, as keys have it."""


def key(value: Any, padded: bool = False, rough: bool = False) -> Any:
    """What stands for a value in a count of equal ones.

    Args:
      padded: the value may have been padded more or less: only what is not padding counts.
      rough: floats count as equal that begin with the same two digits.
    """
    found: list[Any] = []
    for array in parts_of(value):
        items = [_item_key(item, rough) for item in array.ravel().tolist()]
        if padded:
            found.append((array.dtype.name, tuple(sorted(item for item in items if item not in PADDING))))
        else:
            found.append((array.dtype.name, array.shape, tuple(items)))
    return tuple(found)


def _item_key(item: Any, rough: bool) -> str:
    if isinstance(item, float):
        return "nan" if math.isnan(item) else f"{item + 0.0:.2g}" if rough else repr(item + 0.0)
    return repr(item)


def to_json(value: Any) -> Any:
    """A value as plain data."""
    if is_sparse(value):
        return {"sparse": [to_json(part) for part in parts_of(value)]}
    array = as_array(value)
    flat = array.ravel()
    if array.dtype.kind == "c":
        items: list[Any] = [[item.real, item.imag] for item in flat.tolist()]
    elif array.dtype == object:
        items = [item.decode("latin-1") if isinstance(item, bytes) else item for item in flat.tolist()]
    else:
        items = (flat.astype(np.float64) if array.dtype.name in ("float16") else flat).tolist()
    return [array.dtype.name, list(array.shape), items]


def from_json(data: Any) -> Any:
    """The other way round; a sparse value becomes its three arrays."""
    if isinstance(data, dict):
        return Sparse(*(from_json(part) for part in data["sparse"]))
    name, shape, items = data
    if name == "object":
        array = np.empty(len(items), object)
        array[:] = [item.encode("latin-1") for item in items]
    elif name.startswith("complex"):
        array = np.array([complex(*item) for item in items], name)
    else:
        array = np.array(items, name)
    return array.reshape(shape)


class Sparse:
    """The three arrays of a sparse value, whatever module it came from."""

    def __init__(self, indices: Any, values: Any, dense_shape: Any) -> None:
        self.indices, self.values, self.dense_shape = as_array(indices), as_array(values), as_array(dense_shape)
