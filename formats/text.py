"""as_bytes, as_text and the like: texts to bytes and back, under the names of tf.compat."""

from __future__ import annotations

from typing import Any

from .exports import export


@export("compat.as_bytes")
def as_bytes(bytes_or_text: str | bytes | bytearray, encoding: str = "utf-8") -> bytes:
    """The bytes of a text; bytes as they are.

    Args:
      bytes_or_text: str, bytes or bytearray.
      encoding: of the text.

    Returns:
      bytes.

    Raises:
      TypeError: anything else.
    """
    if isinstance(bytes_or_text, str):
        return bytes_or_text.encode(encoding)
    if isinstance(bytes_or_text, (bytes, bytearray)):
        return bytes(bytes_or_text)
    raise TypeError(f"Expected binary or unicode string, got {bytes_or_text!r}")


@export("compat.as_str", "compat.as_text")
def as_text(bytes_or_text: str | bytes, encoding: str = "utf-8") -> str:
    """The text that bytes stand for; a text as it is.

    Args:
      bytes_or_text: str or bytes.
      encoding: of the bytes.

    Returns:
      str.

    Raises:
      TypeError: anything else.
    """
    if isinstance(bytes_or_text, str):
        return bytes_or_text
    if isinstance(bytes_or_text, bytes):
        return bytes_or_text.decode(encoding)
    raise TypeError(f"Expected binary or unicode string, got {bytes_or_text!r}")


as_str = as_text


@export("compat.as_str_any")
def as_str_any(value: Any) -> str:
    """The text of a str or of bytes, and `str(value)` of anything else.

    Args:
      value: any.

    Returns:
      str.
    """
    return as_text(value) if isinstance(value, bytes) else str(value)
