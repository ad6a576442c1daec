"""What a checkpoint holds, whatever its version and whichever of its files is named.

found = contents("logs")  # a directory: its latest
for tensor in found.tensors:
    print(tensor.name, tensor.dtype, tensor.shape)
value(found.prefix, "layer1/weights")
"""

from __future__ import annotations

import difflib
import math
import os
import re
from typing import Any, NamedTuple

import numpy as np

from headrace.formats.checkpoint import element_types, open_checkpoint
from headrace.formats.checkpoint.bundle_reader import BundleReader, index_name
from headrace.formats.errors import NotFoundError
from headrace.formats.files import directories
from headrace.formats.files.paths import Path, path_text

from ..types.dtypes import as_dtype
from .management import latest_checkpoint

_VARIABLES = "variables/variables"  # where a SavedModel has them
_PARTS = re.compile(r"\.(index|meta|data-\d{5}-of-\d{5})$")


class StoredTensor(NamedTuple):
    """A tensor in a checkpoint: its name, the name of its type, its shape, and in how many slices it is stored."""

    name: str
    dtype: str
    shape: tuple[int, ...]
    slices: int

    @property
    def elements(self) -> int:
        return math.prod(self.shape)


class Contents(NamedTuple):
    """What a checkpoint holds.

    Attributes:
      prefix: its name, as `Saver.restore` takes it.
      version: 1 or 2, of its form.
      tensors: sorted by name.
    """

    prefix: str
    version: int
    tensors: tuple[StoredTensor, ...]


def prefix_of(path: Path) -> str:
    """The name of a checkpoint, given that name, one of its files, or a directory: its latest, or that of a SavedModel.

    Raises:
      NotFoundError: the directory has none.
    """
    text = path_text(path)
    if not directories.is_directory(text):
        prefix = _PARTS.sub("", text)
        return prefix if prefix != text and directories.exists(index_name(prefix)) else text
    found = latest_checkpoint(text)
    if found is None and directories.exists(index_name(os.path.join(text, _VARIABLES))):
        found = os.path.join(text, _VARIABLES)
    if found is None:
        others = sorted(name.removesuffix(".index") for name in directories.entries(text) if name.endswith(".index"))
        seen = f"; it holds {', '.join(others)}" if others else ""
        raise NotFoundError(None, None, f"{text}: no file `checkpoint` in it names a checkpoint that is there{seen}", path=text)
    return found


def contents(path: Path) -> Contents:
    """The names, types and shapes of all tensors.

    Args:
      path: as for `prefix_of`.
    Raises:
      NotFoundError: there is no checkpoint. DataLossError: it is damaged.
    """
    prefix = prefix_of(path)
    with open_checkpoint(prefix) as reader:
        entries = [(name, reader.entry(name)) for name in sorted(reader.names())]
        version = 2 if isinstance(reader, BundleReader) else 1
    tensors = (StoredTensor(name, _type_name(one.dtype), one.shape, len(one.slices) or 1) for name, one in entries)
    return Contents(prefix, version, tuple(tensors))


def value(path: Path, name: str) -> np.ndarray:
    """The value of one tensor; strings are bytes in an array of objects, bfloat16 the float32 of the same value.

    Args:
      path: as for `prefix_of`.
    Raises:
      NotFoundError: there is no such tensor; the message names those that it may have been meant for.
      DataLossError, OutOfRangeError: its bytes are damaged.
    """
    prefix = prefix_of(path)
    with open_checkpoint(prefix) as reader:
        if name not in reader:
            near = difflib.get_close_matches(name, reader.names(), 3, 0.5)
            meant = f"; near it are {', '.join(near)}" if near else ""
            raise NotFoundError(None, None, f"{prefix}: no tensor is called {name!r}{meant}", path=prefix)
        found: Any = reader.read(name)
        if reader.entry(name).dtype == element_types.BFLOAT16:
            found = (found.astype(np.uint32) << 16).view(np.float32)
    return np.asarray(found)


def _type_name(number: int) -> str:
    try:
        return as_dtype(number).name
    except TypeError:
        return element_types.name_of(number)
