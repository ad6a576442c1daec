"""Text in files: whole characters, and errors that say where the bytes are none."""

from __future__ import annotations

from typing import BinaryIO

from .errors import InvalidArgumentError

_CONTINUATIONS = bytes(range(0x80, 0xC0))  # what begins no character in UTF-8


class NotTextError(InvalidArgumentError, UnicodeDecodeError):
    """Bytes of a file that are no UTF-8; `offset` is that of the first. A UnicodeDecodeError, as TensorFlow's is."""


def decoded(data: bytes, path: str, offset: int) -> str:
    """The text that `data`, bytes of the file at `path`, stand for.

    Args:
      offset: of the bytes in the file.

    Raises:
      NotTextError: they are no UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        place = offset + error.start
        raised = NotTextError(None, None, f"{error}; {path}, at byte {place} of the file", path=path, offset=place)
        raised.encoding, raised.object, raised.reason = error.encoding, error.object, error.reason
        raised.start, raised.end = error.start, error.end
        raise raised from error


def read_characters(file: BinaryIO, n: int) -> bytes:
    """The bytes of the next `n` characters of `file`, of fewer where it ends before. The file stands behind the last one."""
    data = bytearray()
    missing = n
    while missing > 0:
        piece = file.read(missing)  # a character has at least one byte
        if not piece:
            return bytes(data)
        data += piece
        missing = n - len(data.translate(None, _CONTINUATIONS))
    if data:
        data += file.read(_lacking(data))
    return bytes(data)


def _lacking(data: bytearray) -> int:
    """How many bytes the last character of `data` lacks."""
    have = 1
    while have < min(4, len(data)) and data[-have] in _CONTINUATIONS:
        have += 1
    first = data[-have]
    length = 4 if first >= 0xF0 else 3 if first >= 0xE0 else 2 if first >= 0xC0 else 1
    return max(0, length - have)
