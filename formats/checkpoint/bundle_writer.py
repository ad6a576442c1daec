"""Writing V2 checkpoints, byte for byte as TensorFlow does.

    with BundleWriter("logs/model.ckpt-1000") as writer:
        writer.add("layer1/weights", element_types.FLOAT, weights)
        writer.finish()

Nothing is seen under the checkpoint's name before `finish`, and everything after it (`publish`). Arrays go to the file in
small pieces, without a copy of the whole.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import proto
from ..errors import InvalidArgumentError, UnimplementedError
from . import element_types, storage, strings, unmerged
from .bundle_reader import CHUNK_BYTES, VERSION
from .checksums import crc32c, masked
from .publish import publish
from .slices import TensorSlice, slice_key
from .table_writer import table


class BundleWriter:
    """A V2 checkpoint in the making. Leaving the block without `finish` leaves what was there before.

    Args:
      prefix: the name of its files up to `.index`. The directory is made if the one above it is there.

    Raises:
      NotFoundError, PermissionDeniedError, ...: no file can be made there.
    """

    def __init__(self, prefix: Any) -> None:
        self.prefix = storage.path_text(prefix)
        directory = storage.directory_of(self.prefix)
        storage.make_directory(directory)
        unmerged.mark(directory)
        self._entries: dict[bytes, Any] = {}
        self._data = storage.Draft(f"{self.prefix}.data-00000-of-00001")
        self._size = 0

    def add(
        self, name: str, dtype: int, value: Any, shape: Sequence[int] | None = None, part: TensorSlice | None = None
    ) -> None:
        """Write a tensor, or a part of one.

        Args:
          name: of the whole tensor.
          dtype: TensorFlow's number of the type.
          value: array; of bytes for strings, of uint16 for bfloat16. It may change meanwhile: what is written is
            consistent in itself, and has the checksum that is stored.
          shape, part: of the whole tensor, and which part of it `value` is; all of it by default.

        Raises:
          InvalidArgumentError: there is a tensor of that name; the part does not fit.
          UnimplementedError: the type cannot be saved.
        """
        array = np.asarray(value)
        key = os.fsencode(name)
        if not key:
            raise InvalidArgumentError(None, None, "A tensor needs a name", path=self.prefix)
        if part is None or shape is None:
            self._append(key, dtype, array)
            return
        self._note_part(key, dtype, array.shape, tuple(shape), part)
        self._append(slice_key(key, part), dtype, array)

    def finish(self) -> None:
        """Bring everything to disk and show it under the checkpoint's name, in place of what was there."""
        self._data.finish()
        publish(self.prefix, [self._data.name], lambda shards: index_table(self._entries, shards))

    def __enter__(self) -> BundleWriter:
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self._data.__exit__(*exc_info)

    def _append(self, key: bytes, dtype: int, array: np.ndarray) -> None:
        if key in self._entries:
            raise InvalidArgumentError(None, None, f"Adding duplicate key: {os.fsdecode(key)}", path=self.prefix)
        message = proto.checkpoint_pb2.BundleEntryProto(dtype=dtype, offset=self._size)  # type: ignore[arg-type]
        _set_shape(message, array.shape)
        crc = self._write_strings(array) if dtype in element_types.TEXTS else self._write_numbers(key, dtype, array)
        message.size = self._size - message.offset
        message.crc32c = masked(crc)
        self._entries[key] = message

    def _write_numbers(self, key: bytes, dtype: int, array: np.ndarray) -> int:
        kind = element_types.numpy_type(dtype)
        if kind is None:
            raise UnimplementedError(
                None,
                None,
                f"Tensors of type {element_types.name_of(dtype)} cannot be saved; tensor '{os.fsdecode(key)}'",
                path=self.prefix,
            )
        if array.dtype.names and array.dtype.itemsize == kind.itemsize:
            array = array.view(kind)  # TensorFlow's quantized types are structures of one integer
        if array.dtype != kind and array.dtype.itemsize == kind.itemsize and not array.dtype.isnative:
            array = array.astype(kind)
        elif array.dtype != kind:
            raise InvalidArgumentError(
                None,
                None,
                f"an array of {array.dtype} is no tensor of type {element_types.name_of(dtype)}; tensor '{os.fsdecode(key)}'",
                path=self.prefix,
            )
        if not array.size:
            return 0
        view = memoryview(np.ascontiguousarray(array).reshape(-1).view(np.uint8))
        crc = 0
        for at in range(0, len(view), CHUNK_BYTES):
            # A copy of this piece: another thread may train on, and the checksum must be that of what is written.
            piece = bytes(view[at : at + CHUNK_BYTES])
            crc = crc32c(piece, crc)
            self._data.write(piece)
        self._size += len(view)
        return crc

    def _write_strings(self, array: np.ndarray) -> int:
        values = [value.encode() if isinstance(value, str) else bytes(value) for value in array.reshape(-1).tolist()]
        pieces, crc = strings.encoded(values)
        self._data.write(b"".join(pieces))
        self._size += sum(map(len, pieces))
        return crc

    def _note_part(self, key: bytes, dtype: int, given: tuple[int, ...], shape: tuple[int, ...], part: TensorSlice) -> None:
        """The entry of the whole tensor names its parts."""
        name = os.fsdecode(key)
        try:
            expected = part.shape_in(shape)
        except ValueError as error:
            raise InvalidArgumentError(None, None, f"{error}; tensor '{name}'", path=self.prefix) from error
        if expected != given:
            raise InvalidArgumentError(
                None,
                None,
                f"Slice {part} of '{name}' has the shape {list(expected)}, the value {list(given)}",
                path=self.prefix,
            )
        message = self._entries.get(key)
        if message is None:
            message = self._entries[key] = proto.checkpoint_pb2.BundleEntryProto(dtype=dtype)  # type: ignore[arg-type]
            _set_shape(message, shape)
        elif not message.slices or message.dtype != dtype or tuple(dim.size for dim in message.shape.dim) != shape:
            raise InvalidArgumentError(None, None, f"'{name}' is saved with another shape or type as well", path=self.prefix)
        message.slices.append(part.to_proto())


def _set_shape(message: Any, shape: Sequence[int]) -> None:
    message.shape.SetInParent()
    for size in shape:
        message.shape.dim.add(size=size)


def index_table(messages: dict[bytes, Any], shards: int) -> bytes:
    """The index of these entries."""
    header = proto.checkpoint_pb2.BundleHeaderProto(num_shards=shards)
    header.version.producer = VERSION
    items = [(key, messages[key].SerializeToString(deterministic=True)) for key in sorted(messages)]
    return table([(b"", header.SerializeToString(deterministic=True)), *items])
