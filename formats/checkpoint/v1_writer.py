"""Writing V1 checkpoints, byte for byte as TensorFlow does: for programs that ask for the old form.

The whole file is made in memory; V2 (`bundle_writer`) is for large variables.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import proto
from ..errors import InvalidArgumentError, UnimplementedError
from . import element_types, storage
from .slices import TensorSlice, slice_key
from .table_writer import table
from .v1_reader import FIELDS, HALF, PARTS_OF_COMPLEX


class V1Writer:
    """A V1 checkpoint in the making: the same methods as `BundleWriter`."""

    def __init__(self, path: Any) -> None:
        self._path = storage.path_text(path)
        self._header = proto.checkpoint_pb2.SavedTensorSlices()
        self._header.meta.versions.producer = 1
        self._tensors: dict[str, Any] = {}
        self._items: dict[bytes, bytes] = {}

    def add(
        self, name: str, dtype: int, value: Any, shape: Sequence[int] | None = None, part: TensorSlice | None = None
    ) -> None:
        """Add a tensor, or a part of one; see `BundleWriter.add`."""
        array = np.asarray(value)
        if dtype not in FIELDS:
            raise UnimplementedError(
                None, None, f"Saving data type {element_types.name_of(dtype)} not yet supported", path=self._path
            )
        if part is None or shape is None:
            shape, part = array.shape, TensorSlice.whole(array.ndim)
        try:
            expected = part.shape_in(shape)
        except ValueError as error:
            raise InvalidArgumentError(None, None, f"{error}; tensor '{name}'", path=self._path) from error
        if expected != array.shape:
            raise InvalidArgumentError(
                None,
                None,
                f"Slice {part} of '{name}' has the shape {list(expected)}, the value {list(array.shape)}",
                path=self._path,
            )
        meta = self._tensor(name, dtype, shape)
        meta.slice.append(part.to_proto())
        key = slice_key(os.fsencode(name), part)
        if key in self._items:
            raise InvalidArgumentError(None, None, f"Adding duplicate key: {name}", path=self._path)
        saved = proto.checkpoint_pb2.SavedTensorSlices()
        saved.data.name = name
        saved.data.slice.CopyFrom(part.to_proto())
        getattr(saved.data.data, FIELDS[dtype]).extend(_numbers(array, dtype))
        saved.data.data.SetInParent()
        self._items[key] = saved.SerializeToString(deterministic=True)

    def finish(self) -> None:
        """Write the file, in place of what was there."""
        header = self._header.SerializeToString(deterministic=True)
        storage.make_directory(storage.directory_of(self._path))
        storage.write(self._path, table([(b"", header), *sorted(self._items.items())]))

    def __enter__(self) -> V1Writer:
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self._items.clear()

    def _tensor(self, name: str, dtype: int, shape: Sequence[int]) -> Any:
        meta = self._tensors.get(name)
        if meta is None:
            meta = self._tensors[name] = self._header.meta.tensor.add(name=name, type=dtype)
            meta.shape.SetInParent()
            for size in shape:
                meta.shape.dim.add(size=size)
        elif meta.type != dtype or [dim.size for dim in meta.shape.dim] != list(shape):
            raise InvalidArgumentError(None, None, f"'{name}' is saved with another shape or type as well", path=self._path)
        return meta


def _numbers(array: np.ndarray, dtype: int) -> list[Any]:
    flat = np.ascontiguousarray(array).reshape(-1)
    if dtype in PARTS_OF_COMPLEX:
        flat = flat.view(PARTS_OF_COMPLEX[dtype])
    elif dtype == HALF:
        flat = flat.view(np.uint16)
    return list(flat.tolist())
