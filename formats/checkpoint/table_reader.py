"""Sorted tables of byte strings, as `.index` files and V1 checkpoints are: LevelDB's layout.

blocks of entries | an empty block | the index: an entry a block | footer of 48 bytes
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from ..errors import DataLossError
from . import varints
from .checksums import crc32c, masked
from .snappy import decompressed

MAGIC = bytes.fromhex("57fb808b247547db")
FOOTER_BYTES = 48
TRAILER_BYTES = 5
"""A byte for the compression and the masked checksum, after each block."""


def entries(data: bytes, path: str, most_block_bytes: int) -> Iterator[tuple[bytes, bytes]]:
    """The keys and values of a table, in order.

    Args:
      data: the whole file.
      path: for messages.
      most_block_bytes: of a compressed block, in memory.

    Raises:
      DataLossError: it is no table, or its index is damaged; while going through it: a block of it is damaged, or
        larger than that.
    """
    if len(data) < FOOTER_BYTES:
        raise DataLossError(None, None, f"file is too short to be an sstable; {path} has {len(data)} bytes", path=path)
    footer = data[-FOOTER_BYTES:]
    if footer[-len(MAGIC) :] != MAGIC:
        raise DataLossError(None, None, f"not an sstable (bad magic number); {path}", path=path)
    view = memoryview(data)
    try:
        at = _handle(footer, 0)[1]
        index, _ = _handle(footer, at)
    except ValueError as error:
        raise _damaged("bad block handle", path, len(data) - FOOTER_BYTES) from error
    return _in_blocks(view, list(_block(view, index, path, most_block_bytes)), path, most_block_bytes)


def _in_blocks(data: memoryview, index: list[tuple[bytes, bytes]], path: str, most_bytes: int) -> Iterator[tuple[bytes, bytes]]:
    before = None
    for last, handle in index:
        try:
            place, _ = _handle(handle, 0)
        except ValueError as error:
            raise _damaged("bad block handle", path, 0) from error
        for key, value in _block(data, place, path, most_bytes):
            if before is not None and key <= before:
                raise _damaged(f"the keys are not in order: {key!r} after {before!r}", path, place[0])
            if key > last:
                raise _damaged(f"the key {key!r} is not in its block", path, place[0])
            before = key
            yield key, value


def _handle(data: bytes, at: int) -> tuple[tuple[int, int], int]:
    """Where a block is, its offset and its size; and where the handle ends. Raises ValueError."""
    offset, at = varints.decoded(data, at)
    size, at = varints.decoded(data, at)
    return (offset, size), at


def _block(data: memoryview, place: tuple[int, int], path: str, most_bytes: int) -> Iterator[tuple[bytes, bytes]]:
    """The entries of the block at that place."""
    offset, size = place
    end = offset + size
    if end + TRAILER_BYTES > len(data) - FOOTER_BYTES:
        raise _damaged("truncated block read", path, offset)
    (stored,) = struct.unpack_from("<I", data, end + 1)
    if masked(crc32c(data[offset : end + 1])) != stored:
        raise _damaged("block checksum mismatch", path, offset)
    block = data[offset:end]
    kind = data[end]
    try:
        if kind == 1:
            block = memoryview(decompressed(block, most_bytes))
        elif kind:
            raise ValueError(f"its compression is of kind {kind}")
        yield from _entries_of(block)
    except (ValueError, IndexError, struct.error) as error:
        raise _damaged(f"bad block contents: {error}", path, offset) from error


def _entries_of(block: memoryview) -> Iterator[tuple[bytes, bytes]]:
    (restarts,) = struct.unpack_from("<I", block, len(block) - 4)
    end = len(block) - 4 - 4 * restarts
    if end < 0:
        raise ValueError("its restarts do not fit into it")
    at, key = 0, b""
    while at < end:
        shared, at = varints.decoded(block, at)
        unshared, at = varints.decoded(block, at)
        length, at = varints.decoded(block, at)
        if shared > len(key) or at + unshared + length > end:
            raise ValueError("an entry does not fit into it")
        key = key[:shared] + bytes(block[at : at + unshared])
        at += unshared
        yield key, bytes(block[at : at + length])
        at += length


def _damaged(what: str, path: str, offset: int) -> DataLossError:
    return DataLossError(None, None, f"{what}; {path}, block at byte {offset}", path=path, offset=offset)
