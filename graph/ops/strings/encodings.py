"""Strings as characters of Unicode: what bytes mean, strings in another encoding."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.rules.batch import elementwise
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import DECODES
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.texts import as_kernels_take

_ERRORS = "errors: {'strict', 'replace', 'ignore'} = 'replace'"
OUTPUT = "output_encoding: {'UTF-8', 'UTF-16-BE', 'UTF-32-BE'}"
SETTINGS = f"{_ERRORS}, replacement_char: int = 65533, replace_control_characters: bool = false"


class How(NamedTuple):
    """How texts are decoded."""

    encoding: str
    errors: str
    replacement: int
    controls: bool


def way_to_decode(encoding: str, errors: str, replacement: int, controls: bool) -> How:
    check_replacement(replacement)
    try:
        found = codecs.lookup(encoding)
        b"".decode(encoding)
    except LookupError as error:
        raise invalid(f"Could not create converter for input encoding: {encoding}") from error
    return How(found.name, errors, replacement, controls)


def check_replacement(replacement: int) -> None:
    if not 0 <= replacement <= 0x10FFFF:
        raise invalid("replacement_char out of unicode codepoint range")


def characters(text: bytes, how: How) -> Iterator[tuple[int, int]]:
    """The characters of a text, and the byte at which each begins."""
    for code, start in _decoded(text, how.encoding):
        if code < 0 and how.errors == "strict":
            raise invalid("Invalid formatting on input string")
        if code > 0x1F or (code >= 0 and not how.controls):
            yield code, start
        elif how.errors != "ignore":
            yield how.replacement, start


def _decoded(text: bytes, encoding: str) -> Iterator[tuple[int, int]]:
    """The characters, -1 for bytes that are none, and the byte at which each begins."""
    at = 0
    while at < len(text):
        try:
            letters, wrong = text[at:].decode(encoding), 0
        except UnicodeDecodeError as error:
            letters, wrong = text[at : at + error.start].decode(encoding), error.end - error.start
        for letter in letters:
            yield ord(letter), at
            at += len(letter.encode(encoding))
        if wrong:
            yield -1, at
            at += wrong


def text_of(codes: list[int], encoding: str) -> bytes:
    """The text of these numbers; pairs of surrogates are one character, single ones none."""
    units = "".join(map(chr, codes)).encode("utf-16-be", "surrogatepass")
    return units.decode("utf-16-be", "replace").encode(encoding)


# -- other encodings -----------------------------------------------------------------------------------------------------

UNICODE_TRANSCODE = Op(
    "UnicodeTranscode",
    "input: string -> output: string",
    f"input_encoding: string, {OUTPUT}, {SETTINGS}",
    traits=DECODES,
    shape=same_as_first,
    batch=elementwise,
    gradient=NO_GRADIENT,
)


@UNICODE_TRANSCODE.kernel
def _unicode_transcode(
    input: Any,
    input_encoding: str,
    output_encoding: str,
    errors: str,
    replacement_char: int,
    replace_control_characters: bool,
) -> Any:
    how = way_to_decode(input_encoding, errors, replacement_char, replace_control_characters)

    def transcoded(text: bytes) -> bytes:
        return text_of([code for code, _ in characters(text, how)], output_encoding)

    return as_kernels_take(np.frompyfunc(transcoded, 1, 1)(input))


@export("strings.unicode_transcode")
def unicode_transcode(
    input: TensorLike,
    input_encoding: str,
    output_encoding: str,
    errors: str = "replace",
    replacement_char: int = 65533,
    replace_control_characters: bool = False,
    name: str | None = None,
) -> Tensor:
    """Strings in another encoding.

    Args:
      input: strings of any shape.
      input_encoding: any that Python knows.
      output_encoding: "UTF-8", "UTF-16-BE" or "UTF-32-BE".
      errors: what becomes of bytes that are no character: "replace", "ignore" or "strict".
      replacement_char: the character in their place.
      replace_control_characters: whether those below 32 are taken for such bytes.

    Returns:
      strings of the same shape.

    Raises:
      InvalidArgumentError: (when run) another encoding; with "strict", bytes that are no character.
      TypeError: not strings. ValueError: another `output_encoding` or `errors`.
    """
    return UNICODE_TRANSCODE(
        input,
        input_encoding=input_encoding,
        output_encoding=output_encoding,
        errors=errors,
        replacement_char=replacement_char,
        replace_control_characters=replace_control_characters,
        name=name,
    )
