"""Reading V2 checkpoints: an index of tensors, and data files with their bytes.

    with BundleReader("logs/model.ckpt-1000") as reader:
        weights = reader.read("layer1/weights")

Every byte that is returned was compared with its checksum.
"""

from __future__ import annotations

import math
import os
import threading
from typing import Any

import numpy as np

from .. import proto
from ..errors import DataLossError, InvalidArgumentError, NotFoundError, OpError, OutOfRangeError, UnimplementedError
from ..files.paths import named
from ..forks import renewed
from . import element_types, storage, strings
from .checksums import crc32c, unmasked
from .entries import Entry, debug_line, empty
from .slices import TensorSlice, bracket, overlap, relative, slice_key
from .table_reader import entries

CHUNK_BYTES = 1 << 20
"""So much is read, or written, at a time: it is still in the processor's cache when its checksum is computed."""

VERSION = 1
_MOST_BLOCK_BYTES = 1 << 26  # TensorFlow ends a block after 256 KiB; one entry may be longer


def index_name(prefix: str) -> str:
    return prefix + ".index"


def data_name(prefix: str, shard: int, shards: int) -> str:
    return f"{prefix}.data-{shard:05d}-of-{shards:05d}"


class BundleReader:
    """A V2 checkpoint. May be used from many threads.

    Args:
      prefix: the name of its files up to `.index`.

    Raises:
      NotFoundError: there is no index.
      DataLossError: the index is damaged. UnimplementedError, InvalidArgumentError: it is of another kind of machine or
        of a later version.
    """

    def __init__(self, prefix: Any) -> None:
        self.prefix = storage.path_text(prefix)
        self._files: dict[int, tuple[Any, int]] = {}  # by shard: the file and its size; guarded by _lock
        self._lock = renewed(threading.Lock())
        self._messages, self.shards = read_index(self.prefix)

    def names(self) -> list[str]:
        """The names of the tensors, in order."""
        return [os.fsdecode(key) for key in self._messages if not key.startswith(b"\0")]

    def __contains__(self, name: str) -> bool:
        return os.fsencode(name) in self._messages

    def entry(self, name: str) -> Entry:
        """Type, shape and parts of a tensor. Raises NotFoundError where there is none of that name."""
        return self._entry(os.fsencode(name))

    def read(self, name: str, out: np.ndarray | None = None) -> np.ndarray:
        """The value of a tensor: a new array, or `out`, which has its shape and type.

        Returns:
          strings as an object array of bytes, bfloat16 as uint16 of the same bits.

        Raises:
          NotFoundError: there is no such tensor, or its data file is missing.
          DataLossError, OutOfRangeError: its bytes are damaged or missing.
        """
        entry = self.entry(name)
        return self.read_slice(name, TensorSlice.whole(len(entry.shape)), out)

    def read_slice(self, name: str, part: TensorSlice, out: np.ndarray | None = None) -> np.ndarray:
        """The `part` of a tensor, in the array `out` where one is given.

        Raises:
          the errors of `read`, OutOfRangeError and DataLossError; InvalidArgumentError: the part is not within the tensor.
        """
        key = os.fsencode(name)
        entry = self._entry(key)
        try:
            wanted = part.within(entry.shape)
        except ValueError as error:
            raise InvalidArgumentError(None, None, f"{error}; tensor '{name}'", path=self.prefix) from error
        shape = tuple(side.stop - side.start for side in wanted)
        if not entry.slices:
            if shape == entry.shape:
                return self._read(key, entry, out)
            return _filled(out, self._read(key, entry, None)[wanted])
        boxes = [(stored, self._within(stored, entry, name)) for stored in entry.slices]
        pieces = [(stored, box, common) for stored, box in boxes if (common := overlap(box, wanted)) is not None]
        pieces = [piece for piece in pieces if piece[1] == wanted][:1] or pieces
        covered = sum(math.prod(side.stop - side.start for side in common) for _, _, common in pieces)
        if covered != math.prod(shape):
            raise self._damaged(f"its slices hold {covered} of {math.prod(shape)} elements", name)
        found = out
        for stored, box, common in pieces:
            piece_key = slice_key(key, stored)
            piece = self._entry(piece_key, name)
            piece_shape = tuple(side.stop - side.start for side in box)
            if piece.shape != piece_shape or piece.dtype != entry.dtype:
                raise self._damaged(f"the slice {stored} has another shape or type than its place", name)
            if box == wanted:
                return self._read(piece_key, piece, out)
            value = self._read(piece_key, piece, None)
            if found is None:
                found = empty(shape, value.dtype, name, self.prefix)
            found[relative(common, wanted)] = value[relative(common, box)]
        if found is None:
            found = empty(shape, element_types.numpy_type(entry.dtype) or object, name, self.prefix)
        return found

    def debug_string(self) -> str:
        """A line for each piece of data, under its key: name, type and shape."""
        return "".join(debug_line(key, self._entry(key)) for key, message in self._messages.items() if not message.slices)

    def close(self) -> None:
        """Close the files."""
        with self._lock:
            for file, _ in self._files.values():
                file.close()
            self._files.clear()

    def __enter__(self) -> BundleReader:
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self.close()

    def _entry(self, key: bytes, name: str | None = None) -> Entry:
        message = self._messages.get(key)
        if message is None:
            if name is not None:
                raise self._damaged("a slice of it is not in the index", name)
            message = f"Key {os.fsdecode(key)} not found in checkpoint; {self.prefix}"
            raise NotFoundError(None, None, message, path=self.prefix)
        shape = tuple(dim.size for dim in message.shape.dim)
        if min(shape, default=0) < 0 or message.shape.unknown_rank:
            raise self._damaged(f"the index says that its shape is {bracket(shape)}", os.fsdecode(key))
        return Entry(message.dtype, shape, tuple(map(TensorSlice.of_proto, message.slices)))

    def _within(self, part: TensorSlice, entry: Entry, name: str) -> tuple[slice, ...]:
        try:
            return part.within(entry.shape)
        except ValueError as error:
            raise self._damaged(str(error), name) from error

    def _read(self, key: bytes, entry: Entry, out: np.ndarray | None) -> np.ndarray:
        """The value that is stored under a key."""
        message, name = self._messages[key], debug_name(key)
        count = math.prod(entry.shape)
        kind = element_types.numpy_type(entry.dtype)
        if kind is None and entry.dtype not in element_types.TEXTS:
            raise UnimplementedError(
                None,
                None,
                f"Tensors of type {element_types.name_of(entry.dtype)} cannot be read; tensor '{name}'",
                path=self.prefix,
            )
        # A string takes a byte at least, that of its length.
        is_possible = message.size >= count if kind is None else message.size == count * kind.itemsize
        if not is_possible:
            raise self._damaged(
                f"the index says {message.size} bytes for {count} elements of type {element_types.name_of(entry.dtype)}", name
            )
        if not 0 <= message.shard_id < self.shards:
            raise self._damaged(f"the index says shard {message.shard_id} of {self.shards}", name)
        with self._lock:
            file, size = self._file(message.shard_id)
            if message.offset < 0 or message.size < 0 or message.offset + message.size > size:
                raise OutOfRangeError(
                    None,
                    None,
                    f"Read less bytes than requested; tensor '{name}' at byte {message.offset}, "
                    f"{message.size} bytes, {self._data_name(message.shard_id)} has {size}",
                    path=self._data_name(message.shard_id),
                )
            with named(self._data_name(message.shard_id)):
                file.seek(message.offset)
            if kind is None:
                value, crc = self._read_strings(file, message, entry, name)
            else:
                fits = out is not None and out.flags.c_contiguous and out.dtype == kind and out.shape == entry.shape
                value = out if out is not None and fits else empty(entry.shape, kind, name, self.prefix)
                with named(self._data_name(message.shard_id)):
                    crc = _fill(file, value, self._data_name(message.shard_id))
        stored = unmasked(message.crc32c)
        if crc != stored:
            raise self._damaged(
                f"TensorBundle at {self.prefix} shard {message.shard_id} ({size} bytes): Checksum does not match: "
                f"stored {stored} vs. calculated on the restored bytes {crc}",
                name,
                message,
            )
        return value if out is None or value is out else _filled(out, value)

    def _read_strings(self, file: Any, message: Any, entry: Entry, name: str) -> tuple[np.ndarray, int]:
        data = empty((message.size,), np.uint8, name, self.prefix)
        with named(self._data_name(message.shard_id)):
            _fill(file, data, self._data_name(message.shard_id))
        value = empty(entry.shape, object, name, self.prefix)
        try:
            texts, crc = strings.decoded(memoryview(data), value.size)
        except ValueError as error:
            raise self._damaged(str(error), name, message) from error
        value.reshape(-1)[:] = texts  # the array is contiguous: this is a view
        return value, crc

    def _file(self, shard: int) -> tuple[Any, int]:
        if shard not in self._files:
            path = self._data_name(shard)
            file = storage.open_bytes(path)
            with named(path):
                self._files[shard] = file, file.seek(0, os.SEEK_END)
        return self._files[shard]

    def _data_name(self, shard: int) -> str:
        return data_name(self.prefix, shard, self.shards)

    def _damaged(self, what: str, name: str, message: Any = None) -> DataLossError:
        path = index_name(self.prefix) if message is None else self._data_name(message.shard_id)
        place = "" if message is None else f" at byte {message.offset}"
        return DataLossError(None, None, f"{what}; tensor '{name}'{place} in {path}", path=path)


def read_index(prefix: str) -> tuple[dict[bytes, Any], int]:
    """The entries of an index by key, in order, and the number of data files.

    Raises:
      as `BundleReader`.
    """
    path = index_name(prefix)
    items = entries(storage.read_bytes(path), path, _MOST_BLOCK_BYTES)
    unreadable = (
        f"Unable to read file ({path}). Perhaps the file is corrupt or was produced by a newer version of TensorFlow "
        "with format changes (failed to seek to header entry): "
    )
    try:
        key, value = next(items, (None, b""))
        if key != b"":
            raise DataLossError(None, None, "there is no header")
        header = proto.checkpoint_pb2.BundleHeaderProto.FromString(value)
        found = {key: proto.checkpoint_pb2.BundleEntryProto.FromString(value) for key, value in items}
    except (OpError, proto.DecodeError) as error:
        raise DataLossError(None, None, unreadable + str(error), path=path) from error
    if header.endianness != proto.checkpoint_pb2.BundleHeaderProto.LITTLE:
        raise UnimplementedError(None, None, f"Reading a bundle with different endianness from the reader; {path}", path=path)
    if header.version.min_consumer > VERSION:
        raise InvalidArgumentError(
            None, None, f"{path} needs a reader of version {header.version.min_consumer}, this one has {VERSION}", path=path
        )
    return found, header.num_shards


def debug_name(key: bytes) -> str:
    """The name in a key, that of a part too, as messages have it."""
    if key.startswith(b"\0"):
        key = key[1:].partition(b"\0\1")[0]
    return os.fsdecode(key)


def _fill(file: Any, array: np.ndarray, path: str) -> int:
    """Read an array from where the file stands; the checksum of its bytes. Too few are an OutOfRangeError."""
    if not array.size:
        return 0
    view = memoryview(array.reshape(-1).view(np.uint8))
    crc, at = 0, 0
    while at < len(view):
        count = file.readinto(view[at : at + CHUNK_BYTES])
        if not count:
            message = f"Read less bytes than requested; {path} ends {len(view) - at} bytes too early"
            raise OutOfRangeError(None, None, message, path=path)
        crc = crc32c(view[at : at + count], crc)
        at += count
    return crc


def _filled(out: np.ndarray | None, value: np.ndarray) -> np.ndarray:
    if out is None:
        return value.copy()
    out[...] = value
    return out
