"""What takes bytes now, and took Python 2's texts: hashes, base64, compression, `struct`."""

from __future__ import annotations

import base64
import binascii
import builtins
import hashlib
import struct
import zlib
from typing import Any

from .byte_texts import ByteText, wrapped
from .texts import as_bytes


def _of_bytes(plain: Any, to_text: bool = False) -> Any:
    def function(*arguments: Any, **options: Any) -> Any:
        found = plain(*map(as_bytes, arguments), **options)
        return found.decode("ascii") if to_text else wrapped(found)

    return function


def bytes(value: Any) -> builtins.bytes:
    """The bytes of a text, or of what anything says."""
    return builtins.bytes(as_bytes(value if isinstance(value, (str, builtins.bytes, builtins.bytearray)) else str(value)))


def bytearray(value: Any) -> builtins.bytearray:
    """Bytes that can be changed, of a text too."""
    return builtins.bytearray(as_bytes(value))


class Digest:
    """A hash that takes texts."""

    def __init__(self, plain: Any) -> None:
        self._plain = plain

    def __getattr__(self, name: str) -> Any:
        return getattr(self._plain, name)

    def update(self, data: Any) -> None:
        """Hash more."""
        self._plain.update(as_bytes(data))

    def copy(self) -> Digest:
        """Another hash of the same."""
        return Digest(self._plain.copy())


def _hash(name: str) -> Any:
    return lambda *data: Digest(hashlib.new(name, *map(as_bytes, data)))


md5, sha, sha1, sha224, sha256, sha384, sha512 = map(_hash, ("md5", "sha1", "sha1", "sha224", "sha256", "sha384", "sha512"))


def new(name: str, *data: Any) -> Digest:
    """A hash by its name."""
    return _hash(name)(*data)


b64encode, urlsafe_b64encode, standard_b64encode, b32encode, b16encode, encodestring = (
    _of_bytes(plain, to_text=True)
    for plain in (
        *(base64.b64encode, base64.urlsafe_b64encode, base64.standard_b64encode),
        *(base64.b32encode, base64.b16encode, base64.encodebytes),
    )
)
decodestring = _of_bytes(base64.decodebytes)
hexlify, b2a_hex, b2a_base64 = (
    _of_bytes(plain, to_text=True) for plain in (binascii.hexlify, binascii.b2a_hex, binascii.b2a_base64)
)
crc32, adler32, compress, decompress = map(_of_bytes, (zlib.crc32, zlib.adler32, zlib.compress, zlib.decompress))


def _as_they_are(value: Any) -> Any:
    """A text of single bytes as these; other texts in UTF-8."""
    return value.encode("latin-1") if isinstance(value, str) and all(letter < "\u0100" for letter in value) else as_bytes(value)


def unpack(format: Any, data: Any) -> Any:
    """`struct.unpack`, of a text too."""
    return wrapped(struct.unpack(format, _as_they_are(data)))


def unpack_from(format: Any, data: Any, offset: int = 0) -> Any:
    """`struct.unpack_from`, of a text too."""
    return wrapped(struct.unpack_from(format, _as_they_are(data), offset))


def pack(format: Any, *values: Any) -> builtins.bytes:
    """`struct.pack`, of texts too."""
    return ByteText(struct.pack(format, *map(_as_they_are, values)))
