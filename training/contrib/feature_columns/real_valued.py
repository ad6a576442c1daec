"""Columns of numbers as they are, of numbers in buckets, and of combinations."""

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
from headrace.graph.variables.initializers.plain import Zeros

from ...feature_columns.base import CategoricalColumn, DenseColumn
from .base import ContribColumn, Lookup, feature, feature_spec, of_rank
from .sparse import _OfIds, _SparseColumn


class _RealValuedColumn(
    ContribColumn,
    DenseColumn,
    namedtuple("_RealValuedColumn", ("column_name", "dimension", "default_value", "dtype", "normalizer")),
):
    """Numbers as they are; see `real_valued_column`."""

    @property
    def name(self) -> str:
        """The key of the feature."""
        return self.column_name

    @property
    def config(self) -> dict[str, Any]:
        """Its feature, of fixed length."""
        default = None if self.default_value is None else list(self.default_value)
        return {self.column_name: FixedLenFeature([self.dimension], self.dtype, default)}

    @property
    def key(self) -> str:
        """What it was made of but the normalizer."""
        return self._key_without("normalizer")

    @property
    def normalizer_fn(self) -> Callable[[Tensor], Tensor] | None:
        """The normalizer."""
        return self.normalizer

    @property
    def variable_shape(self) -> TensorShape:
        """[dimension]."""
        return TensorShape([self.dimension])

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """The feature, normalized, as float32."""
        tensor = feature(transformation_cache, self.column_name)
        return ops.cast(tensor if self.normalizer is None else self.normalizer(tensor), dtypes.float32)

    def get_dense_tensor(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """float32 [records, dimension]."""
        return transformation_cache.get(self)

    def to_input(self, tensor: Any, rank: int) -> Tensor:
        """The numbers."""
        return of_rank(tensor, rank, self.column_name)

    def numbers(self, tensor: Any) -> Tensor:
        """The numbers."""
        return tensor


class _BucketizedColumn(_OfIds, DenseColumn, namedtuple("_BucketizedColumn", ("source_column", "boundaries"))):
    """Numbers in buckets; see `bucketized_column`."""

    combiner = "sum"

    @property
    def name(self) -> str:
        """`<source>_bucketized`."""
        return f"{self.source_column.name}_bucketized"

    @property
    def length(self) -> int:  # type: ignore[override]
        """The number of buckets."""
        return len(self.boundaries) + 1

    @property
    def num_buckets(self) -> int:
        """So many buckets for each number of the source."""
        return self.length * self.source_column.dimension

    @property
    def config(self) -> dict[str, Any]:
        """The feature of the source."""
        return self.source_column.config

    @property
    def variable_shape(self) -> TensorShape:
        """[buckets of all numbers]."""
        return TensorShape([self.num_buckets])

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """The number of the bucket of each number, int32."""
        return BUCKETIZE(transformation_cache.get(self.source_column), boundaries=self.boundaries, name="bucketize")

    def get_dense_tensor(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """1 at the bucket of each number, 0 at the others."""
        return self.to_input(transformation_cache.get(self), 2)

    def get_sparse_tensors(self, transformation_cache: Any, state_manager: Any) -> CategoricalColumn.IdWeightPair:
        """The bucket of each number as an id."""
        return self.IdWeightPair(self.to_sparse_tensor(transformation_cache.get(self)), None)

    def to_input(self, tensor: Any, rank: int) -> Tensor:
        """1 at the bucket of each number, 0 at the others. Raises ValueError for sequences."""
        if rank != 2:
            raise ValueError("BucketizedColumn currently only supports output_rank=2")
        one_hot = ops.one_hot(ops.cast(tensor, dtypes.int64), self.length, 1.0, 0.0, name="one_hot")
        return ops.reshape(one_hot, [-1, self.num_buckets], name="reshape")

    def to_sparse_tensor(self, input_tensor: Tensor) -> SparseTensor:
        """The bucket of each number as an id; those of the second number come behind those of the first.

        Args:
          input_tensor: int32 [records, dimension]: the number of each bucket.
        """
        width = self.source_column.dimension
        records = ops.shape(input_tensor, name="shape")[0]
        if width > 1:
            rows = ops.expand_dims(ops.range(0, records), 1, name="expand_dims")
            rows = ops.reshape(ops.tile(rows, [1, width], name="tile"), [-1], name="reshape")
            columns = ops.tile(ops.range(0, width), [records], name="tile")
            ids = ops.reshape(input_tensor, [-1], name="reshape") + self.length * columns
        else:
            rows = ops.range(0, records)
            columns = ops.zeros([records], dtype=dtypes.int32, name="zeros")
            ids = ops.reshape(input_tensor, [-1], name="reshape")
        places = ops.cast(ops.transpose(ops.stack((rows, columns))), dtypes.int64)
        return SparseTensor(places, ids, ops.cast(ops.stack([records, width]), dtypes.int64))

    def weights(self, tensor: Any) -> Lookup:
        """A weight for each bucket of each number."""
        return Lookup(self.to_sparse_tensor(tensor), None, self.num_buckets, Zeros(), "sum")


class _CrossedColumn(
    _OfIds,
    namedtuple(
        "_CrossedColumn",
        ("columns", "hash_bucket_size", "hash_key", "combiner", "ckpt_to_load_from", "tensor_name_in_ckpt"),
    ),
):
    """Hashes of combinations; see `crossed_column`."""

    @property
    def name(self) -> str:
        """The names of the columns, sorted and joined by `_X_`."""
        return "_X_".join(sorted(column.name for column in self.columns))

    @property
    def length(self) -> int:  # type: ignore[override]
        """The number of buckets."""
        return self.hash_bucket_size

    @property
    def config(self) -> dict[str, Any]:
        """The features of all columns."""
        return {key: value for column in self.columns for key, value in feature_spec(column).items()}

    @property
    def checkpoint(self) -> tuple[str, str] | None:
        """The checkpoint from which its weights come, and their name there."""
        return None if self.ckpt_to_load_from is None else (self.ckpt_to_load_from, self.tensor_name_in_ckpt)

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> SparseTensor:
        """The bucket of each combination."""
        tensors = []
        for column in self._leaves():
            if isinstance(column, _SparseColumn):
                tensors.append(transformation_cache.get(column.name))
            else:
                tensors.append(column.to_sparse_tensor(transformation_cache.get(column)))
        return ops.sparse_feature_cross(
            tensors, hashed_output=True, num_buckets=self.hash_bucket_size, hash_key=self.hash_key, name="cross"
        )

    def _leaves(self) -> list[Any]:
        """The columns, those of crossed columns instead of themselves."""
        found: list[Any] = []
        for column in self.columns:
            found += column._leaves() if isinstance(column, _CrossedColumn) else [column]
        return found

    def to_input(self, tensor: Any, rank: int) -> Tensor:
        """Ids are no numbers: raises ValueError."""
        raise ValueError(f"CrossedColumn is not supported in DNN. Please use embedding_column. column: {self}")


def _default_of(value: Any, dimension: int, dtype: DType, name: str) -> tuple | None:
    """A default value for each number. Raises ValueError or TypeError."""
    if value is None:
        return None
    if isinstance(value, int) or (isinstance(value, float) and dtype.is_floating):
        return (float(value) if dtype.is_floating else value,) * dimension
    if isinstance(value, list):
        if len(value) != dimension:
            raise ValueError(
                f"The length of default_value must be equal to dimension. default_value: {value}, dimension: {dimension}, "
                f"column_name: {name}"
            )
        if dtype.is_integer and all(isinstance(item, int) for item in value):
            return tuple(value)
        if dtype.is_floating and all(isinstance(item, (int, float)) for item in value):
            return tuple(float(item) for item in value)
    raise TypeError(f"default_value must be compatible with dtype. default_value: {value}, dtype: {dtype}, column_name: {name}")


@export("contrib.layers.real_valued_column")
def real_valued_column(
    column_name: str,
    dimension: int = 1,
    default_value: Any = None,
    dtype: DType = dtypes.float32,
    normalizer: Callable[[Tensor], Tensor] | None = None,
) -> _RealValuedColumn:
    """A column of numbers as they are.

    Args:
      column_name: the key of the feature, [records, dimension].
      dimension: how many numbers a record has.
      default_value: what records without the feature have when Examples are parsed: a number, or a list of `dimension`.
      dtype: of the feature; the column is float32.
      normalizer: from the feature to the tensor that is used.

    Returns:
      a column for the input of a model.

    Raises:
      TypeError: a dimension that is no int, a default value of another type.
      ValueError: a dimension below 1, a type that is no number, another number of default values.
    """
    if dimension is None:
        raise TypeError(
            "dimension must be an integer. Use the _real_valued_var_len_column for variable length features."
            f"dimension: {dimension}, column_name: {column_name}"
        )
    if not isinstance(dimension, int):
        raise TypeError(f"dimension must be an integer. dimension: {dimension}, column_name: {column_name}")
    if dimension < 1:
        raise ValueError(f"dimension must be greater than 0. dimension: {dimension}, column_name: {column_name}")
    if not (dtype.is_integer or dtype.is_floating):
        raise ValueError(f"dtype must be convertible to float. dtype: {dtype}, column_name: {column_name}")
    default = _default_of(default_value, dimension, dtype, column_name)
    return _RealValuedColumn(column_name, dimension, default, dtype, normalizer)


@export("contrib.layers.bucketized_column")
def bucketized_column(source_column: _RealValuedColumn, boundaries: Sequence[float]) -> _BucketizedColumn:
    """A column of the buckets in which numbers lie: (-inf, b0), [b0, b1), ..., [bn, inf).

    Args:
      source_column: a column of `real_valued_column`.
      boundaries: a sorted list or tuple of numbers; the same twice counts once.

    Returns:
      a column for the input of a model and of ids.

    Raises:
      TypeError: another column. ValueError: boundaries that are not sorted.
    """
    if not isinstance(source_column, _RealValuedColumn):
        raise TypeError(f"source_column must be an instance of _RealValuedColumn. source_column: {source_column}")
    if not isinstance(boundaries, (list, tuple)) or not boundaries:
        raise ValueError(f"boundaries must be a non-empty list or tuple. boundaries: {boundaries}")
    if list(boundaries) != sorted(boundaries):
        raise ValueError(f"boundaries must be a sorted list. boundaries: {boundaries}")
    return _BucketizedColumn(source_column, tuple(one for one, _ in itertools.groupby(boundaries)))


@export("contrib.layers.crossed_column")
def crossed_column(
    columns: Sequence[Any],
    hash_bucket_size: int,
    combiner: str = "sum",
    ckpt_to_load_from: str | None = None,
    tensor_name_in_ckpt: str | None = None,
    hash_key: int | None = None,
) -> _CrossedColumn:
    """A column whose ids are hashes of the combinations of several features.

    Args:
      columns: two or more: columns of ids of one feature (whose values are combined, not the ids), of buckets, or crossed ones.
      hash_bucket_size: ids are in [0, hash_bucket_size).
      combiner: how the weights of a record's ids are combined in linear models: "sum", "mean" or "sqrtn".
      ckpt_to_load_from: a checkpoint that has the weights of linear models.
      tensor_name_in_ckpt: their name there.
      hash_key: None: the hashes of old programs; a number: those of `tf.feature_column.crossed_column` with that key.

    Returns:
      a column of ids.

    Raises:
      TypeError: another column. ValueError: less than two columns, less than two buckets, a checkpoint without name or the
        other way.
    """
    for column in columns:
        if not isinstance(column, (_SparseColumn, _CrossedColumn, _BucketizedColumn)):
            raise TypeError(
                "columns must be a set of _SparseColumn, _CrossedColumn, or _BucketizedColumn instances. "
                f"(column {column} is a {type(column).__name__})"
            )
    if len(columns) < 2:
        raise ValueError(f"columns must contain at least 2 elements. columns: {columns}")
    if hash_bucket_size < 2:
        raise ValueError(f"hash_bucket_size must be at least 2. hash_bucket_size: {hash_bucket_size}")
    if (ckpt_to_load_from is None) != (tensor_name_in_ckpt is None):
        raise ValueError("Must specify both `ckpt_to_load_from` and `tensor_name_in_ckpt` or none of them.")
    ordered = tuple(sorted(columns, key=lambda column: column.name))
    return _CrossedColumn(ordered, hash_bucket_size, hash_key, combiner, ckpt_to_load_from, tensor_name_in_ckpt)
