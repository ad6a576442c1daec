"""Strings and regular expressions: regex_full_match, regex_replace."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import leading
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank
from ...types.texts import as_kernels_take
from .re2 import compiled, decoded, encoded

# -- whether a text matches ----------------------------------------------------------------------------------------------


def _pattern_beside(op: Operation) -> StaticShape:
    """The shape rule of ops that take a pattern, and perhaps a rewrite, as scalars."""
    for tensor in op.inputs[1:]:
        with_rank(tensor.static_shape, 0)
    return op.inputs[0].static_shape


def _scalar_text(value: Any, what: str) -> bytes:
    if np.ndim(value):
        raise invalid(f"{what} must be scalar, but received {bracket(np.shape(value))}")
    return value.item() if isinstance(value, np.ndarray) else value


def _matches(texts: Any, pattern: bytes) -> Any:
    fits = compiled(pattern).fullmatch
    return np.asarray(np.frompyfunc(lambda text: fits(decoded(text)) is not None, 1, 1)(texts)).astype(np.bool_)[()]


REGEX_FULL_MATCH = Op(
    "RegexFullMatch",
    "input: string, pattern: string -> output: bool",
    traits=PURE,
    shape=_pattern_beside,
    kernel=lambda input, pattern: _matches(input, _scalar_text(pattern, "Pattern")),
    batch=leading(0),
    gradient=NO_GRADIENT,
)
STATIC_REGEX_FULL_MATCH = Op(
    "StaticRegexFullMatch",
    "input: string -> output: bool",
    "pattern: string",
    traits=PURE,
    shape=same_as_first,
    kernel=lambda input, pattern: _matches(input, pattern.encode()),
    batch=leading(0),
    gradient=NO_GRADIENT,
)


@export("strings.regex_full_match")
def regex_full_match(input: TensorLike, pattern: TensorLike, name: str | None = None) -> Tensor:
    r"""Whether each string matches a regular expression from its beginning to its end.

    Args:
      input: strings of any shape.
      pattern: a regular expression in the syntax of RE2; text, or a scalar tensor. Classes by script (`\p{Greek}`) and single
        bytes (`\C`) are refused.

    Returns:
      bools of the shape of `input`.

    Raises:
      InvalidArgumentError: (when run) `pattern` is no regular expression. UnimplementedError: one that is not known here.
      TypeError: not strings.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.strings.regex_full_match(["ab", "abc"], "a.")).tolist()
      [True, False]
    """
    if isinstance(pattern, (str, bytes)):
        return STATIC_REGEX_FULL_MATCH(input, pattern=pattern, name=name)
    return REGEX_FULL_MATCH(input, pattern, name=name)


# -- matches replaced ----------------------------------------------------------------------------------------------------


def _replaced(texts: Any, pattern: bytes, rewrite: bytes, everywhere: bool) -> Any:
    found = compiled(pattern)
    parts, is_whole = _parts(decoded(rewrite), found.groups)

    def replace(text: bytes) -> bytes:
        return _one_replaced(found, decoded(text), parts, everywhere, is_whole)

    return as_kernels_take(np.frompyfunc(replace, 1, 1)(texts))


def _parts(rewrite: str, groups: int) -> tuple[list[str | int], bool]:
    """Texts and numbers of groups, as far as they make sense: RE2 leaves off what follows; and whether they make all of it."""
    parts: list[str | int] = []
    for part in re.findall(r"\\.|\\$|[^\\]+", rewrite, re.DOTALL):
        if part[0] != "\\":
            parts.append(part)
        elif part[1:].isascii() and part[1:].isdigit():
            parts.append(int(part[1:]) if int(part[1:]) <= groups else "")
        elif part == "\\\\":
            parts.append("\\")
        else:
            return parts, False
    return parts, True


def _one_replaced(pattern: re.Pattern[str], text: str, parts: list[str | int], everywhere: bool, is_whole: bool) -> bytes:
    result, at, last = [], 0, -1
    while at <= len(text):
        match = pattern.search(text, at)
        if match is None:
            break
        start, end = match.span()
        result.append(text[at:start])
        if start == end == last:  # nothing, right behind what was replaced: on by one character
            result.append(text[end : end + 1])
            at = end + 1
            continue
        if not everywhere and not is_whole:
            return encoded(text)
        result += [part if isinstance(part, str) else (match[part] or "") for part in parts]
        at = last = end
        if not everywhere:
            break
        if start == end:
            result.append(text[end : end + 1])
            at += 1
    result.append(text[at:])
    return encoded("".join(result))


REGEX_REPLACE = Op(
    "RegexReplace",
    "input: string, pattern: string, rewrite: string -> output: string",
    "replace_global: bool = true",
    traits=PURE,
    shape=_pattern_beside,
    batch=leading(0),
    gradient=NO_GRADIENT,
)
STATIC_REGEX_REPLACE = Op(
    "StaticRegexReplace",
    "input: string -> output: string",
    "pattern: string, rewrite: string, replace_global: bool = true",
    traits=PURE,
    shape=same_as_first,
    batch=leading(0),
    gradient=NO_GRADIENT,
)


@REGEX_REPLACE.kernel
def _regex_replace(input: Any, pattern: Any, rewrite: Any, replace_global: bool) -> Any:
    return _replaced(input, _scalar_text(pattern, "Pattern"), _scalar_text(rewrite, "Rewrite"), replace_global)


@STATIC_REGEX_REPLACE.kernel
def _static_regex_replace(input: Any, pattern: str, rewrite: str, replace_global: bool) -> Any:
    return _replaced(input, pattern.encode(), rewrite.encode(), replace_global)


@export("regex_replace", "strings.regex_replace")
def regex_replace(
    input: TensorLike, pattern: TensorLike, rewrite: TensorLike, replace_global: bool = True, name: str | None = None
) -> Tensor:
    r"""Strings with what matches a regular expression replaced.

    Args:
      input: strings of any shape.
      pattern: a regular expression in the syntax of RE2; text, or a scalar tensor. Classes by script (`\p{Greek}`) and single
        bytes (`\C`) are refused.
      rewrite: what stands in the place of a match, `\1` to `\9` for its groups, `\0` for all of it.
      replace_global: whether every match is replaced, or the first alone.

    Returns:
      strings of the shape of `input`.

    Raises:
      InvalidArgumentError: (when run) `pattern` is no regular expression. UnimplementedError: one that is not known here.
      TypeError: not strings.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.regex_replace(["a1b22"], "[0-9]+", "<\\0>")).tolist()
      [b'a<1>b<22>']
    """
    if isinstance(pattern, (str, bytes)) and isinstance(rewrite, (str, bytes)):
        return STATIC_REGEX_REPLACE(input, pattern=pattern, rewrite=rewrite, replace_global=replace_global, name=name)
    return REGEX_REPLACE(input, pattern, rewrite, replace_global=replace_global, name=name)
