"""tf.feature_column: what features of records mean, and the tensors that models make of them. Made by `make names`."""

from headrace.training.feature_columns.numeric import bucketized_column as bucketized_column
from headrace.training.feature_columns.categorical import categorical_column_with_hash_bucket as categorical_column_with_hash_bucket
from headrace.training.feature_columns.categorical import categorical_column_with_identity as categorical_column_with_identity
from headrace.training.feature_columns.categorical import categorical_column_with_vocabulary_file as categorical_column_with_vocabulary_file
from headrace.training.feature_columns.categorical import categorical_column_with_vocabulary_list as categorical_column_with_vocabulary_list
from headrace.training.feature_columns.weighted import crossed_column as crossed_column
from headrace.training.feature_columns.embedding import embedding_column as embedding_column
from headrace.training.feature_columns.indicator import indicator_column as indicator_column
from headrace.training.feature_columns.inputs import input_layer as input_layer
from headrace.training.feature_columns.linear import linear_model as linear_model
from headrace.training.feature_columns.inputs import make_parse_example_spec as make_parse_example_spec
from headrace.training.feature_columns.numeric import numeric_column as numeric_column
from headrace.training.feature_columns.sequence import sequence_numeric_column as sequence_numeric_column
from headrace.training.feature_columns.weighted import weighted_categorical_column as weighted_categorical_column
from collections.abc import Sequence as _Sequence
from headrace.graph.types import dtypes as _dtypes
from headrace.graph.types.dtypes import DType as _DType
from headrace.graph.types.likes import Initializer as _Initializer
from headrace.training.feature_columns.base import CategoricalColumn as _CategoricalColumn
from headrace.training.feature_columns.embedding import _SharedEmbeddingColumn as __SharedEmbeddingColumn
from headrace.training.feature_columns.sequence import SequenceCategoricalColumn as _SequenceCategoricalColumn
from typing import Any as _Any

def sequence_categorical_column_with_hash_bucket(
    key: str,
    hash_bucket_size: int,
    dtype: _DType = _dtypes.string,
) -> _SequenceCategoricalColumn:
    """A column whose ids are hashes of its values, for each step of a record.

    Args:
      key: of the feature, sparse, or dense with "" or -1 where there is nothing.
      hash_bucket_size: ids are in [0, hash_bucket_size).
      dtype: string or an integer type; integers are hashed as text.

    Returns:
      a categorical column for `embedding_column` and `indicator_column` of a sequence.

    Raises:
      ValueError: no size or one below 1, another type, a key that is no text.
    """

def sequence_categorical_column_with_identity(
    key: str,
    num_buckets: int,
    default_value: int | None = None,
) -> _SequenceCategoricalColumn:
    """A column whose values are ids, for each step of a record.

    Args:
      key: of the feature, whole numbers, sparse, or dense with -1 where there is nothing.
      num_buckets: ids are in [0, num_buckets).
      default_value: the id of numbers out of range; None: they are refused.

    Returns:
      a categorical column for `embedding_column` and `indicator_column` of a sequence.

    Raises:
      ValueError: less than 1 bucket, a default value out of range, a key that is no text.
      InvalidArgumentError: (when run) a number out of range, without a default value.
    """

def sequence_categorical_column_with_vocabulary_file(
    key: str,
    vocabulary_file: str,
    vocabulary_size: int | None = None,
    num_oov_buckets: int = 0,
    default_value: int | None = None,
    dtype: _DType = _dtypes.string,
) -> _SequenceCategoricalColumn:
    """A column whose ids are the lines of a file on which its values stand, for each step of a record.

    Args:
      key: of the feature, sparse, or dense with "" or -1 where there is nothing.
      vocabulary_file: a text file, a value on each line.
      vocabulary_size: so many lines are used; all by default.
      num_oov_buckets: values that are not in the file get ids of so many buckets behind it, by their hash.
      default_value: their id where there are no buckets; -1 by default.
      dtype: string or an integer type.

    Returns:
      a categorical column for `embedding_column` and `indicator_column` of a sequence.

    Raises:
      ValueError: no file, a size below 1, buckets and a default value both, another type, a key that is no text.
    """

def sequence_categorical_column_with_vocabulary_list(
    key: str,
    vocabulary_list: _Sequence[_Any],
    dtype: _DType | None = None,
    default_value: int = -1,
    num_oov_buckets: int = 0,
) -> _SequenceCategoricalColumn:
    """A column whose ids are the places of its values in a list, for each step of a record.

    Args:
      key: of the feature, sparse, or dense with "" or -1 where there is nothing.
      vocabulary_list: texts or whole numbers, each once.
      dtype: string or an integer type; that of the list by default.
      default_value: the id of values that are not in the list.
      num_oov_buckets: they get ids of so many buckets behind it instead, by their hash.

    Returns:
      a categorical column for `embedding_column` and `indicator_column` of a sequence.

    Raises:
      ValueError: an empty list or one with the same value twice, buckets and a default value both, another type, a key that
        is no text.
    """

def shared_embedding_columns(
    categorical_columns: _Sequence[_CategoricalColumn],
    dimension: int,
    combiner: str = 'mean',
    initializer: _Initializer | None = None,
    shared_embedding_collection_name: str | None = None,
    ckpt_to_load_from: str | None = None,
    tensor_name_in_ckpt: str | None = None,
    max_norm: float | None = None,
    trainable: bool = True,
) -> list[__SharedEmbeddingColumn]:
    """Columns of learned vectors for ids of several columns, which share the vectors.

    Args:
      categorical_columns: of one class (or weighted columns of it) and with the same number of ids.
      dimension: the length of a vector.
      combiner: "mean", "sqrtn" or "sum", see `tf.nn.embedding_lookup_sparse`.
      initializer: of the vectors; normal numbers with a deviation of 1 / sqrt(dimension), truncated, by default.
      shared_embedding_collection_name: the collection that holds the vectors, and their variable scope; named after the
        columns by default.
      ckpt_to_load_from: a checkpoint that has them instead.
      tensor_name_in_ckpt: their name there.
      max_norm: vectors whose L2 norm is greater are scaled down to it.
      trainable: whether training changes them.

    Returns:
      a list of dense columns, one for each column of ids.

    Raises:
      ValueError: no dimension, a checkpoint without name or the other way, an initializer that cannot be called, columns
        that cannot share.
    """

__all__ = [
    "bucketized_column",
    "categorical_column_with_hash_bucket",
    "categorical_column_with_identity",
    "categorical_column_with_vocabulary_file",
    "categorical_column_with_vocabulary_list",
    "crossed_column",
    "embedding_column",
    "indicator_column",
    "input_layer",
    "linear_model",
    "make_parse_example_spec",
    "numeric_column",
    "sequence_categorical_column_with_hash_bucket",
    "sequence_categorical_column_with_identity",
    "sequence_categorical_column_with_vocabulary_file",
    "sequence_categorical_column_with_vocabulary_list",
    "sequence_numeric_column",
    "shared_embedding_columns",
    "weighted_categorical_column",
]
