"""Columns of learned vectors for ids: of one column, shared by several, or put together of hashed numbers."""

from __future__ import annotations

import math
from collections import namedtuple
from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.example.specs import VarLenFeature
from headrace.formats.exports import export
from headrace.graph.core.tensor import Tensor
from headrace.graph.platform import logging
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.plain import TruncatedNormal

from ...feature_columns.base import DenseColumn
from .base import ContribColumn, Lookup, feature, feature_spec
from .lookups import looked_up
from .sparse import _SparseColumn
from .weighted import _WeightedSparseColumn


class _EmbeddingColumn(
    ContribColumn,
    DenseColumn,
    namedtuple(
        "_EmbeddingColumn",
        (
            "sparse_id_column",
            "dimension",
            "combiner",
            "initializer",
            "ckpt_to_load_from",
            "tensor_name_in_ckpt",
            "shared_embedding_name",
            "shared_vocab_size",
            "max_norm",
            "trainable",
        ),
    ),
):
    """Learned vectors for ids; see `embedding_column`."""

    def __new__(
        cls,
        sparse_id_column: Any,
        dimension: int,
        combiner: str = "mean",
        initializer: Any = None,
        ckpt_to_load_from: str | None = None,
        tensor_name_in_ckpt: str | None = None,
        shared_embedding_name: str | None = None,
        shared_vocab_size: int | None = None,
        max_norm: float | None = None,
        trainable: bool = True,
    ) -> Any:
        if initializer is not None and not callable(initializer):
            raise ValueError(f"initializer must be callable if specified. Embedding of column_name: {sparse_id_column.name}")
        if (ckpt_to_load_from is None) != (tensor_name_in_ckpt is None):
            raise ValueError("Must specify both `ckpt_to_load_from` and `tensor_name_in_ckpt` or none of them.")
        if initializer is None:
            logging.warning(
                'The default stddev value of initializer was changed from "1/sqrt(vocab_size)" to "1/sqrt(dimension)" in core '
                "implementation (tf.feature_column.embedding_column)."
            )
            initializer = TruncatedNormal(mean=0.0, stddev=1 / math.sqrt(sparse_id_column.length))
        return super().__new__(
            cls,
            sparse_id_column,
            dimension,
            combiner,
            initializer,
            ckpt_to_load_from,
            tensor_name_in_ckpt,
            shared_embedding_name,
            shared_vocab_size,
            max_norm,
            trainable,
        )

    @property
    def name(self) -> str:
        """`<ids>_embedding`, or `<ids>_shared_embedding`."""
        return f"{self.sparse_id_column.name}_{'shared_' if self.shared_embedding_name is not None else ''}embedding"

    @property
    def length(self) -> int:
        """The number of vectors."""
        return self.sparse_id_column.length if self.shared_vocab_size is None else self.shared_vocab_size

    @property
    def config(self) -> dict[str, Any]:
        """The features of the ids."""
        return feature_spec(self.sparse_id_column)

    @property
    def key(self) -> str:
        """What it was made of but the initializer."""
        return self._key_without("initializer")

    @property
    def checkpoint(self) -> tuple[str, str] | None:
        """The checkpoint from which the vectors come, and their name there."""
        return None if self.ckpt_to_load_from is None else (self.ckpt_to_load_from, self.tensor_name_in_ckpt)

    @property
    def variable_shape(self) -> TensorShape:
        """[dimension]."""
        return TensorShape([self.dimension])

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Any:
        """The ids, and their weights if there are some."""
        return transformation_cache.get(self.sparse_id_column)

    def get_dense_tensor(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """float32 [records, dimension]."""
        lookup = self.vectors(transformation_cache.get(self))
        return looked_up(self, lookup, state_manager.weight_collections, state_manager.trainable)

    def vectors(self, tensor: Any) -> Lookup:
        """The vectors of the ids."""
        return Lookup(
            self.sparse_id_column.id_tensor(tensor),
            self.sparse_id_column.weight_tensor(tensor),
            self.length,
            self.initializer,
            self.combiner,
            self.dimension,
            self.shared_embedding_name,
            None,
            self.max_norm,
            self.trainable,
        )

    def weights(self, tensor: Any) -> Lookup:
        """Vectors have no weights in linear models: raises ValueError."""
        raise ValueError(f"Column {self} is not supported in linear models. Please use sparse_column.")


def is_embedding(column: Any) -> bool:
    """Whether a column learns vectors, a row for each id."""
    return isinstance(column, _EmbeddingColumn)


class _ScatteredEmbeddingColumn(
    ContribColumn,
    DenseColumn,
    namedtuple("_ScatteredEmbeddingColumn", ("column_name", "size", "dimension", "hash_key", "combiner", "initializer")),
):
    """Vectors put together of hashed numbers; see `scattered_embedding_column`."""

    @property
    def name(self) -> str:
        """`<key>_scattered_embedding`."""
        return f"{self.column_name}_scattered_embedding"

    @property
    def config(self) -> dict[str, Any]:
        """Its feature, texts of any length."""
        return {self.column_name: VarLenFeature(dtypes.string)}

    @property
    def key(self) -> str:
        """What it was made of but the initializer."""
        return self._key_without("initializer")

    @property
    def variable_shape(self) -> TensorShape:
        """[dimension]."""
        return TensorShape([self.dimension])

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Any:
        """The feature."""
        return feature(transformation_cache, self.column_name)

    def get_dense_tensor(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """float32 [records, dimension]."""
        lookup = self.vectors(transformation_cache.get(self))
        return looked_up(self, lookup, state_manager.weight_collections, state_manager.trainable)

    def vectors(self, tensor: Any) -> Lookup:
        """The vectors of the values."""
        return Lookup(tensor, None, self.size, self.initializer, self.combiner, self.dimension, hash_key=self.hash_key)


@export("contrib.layers.embedding_column")
def embedding_column(
    sparse_id_column: Any,
    dimension: int,
    combiner: str = "mean",
    initializer: Initializer | None = None,
    ckpt_to_load_from: str | None = None,
    tensor_name_in_ckpt: str | None = None,
    max_norm: float | None = None,
    trainable: bool = True,
) -> _EmbeddingColumn:
    """A column of learned vectors for ids; those of a record are combined to one.

    Args:
      sparse_id_column: the ids, with weights or without.
      dimension: the length of a vector.
      combiner: "mean", "sqrtn" or "sum", see `tf.nn.embedding_lookup_sparse`.
      initializer: of the vectors; normal numbers with a deviation of 1 / sqrt(number of ids), truncated, by default.
      ckpt_to_load_from: a checkpoint that has them instead.
      tensor_name_in_ckpt: their name there.
      max_norm: vectors whose L2 norm is greater are scaled down to it.
      trainable: whether training changes them.

    Returns:
      a column for the input of a model.

    Raises:
      ValueError: a checkpoint without name or the other way, an initializer that cannot be called.
    """
    return _EmbeddingColumn(
        sparse_id_column,
        dimension,
        combiner,
        initializer,
        ckpt_to_load_from,
        tensor_name_in_ckpt,
        max_norm=max_norm,
        trainable=trainable,
    )


@export("contrib.layers.shared_embedding_columns")
@documented_by(embedding_column)
def shared_embedding_columns(
    sparse_id_columns: Sequence[Any],
    dimension: int,
    combiner: str = "mean",
    shared_embedding_name: str | None = None,
    initializer: Initializer | None = None,
    ckpt_to_load_from: str | None = None,
    tensor_name_in_ckpt: str | None = None,
    max_norm: float | None = None,
    trainable: bool = True,
) -> Sequence[_EmbeddingColumn]:
    """Columns of learned vectors for ids of several columns, which share the vectors.

    Args:
      sparse_id_columns: columns of ids of one vocabulary.
      shared_embedding_name: of the variable; made of the columns' names by default.

    Returns:
      a tuple of columns for the input of a model, one for each column of ids; a list where there is one.

    Raises:
      TypeError: no list, or other columns. ValueError: no column, columns that do not go together, a checkpoint without name
        or the other way, an initializer that cannot be called.
    """
    if not isinstance(sparse_id_columns, Sequence) or isinstance(sparse_id_columns, str):
        raise TypeError(
            f"sparse_id_columns must be a non-string sequence (ex: list or tuple) instead of type {type(sparse_id_columns)}."
        )
    if not sparse_id_columns:
        raise ValueError("The input sparse_id_columns should have at least one element.")
    for column in sparse_id_columns:
        if not isinstance(column, (_SparseColumn, _WeightedSparseColumn)):
            raise TypeError(
                f"Elements of sparse_id_columns must be _SparseColumn or _WeightedSparseColumn, but {column} is not."
            )
    first, *others = sparse_id_columns
    rows = None
    if others:
        is_weighted = isinstance(first, _WeightedSparseColumn)
        if not all(first.is_compatible(one) if is_weighted else one.is_compatible(first) for one in others):
            raise ValueError("The input sparse id columns are not compatible.")
        shared_embedding_name = shared_embedding_name or _name_of_shared(sparse_id_columns)
        rows = first.length
    found = [
        _EmbeddingColumn(
            column,
            dimension,
            combiner,
            initializer,
            ckpt_to_load_from,
            tensor_name_in_ckpt,
            shared_embedding_name,
            rows,
            max_norm,
            trainable,
        )
        for column in sparse_id_columns
    ]
    return tuple(found) if others else found


def _name_of_shared(columns: Sequence[Any]) -> str:
    plain = sorted(column for column in columns if isinstance(column, _SparseColumn))
    weighted = [column for column in columns if not isinstance(column, _SparseColumn)]
    names = [column.name for column in (*plain, *sorted(weighted, key=lambda column: column.name))]
    rest = [f"plus_{len(names) - 3}_others"] if len(names) > 3 else []
    return "_".join([*names[:3], *rest, "shared_embedding"])


@export("contrib.layers.scattered_embedding_column")
def scattered_embedding_column(
    column_name: str,
    size: int,
    dimension: int,
    hash_key: int,
    combiner: str = "mean",
    initializer: Initializer | None = None,
) -> _ScatteredEmbeddingColumn:
    """A column of vectors for values without a vocabulary: each number of a vector is that at a hash of the value.

    Args:
      column_name: the key of the feature, a SparseTensor.
      size: how many numbers are learned.
      dimension: the length of a vector.
      hash_key: an int: another one gives other hashes.
      combiner: "mean", "sqrtn" or "sum" of the vectors of a record.
      initializer: of the numbers; normal ones with a deviation of 0.1, truncated, by default.

    Returns:
      a column for the input of a model.

    Raises:
      ValueError: a size or dimension below 1, another combiner, an initializer that cannot be called.
    """
    if dimension < 1 or size < 1:
        raise ValueError(
            f"Dimension and size must be greater than 0. dimension: {dimension}, size: {size}, column_name: {column_name}"
        )
    if combiner not in ("mean", "sqrtn", "sum"):
        raise ValueError(f"Combiner must be one of 'mean', 'sqrtn' or 'sum'. combiner: {combiner}, column_name: {column_name}")
    if initializer is not None and not callable(initializer):
        raise ValueError(f"initializer must be callable if specified. column_name: {column_name}")
    initializer = TruncatedNormal(mean=0.0, stddev=0.1) if initializer is None else initializer
    return _ScatteredEmbeddingColumn(column_name, size, dimension, hash_key, combiner, initializer)
