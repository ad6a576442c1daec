"""Python 2's texts: codecs that make bytes or texts of texts, and what tells texts from other things."""

from __future__ import annotations

import codecs
import subprocess
from typing import Any


def translate(text: Any, table: Any, *deletions: Any) -> Any:
    """`text.translate(table, deletions)`, with a table of 256 letters or none."""
    if not isinstance(text, str) or not (table is None or isinstance(table, str)):
        return text.translate(table, *deletions)
    mapping: dict[int, Any] = dict(enumerate(table)) if table is not None else {}
    return text.translate({**mapping, **{ord(letter): None for found in deletions for letter in found}})


class _Kind(type):
    def __instancecheck__(cls, value: Any) -> bool:
        return isinstance(value, (str, bytes))

    def __subclasscheck__(cls, kind: Any) -> bool:
        return issubclass(kind, (str, bytes))


class basestring(metaclass=_Kind):
    """What texts and bytes are."""


def unicode(value: Any = "", encoding: str = "utf-8", errors: str = "strict") -> str:
    """A text: of bytes by their encoding, of a text itself."""
    if isinstance(value, (bytes, bytearray)):
        return value.decode(encoding, errors)
    if hasattr(type(value), "__unicode__"):
        return type(value).__unicode__(value)
    return str(value)


def as_bytes(value: Any) -> Any:
    """The bytes of a text; all else as it is."""
    return value.encode("utf-8", "surrogateescape") if isinstance(value, str) else value


_ESCAPES = ("string_escape", "unicode_escape")
_FROM_BYTES = ("hex", "base64", "zlib", "bz2", "uu", "quopri")


def encode(value: Any, *arguments: Any, **options: Any) -> Any:
    """`value.encode(...)`, also by the codecs that make texts of bytes: hex, base64 ..."""
    codec = _codec(arguments, options)
    if isinstance(value, (str, bytes)) and codec in _FROM_BYTES:
        found = codecs.encode(as_bytes(value), f"{codec}_codec")
        return found if codec in ("zlib", "bz2") else found.decode("ascii")
    if isinstance(value, str) and codec == "rot13":
        return codecs.encode(value, "rot13")
    if isinstance(value, bytes) and codec is not None:
        return value.decode("utf-8", "surrogateescape").encode(*arguments, **options)
    if isinstance(value, (str, bytes)) and codec in _ESCAPES:
        return codecs.encode(value if isinstance(value, str) else value.decode("latin-1"), "unicode_escape").decode("ascii")
    return value.encode(*arguments, **options)


def decode(value: Any, *arguments: Any, **options: Any) -> Any:
    """`value.decode(...)`, also by the codecs that make bytes of texts; a text, which is decoded, is itself."""
    codec = _codec(arguments, options)
    if isinstance(value, (str, bytes)) and codec in _FROM_BYTES:
        return codecs.decode(as_bytes(value), f"{codec}_codec")
    if isinstance(value, str) and codec == "rot13":
        return codecs.decode(value, "rot13")
    if isinstance(value, (str, bytes)) and codec in _ESCAPES:
        return codecs.decode(value if isinstance(value, str) else value.decode("latin-1"), "unicode_escape")
    return value if isinstance(value, str) else value.decode(*arguments, **options)


def _codec(arguments: Any, options: Any) -> str | None:
    name = arguments[0] if arguments else options.get("encoding")
    return name.lower().replace("-", "_").removesuffix("_codec").replace("rot_13", "rot13") if isinstance(name, str) else None


def buffer(value: Any, offset: int = 0, size: int = -1) -> memoryview:
    """A part of something's bytes."""
    view = memoryview(as_bytes(value)).cast("B") if not isinstance(value, (str, bytes)) else memoryview(as_bytes(value))
    return view[offset:] if size < 0 else view[offset : offset + size]


def check_output(*arguments: Any, **options: Any) -> Any:
    """`subprocess.check_output`, as a text."""
    return subprocess.check_output(*arguments, **{"encoding": "utf-8", "errors": "surrogateescape", **options})
