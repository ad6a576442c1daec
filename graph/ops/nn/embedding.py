"""Embeddings: rows of a table, or of a table in parts, picked by id; and combined, where a record has several ids."""

from __future__ import annotations

import warnings
from typing import Any

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import TensorLike
from ..arrays.partitioning import PARALLEL_DYNAMIC_STITCH
from ..sparse.reshaping import sparse_reshape, sparse_retain
from ..sparse.rows import sparse_fill_empty_rows
from ..sparse.sparse_tensor import SparseTensor


@export("nn.embedding_lookup")
def embedding_lookup(
    params: Any,
    ids: TensorLike,
    partition_strategy: str = "mod",
    name: str | None = None,
    validate_indices: bool = True,
    max_norm: float | None = None,
) -> Tensor:
    """The rows of a table at `ids`.

    Args:
      params: a tensor or variable [rows, ...]; or a list of the parts of one, or a PartitionedVariable.
      ids: int32 or int64, any shape.
      partition_strategy: where row i of the table is, in p parts: "mod" puts it into part i % p; "div" puts the first rows into
        the first part, and so on, the first parts being one row longer where the rows are not shared evenly.
      validate_indices: accepted; ids are always checked.
      max_norm: rows whose L2 norm is greater are scaled down to it.

    Returns:
      shape of `ids` + shape of one row, dtype of `params`. The gradient by each part is an IndexedSlices.

    Raises:
      ValueError: no part at all, or another strategy.
      InvalidArgumentError: (when run) an id that is not in its part.

    Example:
      >>> table = tf.constant([[0.0, 0.5], [1.0, 1.5]])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.nn.embedding_lookup(table, [1, 0, 1])).tolist()
      [[1.0, 1.5], [0.0, 0.5], [1.0, 1.5]]
    """
    if params is None:
        raise ValueError("params must be specified")
    parts = _parts(params)
    with name_scope(name, "embedding_lookup", [*parts, ids]) as scope:
        parts = [convert_to_tensor(part, name=f"params_{k}") for k, part in enumerate(parts)]
        ids = convert_to_tensor(ids, name="ids")
        if len(parts) == 1:
            with get_default_graph().colocate_with(parts[0]):
                found = _clipped(ops.gather(parts[0], ids, name=scope), ids, max_norm)
            return ops.identity(found)
        found = _joined(parts, ids, partition_strategy, scope)
        return _clipped(found, ids, max_norm)


def _parts(params: Any) -> list:
    """The parts of a table. A tuple is one table, made of its items, as in TensorFlow."""
    if isinstance(params, (list, tuple)) and not params:
        raise ValueError("Need at least one param")
    if isinstance(params, list) or hasattr(params, "_get_variable_list"):  # a PartitionedVariable
        return list(params)
    return [params]


def _joined(parts: list[Tensor], ids: Tensor, strategy: str, scope: str) -> Tensor:
    """Each part's rows looked up in it, and put together in the order of the ids."""
    flat = ops.reshape(ids, [-1])
    order = ops.range(ops.size(flat))
    part_of, row_of = _places(parts, flat, strategy)
    part_of = ops.cast(part_of, dtypes.int32)
    rows = ops.dynamic_partition(row_of, part_of, len(parts))
    orders = ops.dynamic_partition(order, part_of, len(parts))
    picked = [_picked(part, numbers) for part, numbers in zip(parts, rows, strict=True)]
    joined = PARALLEL_DYNAMIC_STITCH(orders, picked, name=scope)
    row_shape = parts[0].shape[1:]
    for part in parts[1:]:
        row_shape = row_shape.merge_with(part.shape[1:])
    inner: Any = row_shape
    if not row_shape.is_fully_defined():
        with get_default_graph().colocate_with(parts[0]):
            sizes = ops.shape(parts[0])
        inner = sizes[1:]
    result = ops.reshape(joined, ops.concat([ops.shape(ids), inner], 0))
    result.set_shape(ids.shape.concatenate(row_shape))
    return result


def _picked(part: Tensor, numbers: Tensor) -> Tensor:
    with get_default_graph().colocate_with(part):
        return ops.gather(part, numbers)


def _places(parts: list[Tensor], ids: Tensor, strategy: str) -> tuple[Tensor, Tensor]:
    """For each id the number of its part, and its row in there."""
    count = len(parts)
    if strategy == "mod":
        return ids % count, ids // count
    if strategy != "div":
        raise ValueError(f"Unrecognized partition strategy: {strategy}")
    total = _rows_of_all(parts, ids.dtype)
    each, longer = total // count, total % count
    # The first `longer` parts have one row more.
    part_of = ops.maximum(ids // (each + 1), (ids - longer) // each)
    return part_of, ops.where(part_of < longer, ids % (each + 1), (ids - longer) % each)


def _rows_of(part: Tensor) -> Tensor:
    with get_default_graph().colocate_with(part):
        return ops.shape(part)[0]


def _rows_of_all(parts: list[Tensor], dtype: dtypes.DType) -> Tensor:
    known = [None if part.static_shape is None else part.static_shape[0] for part in parts]
    total = None if None in known else sum(known)  # type: ignore[arg-type]
    if total:
        return constant(total, dtype)
    sizes = [_rows_of(part) if rows is None else rows for part, rows in zip(parts, known, strict=True)]
    return ops.reduce_sum(ops.cast(ops.stack(sizes), dtype))


def _clipped(rows: Tensor, ids: Tensor, max_norm: float | None) -> Tensor:
    if max_norm is None:
        return rows
    of_ids, of_rows = ids.static_shape, rows.static_shape
    if of_ids and of_rows:
        return ops.clip_by_norm(rows, max_norm, axes=list(range(len(of_ids), len(of_rows))))
    return ops.clip_by_norm(rows, max_norm, axes=ops.range(ops.rank(ids), ops.rank(rows)))


@export("nn.embedding_lookup_sparse")
def embedding_lookup_sparse(
    params: Any,
    sp_ids: Any,
    sp_weights: Any,
    partition_strategy: str = "mod",
    name: str | None = None,
    combiner: str | None = None,
    max_norm: float | None = None,
) -> Tensor:
    """The rows of a table at each record's ids, combined to one row a record.

    Args:
      params: a tensor or variable [rows, ...]; or a list of the parts of one, or a PartitionedVariable.
      sp_ids: SparseTensor of ids [records, any], at least one id in each record, in order.
      sp_weights: SparseTensor of float weights at the same places, or None: all 1.
      partition_strategy: "mod" or "div", see `embedding_lookup`.
      combiner: "sum" of the weighted rows; "mean", the sum divided by the sum of the weights (the default); or "sqrtn", divided
        by the root of the sum of the squared weights.
      max_norm: rows whose L2 norm is greater are scaled down to it before they are combined.

    Returns:
      [records] + shape of one row, dtype of `params`; float32 for float16.

    Raises:
      TypeError: ids or weights that are no SparseTensor.
      ValueError: another combiner, or ids and weights whose static shapes differ.
      InvalidArgumentError: (when run) an id that is not in its part.
    """
    if combiner is None:
        warnings.warn("embedding_lookup_sparse: no combiner is given; 'mean' is taken", stacklevel=3)
        combiner = "mean"
    if combiner not in ("mean", "sqrtn", "sum"):
        raise ValueError("combiner must be one of 'mean', 'sqrtn' or 'sum'")
    parts = _parts(params)
    if not isinstance(sp_ids, SparseTensor):
        raise TypeError("sp_ids must be SparseTensor")
    if sp_weights is not None:
        _check_weights(sp_ids, sp_weights)
    with name_scope(name, "embedding_lookup_sparse", [*parts, sp_ids.values]) as scope:
        segments = sp_ids.indices[:, 0]
        if segments.dtype is not dtypes.int32:
            segments = ops.cast(segments, dtypes.int32)
        ids, places = ops.unique(sp_ids.values)
        rows = embedding_lookup(parts, ids, partition_strategy=partition_strategy, max_norm=max_norm)
        if rows.dtype is dtypes.float16:
            rows = ops.cast(rows, dtypes.float32)
        if sp_weights is not None:
            return _weighted(ops.gather(rows, places), sp_weights.values, segments, combiner, scope)
        combine = {"sum": ops.sparse_segment_sum, "mean": ops.sparse_segment_mean, "sqrtn": ops.sparse_segment_sqrt_n}[combiner]
        return combine(rows, places, segments, name=scope)


def _check_weights(sp_ids: SparseTensor, sp_weights: Any) -> None:
    if not isinstance(sp_weights, SparseTensor):
        raise TypeError("sp_weights must be either None or SparseTensor")
    sp_ids.values.shape.assert_is_compatible_with(sp_weights.values.shape)
    sp_ids.indices.shape.assert_is_compatible_with(sp_weights.indices.shape)
    sp_ids.dense_shape.shape.assert_is_compatible_with(sp_weights.dense_shape.shape)


def _weighted(rows: Tensor, weights: Tensor, segments: Tensor, combiner: str, scope: str) -> Tensor:
    if weights.dtype is not rows.dtype:
        weights = ops.cast(weights, rows.dtype)
    known = weights.static_shape
    ones_after = ops.fill(ops.expand_dims(ops.rank(rows) - 1, 0), 1)
    weights = ops.reshape(weights, ops.concat([ops.shape(weights), ones_after], 0))
    if rows.static_shape is not None and known is not None:
        weights.set_shape((*known, *(1,) * (len(rows.static_shape) - 1)))
    rows = rows * weights
    if combiner == "sum":
        return ops.segment_sum(rows, segments, name=scope)
    total = ops.segment_sum(rows, segments)
    if combiner == "mean":
        return ops.div(total, ops.segment_sum(weights, segments), name=scope)
    return ops.div(total, ops.sqrt(ops.segment_sum(ops.pow(weights, 2), segments)), name=scope)


@export("nn.safe_embedding_lookup_sparse")
def safe_embedding_lookup_sparse(
    embedding_weights: Any,
    sparse_ids: SparseTensor,
    sparse_weights: SparseTensor | None = None,
    combiner: str = "mean",
    default_id: int | None = None,
    name: str | None = None,
    partition_strategy: str = "div",
    max_norm: float | None = None,
) -> Tensor:
    """`embedding_lookup_sparse` for records that may have no id: negative ids are left out, and weights that are not positive
    (but for "sum"); what has none left gets the row of `default_id`, or zeros.

    Args:
      embedding_weights: a tensor or variable [rows, size]; or a list of the parts of one, or a PartitionedVariable.
      sparse_ids: SparseTensor of ids [d0, ..., dn, any].
      sparse_weights: SparseTensor of float weights at the same places, or None: all 1.
      combiner: "sum", "mean" or "sqrtn", see `embedding_lookup_sparse`.
      default_id: the id of what has none; None: zeros.
      partition_strategy: "div" or "mod", see `embedding_lookup`.
      max_norm: rows whose L2 norm is greater are scaled down to it before they are combined.

    Returns:
      [d0, ..., dn, size].

    Raises:
      ValueError: no weights at all, or another combiner.
      InvalidArgumentError: (when run) an id that is not in its part.
    """
    if embedding_weights is None:
        raise ValueError(f"Missing embedding_weights {embedding_weights}.")
    parts = list(embedding_weights) if hasattr(embedding_weights, "_get_variable_list") else embedding_weights
    parts = parts if isinstance(parts, list) else [parts]
    if not parts:
        raise ValueError(f"Missing embedding_weights {parts}.")
    kind = None if sparse_weights is None else sparse_weights.dtype
    parts = [convert_to_tensor(part, kind) for part in parts]
    with name_scope(name, "embedding_lookup", parts) as scope:
        outer = sparse_ids.dense_shape
        (known,) = outer.shape.with_rank(1).as_list()
        last: Any = (ops.size(outer) if known is None else known) - 1
        rows = ops.reduce_prod(ops.slice(outer, [0], [last]))
        ids = sparse_reshape(sparse_ids, [rows, ops.gather(outer, last)])
        weights = None if sparse_weights is None else SparseTensor(ids.indices, sparse_weights.values, ids.dense_shape)
        ids, weights = _usable(ids, weights, combiner)
        ids, was_empty = sparse_fill_empty_rows(ids, default_id or 0)
        if weights is not None:
            weights, _ = sparse_fill_empty_rows(weights, 1.0)
        found = embedding_lookup_sparse(
            parts, ids, weights, partition_strategy, None if default_id is None else scope, combiner, max_norm
        )
        if default_id is None:
            was_empty = ops.tile(ops.reshape(was_empty, [-1, 1]), ops.stack([1, ops.shape(found)[1]]))
            found = ops.where(was_empty, ops.zeros_like(found), found, name=scope)
        outer = ops.slice(ops.cast(outer, dtypes.int32), [0], [last])
        result = ops.reshape(found, ops.concat([outer, ops.slice(ops.shape(found), [1], [-1])], 0))
        of_row = found.static_shape
        if known is not None and of_row is not None:
            result.set_shape([*(None,) * (known - 1), *of_row[1:]])
        return result


def _usable(ids: SparseTensor, weights: SparseTensor | None, combiner: str) -> tuple[SparseTensor, SparseTensor | None]:
    """Without negative ids, and for means without weights that are not positive."""
    valid = ops.greater_equal(ids.values, 0)
    if weights is None:
        return sparse_retain(ids, valid), None
    valid = ops.logical_and(valid, ops.ones_like(weights.values, dtype=dtypes.bool_))
    ids, weights = sparse_retain(ids, valid), sparse_retain(weights, valid)
    if combiner == "sum":
        return ids, weights
    positive = ops.greater(weights.values, 0)
    return sparse_retain(ids, positive), sparse_retain(weights, positive)
