"""Columns that say which ids a record has."""

from __future__ import annotations

from collections import namedtuple
from typing import Any

from headrace.formats.exports import export
from headrace.graph import ops
from headrace.graph.core.tensor import Tensor
from headrace.graph.types.shapes import TensorShape

from .base import CategoricalColumn, DenseColumn, SequenceDenseColumn
from .sequence import no_sequence, only_sequence
from .states import ScopedVariables
from .transformations import sequence_length_of


class IndicatorColumn(DenseColumn, SequenceDenseColumn, namedtuple("IndicatorColumn", ("categorical_column",))):
    """How often a record has each id; see `indicator_column`."""

    @property
    def name(self) -> str:
        """`<ids>_indicator`."""
        return f"{self.categorical_column.name}_indicator"

    @property
    def _is_v2_column(self) -> bool:  # type: ignore[override]
        return self.categorical_column._is_v2_column

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
        """[1, number of ids]."""
        return TensorShape([1, self.categorical_column.num_buckets])

    def transform_feature(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """The sum of the weights of each id; all weights are 1 where there are none."""
        ids, weights = self.categorical_column.get_sparse_tensors(transformation_cache, state_manager)
        count = self.categorical_column.num_buckets
        if weights is not None:
            weighted = ops.sparse_merge(ids, weights, vocab_size=count)
            weighted = ops.sparse_slice(weighted, [0, 0], weighted.dense_shape)
            return ops.scatter_nd(weighted.indices, weighted.values, weighted.dense_shape)
        dense = ops.sparse_tensor_to_dense(ids, default_value=-1)
        return ops.reduce_sum(ops.one_hot(dense, depth=count, on_value=1.0, off_value=0.0), axis=[-2])

    def get_dense_tensor(self, transformation_cache: Any, state_manager: Any) -> Tensor:
        """float32 [records, number of ids]. Raises ValueError for ids of a sequence."""
        no_sequence("indicator_column", self, state_manager)
        return transformation_cache.get(self, state_manager)

    def get_sequence_dense_tensor(
        self, transformation_cache: Any, state_manager: Any
    ) -> SequenceDenseColumn.TensorSequenceLengthPair:
        """float32 [records, steps, number of ids]. Raises ValueError for ids of no sequence."""
        only_sequence("indicator_column", self, "_" if isinstance(state_manager, ScopedVariables) else "")
        dense = transformation_cache.get(self, state_manager)
        ids, _ = self.categorical_column.get_sparse_tensors(transformation_cache, state_manager)
        return self.TensorSequenceLengthPair(dense, sequence_length_of(ids))


@export("feature_column.indicator_column")
def indicator_column(categorical_column: CategoricalColumn) -> IndicatorColumn:
    """A column that says how often a record has each id, or the weight of each id.

    Args:
      categorical_column: the ids, of any categorical column.

    Returns:
      a dense column.

    Example:
      >>> word = tf.feature_column.categorical_column_with_identity("word", 3)
      >>> layer = tf.feature_column.input_layer({"word": [[0, 2], [1, 1]]}, [tf.feature_column.indicator_column(word)])
      >>> with tf.Session() as sess:
      ...     sess.run(layer).tolist()
      [[1.0, 0.0, 1.0], [0.0, 2.0, 0.0]]
    """
    return IndicatorColumn(categorical_column)
