"""Files as ops.

Source of names and messages: TensorFlow 1.15.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.files import create, read_bytes
from headrace.formats.files import glob as names_matching

from ..batch_rules import not_in_blocks, record_by_record
from ..constants import array_of
from ..graph import Operation
from ..op import NO_GRADIENT, Op
from ..shape_rules import scalar, vector_of
from ..tensor import Tensor

READ_FILE = Op("ReadFile", "filename: string -> contents: string")
READ_FILE.shape(scalar)
READ_FILE.kernel(lambda filename: array_of(read_bytes(filename[()])))
READ_FILE.batch(record_by_record)
READ_FILE.gradient(NO_GRADIENT)


def read_file(filename: Any, name: str | None = None) -> Tensor:
    """The whole content of a file as a scalar string. NotFoundError (when run) where there is none."""
    return READ_FILE(filename, name=name)


WRITE_FILE = Op("WriteFile", "filename: string, contents: string ->", stateful=True)
WRITE_FILE.batch(not_in_blocks)
WRITE_FILE.gradient(NO_GRADIENT)


@WRITE_FILE.kernel
def _write_file(filename: Any, contents: Any) -> None:
    with create(filename[()]) as file:
        file.write(contents[()])


def write_file(filename: Any, contents: Any, name: str | None = None) -> Operation:
    """An operation that writes a scalar string to a file, in place of what was there."""
    return WRITE_FILE(filename, contents, name=name)


MATCHING_FILES = Op("MatchingFiles", "pattern: string -> filenames: string", stateful=True)
MATCHING_FILES.shape(vector_of(None))
MATCHING_FILES.batch(not_in_blocks)
MATCHING_FILES.gradient(NO_GRADIENT)


@MATCHING_FILES.kernel
def _matching_files(pattern: Any) -> Any:
    names: set[str] = set()
    for item in np.asarray(pattern, object).reshape(-1):
        names.update(names_matching(item))
    return array_of(np.array([name.encode(errors="surrogateescape") for name in sorted(names)], object))


def matching_files(pattern: Any, name: str | None = None) -> Tensor:
    """The names of the files that match a pattern (or any of a vector of patterns), in order; perhaps none."""
    return MATCHING_FILES(pattern, name=name)
