"""Columns of ids: hashes, places in a vocabulary, numbers; with weights; and as numbers of a model's input."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.example.specs import VarLenFeature
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.lookup.vocabularies import index_table_from_file, index_table_from_list
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.variables.initializers.plain import Zeros

from ...feature_columns.base import CategoricalColumn
from ..layers.embeddings import dense_to_sparse_tensor
from .base import ContribColumn, Lookup, feature, of_rank

_SparseIdLookupConfig = namedtuple(
    "_SparseIdLookupConfig",
    ("vocabulary_file", "keys", "num_oov_buckets", "vocab_size", "default_value"),
    defaults=(None, None, 0, None, -1),
)


class _OfIds(ContribColumn, CategoricalColumn):
    """A column of ids."""

    length: int
    combiner: str

    @property
    def num_buckets(self) -> int:
        """Ids are in [0, num_buckets)."""
        return self.length

    def id_tensor(self, tensor: Any) -> SparseTensor:
        """The ids of what it made."""
        return tensor

    def weight_tensor(self, tensor: Any) -> SparseTensor | None:
        """The weights of what it made."""
        return None

    def get_sparse_tensors(self, transformation_cache: Any, state_manager: Any) -> CategoricalColumn.IdWeightPair:
        """The ids of the records, and their weights if it has some."""
        tensor = transformation_cache.get(self)
        return self.IdWeightPair(self.id_tensor(tensor), self.weight_tensor(tensor))

    def weights(self, tensor: Any) -> Lookup:
        """A weight for each id."""
        return Lookup(self.id_tensor(tensor), self.weight_tensor(tensor), self.length, Zeros(), self.combiner)


class _SparseColumn(
    _OfIds,
    namedtuple("_SparseColumn", ("column_name", "is_integerized", "bucket_size", "lookup_config", "combiner", "dtype")),
):
    """A column of the ids of one feature."""

    def __new__(
        cls,
        column_name: str,
        is_integerized: bool = False,
        bucket_size: int | None = None,
        lookup_config: Any = None,
        combiner: str = "sum",
        dtype: DType = dtypes.string,
    ) -> Any:
        if is_integerized and not dtype.is_integer:
            raise ValueError(f"dtype must be an integer if is_integerized is True. dtype: {dtype}, column_name: {column_name}.")
        if dtype != dtypes.string and not dtype.is_integer:
            raise ValueError(f"dtype must be string or integer. dtype: {dtype}, column_name: {column_name}")
        if bucket_size is None and lookup_config is None:
            raise ValueError(f"one of bucket_size or lookup_config must be set. column_name: {column_name}")
        if bucket_size is not None and bucket_size < 1:
            raise ValueError(f"bucket_size must be at least 1. bucket_size: {bucket_size}, column_name: {column_name}")
        return super().__new__(cls, column_name, is_integerized, bucket_size, lookup_config, combiner, dtype)

    @property
    def name(self) -> str:
        """The key of the feature."""
        return self.column_name

    @property
    def length(self) -> int:  # type: ignore[override]
        """Ids are in [0, length)."""
        if self.bucket_size is not None:
            return self.bucket_size
        return self.lookup_config.vocab_size + self.lookup_config.num_oov_buckets

    @property
    def config(self) -> dict[str, Any]:
        """Its feature, of any length."""
        return {self.column_name: VarLenFeature(self.dtype)}

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> SparseTensor:
        """The ids."""
        tensor = feature(transformation_cache, self.column_name)
        if not isinstance(tensor, SparseTensor):
            ignored: Any = "" if tensor.dtype == dtypes.string else -1
            tensor = dense_to_sparse_tensor(of_rank(tensor, 2, self.column_name), ignore_value=ignored)
        return self._ids_of(tensor)

    def _ids_of(self, tensor: SparseTensor) -> SparseTensor:
        raise NotImplementedError

    def to_input(self, tensor: Any, rank: int) -> Tensor:
        """Ids are no numbers: raises ValueError."""
        raise ValueError(f"SparseColumn is not supported in DNN. Please use embedding_column or one_hot_column. column: {self}")

    def is_compatible(self, other_column: Any) -> bool:
        """Whether another column may share vectors with it."""
        if self.lookup_config and other_column.lookup_config:
            return self.lookup_config == other_column.lookup_config
        both_integers = self.dtype.is_integer and other_column.dtype.is_integer
        compatible = self.length == other_column.length and (self.dtype == other_column.dtype or both_integers)
        if compatible:
            logging.warning(f"Column {self.name} and {other_column.name} may not have the same vocabulary.")
        return compatible


class _SparseColumnIntegerized(_SparseColumn):
    def _ids_of(self, tensor: SparseTensor) -> SparseTensor:
        ids = ops.floormod(tensor.values, self.bucket_size, name="mod")
        return SparseTensor(tensor.indices, ids, tensor.dense_shape)


class _SparseColumnHashed(_SparseColumn):
    hash_keys: list[list[int]] | None = None

    def _ids_of(self, tensor: SparseTensor) -> SparseTensor:
        texts = ops.as_string(tensor.values) if self.dtype.is_integer else tensor.values
        if not self.hash_keys:
            ids = ops.string_to_hash_bucket_fast(texts, self.bucket_size, name="lookup")
            return SparseTensor(tensor.indices, ids, tensor.dense_shape)
        several = []
        for key in self.hash_keys:
            ids = ops.string_to_hash_bucket_strong(texts, self.bucket_size, key)
            several.append(SparseTensor(tensor.indices, ids, tensor.dense_shape))
        return ops.sparse_concat(1, several, name="lookup")


class _SparseColumnKeys(_SparseColumn):
    def _ids_of(self, tensor: SparseTensor) -> SparseTensor:
        settings = self.lookup_config
        table = index_table_from_list(settings.keys, default_value=settings.default_value, dtype=self.dtype, name="lookup")
        return table.lookup(tensor)


class _SparseColumnVocabulary(_SparseColumn):
    def _ids_of(self, tensor: SparseTensor) -> SparseTensor:
        if self.dtype.is_integer:
            tensor = SparseTensor(tensor.indices, ops.as_string(tensor.values), tensor.dense_shape)
        settings = self.lookup_config
        table = index_table_from_file(
            settings.vocabulary_file,
            num_oov_buckets=settings.num_oov_buckets,
            vocab_size=settings.vocab_size,
            default_value=settings.default_value,
            name=f"{self.name}_lookup",
        )
        return table.lookup(tensor)


def _is_pair(key: Any) -> bool:
    return isinstance(key, list) and len(key) == 2


@export("contrib.layers.sparse_column_with_hash_bucket")
def sparse_column_with_hash_bucket(
    column_name: str,
    hash_bucket_size: int,
    combiner: str = "sum",
    dtype: DType = dtypes.string,
    hash_keys: list[list[int]] | None = None,
) -> _SparseColumnHashed:
    """A column whose ids are hashes of its values.

    Args:
      column_name: the key of the feature, sparse, or dense with "" or -1 where there is nothing.
      hash_bucket_size: ids are in [0, hash_bucket_size).
      combiner: how the weights of a record's ids are combined in linear models: "sum", "mean" or "sqrtn".
      dtype: string or an integer type; integers are hashed as text.
      hash_keys: a list of pairs of ints: each value gets as many ids, by hashes with these keys.

    Returns:
      a column of ids.

    Raises:
      ValueError: no size, another type, keys that are no pairs.
    """
    if hash_keys is not None:
        if not isinstance(hash_keys, list) or not hash_keys:
            raise ValueError("hash_keys must be a non-empty list.")
        if not all(_is_pair(key) and all(isinstance(part, int) for part in key) for key in hash_keys):
            raise ValueError("Each element of hash_keys must be a pair of integers.")
    column = _SparseColumnHashed(column_name, bucket_size=hash_bucket_size, combiner=combiner, dtype=dtype)
    column.hash_keys = hash_keys
    return column


@export("contrib.layers.sparse_column_with_integerized_feature")
@documented_by(sparse_column_with_hash_bucket)
def sparse_column_with_integerized_feature(
    column_name: str, bucket_size: int, combiner: str = "sum", dtype: DType = dtypes.int64
) -> _SparseColumnIntegerized:
    """A column whose values are ids.

    Args:
      bucket_size: ids are taken modulo this number.
      dtype: an integer type.

    Raises:
      ValueError: no size, another type.
    """
    if bucket_size is None:
        raise ValueError(f"bucket_size must be set if is_integerized is True. column_name: {column_name}")
    return _SparseColumnIntegerized(column_name, True, bucket_size, combiner=combiner, dtype=dtype)


@export("contrib.layers.sparse_column_with_keys")
@documented_by(sparse_column_with_hash_bucket)
def sparse_column_with_keys(
    column_name: str,
    keys: Sequence[Any],
    default_value: int = -1,
    combiner: str = "sum",
    dtype: DType = dtypes.string,
) -> _SparseColumnKeys:
    """A column whose ids are the places of its values in a list.

    Args:
      keys: texts or whole numbers, each once.
      default_value: the id of values that are not in the list.

    Raises:
      ValueError: another type.
    """
    keys = tuple(keys)
    settings = _SparseIdLookupConfig(keys=keys, vocab_size=len(keys), default_value=default_value)
    return _SparseColumnKeys(column_name, lookup_config=settings, combiner=combiner, dtype=dtype)


@export("contrib.layers.sparse_column_with_vocabulary_file")
@documented_by(sparse_column_with_hash_bucket)
def sparse_column_with_vocabulary_file(
    column_name: str,
    vocabulary_file: str,
    num_oov_buckets: int = 0,
    vocab_size: int | None = None,
    default_value: int = -1,
    combiner: str = "sum",
    dtype: DType = dtypes.string,
) -> _SparseColumnVocabulary:
    """A column whose ids are the lines of a file on which its values stand, counted from 0.

    Args:
      vocabulary_file: a text file, a value on each line.
      num_oov_buckets: values that are not in the file get ids of so many buckets behind it, by their hash.
      vocab_size: so many lines are used.
      default_value: the id of values that are not in the file, where there are no buckets.

    Raises:
      ValueError: no size, another type.
    """
    if vocab_size is None:
        raise ValueError(f"vocab_size should be defined. column_name: {column_name}")
    settings = _SparseIdLookupConfig(vocabulary_file, None, num_oov_buckets, vocab_size, default_value)
    return _SparseColumnVocabulary(column_name, lookup_config=settings, combiner=combiner, dtype=dtype)
