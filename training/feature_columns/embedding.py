"""Columns of learned vectors for ids: of one column, or shared by several."""

from __future__ import annotations

import math
from collections import namedtuple
from collections.abc import Sequence
from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.checkpoints.initializing import init_from_checkpoint
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes
from headrace.graph.types.likes import Initializer
from headrace.graph.types.shapes import TensorShape
from headrace.graph.variables.initializers.plain import TruncatedNormal
from headrace.graph.variables.partitioned import PartitionedVariable
from headrace.graph.variables.scope import get_variable

from .base import CategoricalColumn, DenseColumn, SequenceDenseColumn
from .sequence import no_sequence, only_sequence
from .transformations import sequence_length_of
from .weighted import WeightedCategoricalColumn


class _Embedding(DenseColumn, SequenceDenseColumn):
    """A column of vectors for the ids of another one; the vectors of a record are combined to one."""

    categorical_column: Any
    dimension: int
    combiner: str
    ckpt_to_load_from: str | None
    tensor_name_in_ckpt: str | None
    max_norm: float | None

    @property
    def parse_example_spec(self) -> dict[str, Any]:
        """That of the column of ids."""
        return self.categorical_column.parse_example_spec

    @property
    def parents(self) -> list[Any]:
        """The column of ids."""
        return [self.categorical_column]

    @property
    def variable_shape(self) -> TensorShape:
        """[dimension]."""
        return TensorShape([self.dimension])

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Any:
        """The ids."""
        return transformation_cache.get(self.categorical_column, state_manager)

    def get_dense_tensor(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """float32 [records, dimension]. Raises ValueError for ids of a sequence."""
        no_sequence("embedding_column", self, state_manager)
        return self._looked_up(transformation_cache, state_manager)[0]

    def get_sequence_dense_tensor(
        self, transformation_cache: Any, state_manager: Any
    ) -> SequenceDenseColumn.TensorSequenceLengthPair:
        """float32 [records, steps, dimension]. Raises ValueError for ids of no sequence."""
        only_sequence("embedding_column", self)
        found, ids = self._looked_up(transformation_cache, state_manager)
        return self.TensorSequenceLengthPair(found, sequence_length_of(ids))

    def _looked_up(self, transformation_cache: Any, state_manager: Any) -> tuple[Tensor, Any]:
        """The vectors of the records, and the ids."""
        ids = self.categorical_column.get_sparse_tensors(transformation_cache, state_manager)
        weights = self._weights(state_manager)
        if self.ckpt_to_load_from is not None:
            parts = weights._get_variable_list() if isinstance(weights, PartitionedVariable) else weights
            init_from_checkpoint(self.ckpt_to_load_from, {self.tensor_name_in_ckpt or "": parts})
        found = ops.safe_embedding_lookup_sparse(
            weights,
            ids.id_tensor,
            ids.weight_tensor,
            combiner=self.combiner,
            name=f"{self.name}_weights",
            max_norm=self.max_norm,
        )
        return found, ids.id_tensor

    def _weights(self, state_manager: Any) -> Any:
        raise NotImplementedError


class EmbeddingColumn(
    _Embedding,
    namedtuple(
        "EmbeddingColumn",
        (
            "categorical_column",
            "dimension",
            "combiner",
            "initializer",
            "ckpt_to_load_from",
            "tensor_name_in_ckpt",
            "max_norm",
            "trainable",
        ),
    ),
):
    """Learned vectors for ids; see `embedding_column`."""

    @property
    def name(self) -> str:
        """`<ids>_embedding`."""
        return f"{self.categorical_column.name}_embedding"

    @property
    def _is_v2_column(self) -> bool:  # type: ignore[override]
        return self.categorical_column._is_v2_column

    def create_state(self, state_manager: Any) -> None:
        """Make `embedding_weights`."""
        state_manager.create_variable(
            self,
            name="embedding_weights",
            shape=(self.categorical_column.num_buckets, self.dimension),
            dtype=dtypes.float32,
            trainable=self.trainable,
            use_resource=True,
            initializer=self.initializer,
        )

    def _weights(self, state_manager: Any) -> Any:
        return state_manager.get_variable(self, name="embedding_weights")


class _SharedEmbeddingColumn(
    _Embedding,
    namedtuple(
        "_SharedEmbeddingColumn",
        (
            "categorical_column",
            "dimension",
            "combiner",
            "initializer",
            "shared_embedding_collection_name",
            "ckpt_to_load_from",
            "tensor_name_in_ckpt",
            "max_norm",
            "trainable",
        ),
    ),
):
    """Learned vectors for ids that other columns have too; see `shared_embedding_columns`."""

    _is_v2_column = False

    @property
    def name(self) -> str:
        """`<ids>_shared_embedding`."""
        return f"{self.categorical_column.name}_shared_embedding"

    @property
    def var_scope_name(self) -> str:
        """That of the collection which holds the vectors."""
        return self.shared_embedding_collection_name

    def _looked_up(self, transformation_cache: Any, state_manager: Any) -> tuple[Tensor, Any]:
        with name_scope(None, self.name):
            return super()._looked_up(transformation_cache, state_manager)

    def _weights(self, state_manager: Any) -> Any:
        shape = [self.categorical_column.num_buckets, self.dimension]
        graph, key = get_default_graph(), self.shared_embedding_collection_name
        held = graph.get_collection(key)
        advice = (
            "Suggested fix A: Choose a unique name for this collection. Suggested fix B: Do not add any variables to this "
            "collection. The feature_column library already adds a variable under the hood."
        )
        if len(held) > 1:
            raise ValueError(f"Collection {held} can only contain one variable. {advice}")
        if not held:
            variable = get_variable(
                "embedding_weights",
                shape,
                dtypes.float32,
                self.initializer,
                trainable=self.trainable and state_manager.trainable,
                collections=state_manager.weight_collections,
            )
            graph.add_to_collection(key, variable)
            return variable
        if held[0].get_shape().as_list() != shape:
            raise ValueError(
                f"Shared embedding collection {key} contains variable {held[0].name} of unexpected shape "
                f"{held[0].get_shape()}. Expected shape is {tuple(shape)}. {advice}"
            )
        return held[0]


def _check(dimension: int | None, ckpt: str | None, tensor_name: str | None, initializer: Any, of: str) -> Any:
    """The initializer. Raises ValueError."""
    if dimension is None or dimension < 1:
        raise ValueError(f"Invalid dimension {dimension}.")
    if (ckpt is None) != (tensor_name is None):
        raise ValueError("Must specify both `ckpt_to_load_from` and `tensor_name_in_ckpt` or none of them.")
    if initializer is not None and not callable(initializer):
        raise ValueError(f"initializer must be callable if specified.{of}")
    return TruncatedNormal(mean=0.0, stddev=1 / math.sqrt(dimension)) if initializer is None else initializer


@export("feature_column.embedding_column")
def embedding_column(
    categorical_column: CategoricalColumn,
    dimension: int,
    combiner: str = "mean",
    initializer: Initializer | None = None,
    ckpt_to_load_from: str | None = None,
    tensor_name_in_ckpt: str | None = None,
    max_norm: float | None = None,
    trainable: bool = True,
) -> EmbeddingColumn:
    """A column of learned vectors for ids; those of a record are combined to one.

    Args:
      categorical_column: the ids, of any categorical column.
      dimension: the length of a vector.
      combiner: "mean", "sqrtn" or "sum", see `tf.nn.embedding_lookup_sparse`.
      initializer: of the vectors; normal numbers with a deviation of 1 / sqrt(dimension), truncated, by default.
      ckpt_to_load_from: a checkpoint that has them instead.
      tensor_name_in_ckpt: their name there.
      max_norm: vectors whose L2 norm is greater are scaled down to it.
      trainable: whether training changes them.

    Returns:
      a dense column.

    Raises:
      ValueError: no dimension, a checkpoint without name or the other way, an initializer that cannot be called.

    Example:
      >>> word = tf.feature_column.categorical_column_with_hash_bucket("word", 100)
      >>> vectors = tf.feature_column.embedding_column(word, 3)
      >>> tf.feature_column.input_layer({"word": ["a", "b"]}, [vectors]).shape.as_list()
      [2, 3]
    """
    name = getattr(categorical_column, "name", None)
    of = f" Embedding of column_name: {name}"
    initializer = _check(dimension, ckpt_to_load_from, tensor_name_in_ckpt, initializer, of)
    return EmbeddingColumn(
        categorical_column,
        dimension,
        combiner,
        initializer,
        ckpt_to_load_from,
        tensor_name_in_ckpt,
        max_norm,
        trainable,
    )


@export("feature_column.shared_embedding_columns")
@documented_by(embedding_column)
def shared_embedding_columns(
    categorical_columns: Sequence[CategoricalColumn],
    dimension: int,
    combiner: str = "mean",
    initializer: Initializer | None = None,
    shared_embedding_collection_name: str | None = None,
    ckpt_to_load_from: str | None = None,
    tensor_name_in_ckpt: str | None = None,
    max_norm: float | None = None,
    trainable: bool = True,
) -> list[_SharedEmbeddingColumn]:
    """Columns of learned vectors for ids of several columns, which share the vectors.

    Args:
      categorical_columns: of one class (or weighted columns of it) and with the same number of ids.
      shared_embedding_collection_name: the collection that holds the vectors, and their variable scope; named after the
        columns by default.

    Returns:
      a list of dense columns, one for each column of ids.

    Raises:
      ValueError: no dimension, a checkpoint without name or the other way, an initializer that cannot be called, columns
        that cannot share.
    """
    initializer = _check(dimension, ckpt_to_load_from, tensor_name_in_ckpt, initializer, "")
    ordered = sorted(categorical_columns, key=lambda column: column.name)
    _check_alike(ordered)
    name = shared_embedding_collection_name or "_".join([*(column.name for column in ordered), "shared_embedding"])
    return [
        _SharedEmbeddingColumn(
            column, dimension, combiner, initializer, name, ckpt_to_load_from, tensor_name_in_ckpt, max_norm, trainable
        )
        for column in categorical_columns
    ]


def _check_alike(columns: list[Any]) -> None:
    first, buckets = columns[0], columns[0].num_buckets
    if isinstance(first, WeightedCategoricalColumn):
        first = first.categorical_column
    for column in columns[1:]:
        if isinstance(column, WeightedCategoricalColumn):
            column = column.categorical_column
        if not isinstance(column, type(first)):
            raise ValueError(
                "To use shared_embedding_column, all categorical_columns must have the same type, or be "
                f"weighted_categorical_column of the same type. Given column: {first} of type: {type(first)} does not match "
                f"given column: {column} of type: {type(column)}"
            )
        if buckets != column.num_buckets:
            raise ValueError(
                "To use shared_embedding_column, all categorical_columns must have the same number of buckets. Given column: "
                f"{first} with buckets: {buckets} does  not match column: {column} with buckets: {column.num_buckets}"
            )
