"""What came of a run, as something to compare: values to the bit, errors to the word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

import headrace as tf


def arrays_in(value: Any) -> Iterator[np.ndarray]:
    """The arrays of a fetched structure."""
    if isinstance(value, dict):
        for part in value.values():
            yield from arrays_in(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from arrays_in(part)
    elif isinstance(value, np.ndarray):
        yield value


def described(value: Any) -> Any:
    """A value as text and numbers: types, shapes, elements to the bit (all NaNs are equal), structure."""
    if isinstance(value, dict):
        return (type(value).__name__, [(key, described(part)) for key, part in value.items()])
    if isinstance(value, (list, tuple)):
        return (type(value).__name__, [described(part) for part in value])
    if isinstance(value, (np.ndarray, np.generic)):
        array = np.asarray(value)
        kind = "array" if isinstance(value, np.ndarray) else "scalar"
        return (kind, array.dtype.str, array.shape, array.tolist() if array.dtype == object else _bits(array))
    return (type(value).__name__, value)


def _bits(array: np.ndarray) -> str:
    if array.dtype.kind == "c":
        return f"{_bits(array.real)} {_bits(array.imag)}"
    if array.dtype.kind == "f":
        array = np.where(np.isnan(array), np.array(np.nan, array.dtype), array)
    return array.tobytes().hex()


def described_error(error: Exception) -> Any:
    """Class, words and operation of an error."""
    if isinstance(error, tf.errors.OpError):
        return (type(error).__name__, error.message, None if error.op is None else error.op.name)
    return (type(error).__name__, str(error))


def what_is_shared(value: Any) -> list[tuple[int, int]]:
    """The pairs of arrays of a fetched structure that share memory."""
    found = list(arrays_in(value))
    return [
        (k, j) for j in range(len(found)) for k in range(j) if found[k] is found[j] or np.may_share_memory(found[k], found[j])
    ]


def spoil(value: Any) -> None:
    """Write over all arrays of a fetched structure. Raises ValueError where one cannot be written to."""
    for array in arrays_in(value):
        array[...] = b"spoilt" if array.dtype == object else 77 if array.dtype != bool else ~array
