"""Vectors looked up for ids, in tables of variables: of one column, shared, or put together of hashed numbers."""

from __future__ import annotations

from typing import Any

from headrace.graph import ops
from headrace.graph.checkpoints.initializing import init_from_checkpoint
from headrace.graph.core.defaults import get_default_graph
from headrace.graph.core.scopes.name_scope import name_scope
from headrace.graph.core.tensor import Tensor
from headrace.graph.ops.sparse.sparse_tensor import SparseTensor
from headrace.graph.types import dtypes

from ...feature_columns.states import parts_of
from ..layers.embeddings import safe_embedding_lookup_sparse
from ..layers.reshaped import inner_flatten
from ..variables import model_variable
from .base import Lookup


def restore(checkpoint: tuple[str, str] | None, parts: list[Any]) -> None:
    """Let the initializers of a variable's parts take their values from a checkpoint."""
    if checkpoint is not None:
        path, name = checkpoint
        init_from_checkpoint(path, {name: parts if len(parts) > 1 else parts[0]})


def looked_up(column: Any, lookup: Lookup, collections: Any, trainable: bool, rank: int = 2) -> Tensor:
    """The vectors of records, combined, [records, width] or [records, steps, width]."""
    ids: Any = inner_flatten(lookup.ids, rank)
    weights: Any = None if lookup.weights is None else inner_flatten(lookup.weights, rank)
    settings = {
        "dtype": dtypes.float32,
        "initializer": lookup.initializer,
        "trainable": trainable and lookup.trainable,
        "collections": collections,
    }
    if lookup.hash_key:
        numbers = model_variable("weights", shape=[lookup.rows], **settings)
        return _scattered(parts_of(numbers), ids, lookup)
    shape = [lookup.rows, lookup.width]
    if lookup.shared_name is None:
        table = model_variable("weights", shape=shape, **settings)
    else:
        table = _shared_table(lookup.shared_name, shape, settings)
    parts = parts_of(table)
    restore(column.checkpoint, parts)
    return safe_embedding_lookup_sparse(
        parts, ids, weights, combiner=lookup.combiner, name=f"{column.name}weights", max_norm=lookup.max_norm
    )


def _shared_table(name: str, shape: list[int | None], settings: dict[str, Any]) -> Any:
    key = f"SHARED_EMBEDDING_COLLECTION_{name.upper()}"
    held = get_default_graph().get_collection_ref(key)
    if len(held) > 1:
        raise ValueError(f"Collection {key} can only contain one (partitioned) variable.")
    if not held:
        held.append(model_variable(name, shape=shape, **settings))
    elif held[0].get_shape().as_list() != shape:
        raise ValueError(
            f"The embedding variable with name {name} already exists, but its shape does not match required embedding shape "
            "here. Please make sure to use different shared_embedding_name for different shared embeddings."
        )
    return held[0]


def _scattered(parts: list[Any], values: SparseTensor, lookup: Lookup) -> Tensor:
    """The vectors of values: each number of a vector is that at a hash of the value and of its place."""
    with name_scope("lookup", values=[*parts, values.values]) as scope:
        filler: Any = "6ZxWzWOHxZ" if values.dtype == dtypes.string else 1288896567
        values, _ = ops.sparse_fill_empty_rows(values, filler)
        segments = ops.cast(values.indices[:, 0], dtypes.int32)
        different, places = ops.unique(values.values)
        with name_scope(None, "scattered_embedding_lookup", [*parts, different]):
            outer = ops.shape(different)
            column = ops.reshape(different, [-1, 1])
            candidates = ops.tile(ops.expand_dims(ops.range(0, lookup.width), 0), ops.shape(column))
            crossed = ops.sparse_feature_cross(
                [candidates, column], hashed_output=True, num_buckets=lookup.rows, hash_key=lookup.hash_key
            )
            numbers = ops.embedding_lookup(parts, ops.sparse_tensor_to_dense(crossed), partition_strategy="div")
            vectors = ops.reshape(numbers, ops.concat([outer, [lookup.width]], 0))
        combine = {"sum": ops.sparse_segment_sum, "mean": ops.sparse_segment_mean, "sqrtn": ops.sparse_segment_sqrt_n}
        return combine[lookup.combiner](vectors, places, segments, name=scope)
