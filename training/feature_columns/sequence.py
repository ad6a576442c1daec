"""Columns of sequences: ids and numbers for each step of a record."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.example.specs import VarLenFeature
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.shapes import TensorShape

from .base import CategoricalColumn, SequenceDenseColumn
from .categorical import (
    categorical_column_with_hash_bucket,
    categorical_column_with_identity,
    categorical_column_with_vocabulary_file,
    categorical_column_with_vocabulary_list,
)
from .checks import check_normalizer, check_number, checked_shape
from .states import ScopedVariables
from .transformations import sequence_length_of


class SequenceCategoricalColumn(CategoricalColumn, namedtuple("SequenceCategoricalColumn", ("categorical_column",))):
    """Ids for each step of a record."""

    @property
    def name(self) -> str:
        """That of the column for one step."""
        return self.categorical_column.name

    @property
    def _is_v2_column(self) -> bool:  # type: ignore[override]
        return self.categorical_column._is_v2_column

    @property
    def parse_example_spec(self) -> dict[str, Any]:
        """That of the column for one step."""
        return self.categorical_column.parse_example_spec

    @property
    def parents(self) -> list[Any]:
        """The column for one step."""
        return [self.categorical_column]

    @property
    def num_buckets(self) -> int:
        """That of the column for one step."""
        return self.categorical_column.num_buckets

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Any:
        """What the column for one step makes."""
        return self.categorical_column.transform_feature(transformation_cache, state_manager)

    def get_sparse_tensors(self, transformation_cache: Any, state_manager: Any) -> CategoricalColumn.IdWeightPair:
        """The ids [records, steps, any], and their weights if there are some."""
        ids, weights = self.categorical_column.get_sparse_tensors(transformation_cache, state_manager)
        shape = ops.shape(ids)
        steps = [shape[0], shape[1], ops.reduce_prod(shape[2:])]
        return self.IdWeightPair(
            ops.sparse_reshape(ids, steps), None if weights is None else ops.sparse_reshape(weights, steps)
        )


class SequenceNumericColumn(
    SequenceDenseColumn,
    namedtuple("SequenceNumericColumn", ("key", "shape", "default_value", "dtype", "normalizer_fn")),
):
    """Numbers for each step of a record; see `sequence_numeric_column`."""

    @property
    def name(self) -> str:
        """Its key."""
        return self.key

    @property
    def parse_example_spec(self) -> dict[str, Any]:
        """Its feature, of any length."""
        return {self.key: VarLenFeature(self.dtype)}

    @property
    def parents(self) -> list[Any]:
        """Its key."""
        return [self.key]

    @property
    def variable_shape(self) -> TensorShape:
        """The shape of a step."""
        return TensorShape(self.shape)

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> SparseTensor:
        """The feature, normalized."""
        tensor = transformation_cache.get(self.key, state_manager)
        return tensor if self.normalizer_fn is None else self.normalizer_fn(tensor)

    def get_sequence_dense_tensor(
        self, transformation_cache: Any, state_manager: Any
    ) -> SequenceDenseColumn.TensorSequenceLengthPair:
        """[records, steps] + `shape`."""
        sparse = transformation_cache.get(self, state_manager)
        dense = ops.sparse_tensor_to_dense(sparse, default_value=self.default_value)
        shape = ops.concat([ops.shape(dense)[:1], [-1], self.variable_shape.as_list()], axis=0)
        dense = ops.reshape(dense, shape)
        of_step = self.variable_shape.num_elements() if sparse.shape.ndims == 2 else 1
        return self.TensorSequenceLengthPair(dense, sequence_length_of(sparse, of_step or 1))


def no_sequence(kind: str, column: Any, state_manager: Any) -> None:
    """Raises ValueError for ids of a sequence."""
    ids = column.categorical_column
    if isinstance(ids, SequenceCategoricalColumn):
        underscore = "_" if isinstance(state_manager, ScopedVariables) else ""
        raise ValueError(
            f"In {kind}: {column.name}. categorical_column must not be of type {underscore}SequenceCategoricalColumn. "
            "Suggested fix A: If you wish to use DenseFeatures, use a non-sequence categorical_column_with_*. Suggested fix B: "
            "If you wish to create sequence input, use SequenceFeatures instead of DenseFeatures. "
            f"Given (type {type(ids)}): {ids}"
        )


def only_sequence(kind: str, column: Any, underscore: str = "") -> None:
    """Raises ValueError for ids of no sequence."""
    ids = column.categorical_column
    if not isinstance(ids, SequenceCategoricalColumn):
        raise ValueError(
            f"In {kind}: {column.name}. categorical_column must be of type {underscore}SequenceCategoricalColumn to use "
            "SequenceFeatures. Suggested fix: Use one of sequence_categorical_column_with_*. "
            f"Given (type {type(ids)}): {ids}"
        )


@export(
    "feature_column.sequence_categorical_column_with_identity",
    "contrib.feature_column.sequence_categorical_column_with_identity",
)
@documented_by(categorical_column_with_identity)
def sequence_categorical_column_with_identity(
    key: str, num_buckets: int, default_value: int | None = None
) -> SequenceCategoricalColumn:
    """A column whose values are ids, for each step of a record.

    Returns:
      a categorical column for `embedding_column` and `indicator_column` of a sequence.
    """
    return SequenceCategoricalColumn(categorical_column_with_identity(key, num_buckets, default_value))


@export(
    "feature_column.sequence_categorical_column_with_hash_bucket",
    "contrib.feature_column.sequence_categorical_column_with_hash_bucket",
)
@documented_by(categorical_column_with_hash_bucket)
def sequence_categorical_column_with_hash_bucket(
    key: str, hash_bucket_size: int, dtype: DType = dtypes.string
) -> SequenceCategoricalColumn:
    """A column whose ids are hashes of its values, for each step of a record.

    Returns:
      a categorical column for `embedding_column` and `indicator_column` of a sequence.
    """
    return SequenceCategoricalColumn(categorical_column_with_hash_bucket(key, hash_bucket_size, dtype))


@export(
    "feature_column.sequence_categorical_column_with_vocabulary_file",
    "contrib.feature_column.sequence_categorical_column_with_vocabulary_file",
)
@documented_by(categorical_column_with_vocabulary_file)
def sequence_categorical_column_with_vocabulary_file(
    key: str,
    vocabulary_file: str,
    vocabulary_size: int | None = None,
    num_oov_buckets: int = 0,
    default_value: int | None = None,
    dtype: DType = dtypes.string,
) -> SequenceCategoricalColumn:
    """A column whose ids are the lines of a file on which its values stand, for each step of a record.

    Returns:
      a categorical column for `embedding_column` and `indicator_column` of a sequence.
    """
    return SequenceCategoricalColumn(
        categorical_column_with_vocabulary_file(key, vocabulary_file, vocabulary_size, num_oov_buckets, default_value, dtype)
    )


@export(
    "feature_column.sequence_categorical_column_with_vocabulary_list",
    "contrib.feature_column.sequence_categorical_column_with_vocabulary_list",
)
@documented_by(categorical_column_with_vocabulary_list)
def sequence_categorical_column_with_vocabulary_list(
    key: str,
    vocabulary_list: Sequence[Any],
    dtype: DType | None = None,
    default_value: int = -1,
    num_oov_buckets: int = 0,
) -> SequenceCategoricalColumn:
    """A column whose ids are the places of its values in a list, for each step of a record.

    Returns:
      a categorical column for `embedding_column` and `indicator_column` of a sequence.
    """
    return SequenceCategoricalColumn(
        categorical_column_with_vocabulary_list(key, vocabulary_list, dtype, default_value, num_oov_buckets)
    )


@export("feature_column.sequence_numeric_column", "contrib.feature_column.sequence_numeric_column")
def sequence_numeric_column(
    key: str,
    shape: Any = (1,),
    default_value: float = 0.0,
    dtype: DType = dtypes.float32,
    normalizer_fn: Callable[[SparseTensor], SparseTensor] | None = None,
) -> SequenceNumericColumn:
    """A column of numbers for each step of a record.

    Args:
      key: of the feature, a SparseTensor [records, numbers of all steps] or [records, steps, ...].
      shape: of a step: an int, or several.
      default_value: what stands where there is no step.
      dtype: of the feature, a type of numbers.
      normalizer_fn: from the feature to the SparseTensor that is used.

    Returns:
      a sequence column.

    Raises:
      TypeError: a shape that is no ints, a `normalizer_fn` that cannot be called.
      ValueError: a shape that cannot be, a type that is no number.
    """
    sizes = checked_shape(shape, key)
    check_number(dtype, key)
    check_normalizer(normalizer_fn)
    return SequenceNumericColumn(key, sizes, default_value, dtype, normalizer_fn)
