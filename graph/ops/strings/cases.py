"""Strings in small letters and in capitals; tensors written into a text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.constants import array_of
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD, elementwise
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape
from ...types.texts import as_kernels_take

# -- small letters and capitals ------------------------------------------------------------------------------------------


def _changing(type: str, of_bytes: Callable[[bytes], bytes], of_text: Callable[[str], str]) -> Op:
    def kernel(input: Any, encoding: str) -> Any:
        if encoding not in ("", "utf-8"):
            raise invalid(f"only utf-8 or '' (no encoding) is supported, received {encoding}")
        change = of_bytes if not encoding else lambda text: of_text(text.decode(errors="replace")).encode()
        return as_kernels_take(np.frompyfunc(change, 1, 1)(input))

    return Op(
        type,
        "input: string -> output: string",
        "encoding: string = ''",
        traits=PURE,
        shape=same_as_first,
        kernel=kernel,
        batch=elementwise,
        gradient=NO_GRADIENT,
    )


STRING_LOWER = _changing("StringLower", bytes.lower, str.lower)
STRING_UPPER = _changing("StringUpper", bytes.upper, str.upper)


@export("strings.lower")
def string_lower(input: TensorLike, encoding: str = "", name: str | None = None) -> Tensor:
    """The strings in small letters.

    Args:
      input: strings of any shape.
      encoding: "utf-8", or "": only the letters of ASCII are changed.

    Returns:
      strings of the same shape.

    Raises:
      InvalidArgumentError: (when run) another encoding. TypeError: not strings.
    """
    return STRING_LOWER(input, encoding=encoding, name=name)


@export("strings.upper")
def string_upper(input: TensorLike, encoding: str = "", name: str | None = None) -> Tensor:
    """The strings in capitals.

    Args:
      input: strings of any shape.
      encoding: "utf-8", or "": only the letters of ASCII are changed.

    Returns:
      strings of the same shape.

    Raises:
      InvalidArgumentError: (when run) another encoding. TypeError: not strings.
    """
    return STRING_UPPER(input, encoding=encoding, name=name)


# -- tensors in a text ---------------------------------------------------------------------------------------------------

STRING_FORMAT = Op(
    "StringFormat",
    "inputs: list(T) -> output: string",
    "T: list(type) >= 0, template: string = '%s', placeholder: string = '%s', summarize: int = 3",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@STRING_FORMAT.shape
def _format_shape(op: Operation) -> StaticShape:
    places = op.get_attr("template").count(op.get_attr("placeholder"))
    if places != len(op.inputs):
        raise ValueError(f"num placeholders in template and num inputs must match: {places} vs. {len(op.inputs)}")
    return ()


@STRING_FORMAT.kernel
def _string_format(inputs: Sequence[Any], template: str, placeholder: str, summarize: int) -> Any:
    pieces = template.encode().split(placeholder.encode())
    shown = [_shown(np.asarray(value), summarize, 1) for value in inputs]
    return array_of(b"".join(piece + text for piece, text in zip(pieces, [*shown, b""], strict=True)))


_ESCAPES = {9: b"\\t", 10: b"\\n", 13: b"\\r", 34: b'\\"', 39: b"\\'", 92: b"\\\\"}
_ESCAPED = [_ESCAPES.get(byte) or (bytes([byte]) if 32 <= byte < 127 else b"\\%03o" % byte) for byte in range(256)]


def _shown(array: Any, most: int, depth: int) -> bytes:
    """An array as TensorFlow writes it: the first and the last of each axis."""
    if not np.ndim(array):
        return _element(array[()] if isinstance(array, np.ndarray) else array)
    if not array.size:
        return b"[]"
    count = len(array)
    is_short = most < 0 or count <= 2 * most
    first = array if is_short else array[:most]
    last = array[:0] if is_short else array[count - most :]
    between = b" " if array.ndim == 1 else b"\n" * (array.ndim - 1) + b" " * depth
    parts = [_shown(one, most, depth + 1) for one in first]
    text = between.join(parts)
    if not is_short:
        text += between + b"..." + b"".join(between + _shown(one, most, depth + 1) for one in last)
    return b"[" + text + b"]"


def _element(item: Any) -> bytes:
    if isinstance(item, bytes):
        return b'"' + b"".join(_ESCAPED[byte] for byte in item) + b'"'
    if isinstance(item, np.bool_):
        return b"1" if item else b"0"
    if isinstance(item, (np.floating, float)):
        short, long = (15, 17) if isinstance(item, float) else (6, 9)
        text = f"{item:.{short}g}"
        kind = type(item) if isinstance(item, np.float64) else np.float32
        exact = np.isnan(item) or kind(text) == kind(item)
        return (text if exact else f"{item:.{long}g}").encode()
    return b"?" if isinstance(item, np.complexfloating) else str(item).encode()


@export("strings.format")
def string_format(template: str, inputs: Any, placeholder: str = "{}", summarize: int = 3, name: str | None = None) -> Tensor:
    """A text with tensors in it.

    Args:
      template: the text, with a placeholder for each tensor.
      inputs: a tensor, or a list of them.
      placeholder: what stands in the place of a tensor.
      summarize: how many elements are shown at both ends of each axis; -1: all.

    Returns:
      scalar string.

    Raises:
      ValueError: another number of placeholders than of tensors.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.strings.format("found {}", tf.range(10)))
      b'found [0 1 2 ... 7 8 9]'
    """
    given = [inputs] if isinstance(inputs, Tensor) or hasattr(inputs, "_as_graph_element") else inputs
    if template.count(placeholder) != len(given):
        raise ValueError(
            f"{template.count(placeholder)} placeholder(s) in template does not match {len(given)} tensor(s) provided as input"
        )
    return STRING_FORMAT(list(given), template=template, placeholder=placeholder, summarize=summarize, name=name)
