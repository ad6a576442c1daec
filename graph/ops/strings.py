"""Strings: to numbers and arrays, from numbers, joined and cut.

Source of names, semantics and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.numbers import string_to_number as numbers_of
from headrace.formats.raw import decode_raw as arrays_of
from headrace.formats.raw import decode_raw_ragged
from headrace.formats.records import Records

from .. import dtypes
from ..batch_rules import Kernel, elementwise, takes_records
from ..build import convert_to_tensor
from ..dtypes import DType
from ..graph import Operation
from ..op import NO_GRADIENT, Op
from ..shape_rules import broadcast_of_inputs, same_as_first
from ..static_shapes import StaticShape
from ..tensor import Tensor


def _each(function: Callable[..., bytes]) -> Callable[..., np.ndarray]:
    """A function of byte strings as one of object arrays."""
    apply = np.frompyfunc(function, function.__code__.co_argcount, 1)

    def on_arrays(*arrays: Any) -> np.ndarray:
        result = apply(*arrays)
        if isinstance(result, np.ndarray):
            return result
        scalar = np.empty((), object)
        scalar[()] = result
        return scalar

    return on_arrays


# -- string_to_number --------------------------------------------------------------------------------------------------

STRING_TO_NUMBER = Op(
    "StringToNumber",
    "string_tensor: string -> output: out_type",
    out_type={dtypes.float32, dtypes.float64, dtypes.int32, dtypes.int64},
)
STRING_TO_NUMBER.shape(same_as_first)
STRING_TO_NUMBER.kernel(lambda string_tensor, out_type: numbers_of(string_tensor, out_type.as_numpy_dtype)[()])
STRING_TO_NUMBER.batch(takes_records(lambda op, batched, kernel: lambda n, strings: kernel(strings)))
STRING_TO_NUMBER.gradient(NO_GRADIENT)


def string_to_number(string_tensor: Any, out_type: Any = dtypes.float32, name: str | None = None) -> Tensor:
    """The numbers that strings spell. InvalidArgumentError (when run) for one that spells none."""
    return STRING_TO_NUMBER(string_tensor, out_type=dtypes.as_dtype(out_type), name=name)


# -- decode_raw --------------------------------------------------------------------------------------------------------

DECODE_RAW = Op(
    "DecodeRaw",
    "bytes: string -> output: out_type",
    out_type={
        dtypes.float16, dtypes.float32, dtypes.float64, dtypes.int32, dtypes.uint16, dtypes.uint8, dtypes.int16,
        dtypes.int8, dtypes.int64, dtypes.complex64, dtypes.complex128, dtypes.bool_, dtypes.bfloat16,
    },
    little_endian=True,
)  # fmt: skip
DECODE_RAW.gradient(NO_GRADIENT)


@DECODE_RAW.shape
def _decode_raw_shape(op: Operation) -> StaticShape:
    given = op.inputs[0].static_shape
    return None if given is None else (*given, None)


@DECODE_RAW.kernel
def _decode_raw(bytes: Any, out_type: DType, little_endian: bool) -> Any:
    return arrays_of(bytes, out_type.as_numpy_dtype, little_endian)


@DECODE_RAW.batch
@takes_records
def _decode_raw_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    kind, little = op.get_attr("out_type").as_numpy_dtype, op.get_attr("little_endian")

    def run(n: int, strings: Any) -> Any:
        if isinstance(strings, Records) and n > 1 and (strings.lengths != strings.lengths[0]).any():
            return list(decode_raw_ragged(strings, kind, little))
        if not isinstance(strings, Records) and strings.ndim == 1 and len(set(map(len, strings))) > 1:
            return list(decode_raw_ragged(strings, kind, little))
        return arrays_of(strings, kind, little)

    return run


def decode_raw(
    bytes: Any, out_type: Any, little_endian: bool = True, name: str | None = None, input_bytes: Any = None
) -> Tensor:
    """The elements whose bytes the strings hold, along a new last axis.

    Args:
      bytes: string tensor; all of its strings have the same length.
      out_type: type of the elements.
      little_endian: the order of the bytes of an element.

    Raises:
      InvalidArgumentError: (when run) a length is not a multiple of the element's size, or the lengths differ.
    """
    return DECODE_RAW(
        bytes if input_bytes is None else input_bytes, out_type=dtypes.as_dtype(out_type), little_endian=little_endian,
        name=name,
    )  # fmt: skip


# -- joining and formatting --------------------------------------------------------------------------------------------

STRING_JOIN = Op("StringJoin", "inputs: N * string -> output: string", separator="")
STRING_JOIN.shape(broadcast_of_inputs)
STRING_JOIN.batch(elementwise)
STRING_JOIN.gradient(NO_GRADIENT)


@STRING_JOIN.kernel
def _string_join(inputs: Sequence[Any], separator: str) -> Any:
    between = separator.encode()
    arrays = np.broadcast_arrays(*inputs)
    result = np.empty(arrays[0].shape, object)
    flat = result.reshape(-1)
    for place, parts in enumerate(zip(*(array.reshape(-1) for array in arrays), strict=True)):
        flat[place] = between.join(parts)
    return result


def string_join(inputs: Sequence[Any], separator: str = "", name: str | None = None) -> Tensor:
    """The strings at the same place of each tensor joined; scalars join every place."""
    return STRING_JOIN(list(inputs), separator=separator, name=name)


AS_STRING = Op(
    "AsString", "input: T -> output: string", T=dtypes.NUMERIC | {dtypes.bool_}, precision=-1, scientific=False,
    shortest=False, width=-1, fill="",
)  # fmt: skip
AS_STRING.shape(same_as_first)
AS_STRING.batch(elementwise)
AS_STRING.gradient(NO_GRADIENT)


@AS_STRING.bind
def _as_string(op: Operation, session: Any) -> Kernel:
    kind = op.inputs[0].dtype.base_dtype
    precision, width, fill = op.get_attr("precision"), op.get_attr("width"), op.get_attr("fill")
    flag = "0" if fill == "0" else "-" if fill == "-" else " " if fill == " " else ""
    size = f"{flag}{width}" if width > -1 else ""
    if kind.is_floating or kind.is_complex:
        form = "e" if op.get_attr("scientific") else "g" if op.get_attr("shortest") else "f"
        template = f"%{size}{f'.{precision}' if precision > -1 else ''}{form}"
    else:
        template = f"%{size}d"

    def spelled(item: Any) -> bytes:
        if kind.is_bool:
            return (f"%{size}s" % ("true" if item else "false")).encode()
        if kind.is_complex:
            return f"({template % item.real},{template % item.imag})".encode()
        return (template % item).encode()

    return _each(lambda item: spelled(item))


def as_string(
    input: Any, precision: int = -1, scientific: bool = False, shortest: bool = False, width: int = -1, fill: str = "",
    name: str | None = None,
) -> Tensor:  # fmt: skip
    """Numbers and bools as text.

    Args:
      precision: digits after the point of floating numbers.
      scientific, shortest: with an exponent; whichever is shorter.
      width, fill: pad to this width, with this character ("0", " " or "-" for the left).
    """
    return AS_STRING(
        input, precision=precision, scientific=scientific, shortest=shortest, width=width, fill=fill, name=name
    )


SUBSTR = Op("Substr", "input: string, pos: T, len: T -> output: string", T={dtypes.int32, dtypes.int64}, unit="BYTE")
SUBSTR.shape(broadcast_of_inputs)
SUBSTR.kernel(_each(lambda text, position, length: text[position : position + length]))
SUBSTR.batch(elementwise)
SUBSTR.gradient(NO_GRADIENT)


def substr(input: Any, pos: Any, len: Any, name: str | None = None) -> Tensor:
    """`len` bytes of each string from `pos` on."""
    return SUBSTR(input, pos, len, name=name)


STRING_LENGTH = Op("StringLength", "input: string -> output: int32", unit="BYTE")
STRING_LENGTH.shape(same_as_first)
STRING_LENGTH.kernel(lambda input: np.asarray(np.frompyfunc(len, 1, 1)(input)).astype(np.int32)[()])
STRING_LENGTH.batch(elementwise)
STRING_LENGTH.gradient(NO_GRADIENT)


def string_length(input: Any, name: str | None = None) -> Tensor:
    """The number of bytes in each string, int32."""
    return STRING_LENGTH(input, name=name)


STRING_STRIP = Op("StringStrip", "input: string -> output: string")
STRING_STRIP.shape(same_as_first)
STRING_STRIP.kernel(_each(lambda text: text.strip()))
STRING_STRIP.batch(elementwise)
STRING_STRIP.gradient(NO_GRADIENT)


def string_strip(input: Any, name: str | None = None) -> Tensor:
    """The strings without white space at both ends."""
    return STRING_STRIP(convert_to_tensor(input), name=name)

