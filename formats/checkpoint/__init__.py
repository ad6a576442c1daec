"""Checkpoints as TensorFlow writes them: V2 (an index and data files) read and written, V1 (one table) read.

    with open_checkpoint("logs/model.ckpt-1000") as reader:
        for name in reader.names():
            print(name, reader.entry(name).shape)

Errors are those of `files`; a damaged checkpoint is a DataLossError that names the file and the tensor.
"""

from __future__ import annotations

from typing import Any

from ..doors import door
from . import storage
from .bundle_reader import BundleReader, index_name
from .bundle_writer import BundleWriter
from .entries import Entry
from .merge import merge
from .slices import TensorSlice
from .v1_reader import V1Reader

__all__ = ["BundleReader", "BundleWriter", "Entry", "Reader", "TensorSlice", "V1Reader", "merge", "open_checkpoint"]

Reader = BundleReader | V1Reader


@door
def open_checkpoint(prefix: Any) -> Reader:
    """A checkpoint of either version.

    Args:
      prefix: what `Saver.save` returned.

    Raises:
      NotFoundError: there is none. DataLossError: it is damaged.
    """
    if storage.exists(index_name(storage.path_text(prefix))):
        return BundleReader(prefix)
    return V1Reader(prefix)
