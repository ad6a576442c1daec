"""The types of tensors in checkpoints, by TensorFlow's numbers.

bfloat16, for which NumPy has no type, is the uint16 of the same bits; quantized types are the integers that they are.
"""

from __future__ import annotations

import numpy as np

STRING = 7
BFLOAT16 = 14
VARIANT = 21
TEXTS = (STRING, VARIANT)
"""What is stored as byte strings; of variants, those that say where an iterator is."""

_NUMPY: dict[int, type] = {
    1: np.float32,
    2: np.float64,
    3: np.int32,
    4: np.uint8,
    5: np.int16,
    6: np.int8,
    8: np.complex64,
    9: np.int64,
    10: np.bool_,
    11: np.int8,
    12: np.uint8,
    13: np.int32,
    BFLOAT16: np.uint16,
    15: np.int16,
    16: np.uint16,
    17: np.uint16,
    18: np.complex128,
    19: np.float16,
    22: np.uint32,
    23: np.uint64,
}

_NAMES = {
    1: "float",
    2: "double",
    3: "int32",
    4: "uint8",
    5: "int16",
    6: "int8",
    STRING: "string",
    8: "complex64",
    9: "int64",
    10: "bool",
    11: "qint8",
    12: "quint8",
    13: "qint32",
    BFLOAT16: "bfloat16",
    15: "qint16",
    16: "quint16",
    17: "uint16",
    18: "complex128",
    19: "half",
    20: "resource",
    VARIANT: "variant",
    22: "uint32",
    23: "uint64",
}


def numpy_type(dtype: int) -> np.dtype | None:
    """The little-endian NumPy type of the elements; None for strings and for what has none."""
    kind = _NUMPY.get(dtype)
    return None if kind is None else np.dtype(kind).newbyteorder("<")


def name_of(dtype: int) -> str:
    """The name in TensorFlow's messages: `float`, not `float32`."""
    return _NAMES.get(dtype, f"unknown dtype enum ({dtype})")
