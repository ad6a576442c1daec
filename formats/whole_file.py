"""Files that are one record each.

Source: tf.WholeFileReader and tf.read_file.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .doors import door
from .files import Path, path_text, read_bytes
from .files.small import Contents, ManyFiles
from .records import Records

__all__ = ["read"]


@door
def read(path: Path) -> Iterator[Records]:
    """The file at `path` as one record, in one block; an empty file is an empty record. `numbers` is None.

    Raises:
      the errors of `files.open_stream`.
    """
    content = np.frombuffer(read_bytes(path), np.uint8)
    yield Records(content, np.array([0]), np.array([len(content)]), path_text(path))


def of_contents(contents: Contents) -> ManyFiles:
    """The records of files, given their `contents`."""
    buffer, bounds = contents
    return ManyFiles(Records(buffer, bounds[:-1], bounds[1:]), np.arange(len(bounds)))
