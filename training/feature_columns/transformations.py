"""Features and what columns have made of them so far; the columns of a model, checked and in order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from headrace.graph import ops
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.platform import logging
from headrace.graph.types import dtypes

from .base import FeatureColumn


class FeatureTransformationCache:
    """The features of records by their keys, as tensors, and what columns made of them.

    Args:
      features: dict from keys to Tensors, SparseTensors or what becomes one, [records, ...].
      kind: what errors call a column.
    """

    def __init__(self, features: dict[Any, Any], kind: str = "FeatureColumn") -> None:
        self._features = features.copy()
        self._kind = kind
        self._tensors: dict[Any, Any] = {}

    def get(self, key: Any, state_manager: Any = None) -> Any:
        """The feature of a key, of rank 2 at least; or what a column makes of the features.

        Args:
          key: a key of the features, or a FeatureColumn.
          state_manager: a StateManager, where columns have variables.

        Raises:
          ValueError: there is no such feature, or it is a scalar. TypeError: neither a text nor a column.
        """
        if key in self._tensors:
            return self._tensors[key]
        if key in self._features:
            made = self._raw_feature(key)
        elif isinstance(key, str):
            raise ValueError(f"Feature {key} is not in features dictionary.")
        elif not isinstance(key, FeatureColumn):
            raise TypeError(f'"key" must be either a "str" or "{self._kind}". Provided: {key}')
        else:
            logging.debug("Transforming feature_column %s.", key)
            made = key.transform_feature(self, state_manager)
            if made is None:
                raise ValueError(f"Column {key.name} is not supported.")
        self._tensors[key] = made
        return made

    def _raw_feature(self, key: Any) -> Any:
        tensor = ops.convert_to_tensor_or_sparse_tensor(self._features[key])
        rank = tensor.get_shape().ndims
        if rank is not None:
            if rank == 0:
                raise ValueError(f"Feature (key: {key}) cannot have rank 0. Given: {tensor}")
            return tensor if rank != 1 else _as_column(tensor)
        message = f"Feature (key: {key}) cannot have rank 0. Given: {tensor}"
        with get_default_graph().control_dependencies([ops.assert_positive(ops.rank(tensor), message=message)]):
            return ops.cond(ops.equal(1, ops.rank(tensor)), lambda: _as_column(tensor), lambda: tensor)


def _as_column(tensor: Any) -> Any:
    if isinstance(tensor, SparseTensor):
        return ops.sparse_reshape(tensor, [ops.shape(tensor)[0], 1])
    return ops.expand_dims(tensor, -1)


def to_sparse(tensor: Any, ignore_value: Any = None) -> SparseTensor:
    """What is dense as a SparseTensor without the elements that stand for none: "", -1, or `ignore_value`."""
    tensor = ops.convert_to_tensor_or_sparse_tensor(tensor)
    if isinstance(tensor, SparseTensor):
        return tensor
    with name_scope(None, "to_sparse_input", [tensor]):
        if ignore_value is None:
            ignore_value = "" if tensor.dtype == dtypes.string else -1 if tensor.dtype.is_integer else 0
        ignored = ops.cast(ignore_value, tensor.dtype, name="ignore_value")
        places = ops.where(ops.not_equal(tensor, ignored), name="indices")
        return SparseTensor(
            places,
            ops.gather_nd(tensor, places, name="values"),
            ops.shape(tensor, out_type=dtypes.int64, name="dense_shape"),
        )


def sequence_length_of(sparse: SparseTensor, num_elements: int = 1) -> Tensor:
    """How many steps each record of a SparseTensor [records, steps, ...] has, int64 [records]; a step has `num_elements`."""
    with name_scope(None, "sequence_length") as scope:
        rows, columns = sparse.indices[:, 0], sparse.indices[:, 1]
        columns += ops.ones_like(columns)
        lengths = ops.segment_max(columns, segment_ids=rows)
        lengths = ops.cast(ops.ceil(lengths / num_elements), dtypes.int64)
        missing = ops.shape(sparse)[:1] - ops.shape(lengths)[:1]
        return ops.concat([lengths, ops.zeros(missing, dtype=lengths.dtype)], axis=0, name=scope)


def normalized_columns(feature_columns: Any, kind: str = "FeatureColumn") -> list[Any]:
    """The columns of a model, a list; one column is a list of it.

    Raises:
      ValueError: no column, something else than columns, or two of one name.
    """
    if isinstance(feature_columns, FeatureColumn):
        feature_columns = [feature_columns]
    if isinstance(feature_columns, Iterator):
        feature_columns = list(feature_columns)
    if isinstance(feature_columns, dict):
        raise ValueError("Expected feature_columns to be iterable, found dict.")
    for column in feature_columns:
        if not isinstance(column, FeatureColumn):
            raise ValueError(f"Items of feature_columns must be a {kind}. Given (type {type(column)}): {column}.")
    if not feature_columns:
        raise ValueError("feature_columns must not be empty.")
    known: dict[str, Any] = {}
    for column in feature_columns:
        if column.name in known:
            raise ValueError(
                f"Duplicate feature column name found for columns: {column} and {known[column.name]}. This usually means that "
                "these columns refer to same base feature. Either one must be discarded or a duplicated but renamed item must "
                "be inserted in features dict."
            )
        known[column.name] = column
    return list(feature_columns)


def by_name(column: FeatureColumn) -> str:
    """The key by which columns are sorted."""
    return column.name


def check_batch_sizes(tensors: list[Tensor], columns: list[Any]) -> None:
    """Raises ValueError where two columns are known to have other numbers of records."""
    first = None
    for tensor, column in zip(tensors, columns, strict=True):
        size = tensor.shape[0]
        if size.value is None:
            continue
        if first is None:
            first = column, size
        elif not first[1].is_compatible_with(size):
            raise ValueError(
                "Batch size (first dimension) of each feature must be same. Batch size of columns "
                f"({first[0].name}, {column.name}): ({first[1]}, {size})"
            )
