"""Writing sorted tables (see `table_reader`), byte for byte as TensorFlow does."""

from __future__ import annotations

import struct
from collections.abc import Iterable

from . import varints
from .checksums import crc32c, masked
from .table_reader import FOOTER_BYTES, MAGIC

BLOCK_BYTES = 262144
"""A block ends when it has grown to this."""

_RESTART_EVERY = 16


def table(items: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The table of these keys and values, which are in ascending order of keys, each key once."""
    writer = _Writer()
    for key, value in items:
        writer.add(key, value)
    return writer.finished()


class _Block:
    def __init__(self, restart_every: int) -> None:
        self._restart_every = restart_every
        self._data = bytearray()
        self._restarts = [0]
        self._since_restart = 0
        self.last = b""

    def add(self, key: bytes, value: bytes) -> None:
        shared = 0
        if self._since_restart < self._restart_every:
            shared = common(self.last, key)
        else:
            self._restarts.append(len(self._data))
            self._since_restart = 0
        for number in (shared, len(key) - shared, len(value)):
            self._data += varints.encoded(number)
        self._data += key[shared:] + value
        self._since_restart += 1
        self.last = key

    def __len__(self) -> int:
        return len(self._data) + 4 * len(self._restarts) + 4

    def __bool__(self) -> bool:
        return bool(self._data)

    def finished(self) -> bytes:
        numbers = (*self._restarts, len(self._restarts))
        return bytes(self._data) + struct.pack(f"<{len(numbers)}I", *numbers)


class _Writer:
    def __init__(self) -> None:
        self._file = bytearray()
        self._block = _Block(_RESTART_EVERY)
        self._index = _Block(1)
        self._waiting: tuple[bytes, bytes] | None = None  # last key and handle of a block not in the index yet

    def add(self, key: bytes, value: bytes) -> None:
        if self._waiting is not None:
            last, handle = self._waiting
            self._index.add(_between(last, key), handle)
            self._waiting = None
        self._block.add(key, value)
        if len(self._block) >= BLOCK_BYTES:
            self._end_block()

    def finished(self) -> bytes:
        if self._block:
            self._end_block()
        meta = self._written(_Block(_RESTART_EVERY))
        if self._waiting is not None:
            last, handle = self._waiting
            self._index.add(_after(last), handle)
        footer = meta + self._written(self._index)
        return bytes(self._file + footer.ljust(FOOTER_BYTES - len(MAGIC), b"\0") + MAGIC)

    def _end_block(self) -> None:
        self._waiting = self._block.last, self._written(self._block)
        self._block = _Block(_RESTART_EVERY)

    def _written(self, block: _Block) -> bytes:
        """Append a block; its handle."""
        data = block.finished()
        handle = varints.encoded(len(self._file)) + varints.encoded(len(data))
        self._file += data + b"\0" + struct.pack("<I", masked(crc32c(data + b"\0")))
        return handle


def common(first: bytes, second: bytes) -> int:
    """How many bytes two keys begin with alike."""
    for at, (a, b) in enumerate(zip(first, second)):  # noqa: B905 - up to the end of the shorter one
        if a != b:
            return at
    return min(len(first), len(second))


def _between(last: bytes, following: bytes) -> bytes:
    """A short key that is not before `last` and before `following`."""
    at = common(last, following)
    if at < min(len(last), len(following)) and last[at] < 255 and last[at] + 1 < following[at]:
        return last[:at] + bytes((last[at] + 1,))
    return last


def _after(last: bytes) -> bytes:
    """A short key that is not before `last`."""
    for at, byte in enumerate(last):
        if byte != 255:
            return last[:at] + bytes((byte + 1,))
    return last
