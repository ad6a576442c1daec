"""Values as strings and strings as codes: as_string, base64."""

from __future__ import annotations

import base64
import math
import re
from typing import Any

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, elementwise
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import DECODES, PURE
from ...types import dtypes
from ...types.dtypes import message_name
from ...types.errors import InvalidArgumentError, invalid
from ...types.likes import TensorLike
from .strings import each

# -- as_string ---------------------------------------------------------------------------------------------------------

AS_STRING = Op(
    "AsString",
    "input: T -> output: string",
    "precision: int = -1, scientific: bool = false, shortest: bool = false, width: int = -1, fill: string = ''",
    traits=PURE,
    T=(*dtypes.NUMBERS, dtypes.bool_, dtypes.string),
    shape=same_as_first,
    batch=elementwise,
    gradient=NO_GRADIENT,
)


@AS_STRING.bind
def _as_string(op: Operation, session: Any) -> Kernel:
    kind = op.inputs[0].dtype.base_dtype
    _check_format(op, kind)
    fill, width, precision = (op.get_attr(name) for name in ("fill", "width", "precision"))
    size = str(width) if width > -1 else ""
    if kind.is_bool:
        return each(lambda item: b"true" if item else b"false")
    if kind is dtypes.string:
        template = f"%{fill}{size}s".encode()
        return each(lambda item: template % item)
    if kind.is_integer:
        template_of_integers = f"%{fill}{size}d"
        return each(lambda item: (template_of_integers % item).encode())
    letter = "e" if op.get_attr("scientific") else "g" if op.get_attr("shortest") else "f"
    digits = f"{size}{f'.{precision}' if precision > -1 else ''}{letter}"

    def spelled(item: float) -> str:
        # Only numbers are filled with zeros: C writes infinity and nan with spaces.
        flag = "" if fill == "0" and not math.isfinite(item) else fill
        return f"%{flag}{digits}" % item

    if kind.is_complex:
        return each(lambda item: f"({spelled(item.real)},{spelled(item.imag)})".encode())
    return each(lambda item: spelled(item).encode())


def _check_format(op: Operation, kind: dtypes.DType) -> None:
    scientific, shortest, precision, fill = (op.get_attr(name) for name in ("scientific", "shortest", "precision", "fill"))
    fault = ""
    if not (kind.is_floating or kind.is_complex):
        if scientific or shortest:
            fault = f"scientific and shortest format not supported for datatype {message_name(kind)}"
        elif precision >= 0:
            fault = f"precision not supported for datatype {message_name(kind)}"
    elif scientific and shortest:
        fault = "Cannot select both scientific and shortest notation"
    if len(fill) > 1:
        fault = fault or "Fill string must be one or fewer characters"
    elif fill not in "+-0 #":
        fault = fault or f'Fill argument not supported: "{fill}"'
    if fault:
        raise InvalidArgumentError(None, op, fault)


@export("as_string", "strings.as_string")
def as_string(
    input: TensorLike,
    precision: int = -1,
    scientific: bool = False,
    shortest: bool = False,
    width: int = -1,
    fill: str = "",
    name: str | None = None,
) -> Tensor:
    """Numbers and bools as text.

    Args:
      input: a tensor of numbers, bools ("true", "false") or strings.
      precision: digits after the point; of floating numbers only, 6 if negative.
      scientific: floating numbers with an exponent.
      shortest: floating numbers with an exponent where that is shorter.
      width: pad to this width.
      fill: how: "0" with zeros, " " with a space for the sign, "-" on the right, "+" with the sign always.

    Returns:
      strings of the shape of `input`.

    Raises:
      InvalidArgumentError: (when run) the arguments do not go together, or with the type.
      TypeError: another dtype.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.as_string([1.5, 2.0], precision=2)).tolist()
      [b'1.50', b'2.00']
    """
    return AS_STRING(input, precision=precision, scientific=scientific, shortest=shortest, width=width, fill=fill, name=name)


# -- base64 ------------------------------------------------------------------------------------------------------------

ENCODE_BASE64 = Op(
    "EncodeBase64",
    "input: string -> output: string",
    "pad: bool = false",
    traits=PURE,
    shape=same_as_first,
    batch=elementwise,
    gradient=NO_GRADIENT,
)

_encoded = each(lambda text: base64.urlsafe_b64encode(text).rstrip(b"="))
_encoded_with_padding = each(lambda text: base64.urlsafe_b64encode(text))


@ENCODE_BASE64.kernel
def _encode_base64(input: Any, pad: bool) -> Any:
    return _encoded_with_padding(input) if pad else _encoded(input)


@export("encode_base64", "io.encode_base64")
def encode_base64(input: TensorLike, pad: bool = False, name: str | None = None) -> Tensor:
    """The strings in base64 of the alphabet for URLs (`-` and `_`).

    Args:
      input: strings of any shape.
      pad: whether `=` stands at the end.

    Returns:
      strings of the same shape.

    Raises:
      TypeError: not strings.
    """
    return ENCODE_BASE64(input, pad=pad, name=name)


DECODE_BASE64 = Op(
    "DecodeBase64",
    "input: string -> output: string",
    traits=DECODES,
    shape=same_as_first,
    batch=elementwise,
    gradient=NO_GRADIENT,
)

_ALPHABET = re.compile(rb"[A-Za-z0-9_-]*")


def _from_base64(text: bytes) -> bytes:
    if len(text) % 4 == 0 and text.endswith(b"="):
        text = text[:-2] if text.endswith(b"==") else text[:-1]
    if len(text) % 4 == 1:
        raise invalid(f"Base64 string length cannot be 1 modulo 4.; got {len(text)} characters: {text[:40]!r}")
    if not _ALPHABET.fullmatch(text):
        raise invalid(f"Invalid character found in base64.; got {text[:40]!r}")
    return base64.urlsafe_b64decode(text + b"=" * (-len(text) % 4))


DECODE_BASE64.kernel(each(_from_base64))


@export("decode_base64", "io.decode_base64")
def decode_base64(input: TensorLike, name: str | None = None) -> Tensor:
    """What strings in base64 of the alphabet for URLs stand for, with or without padding.

    Args:
      input: strings of any shape.

    Returns:
      strings of the same shape.

    Raises:
      InvalidArgumentError: (when run) another character, or an impossible length.
      TypeError: not strings.
    """
    return DECODE_BASE64(input, name=name)
