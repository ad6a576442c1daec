"""Matrices of checkpoints for other vocabularies: rows and columns go where the new vocabulary has their words."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..checkpoints.reader import CheckpointReader
from ..core.op import stateful_op
from ..core.operation import Operation
from ..types.dtypes import float32, string
from ..types.errors import NotFoundError, invalid
from ..types.static_shapes import StaticShape
from .text_files import WHOLE_LINE, read_table

_NOT_THERE = -1


def _text(value: Any) -> bytes:
    return value.item() if isinstance(value, np.ndarray) else value


def _words(path: bytes, count: int) -> list[bytes]:
    return read_table(path, string, WHOLE_LINE, string, WHOLE_LINE, count, "\t")[0].tolist()


VOCABULARY_REMAPPING = stateful_op(
    "GenerateVocabRemapping",
    "new_vocab_file: string, old_vocab_file: string -> remapping: int64, num_present: int32",
    "new_vocab_offset: int >= 0, num_new_vocab: int >= 0, old_vocab_size: int >= -1 = -1",
)


@VOCABULARY_REMAPPING.shape
def _vocabulary_shape(op: Operation) -> list[StaticShape]:
    return [(op.get_attr("num_new_vocab"),), ()]


@VOCABULARY_REMAPPING.kernel
def _vocabulary(
    new_vocab_file: Any, old_vocab_file: Any, new_vocab_offset: int, num_new_vocab: int, old_vocab_size: int
) -> tuple[np.ndarray, Any]:
    """For each word of a part of the new vocabulary its place in the old one, and how many have one."""
    old = _words(_text(old_vocab_file), old_vocab_size)
    places = dict(zip(old, range(len(old)), strict=True))
    if num_new_vocab == 0:
        return np.zeros(0, np.int64), np.int32(0)
    new = _words(_text(new_vocab_file), new_vocab_offset + num_new_vocab)[new_vocab_offset:]
    found = np.array([places.get(word, _NOT_THERE) for word in new], np.int64)
    return found, np.int32((found != _NOT_THERE).sum())


LOAD_AND_REMAP = stateful_op(
    "LoadAndRemapMatrix",
    "ckpt_path: string, old_tensor_name: string, row_remapping: int64, col_remapping: int64, "
    "initializing_values: float32 -> output_matrix: float32",
    "num_rows: int >= 0, num_cols: int >= 1, max_rows_in_memory: int = -1",
)


@LOAD_AND_REMAP.shape
def _load_shape(op: Operation) -> StaticShape:
    return (op.get_attr("num_rows"), op.get_attr("num_cols"))


@LOAD_AND_REMAP.kernel
def _load(
    ckpt_path: Any,
    old_tensor_name: Any,
    row_remapping: np.ndarray,
    col_remapping: np.ndarray,
    initializing_values: np.ndarray,
    num_rows: int,
    num_cols: int,
) -> np.ndarray:
    name = _text(old_tensor_name).decode()
    reader = CheckpointReader(_text(ckpt_path))
    if not reader.has_tensor(name):
        raise NotFoundError(None, None, f"Key {name} not found in checkpoint")
    matrix = np.asarray(reader.get_tensor(name))
    if matrix.ndim != 2 or matrix.dtype != float32.as_numpy_dtype:
        raise invalid(f"Old tensor {name} must be a matrix of floats, but is {matrix.dtype} {list(matrix.shape)}")
    rows = _checked(row_remapping, num_rows, matrix.shape[0], "row")
    if len(col_remapping):
        cols = _checked(col_remapping, num_cols, matrix.shape[1], "col")
    elif matrix.shape[1] != num_cols:
        raise invalid(f"Num_cols {num_cols} must match the number of columns of the old tensor, {matrix.shape[1]}")
    else:
        cols = np.arange(num_cols)
    there = (rows != _NOT_THERE)[:, np.newaxis] & (cols != _NOT_THERE)[np.newaxis]
    missing, given = there.size - int(there.sum()), np.ravel(initializing_values)
    if len(given) != missing:
        raise invalid(f"Need {missing} initializing values, but got {len(given)}")
    found = np.empty(there.shape, np.float32)
    found[there] = matrix[np.ix_(rows, cols)][there]
    found[~there] = given
    return found


def _checked(remapping: np.ndarray, count: int, old_size: int, kind: str) -> np.ndarray:
    """Places in the old matrix. Raises InvalidArgumentError for others, and for another number of them."""
    if len(remapping) != count:
        raise invalid(f"Size of {kind}_remapping is {len(remapping)} instead of being equal to num_{kind}s={count}")
    for place in remapping[(remapping < _NOT_THERE) | (remapping >= old_size)]:
        raise invalid(f"{kind}_remapping has {place}, which is not in the old tensor of {old_size} {kind}s")
    held = remapping[remapping != _NOT_THERE]
    if len(np.unique(held)) < len(held):
        raise invalid(f"{kind}_remapping has a place of the old tensor twice")
    return remapping
