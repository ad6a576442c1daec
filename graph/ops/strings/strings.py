"""Strings: to numbers and arrays, joined, cut, measured. (Numbers as strings: `string_formats`.)"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.numbers import string_to_number as numbers_of
from headrace.formats.raw import decode_raw as arrays_of
from headrace.formats.raw import decode_raw_ragged
from headrace.formats.records import Records
from headrace.formats.text import as_text

from ...core.arguments import one_of
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, elementwise, takes_records
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import DECODES, PARSES, PURE
from ...types import dtypes
from ...types.dtypes import DType
from ...types.errors import invalid
from ...types.likes import DTypeLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, broadcast, merge, with_rank
from ...types.texts import as_kernels_take


def each(function: Callable[..., Any]) -> Callable[..., np.ndarray]:
    """A function of byte strings or numbers as one of arrays, giving an object array."""
    apply = np.frompyfunc(function, function.__code__.co_argcount, 1)

    def on_arrays(*arrays: Any) -> np.ndarray:
        return as_kernels_take(apply(*arrays))

    return on_arrays


# -- string_to_number --------------------------------------------------------------------------------------------------

STRING_TO_NUMBER = Op(
    "StringToNumber",
    "string_tensor: string -> output: out_type",
    "out_type: type = float32",
    traits=PARSES,
    out_type={dtypes.float32, dtypes.float64, dtypes.int32, dtypes.int64, dtypes.uint32, dtypes.uint64},
    shape=same_as_first,
    kernel=lambda string_tensor, out_type: numbers_of(string_tensor, out_type.as_numpy_dtype)[()],
    batch=takes_records(lambda op, batched, kernel: lambda n, strings: kernel(strings)),
    gradient=NO_GRADIENT,
)


@export("string_to_number", "strings.to_number")
def string_to_number(
    string_tensor: TensorLike | None = None,
    out_type: DTypeLike = dtypes.float32,
    name: str | None = None,
    input: TensorLike | None = None,
) -> Tensor:
    """The numbers that strings spell.

    Args:
      string_tensor, input: strings of any shape; `input` is the later name.
      out_type: float32, float64, int32, int64, uint32 or uint64.

    Returns:
      the shape of the strings, type `out_type`.

    Raises:
      InvalidArgumentError: (when run) a string spells no such number.
      TypeError: not strings, or another `out_type`.
      ValueError: the strings by both names.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.string_to_number(["1.5", "7"])).tolist()
      [1.5, 7.0]
    """
    strings = one_of("input", input, "string_tensor", string_tensor)
    return STRING_TO_NUMBER(strings, out_type=dtypes.as_dtype(out_type), name=name)


# -- decode_raw --------------------------------------------------------------------------------------------------------

DECODE_RAW = Op(
    "DecodeRaw",
    "bytes: string -> output: out_type",
    "little_endian: bool = true",
    traits=DECODES,
    out_type=[
        dtypes.float16,
        dtypes.float32,
        dtypes.float64,
        dtypes.int32,
        dtypes.uint16,
        dtypes.uint8,
        dtypes.int16,
        dtypes.int8,
        dtypes.int64,
        dtypes.complex64,
        dtypes.complex128,
        dtypes.bool_,
    ],
    gradient=NO_GRADIENT,
)


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
        if isinstance(strings, Records) and n > 1 and strings.one_length() is None:
            return list(decode_raw_ragged(strings, kind, little))
        if not isinstance(strings, Records) and strings.ndim == 1 and len(set(map(len, strings))) > 1:
            return list(decode_raw_ragged(strings, kind, little))
        return arrays_of(strings, kind, little)

    return run


@export("decode_raw", "io.decode_raw")
def decode_raw(
    input_bytes: TensorLike | None = None,
    out_type: DTypeLike | None = None,
    little_endian: bool = True,
    name: str | None = None,
    bytes: TensorLike | None = None,
) -> Tensor:
    """The elements whose bytes strings hold, along a new last axis.

    Args:
      input_bytes, bytes: strings of any shape, all of the same length; `bytes` is the older name.
      out_type: dtype of the elements; numbers (but uint32 and uint64) or bool.
      little_endian: whether the bytes of an element begin with the lowest.

    Returns:
      the shape of the strings + [elements], type `out_type`.

    Raises:
      InvalidArgumentError: (when run) a length is not a multiple of the element's size, or the lengths differ.
      TypeError: not strings, or another `out_type`.
      ValueError: the strings by both names, or no `out_type`.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.decode_raw("ab", tf.uint8)).tolist()
      [97, 98]
    """
    strings = one_of("input_bytes", input_bytes, "bytes", bytes)
    if out_type is None:
        raise ValueError("decode_raw_v1() missing 1 positional argument: 'out_type'")
    return DECODE_RAW(
        strings,
        out_type=dtypes.as_dtype(out_type),
        little_endian=little_endian,
        name=name,
    )


# -- joining -----------------------------------------------------------------------------------------------------------

STRING_JOIN = Op(
    "StringJoin",
    "inputs: N * string -> output: string",
    "N: int >= 1, separator: string = ''",
    traits=PURE,
    gradient=NO_GRADIENT,
)


@STRING_JOIN.shape
def _string_join_shape(op: Operation) -> StaticShape:
    known = [tensor.static_shape for tensor in op.inputs]
    shape: StaticShape = None
    for given in known:
        if given != ():
            shape = merge(shape, given)
    return shape if any(given != () for given in known) else ()


@STRING_JOIN.kernel
def _string_join(inputs: Sequence[Any], separator: str) -> np.ndarray:
    arrays = [np.asarray(one, object) for one in inputs]
    _check_joinable([array.shape for array in arrays])
    return _joined(arrays, separator)


def _check_joinable(shapes: Sequence[tuple[int, ...]]) -> None:
    different = [shape for shape in dict.fromkeys(shapes) if shape]
    if len(different) > 1:
        raise invalid(f"Input shapes do not match: {bracket(different[0])} vs. {bracket(different[1])}")


def _joined(arrays: Sequence[np.ndarray], separator: str) -> np.ndarray:
    shape = np.broadcast_shapes(*(array.shape for array in arrays))
    result = np.empty(shape, object)
    columns = [np.broadcast_to(array, shape).reshape(-1).tolist() for array in arrays]
    result.reshape(-1)[:] = list(map(separator.encode().join, zip(*columns, strict=True)))
    return result


@STRING_JOIN.batch
def _string_join_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    separator = op.get_attr("separator")
    aligned = elementwise(op, batched, lambda *arrays: _joined(arrays, separator))

    def run(n: int, *arrays: Any) -> np.ndarray:
        _check_joinable([array.shape[1:] if b else array.shape for array, b in zip(arrays, batched, strict=True)])
        return aligned(n, *arrays)

    return run


@export("string_join", "strings.join")
def string_join(inputs: Sequence[Any], separator: str = "", name: str | None = None) -> Tensor:
    """The strings at the same place of each tensor joined.

    Args:
      inputs: list of string tensors of one shape; scalars among them join every place.
      separator: text between the strings.

    Returns:
      strings of that shape.

    Raises:
      ValueError: shapes differ; InvalidArgumentError where that shows only when run.
      TypeError: not strings.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.string_join([["a", "b"], "!"])).tolist()
      [b'a!', b'b!']
    """
    return STRING_JOIN(list(inputs), separator=separator, name=name)


# -- cutting and measuring ---------------------------------------------------------------------------------------------

SUBSTR = Op(
    "Substr",
    "input: string, pos: T, len: T -> output: string",
    "T: {int32, int64}, unit: {'BYTE', 'UTF8_CHAR'} = 'BYTE'",
    traits=PURE,
    batch=elementwise,
    gradient=NO_GRADIENT,
)


@SUBSTR.shape
def _substr_shape(op: Operation) -> StaticShape:
    text, position, length = (tensor.static_shape for tensor in op.inputs)
    if position is not None and position != length:
        if length is not None:
            with_rank(position, len(length))
        if length is not None or position.count(None) < len(position):
            raise ValueError(f"pos and len shapes must match: {bracket(position)} vs. {bracket(length)}")
    return broadcast(text, position)


@SUBSTR.kernel
def _substr(input: Any, pos: Any, len: Any, unit: str) -> np.ndarray:
    texts, positions, lengths = np.asarray(input, object), np.asarray(pos), np.asarray(len)
    try:
        shape = np.broadcast_shapes(texts.shape, positions.shape, lengths.shape)
    except ValueError as error:
        if positions.shape == lengths.shape:
            raise invalid(f"Incompatible shapes: {bracket(texts.shape)} vs. {bracket(positions.shape)}") from error
        words = f"got: {bracket(positions.shape)} vs. {bracket(lengths.shape)}"
        raise invalid(f"pos and len should have the same shape, {words}") from error
    result = np.empty(shape, object)
    flat = result.reshape(-1)
    columns = (np.broadcast_to(one, shape).reshape(-1).tolist() for one in (texts, positions, lengths))
    for place, (text, start, size) in enumerate(zip(*columns, strict=True)):
        flat[place] = _piece(text, start, size, unit, place)
    return result


def _piece(text: bytes, start: int, size: int, unit: str, place: int) -> bytes:
    units = _decoded(text) if unit == "UTF8_CHAR" else text
    if not -len(units) <= start <= len(units):
        raise invalid(f"pos {start} out of range for string {text!r} at index {place}")
    start %= len(units) + (start >= 0)
    piece = units[start:] if size < 0 else units[start : start + size]
    return piece if isinstance(piece, bytes) else piece.encode(errors="surrogateescape")


def _decoded(text: bytes) -> str:
    return text.decode(errors="surrogateescape")


def _known_unit(kind: str, unit: str | bytes) -> str:
    unit = as_text(unit)
    if unit not in ("BYTE", "UTF8_CHAR"):
        raise ValueError(f"Attr 'unit' of '{kind}' Op passed string '{unit}' not in: \"BYTE\", \"UTF8_CHAR\".")
    return unit


@export("substr", "strings.substr")
def substr(input: TensorLike, pos: Any, len: Any, name: str | None = None, unit: str = "BYTE") -> Tensor:
    """A piece of each string.

    Args:
      input: strings of any shape.
      pos: int32 or int64: where the piece begins, from the end where negative; broadcast against `input`.
      len: how long it is at most, shape and dtype of `pos`; negative: up to the end.
      unit: what both count, "BYTE" or "UTF8_CHAR".

    Returns:
      strings, the broadcast shape.

    Raises:
      InvalidArgumentError: (when run) `pos` is outside of its string.
      ValueError: another `unit`, or static shapes that do not fit.
      TypeError: not strings, or `pos` and `len` not of one integer dtype.
    """
    return SUBSTR(input, pos, len, unit=_known_unit("Substr", unit), name=name)


STRING_LENGTH = Op(
    "StringLength",
    "input: string -> output: int32",
    "unit: {'BYTE', 'UTF8_CHAR'} = 'BYTE'",
    traits=PURE,
    shape=same_as_first,
    batch=elementwise,
    gradient=NO_GRADIENT,
)


@STRING_LENGTH.kernel
def _string_length(input: Any, unit: str) -> Any:
    count = len if unit == "BYTE" else lambda text: len(_decoded(text))
    return np.asarray(np.frompyfunc(count, 1, 1)(input)).astype(np.int32)[()]


@export("string_length", "strings.length")
def string_length(input: TensorLike, name: str | None = None, unit: str = "BYTE") -> Tensor:
    """The length of each string.

    Args:
      input: strings of any shape.
      unit: what counts, "BYTE" or "UTF8_CHAR".

    Returns:
      int32, shape of `input`.

    Raises:
      TypeError: not strings.
      ValueError: another `unit`.
    """
    return STRING_LENGTH(input, unit=_known_unit("StringLength", unit), name=name)


STRING_STRIP = Op(
    "StringStrip",
    "input: string -> output: string",
    traits=PURE,
    shape=same_as_first,
    kernel=each(lambda text: text.strip()),
    batch=elementwise,
    gradient=NO_GRADIENT,
)


@export("string_strip", "strings.strip")
def string_strip(input: TensorLike, name: str | None = None) -> Tensor:
    """The strings without white space at both ends.

    Args:
      input: strings of any shape.

    Returns:
      strings of the same shape.

    Raises:
      TypeError: not strings.
    """
    return STRING_STRIP(input, name=name)
