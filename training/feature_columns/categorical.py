"""Columns of ids: hashes of values, their places in a vocabulary, or numbers that are ids already."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.example.specs import VarLenFeature
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.lookup.vocabularies import index_table_from_file, index_table_from_list
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.platform import gfile, logging
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType, as_dtype

from .base import CategoricalColumn
from .checks import check_key, check_string_or_int
from .transformations import to_sparse


class _OfFeature(CategoricalColumn):
    """A column of the ids of one feature."""

    key: str
    dtype: DType

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

    def _feature(self, transformation_cache: Any, state_manager: Any) -> SparseTensor:
        return to_sparse(transformation_cache.get(self.key, state_manager))

    def _check_kind(self, tensor: SparseTensor) -> None:
        if self.dtype.is_integer != tensor.dtype.is_integer:
            raise ValueError(
                f"Column dtype and SparseTensors dtype must be compatible. key: {self.key}, column dtype: {self.dtype}, "
                f"tensor dtype: {tensor.dtype}"
            )

    def _check_values(self, tensor: SparseTensor) -> None:
        check_string_or_int(tensor.dtype, f"column_name: {self.key} input_tensor")


class HashedCategoricalColumn(_OfFeature, namedtuple("HashedCategoricalColumn", ("key", "hash_bucket_size", "dtype"))):
    """Hashes of values; see `categorical_column_with_hash_bucket`."""

    @property
    def num_buckets(self) -> int:
        """The number of buckets."""
        return self.hash_bucket_size

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> SparseTensor:
        """The bucket of each value."""
        tensor = self._feature(transformation_cache, state_manager)
        self._check_values(tensor)
        self._check_kind(tensor)
        texts = tensor.values if self.dtype == dtypes.string else ops.as_string(tensor.values)
        ids = ops.string_to_hash_bucket_fast(texts, self.hash_bucket_size, name="lookup")
        return SparseTensor(tensor.indices, ids, tensor.dense_shape)


class _OfVocabulary(_OfFeature):
    """A column of the places of values in a vocabulary."""

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> SparseTensor:
        """The place of each value."""
        tensor = self._feature(transformation_cache, state_manager)
        self._check_kind(tensor)
        self._check_values(tensor)
        kind = self.dtype
        if tensor.dtype.is_integer:
            kind = dtypes.int64
            tensor = ops.cast(tensor, dtypes.int64)
        name = f"{self.key}_lookup"
        table = self._table(kind, name)
        if state_manager is not None:
            state_manager.add_resource(self, name, table)
        return table.lookup(tensor)

    def _table(self, kind: DType, name: str) -> Any:
        raise NotImplementedError


class VocabularyFileCategoricalColumn(
    _OfVocabulary,
    namedtuple(
        "VocabularyFileCategoricalColumn",
        ("key", "vocabulary_file", "vocabulary_size", "num_oov_buckets", "dtype", "default_value"),
    ),
):
    """Places of values in a file; see `categorical_column_with_vocabulary_file`."""

    @property
    def num_buckets(self) -> int:
        """The size of the vocabulary, and the buckets for what is not in it."""
        return self.vocabulary_size + self.num_oov_buckets

    def _table(self, kind: DType, name: str) -> Any:
        return index_table_from_file(
            self.vocabulary_file,
            num_oov_buckets=self.num_oov_buckets,
            vocab_size=self.vocabulary_size,
            default_value=self.default_value,
            key_dtype=kind,
            name=name,
        )


class VocabularyListCategoricalColumn(
    _OfVocabulary,
    namedtuple("VocabularyListCategoricalColumn", ("key", "vocabulary_list", "dtype", "default_value", "num_oov_buckets")),
):
    """Places of values in a list; see `categorical_column_with_vocabulary_list`."""

    @property
    def num_buckets(self) -> int:
        """The size of the vocabulary, and the buckets for what is not in it."""
        return len(self.vocabulary_list) + self.num_oov_buckets

    def _table(self, kind: DType, name: str) -> Any:
        return index_table_from_list(
            self.vocabulary_list,
            num_oov_buckets=self.num_oov_buckets,
            default_value=self.default_value,
            dtype=kind,
            name=name,
        )


class IdentityCategoricalColumn(
    _OfFeature, namedtuple("IdentityCategoricalColumn", ("key", "number_buckets", "default_value"))
):
    """Numbers that are ids; see `categorical_column_with_identity`."""

    dtype = dtypes.int64

    @property
    def num_buckets(self) -> int:
        """Ids are below it."""
        return self.number_buckets

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> SparseTensor:
        """The numbers as int64; those out of range are the default, or refused."""
        tensor = self._feature(transformation_cache, state_manager)
        if not tensor.dtype.is_integer:
            raise ValueError(f"Invalid input, not integer. key: {self.key} dtype: {tensor.dtype}")
        values = ops.cast(tensor.values, dtypes.int64, name="values")
        limit = ops.cast(self.number_buckets, dtypes.int64, name="num_buckets")
        zero = ops.cast(0, dtypes.int64, name="zero")
        if self.default_value is None:
            below = ops.assert_less(
                values,
                limit,
                data=(values, limit),
                message=f'Bucket index for categorical column "{self.name}" exceeds number of buckets',
                name="assert_less_than_num_buckets",
            )
            above = ops.assert_greater_equal(
                values,
                zero,
                data=(values,),
                message=f'Negative bucket index for categorical column "{self.name}"',
                name="assert_greater_or_equal_0",
            )
            with get_default_graph().control_dependencies((below, above)):
                values = ops.identity(values)
        else:
            outside = ops.logical_or(values < zero, values >= limit, name="out_of_range")
            default = ops.fill(ops.shape(values), ops.cast(self.default_value, dtypes.int64), name="default_values")
            values = ops.where(outside, default, values)
        return SparseTensor(tensor.indices, values, tensor.dense_shape)


@export("feature_column.categorical_column_with_hash_bucket")
def categorical_column_with_hash_bucket(
    key: str, hash_bucket_size: int, dtype: DType = dtypes.string
) -> HashedCategoricalColumn:
    """A column whose ids are hashes of its values.

    Args:
      key: of the feature, sparse, or dense with "" or -1 where there is nothing.
      hash_bucket_size: ids are in [0, hash_bucket_size).
      dtype: string or an integer type; integers are hashed as text.

    Returns:
      a categorical column.

    Raises:
      ValueError: no size or one below 1, another type, a key that is no text.

    Example:
      >>> word = tf.feature_column.categorical_column_with_hash_bucket("word", 3)
      >>> with tf.Session() as sess:
      ...     layer = tf.feature_column.input_layer({"word": ["a", "b"]}, [tf.feature_column.indicator_column(word)])
      ...     sess.run(layer).sum(axis=1).tolist()
      [1.0, 1.0]
    """
    if hash_bucket_size is None:
        raise ValueError(f"hash_bucket_size must be set. key: {key}")
    if hash_bucket_size < 1:
        raise ValueError(f"hash_bucket_size must be at least 1. hash_bucket_size: {hash_bucket_size}, key: {key}")
    check_key(key)
    check_string_or_int(dtype, f"column_name: {key}")
    return HashedCategoricalColumn(key, hash_bucket_size, dtype)


def _check_buckets(key: str, num_oov_buckets: int | None, has_default: bool) -> None:
    if num_oov_buckets:
        if has_default:
            raise ValueError(f"Can't specify both num_oov_buckets and default_value in {key}.")
        if num_oov_buckets < 0:
            raise ValueError(f"Invalid num_oov_buckets {num_oov_buckets} in {key}.")


@export("feature_column.categorical_column_with_vocabulary_file")
def categorical_column_with_vocabulary_file(
    key: str,
    vocabulary_file: str,
    vocabulary_size: int | None = None,
    num_oov_buckets: int = 0,
    default_value: int | None = None,
    dtype: DType = dtypes.string,
) -> VocabularyFileCategoricalColumn:
    """A column whose ids are the lines of a file on which its values stand, counted from 0.

    Args:
      key: of the feature, sparse, or dense with "" or -1 where there is nothing.
      vocabulary_file: a text file, a value on each line.
      vocabulary_size: so many lines are used; all by default.
      num_oov_buckets: values that are not in the file get ids of so many buckets behind it, by their hash.
      default_value: their id where there are no buckets; -1 by default.
      dtype: string or an integer type.

    Returns:
      a categorical column.

    Raises:
      ValueError: no file, a size below 1, buckets and a default value both, another type, a key that is no text.
    """
    if not vocabulary_file:
        raise ValueError(f"Missing vocabulary_file in {key}.")
    if vocabulary_size is None:
        if not gfile.Exists(vocabulary_file):
            raise ValueError(f"vocabulary_file in {key} does not exist.")
        with gfile.GFile(vocabulary_file) as file:
            vocabulary_size = sum(1 for _ in file)
        logging.info(
            "vocabulary_size = %d in %s is inferred from the number of elements in the vocabulary_file %s.",
            vocabulary_size,
            key,
            vocabulary_file,
        )
    if vocabulary_size < 1:
        raise ValueError(f"Invalid vocabulary_size in {key}.")
    _check_buckets(key, num_oov_buckets, default_value is not None)
    check_string_or_int(dtype, f"column_name: {key}")
    check_key(key)
    return VocabularyFileCategoricalColumn(
        key, vocabulary_file, vocabulary_size, num_oov_buckets or 0, dtype, -1 if default_value is None else default_value
    )


@export("feature_column.categorical_column_with_vocabulary_list")
def categorical_column_with_vocabulary_list(
    key: str,
    vocabulary_list: Sequence[Any],
    dtype: DType | None = None,
    default_value: int = -1,
    num_oov_buckets: int = 0,
) -> VocabularyListCategoricalColumn:
    """A column whose ids are the places of its values in a list.

    Args:
      key: of the feature, sparse, or dense with "" or -1 where there is nothing.
      vocabulary_list: texts or whole numbers, each once.
      dtype: string or an integer type; that of the list by default.
      default_value: the id of values that are not in the list.
      num_oov_buckets: they get ids of so many buckets behind it instead, by their hash.

    Returns:
      a categorical column.

    Raises:
      ValueError: an empty list or one with the same value twice, buckets and a default value both, another type, a key that
        is no text.

    Example:
      >>> size = tf.feature_column.categorical_column_with_vocabulary_list("size", ["S", "M", "L"])
      >>> layer = tf.feature_column.input_layer({"size": ["M", "L"]}, [tf.feature_column.indicator_column(size)])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.tables_initializer())
      ...     sess.run(layer).tolist()
      [[0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]
    """
    if vocabulary_list is None or len(vocabulary_list) < 1:
        raise ValueError(f"vocabulary_list {vocabulary_list} must be non-empty, column_name: {key}")
    if len(set(vocabulary_list)) != len(vocabulary_list):
        raise ValueError(f"Duplicate keys in vocabulary_list {vocabulary_list}, column_name: {key}")
    kind = as_dtype(np.array(vocabulary_list).dtype)
    _check_buckets(key, num_oov_buckets, default_value != -1)
    check_string_or_int(kind, f"column_name: {key} vocabulary")
    if dtype is None:
        dtype = kind
    elif dtype.is_integer != kind.is_integer:
        raise ValueError(f"dtype {dtype} and vocabulary dtype {kind} do not match, column_name: {key}")
    check_string_or_int(dtype, f"column_name: {key}")
    check_key(key)
    return VocabularyListCategoricalColumn(key, tuple(vocabulary_list), dtype, default_value, num_oov_buckets)


@export("feature_column.categorical_column_with_identity")
def categorical_column_with_identity(key: str, num_buckets: int, default_value: int | None = None) -> IdentityCategoricalColumn:
    """A column whose values are ids.

    Args:
      key: of the feature, whole numbers, sparse, or dense with -1 where there is nothing.
      num_buckets: ids are in [0, num_buckets).
      default_value: the id of numbers out of range; None: they are refused.

    Returns:
      a categorical column.

    Raises:
      ValueError: less than 1 bucket, a default value out of range, a key that is no text.
      InvalidArgumentError: (when run) a number out of range, without a default value.
    """
    if num_buckets < 1:
        raise ValueError(f"num_buckets {num_buckets} < 1, column_name {key}")
    if default_value is not None and not 0 <= default_value < num_buckets:
        raise ValueError(f"default_value {default_value} not in range [0, {num_buckets}), column_name {key}")
    check_key(key)
    return IdentityCategoricalColumn(key, num_buckets, default_value)
