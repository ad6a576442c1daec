"""decode_raw: byte strings as numbers.

    images = raw.decode_raw(block, np.uint8)  # Records of equal length: a view of the reader's buffer
    samples = raw.decode_raw_ragged(block, np.int16, little_endian=False)  # of any lengths: a list of arrays

Source: tf.decode_raw, TensorFlow 2.21.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike

from .errors import InvalidArgumentError
from .records import Records

TYPES = (
    *("float16", "float32", "float64", "int32", "uint16", "uint8", "int16", "int8", "int64"),
    *("complex64", "complex128", "bool", "bfloat16"),
)
_IN_MESSAGES = {"float16": "half", "float32": "float", "float64": "double"}


def decode_raw(strings: Records | np.ndarray | Sequence | bytes, dtype: DTypeLike, little_endian: bool = True) -> np.ndarray:
    """Read byte strings of one length as arrays.

    Args:
      strings: Records, or an array (or nested sequence) of bytes of any shape.
      dtype: float16/32/64, int8/16/32/64, uint8/16, complex64/128, bool, or "bfloat16", which gives its bits as uint16.
      little_endian: the order of the bytes of a number (of a complex one, of each part), whatever the dtype says of it.
    Returns:
      an array of shape `strings.shape + [m]` (Records: [n, m]); m is the strings' length over the size of the dtype, 0
      where there are no strings. Read-only where it is a view of the strings' bytes. A bool of 2 is true, and stays 2.
    Raises:
      TypeError: another dtype.
      InvalidArgumentError: the strings differ in length, or it is no multiple of the dtype's size.
    Source: tf.decode_raw.
    """
    name, stored = _stored_type(_wanted(dtype), little_endian)
    records, shape = _as_records(strings)
    if not len(records):
        return np.empty((*shape, 0), stored.newbyteorder("="))
    length = records.one_length()
    if length is None:
        lengths = records.lengths
        length = int(lengths[0])
        index = int(np.flatnonzero(lengths != length)[0])
        found = int(lengths[index])
        words = "DecodeRaw requires input strings to all be the same size, but"
        words = f"{words} element {index} has size {length} != {found}"  # the wrong way round, in TensorFlow too
        raise _error(records, index, words, f"it has {found} bytes, the first has {length}")
    _check_multiple(records, 0, length, name, stored)
    if length == 0:
        return np.empty((*shape, 0), stored.newbyteorder("="))
    return _native(records.as_matrix(length).view(stored)).reshape(*shape, length // stored.itemsize)


def decode_raw_ragged(
    strings: Records | np.ndarray | Sequence | bytes, dtype: DTypeLike, little_endian: bool = True
) -> list[np.ndarray]:
    """An array for each of n byte strings of any lengths.

    Args:
      strings, dtype, little_endian: as for `decode_raw`.

    Returns:
      for each string (in flat order) an array [its length over the size of the dtype].

    Raises:
      TypeError: another dtype.
      InvalidArgumentError: a length is no multiple of the dtype's size; the first such string is the one reported.
    """
    name, stored = _stored_type(_wanted(dtype), little_endian)
    records, _ = _as_records(strings)
    lengths = records.lengths
    torn = np.flatnonzero(lengths % stored.itemsize)
    if len(torn):
        _check_multiple(records, int(torn[0]), int(lengths[torn[0]]), name, stored)
    bounds = zip(records.starts.tolist(), records.ends.tolist(), strict=True)
    return [_native(np.frombuffer(records.buffer[start:end], stored)) for start, end in bounds]


def _wanted(dtype: DTypeLike) -> np.dtype | str:
    return dtype if isinstance(dtype, str) and dtype == "bfloat16" else np.dtype(dtype)


@functools.cache
def _stored_type(dtype: np.dtype | str, little_endian: bool) -> tuple[str, np.dtype]:
    """The name in TensorFlow's messages, and the dtype of the numbers as they are stored."""
    wanted = np.dtype(np.uint16) if isinstance(dtype, str) else dtype
    name = dtype if isinstance(dtype, str) else "string" if wanted.kind in "OSU" else wanted.name
    if name not in TYPES:
        allowed = ", ".join(TYPES)
        raise TypeError(f"Value passed to parameter 'out_type' has DataType {name} not in list of allowed values: {allowed}")
    return _IN_MESSAGES.get(name, name), wanted.newbyteorder("<" if little_endian else ">")


def _as_records(strings: Records | np.ndarray | Sequence | bytes) -> tuple[Records, tuple[int, ...]]:
    if isinstance(strings, Records):
        return strings, (len(strings),)
    array = np.asarray(strings, object)
    return Records.from_list(array.ravel().tolist()), array.shape


def _native(array: np.ndarray) -> np.ndarray:
    """The array in this machine's byte order, with its elements where the machine wants them."""
    native = array.astype(array.dtype.newbyteorder("="), copy=False)
    return native if native.flags.aligned else native.copy()


def _check_multiple(records: Records, index: int, length: int, name: str, stored: np.dtype) -> None:
    if length % stored.itemsize:
        words = f"Input to DecodeRaw has length {length} that is not a multiple of {stored.itemsize}, the size of {name}"
        raise _error(records, index, words, "")


def _error(records: Records, index: int, words: str, facts: str) -> InvalidArgumentError:
    path = records.path_of(index)
    where = [] if path is None else [records.where(index)]
    number = None if records.numbers is None else int(records.numbers[index])
    message = "; ".join([words, *where, *([facts] if facts else [])])
    return InvalidArgumentError(None, None, message, path=path, record=number, index=index)
