"""What feature columns are: recipes that make inputs of a model of the features of records.

    dense        a tensor of numbers for each record (`get_dense_tensor`)
    categorical  ids for each record, and perhaps weights (`get_sparse_tensors`)
    sequence     a tensor of numbers for each step of each record (`get_sequence_dense_tensor`)

A column is a named tuple of what it was made of; two columns made of the same are one. It makes its tensors of a
`FeatureTransformationCache`, which has the features and all that was made of them before, its variables by a `StateManager`.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from headrace.graph.core.tensor import Tensor
from headrace.graph.types.shapes import TensorShape


class FeatureColumn:
    """A recipe that makes something of features."""

    _is_v2_column: bool = True
    """Whether layers like `DenseFeatures` take it."""

    @property
    def name(self) -> str:
        """What it is called; variable scopes are named so."""
        raise NotImplementedError(f"{type(self).__name__} does not say its name")

    @property
    def var_scope_name(self) -> str:
        """The name of the scope of its variables."""
        return self.name

    @property
    def parse_example_spec(self) -> dict[str, Any]:
        """The features that it is made of, for `tf.parse_example`."""
        raise NotImplementedError(f"{type(self).__name__} does not say its features")

    @property
    def parents(self) -> list[Any]:
        """The columns and the keys of the features that it is made of."""
        raise NotImplementedError(f"{type(self).__name__} does not say what it is made of")

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Any:
        """What it makes of the features, made once for all that need it.

        Args:
          transformation_cache: a FeatureTransformationCache, has features and columns.
          state_manager: a StateManager, has variables.
        """
        raise NotImplementedError(f"{type(self).__name__} does not say what it makes")

    def create_state(self, state_manager: Any) -> None:
        """Make its variables, where it has some.

        Args:
          state_manager: a StateManager.
        """

    def __lt__(self, other: Any) -> bool:
        return str(self) < str(other)

    def __gt__(self, other: Any) -> bool:
        return str(self) > str(other)


class DenseColumn(FeatureColumn):
    """A column that makes a tensor of numbers for each record."""

    @property
    def variable_shape(self) -> TensorShape:
        """The shape of the tensor of a record."""
        raise NotImplementedError(f"{type(self).__name__} does not say its shape")

    def get_dense_tensor(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """float32 [records] + `variable_shape`."""
        raise NotImplementedError(f"{type(self).__name__} does not say its tensor")


class CategoricalColumn(FeatureColumn):
    """A column that makes ids for each record."""

    class IdWeightPair(NamedTuple):
        """Ids, a SparseTensor of int64, and their weights at the same places, a SparseTensor of floats or None."""

        id_tensor: Any
        weight_tensor: Any

    @property
    def num_buckets(self) -> int:
        """Ids are in [0, num_buckets)."""
        raise NotImplementedError(f"{type(self).__name__} does not say the number of its ids")

    def get_sparse_tensors(self, transformation_cache: Any, state_manager: Any) -> CategoricalColumn.IdWeightPair:
        """The ids of the records, and their weights if it has some."""
        return self.IdWeightPair(transformation_cache.get(self, state_manager), None)


class SequenceDenseColumn(FeatureColumn):
    """A column that makes a tensor of numbers for each step of a sequence."""

    class TensorSequenceLengthPair(NamedTuple):
        """A tensor [records, steps, ...], and the number of steps of each record, int64 [records]."""

        dense_tensor: Any
        sequence_length: Any

    def get_sequence_dense_tensor(
        self, transformation_cache: Any, state_manager: Any
    ) -> SequenceDenseColumn.TensorSequenceLengthPair:
        """The tensor of all steps, and how many there are."""
        raise NotImplementedError(f"{type(self).__name__} does not say its tensor")
