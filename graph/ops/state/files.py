"""Files as ops."""

from __future__ import annotations

import os
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.files import create, directories, read_bytes
from headrace.formats.files import glob as names_matching
from headrace.formats.files.paths import is_remote, named

from ...core.constants import array_of
from ...core.op import Op, stateful_op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.tensor import Tensor
from ...core.traits import READS
from ...runtime.turns import reading_a_file
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, with_rank, with_rank_at_most
from ...types.texts import text_scalar

READ_FILE = Op(
    "ReadFile",
    "filename: string -> contents: string",
    traits=READS,
    batch=PER_RECORD,
    record_key_output=lambda op: op.inputs[0],
    gradient=NO_GRADIENT,
)


@READ_FILE.kernel
def _read_file(filename: Any) -> Any:
    path = _scalar(filename, "Input filename")
    with reading_a_file():
        contents = read_bytes(path)
    return text_scalar(contents)


def _scalar(value: Any, what: str) -> bytes:
    if np.ndim(value):
        raise invalid(f"{what} tensor must be scalar, but had shape: {bracket(np.shape(value))}")
    text: bytes = value[()]
    return text


@READ_FILE.shape
def _read_file_shape(op: Operation) -> StaticShape:
    with_rank(op.inputs[0].static_shape, 0)
    return ()


@export("read_file", "io.read_file")
def read_file(filename: Any, name: str | None = None) -> Tensor:
    """The whole content of a file.

    Args:
      filename: scalar string, a path or URL.

    Returns:
      scalar string.

    Raises:
      NotFoundError: (when run) there is no such file; FailedPreconditionError where it is a directory.
      TypeError: not a string.
      ValueError: no scalar.
    """
    return READ_FILE(filename, name=name)


WRITE_FILE = stateful_op("WriteFile", "filename: string, contents: string ->")


@WRITE_FILE.shape
def _write_file_shape(op: Operation) -> list[StaticShape]:
    for tensor in op.inputs:
        with_rank(tensor.static_shape, 0)
    return []


@WRITE_FILE.kernel
def _write_file(filename: Any, contents: Any) -> None:
    name, content = os.fsdecode(_scalar(filename, "Input filename")), _scalar(contents, "Contents")
    directory = os.path.dirname(name)
    if directory and not is_remote(name):
        directories.make_all(directory)
    with named(name), create(name) as file:
        file.write(content)


@export("write_file", "io.write_file")
def write_file(filename: Any, contents: TensorLike, name: str | None = None) -> Operation:
    """An operation that writes a file, in place of what was there; directories on the way are made.

    Args:
      filename, contents: scalar strings.

    Returns:
      an Operation.

    Raises:
      TypeError: not strings.
      ValueError: no scalars.
      PermissionDeniedError...: (when run) the file cannot be written.
    """
    return WRITE_FILE(filename, contents, name=name)


MATCHING_FILES = stateful_op("MatchingFiles", "pattern: string -> filenames: string", traits=READS)


@MATCHING_FILES.shape
def _matching_files_shape(op: Operation) -> StaticShape:
    with_rank_at_most(op.inputs[0].static_shape, 1)
    return (None,)


@MATCHING_FILES.kernel
def _matching_files(pattern: Any) -> Any:
    patterns = np.asarray(pattern, object).reshape(-1).tolist()
    names = sorted(os.fsencode(name) for one in patterns for name in names_matching(one))
    return array_of(np.array(names, object))


@export("matching_files", "io.matching_files")
def matching_files(pattern: Any, name: str | None = None) -> Tensor:
    """The names of the files that match.

    Args:
      pattern: scalar string or vector of several; see `headrace.formats.files.glob`.

    Returns:
      string vector, sorted; perhaps empty. A file that two patterns match is there twice.

    Raises:
      TypeError: not strings.
      ValueError: the rank is known to be above 1.
    """
    return MATCHING_FILES(pattern, name=name)
