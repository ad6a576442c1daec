"""Columns of ids with weights, and of ids as numbers of a model's input."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from headrace.formats.example.specs import VarLenFeature
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes
from headrace.graph.types.dtypes import DType
from headrace.graph.types.shapes import TensorShape

from ...feature_columns.base import DenseColumn
from ..layers.embeddings import dense_to_sparse_tensor
from ..layers.reshaped import inner_flatten
from .base import ContribColumn, feature, feature_spec
from .sparse import _OfIds, _SparseColumn


class _WeightedSparseColumn(_OfIds, namedtuple("_WeightedSparseColumn", ("sparse_id_column", "weight_column_name", "dtype"))):
    """Ids with weights from another feature."""

    @property
    def name(self) -> str:
        """`<ids>_weighted_by_<key>`."""
        return f"{self.sparse_id_column.name}_weighted_by_{self.weight_column_name}"

    @property
    def length(self) -> int:  # type: ignore[override]
        """That of the ids."""
        return self.sparse_id_column.length

    @property
    def combiner(self) -> str:  # type: ignore[override]
        """That of the ids."""
        return self.sparse_id_column.combiner

    @property
    def lookup_config(self) -> Any:
        """That of the ids."""
        return self.sparse_id_column.lookup_config

    @property
    def config(self) -> dict[str, Any]:
        """The features of the ids, and the weights, of any length."""
        return {**feature_spec(self.sparse_id_column), self.weight_column_name: VarLenFeature(self.dtype)}

    def id_tensor(self, tensor: Any) -> SparseTensor:
        """The first of the two."""
        return tensor[0]

    def weight_tensor(self, tensor: Any) -> SparseTensor:
        """The second of the two."""
        return tensor[1]

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> tuple[SparseTensor, SparseTensor]:
        """The ids and the weights, floats."""
        ids = transformation_cache.get(self.sparse_id_column)
        weights = feature(transformation_cache, self.weight_column_name)
        if not isinstance(weights, SparseTensor):
            weights = dense_to_sparse_tensor(weights)
        return ids, weights if self.dtype.is_floating else ops.cast(weights, dtypes.float32)

    def to_input(self, tensor: Any, rank: int) -> Tensor:
        """Ids are no numbers: raises ValueError."""
        raise ValueError(
            f"WeightedSparseColumn is not supported in DNN. Please use embedding_column or one_hot_column. column: {self}"
        )

    def is_compatible(self, other_column: Any) -> bool:
        """Whether another column may share vectors with it."""
        if isinstance(other_column, _WeightedSparseColumn):
            other_column = other_column.sparse_id_column
        return self.sparse_id_column.is_compatible(other_column)


class _OneHotColumn(ContribColumn, DenseColumn, namedtuple("_OneHotColumn", ("sparse_id_column",))):
    """How often a record has each id."""

    @property
    def name(self) -> str:
        """`<ids>_one_hot`."""
        return f"{self.sparse_id_column.name}_one_hot"

    @property
    def length(self) -> int:
        """The number of ids."""
        return self.sparse_id_column.length

    @property
    def config(self) -> dict[str, Any]:
        """The features of the ids."""
        return feature_spec(self.sparse_id_column)

    @property
    def variable_shape(self) -> TensorShape:
        """[number of ids]."""
        return TensorShape([self.length])

    def insert_transformed_feature(self, columns_to_tensors: dict[Any, Any]) -> None:
        """Put the ids into a dict of tensors."""
        if self.sparse_id_column not in columns_to_tensors:
            self.sparse_id_column.insert_transformed_feature(columns_to_tensors)
        columns_to_tensors[self] = columns_to_tensors[self.sparse_id_column]

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """float32 [records, number of ids]."""
        return self.to_input(transformation_cache.get(self.sparse_id_column), 2)

    def get_dense_tensor(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """float32 [records, number of ids]."""
        return transformation_cache.get(self)

    def to_input(self, tensor: Any, rank: int) -> Tensor:
        """The sum of the weights of each id; all weights are 1 where there are none."""
        ids: Any = inner_flatten(self.sparse_id_column.id_tensor(tensor), rank)
        weights = self.sparse_id_column.weight_tensor(tensor)
        if weights is not None:
            merged = ops.sparse_merge(ids, weights, vocab_size=self.length)
            merged = ops.sparse_slice(merged, ops.zeros_like(merged.dense_shape), merged.dense_shape)
            dense = ops.sparse_tensor_to_dense(merged)
            return ops.reshape(dense, ops.concat([ops.shape(dense)[:-1], [self.length]], 0))
        dense = ops.sparse_tensor_to_dense(ids, default_value=-1)
        return ops.reduce_sum(ops.one_hot(dense, depth=self.length, on_value=1.0, off_value=0.0), axis=[rank - 1])


@export("contrib.layers.weighted_sparse_column")
def weighted_sparse_column(
    sparse_id_column: _SparseColumn, weight_column_name: str, dtype: DType = dtypes.float32
) -> _WeightedSparseColumn:
    """A column of ids with weights from another feature.

    Args:
      sparse_id_column: the ids.
      weight_column_name: the key of the weights, in the shape of the ids.
      dtype: of the weights, a type of numbers.

    Returns:
      a column of ids.

    Raises:
      ValueError: a type that is no number.
    """
    if not (dtype.is_integer or dtype.is_floating):
        raise ValueError(f"dtype is not convertible to float. Given {dtype}")
    return _WeightedSparseColumn(sparse_id_column, weight_column_name, dtype)


@export("contrib.layers.one_hot_column")
def one_hot_column(sparse_id_column: Any) -> _OneHotColumn:
    """A column that says how often a record has each id, or the weight of each id.

    Args:
      sparse_id_column: the ids, with weights or without.

    Returns:
      a column for the input of a model.
    """
    return _OneHotColumn(sparse_id_column)
