"""Initializers that take matrices from checkpoints whose vocabulary was another."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.build import convert_to_tensor
from headrace.graph.core.tensor import Tensor
from headrace.graph.lookup.remapping import LOAD_AND_REMAP, VOCABULARY_REMAPPING
from headrace.graph.types import dtypes
from headrace.graph.variables.initializers.plain import TruncatedNormal, Zeros

_Initializer = Callable[..., Tensor]


@dataclasses.dataclass(frozen=True, slots=True)
class _Remapping:
    """What is taken from where; the fields are the arguments of `load_and_remap_matrix_initializer`."""

    ckpt_path: Any
    old_tensor_name: str
    new_row_vocab_size: int
    new_col_vocab_size: int
    old_row_vocab_size: int
    old_row_vocab_file: Any
    new_row_vocab_file: Any
    old_col_vocab_file: Any
    new_col_vocab_file: Any
    num_row_oov_buckets: int
    num_col_oov_buckets: int
    initializer: Any
    max_rows_in_memory: int

    def __call__(self, shape: Any, dtype: Any = dtypes.float32, partition_info: Any = None) -> Tensor:
        if dtype != dtypes.float32:
            raise TypeError(f"Currently, only float32 is supported. Received dtype: {dtype}")
        shape = [int(size) for size in shape]
        if len(shape) != 2:
            raise ValueError(f"Expected 2-dim shape, but received: {shape}")
        if shape[0] <= 0:
            raise ValueError(f"Expected 1st dim of shape to be > 0, but received shape: {shape}")
        columns = self.new_col_vocab_size + self.num_col_oov_buckets
        if shape[1] != columns:
            raise ValueError(
                f"Expected 2nd dim of shape to be new_col_vocab_size ({self.new_col_vocab_size}) + num_col_oov_buckets "
                f"({self.num_col_oov_buckets}) = {columns}, but received shape: {shape}"
            )
        offset = 0 if partition_info is None else partition_info.single_offset(shape)
        rows = self.new_row_vocab_size + self.num_row_oov_buckets
        if offset + shape[0] > rows:
            raise ValueError(
                f"Trying to initialize {shape[0]} additional rows after {offset} rows have already been initialized, which "
                f"would exceed expected total row count of new_row_vocab_size ({self.new_row_vocab_size}) + "
                f"num_row_oov_buckets ({self.num_row_oov_buckets}) = {rows}."
            )
        others = min(shape[0], max(0, offset + shape[0] - self.new_row_vocab_size))
        if offset > self.new_row_vocab_size:
            if shape[0] != others:
                raise ValueError(
                    "Partitioned variable offset is greater than new vocab size and not operating on OOV-only partition."
                )
            return self.initializer(shape)
        return self._loaded(offset, shape[0] - others, others)

    def _loaded(self, offset: int, rows: int, others: int) -> Tensor:
        """Some rows of the new matrix, and `others` behind them that have no words."""
        self._check_files()
        present: Any = rows
        if self.old_row_vocab_file:
            row_remapping, present = VOCABULARY_REMAPPING(
                self.new_row_vocab_file,
                self.old_row_vocab_file,
                new_vocab_offset=offset,
                num_new_vocab=rows,
                old_vocab_size=self.old_row_vocab_size,
            )
        else:
            row_remapping = ops.range(offset, offset + rows, dtype=dtypes.int64)
        columns: Any = self.new_col_vocab_size
        col_remapping = convert_to_tensor([], dtypes.int64)
        if self.old_col_vocab_file:
            col_remapping, columns = VOCABULARY_REMAPPING(
                self.new_col_vocab_file, self.old_col_vocab_file, new_vocab_offset=0, num_new_vocab=self.new_col_vocab_size
            )
        found = LOAD_AND_REMAP(
            self.ckpt_path,
            self.old_tensor_name,
            row_remapping,
            col_remapping,
            self.initializer([rows * self.new_col_vocab_size - present * columns, 1]),
            num_rows=rows,
            num_cols=self.new_col_vocab_size,
            max_rows_in_memory=self.max_rows_in_memory,
        )
        if others > 0:
            behind = convert_to_tensor(self.initializer([others, self.new_col_vocab_size]))
            found = ops.concat([found, behind], 0)
        if self.num_col_oov_buckets > 0:
            beside = convert_to_tensor(self.initializer([rows + others, self.num_col_oov_buckets]))
            found = ops.concat([found, beside], 1)
        return found

    def _check_files(self) -> None:
        for kind in ("row", "col"):
            buckets = getattr(self, f"num_{kind}_oov_buckets")
            if buckets < 0:
                raise ValueError(f"num_{kind}_oov_buckets must be >= 0, but received {buckets}")
        for kind in ("row", "col"):
            old, new = getattr(self, f"old_{kind}_vocab_file"), getattr(self, f"new_{kind}_vocab_file")
            if bool(old) != bool(new):
                raise ValueError(
                    f"old_{kind}_vocab_file and new_{kind}_vocab_file must both be specified or left unspecified. "
                    f"old_{kind}_vocab_file='{old}', new_{kind}_vocab_file='{new}'"
                )
        if not (self.old_row_vocab_file or self.old_col_vocab_file):
            raise ValueError(
                "Must provide either row or column vocab files. If no remapping is necessary, consider using "
                "`tf.contrib.framework.init_from_checkpoint` instead."
            )


@export("contrib.framework.load_and_remap_matrix_initializer")
def load_and_remap_matrix_initializer(
    ckpt_path: Any,
    old_tensor_name: str,
    new_row_vocab_size: int,
    new_col_vocab_size: int,
    old_row_vocab_size: int = -1,
    old_row_vocab_file: Any = None,
    new_row_vocab_file: Any = None,
    old_col_vocab_file: Any = None,
    new_col_vocab_file: Any = None,
    num_row_oov_buckets: int = 0,
    num_col_oov_buckets: int = 0,
    initializer: Any = None,
    max_rows_in_memory: int = -1,
) -> _Initializer:
    """An initializer that takes a matrix from a checkpoint, each row and column by its word.

    Args:
      ckpt_path: the checkpoint.
      old_tensor_name: the matrix in it, float32.
      new_row_vocab_size, new_col_vocab_size: how many rows and columns have words.
      old_row_vocab_size: how many words of the old vocabulary count; all by default.
      old_row_vocab_file, new_row_vocab_file: the words of the rows, one to a line; None: rows stay where they are.
      old_col_vocab_file, new_col_vocab_file: the words of the columns; None: columns stay where they are.
      num_row_oov_buckets, num_col_oov_buckets: rows and columns behind those that have words.
      initializer: a function from a shape to what stands where the old matrix has nothing; zeros by default.
      max_rows_in_memory: accepted.

    Returns:
      a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: `initializer` is no function.
      ValueError: (when called) another shape, or vocabularies of which only one is given.
    """
    initializer = Zeros() if initializer is None else initializer
    if not callable(initializer):
        raise TypeError(f"initializer must be callable, instead of being {initializer} of type {type(initializer)}.")
    return _Remapping(
        ckpt_path,
        old_tensor_name,
        new_row_vocab_size,
        new_col_vocab_size,
        old_row_vocab_size,
        old_row_vocab_file,
        new_row_vocab_file,
        old_col_vocab_file,
        new_col_vocab_file,
        num_row_oov_buckets,
        num_col_oov_buckets,
        initializer,
        max_rows_in_memory,
    )


@export("contrib.framework.load_embedding_initializer")
@documented_by(load_and_remap_matrix_initializer)
def load_embedding_initializer(
    ckpt_path: Any,
    embedding_tensor_name: str,
    new_vocab_size: int,
    embedding_dim: int,
    old_vocab_file: Any,
    new_vocab_file: Any,
    old_vocab_size: int = -1,
    num_oov_buckets: int = 0,
    initializer: Any = None,
    max_rows_in_memory: int = -1,
) -> _Initializer:
    """`load_and_remap_matrix_initializer` for an embedding, which has a row for each word.

    Args:
      embedding_tensor_name: the embedding in the checkpoint.
      new_vocab_size: how many words there are.
      embedding_dim: how many columns.
      old_vocab_file, new_vocab_file: the words, one to a line.
      old_vocab_size: how many words of the old vocabulary count; all by default.
      num_oov_buckets: rows behind those that have words.
      initializer: what stands in new rows; truncated normal numbers of deviation 1 / sqrt(embedding_dim) by default.

    Returns:
      a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: `initializer` is no function.
    """
    if initializer is None:
        initializer = TruncatedNormal(stddev=1.0 / math.sqrt(embedding_dim))
    return load_and_remap_matrix_initializer(
        ckpt_path,
        embedding_tensor_name,
        new_vocab_size,
        embedding_dim,
        old_vocab_size,
        old_vocab_file,
        new_vocab_file,
        num_row_oov_buckets=num_oov_buckets,
        initializer=initializer,
        max_rows_in_memory=max_rows_in_memory,
    )


@export("contrib.framework.load_linear_multiclass_bias_initializer")
@documented_by(load_and_remap_matrix_initializer)
def load_linear_multiclass_bias_initializer(
    ckpt_path: Any,
    bias_tensor_name: str,
    new_class_vocab_size: int,
    old_class_vocab_file: Any,
    new_class_vocab_file: Any,
    num_class_oov_buckets: int = 0,
    initializer: Any = None,
    max_rows_in_memory: int = -1,
) -> _Initializer:
    """`load_and_remap_matrix_initializer` for a bias [classes, 1].

    Args:
      bias_tensor_name: the bias in the checkpoint.
      new_class_vocab_size: how many classes have names.
      old_class_vocab_file, new_class_vocab_file: the names of classes, one to a line.
      num_class_oov_buckets: classes behind those that have names.

    Returns:
      a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: `initializer` is no function.
    """
    return load_and_remap_matrix_initializer(
        ckpt_path,
        bias_tensor_name,
        new_class_vocab_size,
        1,
        old_row_vocab_file=old_class_vocab_file,
        new_row_vocab_file=new_class_vocab_file,
        num_row_oov_buckets=num_class_oov_buckets,
        initializer=initializer,
        max_rows_in_memory=max_rows_in_memory,
    )


@export("contrib.framework.load_variable_slot_initializer")
@documented_by(load_and_remap_matrix_initializer)
def load_variable_slot_initializer(
    ckpt_path: Any,
    old_tensor_name: str,
    primary_partition_info: Any,
    new_row_vocab_size: int,
    new_col_vocab_size: int,
    old_row_vocab_file: Any = None,
    new_row_vocab_file: Any = None,
    old_col_vocab_file: Any = None,
    new_col_vocab_file: Any = None,
    num_row_oov_buckets: int = 0,
    num_col_oov_buckets: int = 0,
    initializer: Any = None,
    max_rows_in_memory: int = -1,
) -> _Initializer:
    """`load_and_remap_matrix_initializer` for a slot of an optimizer, which is parted as its variable is.

    Args:
      primary_partition_info: which part of the variable it belongs to; None for all of it.

    Returns:
      a function `(shape, dtype=, partition_info=) -> tensor`.

    Raises:
      TypeError: `initializer` is no function.
    """
    whole = load_and_remap_matrix_initializer(
        ckpt_path,
        old_tensor_name,
        new_row_vocab_size,
        new_col_vocab_size,
        -1,
        old_row_vocab_file,
        new_row_vocab_file,
        old_col_vocab_file,
        new_col_vocab_file,
        num_row_oov_buckets,
        num_col_oov_buckets,
        initializer,
        max_rows_in_memory,
    )

    def of_slot(shape: Any, dtype: Any = dtypes.float32, partition_info: Any = None) -> Tensor:
        return whole(shape, dtype, primary_partition_info)

    return of_slot
