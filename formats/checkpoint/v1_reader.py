"""Reading V1 checkpoints: a table whose values are the tensors themselves."""

from __future__ import annotations

import math
import os
from typing import Any

import numpy as np

from .. import proto
from ..errors import DataLossError, InvalidArgumentError, NotFoundError, OpError, UnimplementedError
from ..files import glob
from . import element_types, storage
from .entries import Entry, debug_line, empty
from .slices import TensorSlice, overlap, relative, slice_key
from .table_reader import entries

FIELDS = {
    1: "float_val",
    2: "double_val",
    3: "int_val",
    4: "int_val",
    5: "int_val",
    6: "int_val",
    element_types.STRING: "string_val",
    8: "scomplex_val",
    9: "int64_val",
    10: "bool_val",
    11: "int_val",
    12: "int_val",
    13: "int_val",
    15: "int_val",
    16: "int_val",
    17: "int_val",
    18: "dcomplex_val",
    19: "half_val",
}
PARTS_OF_COMPLEX = {8: np.float32, 18: np.float64}
HALF = 19
_MOST_BLOCK_BYTES = 1 << 28  # a block may hold one large tensor; TensorFlow compresses none


class V1Reader:
    """A V1 checkpoint: the same methods as `BundleReader`.

    Args:
      pattern: the name of its file, or a pattern that all its files match (`model-?????-of-00002`).

    Raises:
      NotFoundError: no file matches. DataLossError: a file is damaged or no checkpoint.
    """

    def __init__(self, pattern: Any) -> None:
        self.prefix = storage.path_text(pattern)
        paths = files_of(self.prefix)
        if not paths:
            raise NotFoundError(
                None,
                None,
                "Unsuccessful TensorSliceReader constructor: Failed to find any matching files for " + self.prefix,
                path=self.prefix,
            )
        self._entries: dict[str, Entry] = {}
        self._values: dict[bytes, tuple[bytes, str]] = {}  # a message and the file that it comes from
        for path in paths:
            self._load(path)

    def names(self) -> list[str]:
        """The names of the tensors, in order."""
        return sorted(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def entry(self, name: str) -> Entry:
        """Type, shape and parts of a tensor. Raises NotFoundError where there is none of that name."""
        try:
            return self._entries[name]
        except KeyError:
            raise NotFoundError(
                None, None, f'Tensor name "{name}" not found in checkpoint files {self.prefix}', path=self.prefix
            ) from None

    def read(self, name: str, out: np.ndarray | None = None) -> np.ndarray:
        """The value of a tensor: a new array, or `out`, which has its shape and type."""
        return self.read_slice(name, TensorSlice.whole(len(self.entry(name).shape)), out)

    def read_slice(self, name: str, part: TensorSlice, out: np.ndarray | None = None) -> np.ndarray:
        """The `part` of a tensor, in the array `out` where one is given.

        Raises:
          InvalidArgumentError: it is not within the tensor.
          UnimplementedError: a tensor of that type cannot be read.
          DataLossError: the file is damaged.
        """
        entry = self.entry(name)
        try:
            wanted = part.within(entry.shape)
        except ValueError as error:
            raise InvalidArgumentError(None, None, f"{error}; tensor '{name}'", path=self.prefix) from error
        shape = tuple(side.stop - side.start for side in wanted)
        if entry.dtype not in FIELDS:
            raise UnimplementedError(
                None,
                None,
                f"Tensors of type {element_types.name_of(entry.dtype)} cannot be read; tensor '{name}'",
                path=self.prefix,
            )
        try:
            boxes = [(stored, stored.within(entry.shape)) for stored in entry.slices]
        except ValueError as error:
            raise DataLossError(None, None, f"{error}; tensor '{name}' in {self.prefix}", path=self.prefix) from error
        pieces = [(stored, box, common) for stored, box in boxes if (common := overlap(box, wanted)) is not None]
        covered = sum(math.prod(side.stop - side.start for side in common) for _, _, common in pieces)
        if covered != math.prod(shape):
            raise DataLossError(
                None,
                None,
                f"its slices hold {covered} of {math.prod(shape)} elements; tensor '{name}' in {self.prefix}",
                path=self.prefix,
            )
        found = empty(shape, element_types.numpy_type(entry.dtype) or object, name, self.prefix) if out is None else out
        for stored, box, common in pieces:
            found[relative(common, wanted)] = self._value(name, entry, stored)[relative(common, box)]
        return found

    def debug_string(self) -> str:
        """A line for each tensor: name, type and shape."""
        return "".join(debug_line(os.fsencode(name), self._entries[name]) for name in self.names())

    def close(self) -> None:
        """Forget what was read."""
        self._values.clear()

    def __enter__(self) -> V1Reader:
        return self

    def __exit__(self, *exc_info: Any) -> None:
        self.close()

    def _load(self, path: str) -> None:
        try:
            items = dict(entries(storage.read_bytes(path), path, _MOST_BLOCK_BYTES))
            header = proto.checkpoint_pb2.SavedTensorSlices.FromString(items.pop(b"", b""))
        except (DataLossError, proto.DecodeError) as error:
            raise DataLossError(
                None,
                None,
                f"Unable to open table file {path}: DATA_LOSS: {error}: perhaps your file is in a different file "
                "format and you need to use a different restore operator?",
                path=path,
            ) from error
        for tensor in header.meta.tensor:
            shape = tuple(dim.size for dim in tensor.shape.dim)
            parts = tuple(map(TensorSlice.of_proto, tensor.slice))
            before = self._entries.get(tensor.name)
            if before is not None:
                if (before.dtype, before.shape) != (tensor.type, shape):
                    raise DataLossError(
                        None,
                        None,
                        f"tensor '{tensor.name}' has another shape or type in {path} than in the other files",
                        path=path,
                    )
                parts = before.slices + parts
            self._entries[tensor.name] = Entry(tensor.type, shape, parts)
        self._values.update((key, (value, path)) for key, value in items.items())

    def _value(self, name: str, entry: Entry, part: TensorSlice) -> np.ndarray:
        value, path = self._values.get(slice_key(os.fsencode(name), part), (b"", self.prefix))
        shape = part.shape_in(entry.shape)
        try:
            saved = proto.checkpoint_pb2.SavedTensorSlices.FromString(value).data
            numbers = getattr(saved.data, FIELDS[entry.dtype])
            return _array(numbers, entry.dtype, shape)
        except (proto.DecodeError, OpError, ValueError) as error:
            raise DataLossError(None, None, f"{error}; tensor '{name}', slice {part} in {path}", path=path) from error


def files_of(pattern: str) -> list[str]:
    """The files of a V1 checkpoint: the one of that name, or those that match."""
    return [pattern] if storage.exists(pattern) else glob(pattern)


def _array(numbers: Any, dtype: int, shape: tuple[int, ...]) -> np.ndarray:
    if dtype == element_types.STRING:
        flat = np.empty(len(numbers), object)
        flat[:] = list(numbers)
    elif dtype in PARTS_OF_COMPLEX:
        flat = np.array(numbers, PARTS_OF_COMPLEX[dtype]).view(element_types.numpy_type(dtype) or object)
    elif dtype == HALF:
        flat = np.array(numbers, np.uint16).view(np.float16)
    else:
        flat = np.array(numbers, np.int64 if FIELDS[dtype] == "int_val" else None).astype(element_types.numpy_type(dtype))
    if flat.size != math.prod(shape):
        raise ValueError(f"{flat.size} elements for the shape {list(shape)}")
    return flat.reshape(shape)
