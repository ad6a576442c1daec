"""Strings taken apart into characters of Unicode and put together again.

What TensorFlow gives as a RaggedTensor, which is not TensorFlow 1's, is refused by name: `input` is one text there.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import DECODES, PURE
from ...types import dtypes
from ...types.dtypes import DType
from ...types.errors import UnimplementedError, invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, with_rank
from .encodings import OUTPUT, SETTINGS, How, characters, check_replacement, text_of, way_to_decode

# -- characters as numbers -----------------------------------------------------------------------------------------------

UNICODE_DECODE = Op(
    "UnicodeDecode",
    "input: string -> row_splits: Tsplits, char_values: int32",
    f"input_encoding: string, {SETTINGS}, Tsplits: {{int32, int64}} = int64",
    traits=DECODES,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)
UNICODE_DECODE_WITH_OFFSETS = Op(
    "UnicodeDecodeWithOffsets",
    "input: string -> row_splits: Tsplits, char_values: int32, char_to_byte_starts: int64",
    f"input_encoding: string, {SETTINGS}, Tsplits: {{int32, int64}} = int64",
    traits=DECODES,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


def _decode_shapes(op: Operation) -> list[StaticShape]:
    given = op.inputs[0].static_shape
    count = None
    if given is not None and None not in given:
        count = math.prod(size or 0 for size in given) + 1
    return [(count,), *[(None,)] * (len(op.outputs) - 1)]


UNICODE_DECODE.shape(_decode_shapes)
UNICODE_DECODE_WITH_OFFSETS.shape(_decode_shapes)


@UNICODE_DECODE.kernel
def _unicode_decode(
    input: Any,
    input_encoding: str,
    errors: str,
    replacement_char: int,
    replace_control_characters: bool,
    Tsplits: DType,
) -> tuple:
    how = way_to_decode(input_encoding, errors, replacement_char, replace_control_characters)
    return _all_characters(input, how, Tsplits)[:2]


@UNICODE_DECODE_WITH_OFFSETS.kernel
def _unicode_decode_with_offsets(
    input: Any,
    input_encoding: str,
    errors: str,
    replacement_char: int,
    replace_control_characters: bool,
    Tsplits: DType,
) -> tuple:
    how = way_to_decode(input_encoding, errors, replacement_char, replace_control_characters)
    return _all_characters(input, how, Tsplits)


def _all_characters(texts: Any, how: How, splits: DType) -> tuple:
    rows = [list(characters(text, how)) for text in np.ravel(texts).tolist()]
    codes = np.array([code for row in rows for code, _ in row], np.int32)
    starts = np.array([start for row in rows for _, start in row], np.int64)
    return np.cumsum([0, *map(len, rows)]).astype(splits.as_numpy_dtype), codes, starts


def _one_text(input: Any, what: str) -> Tensor:
    """The tensor of one text. Raises ValueError for an unknown rank, UnimplementedError for several texts."""
    text = convert_to_tensor(input, dtypes.string, name="input")
    if text.static_shape is None:
        raise ValueError("Rank of `input` must be statically known.")
    if text.static_shape != ():
        raise UnimplementedError(
            None, None, f"{what} of several texts is a RaggedTensor, which headrace has not; of one text it is a tensor."
        )
    return ops.reshape(text, [-1])


@export("strings.unicode_decode")
def unicode_decode(
    input: TensorLike,
    input_encoding: str,
    errors: str = "replace",
    replacement_char: int = 0xFFFD,
    replace_control_characters: bool = False,
    name: str | None = None,
) -> Tensor:
    """The characters of a text as numbers.

    Args:
      input: scalar string. (Of several TensorFlow makes a RaggedTensor.)
      input_encoding: any that Python knows.
      errors: what becomes of bytes that are no character: "replace", "ignore" or "strict".
      replacement_char: the character in their place.
      replace_control_characters: whether those below 32 are taken for such bytes.

    Returns:
      int32 vector.

    Raises:
      UnimplementedError: several texts. ValueError: an unknown rank.
      InvalidArgumentError: (when run) another encoding; with "strict", bytes that are no character.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.strings.unicode_decode("aé", "UTF-8")).tolist()
      [97, 233]
    """
    with name_scope(name, "UnicodeDecode", [input]):
        return UNICODE_DECODE(
            _one_text(input, "unicode_decode"),
            input_encoding=input_encoding,
            errors=errors,
            replacement_char=replacement_char,
            replace_control_characters=replace_control_characters,
        )[1]


@export("strings.unicode_decode_with_offsets")
def unicode_decode_with_offsets(
    input: TensorLike,
    input_encoding: str,
    errors: str = "replace",
    replacement_char: int = 0xFFFD,
    replace_control_characters: bool = False,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The characters of a text as numbers, and where each begins.

    Args:
      input: scalar string. (Of several TensorFlow makes RaggedTensors.)
      input_encoding: any that Python knows.
      errors: what becomes of bytes that are no character: "replace", "ignore" or "strict".
      replacement_char: the character in their place.
      replace_control_characters: whether those below 32 are taken for such bytes.

    Returns:
      int32 vector of characters, int64 vector of the bytes at which they begin.

    Raises:
      UnimplementedError: several texts. ValueError: an unknown rank.
      InvalidArgumentError: (when run) another encoding; with "strict", bytes that are no character.
    """
    with name_scope(name, "UnicodeDecodeWithOffsets", [input]):
        _, codes, starts = UNICODE_DECODE_WITH_OFFSETS(
            _one_text(input, "unicode_decode_with_offsets"),
            input_encoding=input_encoding,
            errors=errors,
            replacement_char=replacement_char,
            replace_control_characters=replace_control_characters,
        )
        return codes, starts


# -- numbers as texts ----------------------------------------------------------------------------------------------------

UNICODE_ENCODE = Op(
    "UnicodeEncode",
    "input_values: int32, input_splits: Tsplits -> output: string",
    f"errors: {{'ignore', 'replace', 'strict'}} = 'replace', {OUTPUT}, "
    "replacement_char: int = 65533, Tsplits: {int32, int64} = int64",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@UNICODE_ENCODE.shape
def _encode_shape(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 1)
    (count,) = with_rank(op.inputs[1].static_shape, 1)
    if count == 0:
        raise ValueError("Negative dimension size caused by subtracting 1 from 0")
    return (None if count is None else count - 1,)


@UNICODE_ENCODE.kernel
def _unicode_encode(input_values: Any, input_splits: Any, output_encoding: str, errors: str, replacement_char: int) -> Any:
    check_replacement(replacement_char)
    codes, splits = input_values.tolist(), input_splits.tolist()
    if not splits:
        raise invalid(f"Input_splits should contain elements, but given input_values has {len(splits)} elements")
    if splits[-1] != len(codes):
        raise invalid("Last value in input_splits must be equal to length of input_tensor.")
    if splits[0] != 0 or sorted(splits) != splits:
        raise invalid(f"input_splits must begin with 0 and be in order; got {splits}")
    result = np.empty(len(splits) - 1, object)
    for row, (start, end) in enumerate(itertools.pairwise(splits)):
        result[row] = text_of(list(_valid(codes[start:end], errors, replacement_char)), output_encoding)
    return result


def _valid(codes: list[int], errors: str, replacement: int) -> Iterator[int]:
    for code in codes:
        if 0 <= code <= 0x10FFFF:
            yield code
        elif errors == "strict":
            raise invalid("Code point value out of valid Unicode range.")
        elif errors == "replace":
            yield replacement


@export("strings.unicode_encode")
def unicode_encode(
    input: TensorLike,
    output_encoding: str,
    errors: str = "replace",
    replacement_char: int = 65533,
    name: str | None = None,
) -> Tensor:
    """Texts of the characters along the last axis.

    Args:
      input: int32, of known rank, at least 1: numbers of characters.
      output_encoding: "UTF-8", "UTF-16-BE" or "UTF-32-BE".
      errors: what becomes of numbers of no character: "replace", "ignore" or "strict".
      replacement_char: the character in their place.

    Returns:
      strings, the shape of `input` without the last axis.

    Raises:
      ValueError: an unknown rank, or a scalar; another `output_encoding` or `errors`.
      InvalidArgumentError: (when run, with "strict") a number of no character.
    """
    with name_scope(name, "UnicodeEncode", [input]):
        codes = convert_to_tensor(input)
        if codes.static_shape is None:
            raise ValueError("Rank of input_tensor must be statically known.")
        if codes.static_shape == ():
            raise ValueError("input_tensor's rank must be at least 1.")
        sizes = ops.shape(codes, out_type=dtypes.int64)
        texts = UNICODE_ENCODE(
            ops.reshape(codes, [-1]),
            ops.range(ops.reduce_prod(sizes[:-1]) + 1) * sizes[-1],
            output_encoding=output_encoding,
            errors=errors,
            replacement_char=replacement_char,
        )
        return ops.reshape(texts, ops.shape(codes)[:-1])


# -- characters as texts -------------------------------------------------------------------------------------------------


@export("strings.unicode_split")
def unicode_split(
    input: TensorLike,
    input_encoding: str,
    errors: str = "replace",
    replacement_char: int = 0xFFFD,
    name: str | None = None,
) -> Tensor:
    """The characters of a text, each as a text.

    Args:
      input: scalar string. (Of several TensorFlow makes a RaggedTensor.)
      input_encoding: "UTF-8", "UTF-16-BE" or "UTF-32-BE".
      errors: what becomes of bytes that are no character: "replace", "ignore" or "strict".
      replacement_char: the character in their place.

    Returns:
      string vector.

    Raises:
      UnimplementedError: several texts. ValueError: an unknown rank, or another encoding.
      InvalidArgumentError: (when run, with "strict") bytes that are no character.
    """
    with name_scope(name, "UnicodeSplit", [input]):
        codes = unicode_decode(input, input_encoding, errors, replacement_char)
        return unicode_encode(ops.expand_dims(codes, -1), input_encoding, errors, replacement_char)


@export("strings.unicode_split_with_offsets")
def unicode_split_with_offsets(
    input: TensorLike,
    input_encoding: str,
    errors: str = "replace",
    replacement_char: int = 0xFFFD,
    name: str | None = None,
) -> tuple[Tensor, Tensor]:
    """The characters of a text, each as a text, and where they begin.

    Args:
      input: scalar string. (Of several TensorFlow makes RaggedTensors.)
      input_encoding: "UTF-8", "UTF-16-BE" or "UTF-32-BE".
      errors: what becomes of bytes that are no character: "replace", "ignore" or "strict".
      replacement_char: the character in their place.

    Returns:
      string vector of characters, int64 vector of the bytes at which they begin.

    Raises:
      UnimplementedError: several texts. ValueError: an unknown rank, or another encoding.
      InvalidArgumentError: (when run, with "strict") bytes that are no character.
    """
    with name_scope(name, "UnicodeSplitWithOffsets", [input]):
        codes, starts = unicode_decode_with_offsets(input, input_encoding, errors, replacement_char)
        return unicode_encode(ops.expand_dims(codes, -1), input_encoding, errors, replacement_char), starts
