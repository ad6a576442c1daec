"""Columns of ids with weights, and of ids that are combinations of others."""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Sequence
from typing import Any

from headrace.formats.example.specs import VarLenFeature
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType

from .base import CategoricalColumn, FeatureColumn
from .categorical import HashedCategoricalColumn
from .transformations import to_sparse


class WeightedCategoricalColumn(
    CategoricalColumn,
    namedtuple("WeightedCategoricalColumn", ("categorical_column", "weight_feature_key", "dtype")),
):
    """Ids with weights; see `weighted_categorical_column`."""

    @property
    def name(self) -> str:
        """`<ids>_weighted_by_<key>`."""
        return f"{self.categorical_column.name}_weighted_by_{self.weight_feature_key}"

    @property
    def _is_v2_column(self) -> bool:  # type: ignore[override]
        return self.categorical_column._is_v2_column

    @property
    def parse_example_spec(self) -> dict[str, Any]:
        """The features of the ids, and the weights, of any length. Raises ValueError where one key means both."""
        spec = dict(self.categorical_column.parse_example_spec)
        key = self.weight_feature_key
        if key in spec:
            raise ValueError(f"Parse config {spec[key]} already exists for {key}.")
        spec[key] = VarLenFeature(self.dtype)
        return spec

    @property
    def parents(self) -> list[Any]:
        """The column of ids and the key of the weights."""
        return [self.categorical_column, self.weight_feature_key]

    @property
    def num_buckets(self) -> int:
        """That of the ids."""
        return self.categorical_column.num_buckets

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> tuple[Any, Any]:
        """The ids and the weights, floats."""
        weights = transformation_cache.get(self.weight_feature_key, state_manager)
        if weights is None:
            raise ValueError(f"Missing weights {self.weight_feature_key}.")
        weights = ops.convert_to_tensor_or_sparse_tensor(weights)
        if self.dtype != weights.dtype.base_dtype:
            raise ValueError(f"Bad dtype, expected {self.dtype}, but got {weights.dtype}.")
        if not isinstance(weights, SparseTensor):
            weights = to_sparse(weights, ignore_value=0.0)
        if not weights.dtype.is_floating:
            weights = ops.cast(weights, dtypes.float32)
        return transformation_cache.get(self.categorical_column, state_manager), weights

    def get_sparse_tensors(self, transformation_cache: Any, state_manager: Any) -> CategoricalColumn.IdWeightPair:
        """The ids and the weights."""
        return self.IdWeightPair(*transformation_cache.get(self, state_manager))


class CrossedColumn(CategoricalColumn, namedtuple("CrossedColumn", ("keys", "hash_bucket_size", "hash_key"))):
    """Hashes of combinations; see `crossed_column`."""

    @property
    def name(self) -> str:
        """The names of the columns and keys, sorted and joined by `_X_`."""
        return "_X_".join(sorted(key.name if isinstance(key, FeatureColumn) else key for key in self._leaves()))

    @property
    def _is_v2_column(self) -> bool:  # type: ignore[override]
        return all(isinstance(key, str) or key._is_v2_column for key in self._leaves())

    @property
    def parse_example_spec(self) -> dict[str, Any]:
        """The features of the columns, and those of the keys, texts of any length."""
        spec: dict[str, Any] = {}
        for key in self.keys:
            spec.update(key.parse_example_spec if isinstance(key, FeatureColumn) else {key: VarLenFeature(dtypes.string)})
        return spec

    @property
    def parents(self) -> list[Any]:
        """The columns and keys."""
        return list(self.keys)

    @property
    def num_buckets(self) -> int:
        """The number of buckets."""
        return self.hash_bucket_size

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> SparseTensor:
        """The bucket of each combination."""
        tensors = []
        for key in self._leaves():
            if isinstance(key, str):
                tensors.append(transformation_cache.get(key, state_manager))
                continue
            pair = key.get_sparse_tensors(transformation_cache, state_manager)
            if pair.weight_tensor is not None:
                raise ValueError(
                    "crossed_column does not support weight_tensor, but the given column populates weight_tensor. Given "
                    f"column: {key.name}"
                )
            tensors.append(pair.id_tensor)
        return ops.sparse_cross_hashed(tensors, num_buckets=self.hash_bucket_size, hash_key=self.hash_key)

    def _leaves(self) -> list[Any]:
        """The keys, those of crossed columns instead of themselves."""
        found: list[Any] = []
        for key in self.keys:
            found += key._leaves() if isinstance(key, CrossedColumn) else [key]
        return found


@export("feature_column.weighted_categorical_column")
def weighted_categorical_column(
    categorical_column: CategoricalColumn, weight_feature_key: str, dtype: DType = dtypes.float32
) -> WeightedCategoricalColumn:
    """A column of ids with weights from another feature.

    Args:
      categorical_column: the ids.
      weight_feature_key: the key of the weights, in the shape of the ids.
      dtype: of the weights, a type of numbers.

    Returns:
      a categorical column.

    Raises:
      ValueError: a type that is no number.

    Example:
      >>> word = tf.feature_column.categorical_column_with_identity("word", 3)
      >>> often = tf.feature_column.weighted_categorical_column(word, "often")
      >>> features = {"word": [[0, 2]], "often": [[0.5, 2.0]]}
      >>> layer = tf.feature_column.input_layer(features, [tf.feature_column.indicator_column(often)])
      >>> with tf.Session() as sess:
      ...     sess.run(layer).tolist()
      [[0.5, 0.0, 2.0]]
    """
    if dtype is None or not (dtype.is_integer or dtype.is_floating):
        raise ValueError(f"dtype {dtype} is not convertible to float.")
    return WeightedCategoricalColumn(categorical_column, weight_feature_key, dtype)


@export("feature_column.crossed_column")
def crossed_column(keys: Sequence[Any], hash_bucket_size: int, hash_key: int | None = None) -> CrossedColumn:
    """A column whose ids are hashes of the combinations of several features.

    Args:
      keys: two or more: keys of features of strings or integers, or categorical columns but those of hashes.
      hash_bucket_size: ids are in [0, hash_bucket_size).
      hash_key: another number gives other hashes.

    Returns:
      a categorical column.

    Raises:
      ValueError: no size, less than two keys, a column of hashes or something else.

    Example:
      >>> both = tf.feature_column.crossed_column(["a", "b"], 1000)
      >>> tf.feature_column.embedding_column(both, 2).name
      'a_X_b_embedding'
    """
    if not hash_bucket_size or hash_bucket_size < 1:
        raise ValueError(f"hash_bucket_size must be > 1. hash_bucket_size: {hash_bucket_size}")
    if not keys or len(keys) < 2:
        raise ValueError(f"keys must be a list with length > 1. Given: {keys}")
    for key in keys:
        if not isinstance(key, (str, CategoricalColumn)):
            raise ValueError(
                "Unsupported key type. All keys must be either string, or categorical column except "
                f"HashedCategoricalColumn. Given: {key}"
            )
        if isinstance(key, HashedCategoricalColumn):
            raise ValueError(
                "categorical_column_with_hash_bucket is not supported for crossing. Hashing before crossing will increase "
                f"probability of collision. Instead, use the feature name as a string. Given: {key}"
            )
    return CrossedColumn(tuple(keys), hash_bucket_size, hash_key)
