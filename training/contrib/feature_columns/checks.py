"""Columns looked at: which may stand together, which make sequences, and what they make of features."""

from __future__ import annotations

from typing import Any

from headrace.formats.exports import export
from headrace.graph.platform import logging

from .embedding import _EmbeddingColumn, _ScatteredEmbeddingColumn
from .real_valued import _BucketizedColumn, _CrossedColumn, _RealValuedColumn
from .weighted import _OneHotColumn, _WeightedSparseColumn


@export("contrib.layers.check_feature_columns", "contrib.slim.check_feature_columns")
def check_feature_columns(feature_columns: Any) -> None:
    """See to it that columns may stand together.

    Args:
      feature_columns: columns.

    Raises:
      ValueError: a dict, or two columns of one key.
    """
    if isinstance(feature_columns, dict):
        raise ValueError("Expected feature_columns to be iterable, found dict.")
    seen = set()
    for column in feature_columns:
        key = column.key
        if key in seen:
            raise ValueError(
                f"Duplicate feature column key found for column: {column.name}. This usually means that the column is almost "
                "identical to another column, and one must be discarded."
            )
        seen.add(key)


def check_sequence_columns(feature_columns: Any) -> None:
    """Raises ValueError for columns that make no sequences."""
    gathered = list(feature_columns)
    for column in gathered:
        if not isinstance(column, (_OneHotColumn, _EmbeddingColumn, _RealValuedColumn)):
            raise ValueError(f"FeatureColumn type {type(column).__name__} is not currently supported for sequence data.")
    for column in gathered:
        if isinstance(column, (_WeightedSparseColumn, _OneHotColumn, _EmbeddingColumn)):
            gathered.append(column.sparse_id_column)
        if isinstance(column, (_ScatteredEmbeddingColumn, _BucketizedColumn, _CrossedColumn)):
            raise ValueError(
                f"Column {column.name} is of type {type(column).__name__}, which is not currently supported for sequences."
            )


def transformed(columns_to_tensors: dict[Any, Any], column: Any) -> Any:
    """What a column makes of features; it is put into the dict of them."""
    logging.debug("Transforming feature_column %s", column)
    if column not in columns_to_tensors:
        column.insert_transformed_feature(columns_to_tensors)
    return columns_to_tensors[column]
