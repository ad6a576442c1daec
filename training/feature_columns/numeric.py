"""Columns of numbers as they are, and of numbers in buckets."""

from __future__ import annotations

import itertools
from collections import namedtuple
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.example.specs import FixedLenFeature
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.math.rounding import BUCKETIZE
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.shapes import TensorShape

from .base import CategoricalColumn, DenseColumn
from .checks import check_key, check_normalizer, check_number, checked_default, checked_shape


class NumericColumn(DenseColumn, namedtuple("NumericColumn", ("key", "shape", "default_value", "dtype", "normalizer_fn"))):
    """Numbers as they are; see `numeric_column`."""

    @property
    def name(self) -> str:
        """Its key."""
        return self.key

    @property
    def parse_example_spec(self) -> dict[str, Any]:
        """Its feature, of fixed length."""
        return {self.key: FixedLenFeature(self.shape, self.dtype, self.default_value)}

    @property
    def parents(self) -> list[Any]:
        """Its key."""
        return [self.key]

    @property
    def variable_shape(self) -> TensorShape:
        """Its shape."""
        return TensorShape(self.shape)

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """The feature, normalized, as float32."""
        tensor = transformation_cache.get(self.key, state_manager)
        if isinstance(tensor, SparseTensor):
            raise ValueError(
                f"The corresponding Tensor of numerical column must be a Tensor. SparseTensor is not supported. key: {self.key}"
            )
        if self.normalizer_fn is not None:
            tensor = self.normalizer_fn(tensor)
        return ops.cast(tensor, dtypes.float32)

    def get_dense_tensor(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """float32 [records] + `shape`."""
        return transformation_cache.get(self, state_manager)


class BucketizedColumn(DenseColumn, CategoricalColumn, namedtuple("BucketizedColumn", ("source_column", "boundaries"))):
    """Numbers in buckets; see `bucketized_column`."""

    @property
    def name(self) -> str:
        """`<source>_bucketized`."""
        return f"{self.source_column.name}_bucketized"

    @property
    def parse_example_spec(self) -> dict[str, Any]:
        """That of its source."""
        return self.source_column.parse_example_spec

    @property
    def parents(self) -> list[Any]:
        """Its source."""
        return [self.source_column]

    @property
    def variable_shape(self) -> TensorShape:
        """The shape of the source, with a number for each bucket."""
        return TensorShape((*self.source_column.shape, len(self.boundaries) + 1))

    @property
    def num_buckets(self) -> int:
        """So many buckets for each number of the source."""
        return (len(self.boundaries) + 1) * self.source_column.shape[0]

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """The number of the bucket of each number, int32."""
        return BUCKETIZE(transformation_cache.get(self.source_column, state_manager), boundaries=self.boundaries)

    def get_dense_tensor(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """1 at the bucket of each number, 0 at the others."""
        buckets = ops.cast(transformation_cache.get(self, state_manager), dtypes.int64)
        return ops.one_hot(buckets, depth=len(self.boundaries) + 1, on_value=1.0, off_value=0.0)

    def get_sparse_tensors(self, transformation_cache: Any, state_manager: Any) -> CategoricalColumn.IdWeightPair:
        """The bucket of each number as an id; those of the second number come behind those of the first."""
        buckets = transformation_cache.get(self, state_manager)
        records, width = ops.shape(buckets)[0], self.source_column.shape[0]
        rows = ops.reshape(ops.tile(ops.expand_dims(ops.range(0, records), 1), [1, width]), (-1,))
        columns = ops.tile(ops.range(0, width), [records])
        ids = ops.reshape(buckets, (-1,)) + (len(self.boundaries) + 1) * columns
        places = ops.cast(ops.transpose(ops.stack((rows, columns))), dtypes.int64)
        shape = ops.cast(ops.stack([records, width]), dtypes.int64)
        return self.IdWeightPair(SparseTensor(places, ids, shape), None)


@export("feature_column.numeric_column")
def numeric_column(
    key: str,
    shape: Any = (1,),
    default_value: Any = None,
    dtype: DType = dtypes.float32,
    normalizer_fn: Callable[[Tensor], Tensor] | None = None,
) -> NumericColumn:
    """A column of numbers as they are.

    Args:
      key: of the feature.
      shape: of a record's tensor: an int, or several.
      default_value: what records without the feature have when Examples are parsed: a number, or a list in the shape.
      dtype: of the feature; the column is float32.
      normalizer_fn: from the feature to the tensor that is used.

    Returns:
      a dense column.

    Raises:
      TypeError: a shape that is no ints, a default value of another type, a `normalizer_fn` that cannot be called.
      ValueError: a shape or default value that cannot be, a type that is no number, a key that is no text.

    Example:
      >>> price = tf.feature_column.numeric_column("price")
      >>> with tf.Session() as sess:
      ...     sess.run(tf.feature_column.input_layer({"price": [[1.0], [2.5]]}, [price])).tolist()
      [[1.0], [2.5]]
    """
    sizes = checked_shape(shape, key)
    check_number(dtype, key)
    default_value = checked_default(sizes, default_value, dtype, key)
    check_normalizer(normalizer_fn)
    check_key(key)
    return NumericColumn(key, sizes, default_value, dtype, normalizer_fn)


@export("feature_column.bucketized_column")
def bucketized_column(source_column: NumericColumn, boundaries: Sequence[float]) -> BucketizedColumn:
    """A column of the buckets in which numbers lie: (-inf, b0), [b0, b1), ..., [bn, inf).

    Args:
      source_column: a numeric column of rank 1 at most.
      boundaries: a sorted list or tuple of numbers.

    Returns:
      a column that is dense and categorical.

    Raises:
      ValueError: another column, or boundaries that are not sorted.

    Example:
      >>> price = tf.feature_column.bucketized_column(tf.feature_column.numeric_column("price"), [2.0, 3.0])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.feature_column.input_layer({"price": [[1.0], [2.0]]}, [price])).tolist()
      [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]
    """
    if not isinstance(source_column, NumericColumn):
        raise ValueError(f"source_column must be a column generated with numeric_column(). Given: {source_column}")
    if len(source_column.shape) > 1:
        raise ValueError(f"source_column must be one-dimensional column. Given: {source_column}")
    if not boundaries:
        raise ValueError("boundaries must not be empty.")
    if not isinstance(boundaries, (list, tuple)) or any(a >= b for a, b in itertools.pairwise(boundaries)):
        raise ValueError("boundaries must be a sorted list.")
    return BucketizedColumn(source_column, tuple(boundaries))
