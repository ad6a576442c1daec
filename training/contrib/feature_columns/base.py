"""What the columns of tf.contrib.layers are: recipes that make inputs of a model of the features of records.

They make what `tf.feature_column.input_layer` and `linear_model` ask of a column, too. The features and all that columns made
of them are in one dict, from keys and columns to tensors.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.platform import logging

from ...feature_columns.base import FeatureColumn
from ..layers.reshaped import inner_flatten


class Lookup(NamedTuple):
    """What is looked up in a table of weights: ids, their weights, and how the table is made.

    Attributes:
      ids: SparseTensor. weights: SparseTensor, or None.
      rows: the number of rows of the table.
      width: of the rows of vectors; None for the weights of a linear model.
      shared_name: of a table that columns share.
      hash_key: of columns whose vectors are made of hashes.
    """

    ids: Any
    weights: Any
    rows: int
    initializer: Any
    combiner: str
    width: int | None = None
    shared_name: str | None = None
    hash_key: int | None = None
    max_norm: float | None = None
    trainable: bool = True


class ContribColumn(FeatureColumn):
    """A column of tf.contrib.layers, a named tuple."""

    _is_v2_column = False

    @property
    def config(self) -> dict[str, Any]:
        """The features that it is made of, for `tf.parse_example`."""
        raise NotImplementedError(f"{type(self).__name__} does not say its features")

    @property
    def parse_example_spec(self) -> dict[str, Any]:
        """`config`."""
        return self.config

    @property
    def key(self) -> str:
        """What it was made of, as text; columns are sorted by it."""
        return f"{self}"

    def _key_without(self, *fields: str) -> str:
        said = [f"{name}={getattr(self, name)}" for name in self._fields if name not in fields]  # type: ignore[attr-defined]
        return f"{type(self).__name__}({', '.join(said)})"

    def insert_transformed_feature(self, columns_to_tensors: dict[Any, Any]) -> None:
        """Put what it makes into a dict of tensors.

        Args:
          columns_to_tensors: the features by key, and what columns made of them by column.
        """
        columns_to_tensors[self] = self.transform_feature(_Tensors(columns_to_tensors), None)

    def to_input(self, tensor: Any, rank: int) -> Tensor:
        """What it made as numbers of a record, [records, numbers] or [records, steps, numbers]. Raises ValueError."""
        raise ValueError("Calling an abstract method.")

    def vectors(self, tensor: Any) -> Lookup:
        """Which vectors it looks up for what it made. Raises NotImplementedError."""
        raise NotImplementedError(f"No deep embedding lookup arguments for column {self}.")

    def weights(self, tensor: Any) -> Lookup:
        """Which weights of a linear model it looks up for what it made. Raises NotImplementedError."""
        raise NotImplementedError(f"No wide embedding lookup arguments for column {self}.")

    def numbers(self, tensor: Any) -> Tensor:
        """What it made as numbers. Raises NotImplementedError."""
        raise NotImplementedError(f"No dense tensor representation for column {self}.")

    @property
    def checkpoint(self) -> tuple[str, str] | None:
        """The checkpoint from which its weights come, and their name there."""
        return None


class _Tensors:
    """A dict of tensors, to which columns add what they make."""

    def __init__(self, columns_to_tensors: dict[Any, Any]) -> None:
        self.held = columns_to_tensors

    def get(self, key: Any, state_manager: Any = None) -> Any:
        """The feature of a key, or what a column makes. Raises ValueError or TypeError."""
        if key in self.held:
            return self.held[key]
        if isinstance(key, str):
            raise ValueError(f"features dictionary doesn't contain key ({key})")
        if not isinstance(key, FeatureColumn):
            raise TypeError(f'"key" must be either a "str" or "_FeatureColumn". Provided: {key}')
        key.insert_transformed_feature(self.held)  # type: ignore[attr-defined]
        return self.held[key]


def feature(cache: Any, key: str) -> Any:
    """The feature of a key. Raises KeyError where a dict of tensors has none."""
    return cache.held[key] if isinstance(cache, _Tensors) else cache.get(key)


def feature_spec(column: Any) -> dict[str, Any]:
    """The features that a column is made of. Raises TypeError for what is no column."""
    if not isinstance(column, ContribColumn):
        raise TypeError(f"feature_columns should only contain instances of _FeatureColumn. Given column is {column}")
    return dict(column.config)


def of_rank(tensor: Any, rank: int, name: str) -> Any:
    """Numbers as a tensor of a rank: inner dimensions made one, or one added. Raises ValueError."""
    known = tensor.get_shape().ndims
    if known is not None:
        if rank > known + 1:
            raise ValueError(
                f"Error while processing column {name}.Rank of input Tensor ({known}) should be the same as output_rank "
                f"({rank}). For example, sequence data should typically be 3 dimensional (rank 3) while non-sequence data is "
                "typically 2 dimensional (rank 2)."
            )
        if rank == known + 1:
            logging.warning(
                f"Rank of input Tensor ({known}) should be the same as output_rank ({rank}) for column. Will attempt to expand "
                "dims. It is highly recommended that you resize your input, as this behavior may change."
            )
            return ops.expand_dims(tensor, -1, name="expand_dims")
        if rank == known:
            return tensor
    return inner_flatten(tensor, rank)


def reshaped(tensor: Any, name: str, rank: int) -> Any:
    """A tensor or SparseTensor of a rank, whose own is known. Raises ValueError."""
    known = tensor.get_shape().ndims
    if known is None and isinstance(tensor, SparseTensor):
        known = tensor.dense_shape.get_shape().as_list()[0]
    if known is None:
        raise ValueError(f"Error while processing column {name}. Rank of input Tensor can not be None.")
    if rank > known + 1:
        raise ValueError(
            f"Error while processing column {name}. Rank of input Tensor ({known}) should be the same as output_rank ({rank}). "
            "For example, sequence data should typically be 3 dimensional (rank 3) while non-sequence data is typically 2 "
            "dimensional (rank 2)."
        )
    if rank < known:
        return inner_flatten(tensor, rank)
    if rank == known:
        return tensor
    if isinstance(tensor, SparseTensor):
        return ops.sparse_reshape(tensor, ops.concat([tensor.dense_shape, [1]], 0))
    return ops.expand_dims(tensor, -1)
