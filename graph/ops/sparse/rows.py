"""Rows of sparse tensors that have no element, and how each gets one."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, merge_dim, with_rank
from .sparse_tensor import SparseTensor, as_sparse

FILL_EMPTY_ROWS = Op(
    "SparseFillEmptyRows",
    "indices: int64, values: T, dense_shape: int64, default_value: T"
    " -> output_indices: int64, output_values: T, empty_row_indicator: bool, reverse_index_map: int64",
    traits=PURE,
    batch=PER_RECORD,
)
FILL_EMPTY_ROWS_GRAD = Op(
    "SparseFillEmptyRowsGrad",
    "reverse_index_map: int64, grad_values: T -> d_values: T, d_default_value: T",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@FILL_EMPTY_ROWS.shape
def _fill_shapes(op: Operation) -> list[StaticShape]:
    indices, values, shape = (with_rank(one.static_shape, r) for one, r in zip(op.inputs[:3], (2, 1, 1), strict=True))
    with_rank(op.inputs[3].static_shape, 0)
    merge_dim(indices[1], shape[0])
    known = constant_value_as_shape(op.inputs[2])
    return [(None, shape[0]), (None,), (known[0] if known else None,), (merge_dim(indices[0], values[0]),)]


@FILL_EMPTY_ROWS.kernel
def _fill_empty_rows(indices: Any, values: Any, dense_shape: Any, default_value: Any) -> tuple:
    for array, rank, message in (
        (dense_shape, 1, "dense_shape must be a vector, saw: "),
        (indices, 2, "indices must be a matrix, saw: "),
        (values, 1, "values must be a vector, saw: "),
        (default_value, 0, "default_value must be a scalar, saw: "),
    ):
        if np.ndim(array) != rank:
            raise invalid(message + bracket(np.shape(array)))
    if len(values) != len(indices):
        raise invalid(f"The length of `values` ({len(values)}) must match the first dimension of `indices` ({len(indices)}).")
    if len(dense_shape) != indices.shape[1]:
        lengths = f"{len(dense_shape)}) must match the second dimension of `indices` ({indices.shape[1]}"
        raise invalid(f"The length of `dense_shape` ({lengths}).")
    rows, count = int(dense_shape[0]), len(indices)
    if rows == 0:
        if count:
            raise invalid(f"Received SparseTensor with dense_shape[0] = 0 but indices.shape[0] = {count}")
        return indices, values, np.zeros(0, np.bool_), np.zeros(0, np.int64)
    row_of = indices[:, 0]
    outside = (row_of < 0) | (row_of >= rows)
    if outside.any():
        at = int(np.argmax(outside))
        raise invalid(f"indices({at}, 0) is invalid: {row_of[at]} >= {rows}")
    empty = np.bincount(row_of, minlength=rows) == 0
    missing = np.nonzero(empty)[0]
    order = np.argsort(np.concatenate([row_of, missing]), kind="stable")
    added = np.zeros((len(missing), len(dense_shape)), np.int64)
    added[:, 0] = missing
    fill = np.empty(len(missing), values.dtype)
    fill[...] = default_value
    places = np.empty(len(order), np.int64)
    places[order] = np.arange(len(order))
    return np.concatenate([indices, added])[order], np.concatenate([values, fill])[order], empty, places[:count]


@FILL_EMPTY_ROWS.gradient
def _fill_gradient(op: Operation, _: Any, dy: Any, __: Any, ___: Any) -> list:
    to_values, to_default = FILL_EMPTY_ROWS_GRAD(op.outputs[3], dy)
    return [None, to_values, None, to_default]


@FILL_EMPTY_ROWS_GRAD.shape
def _fill_grad_shapes(op: Operation) -> list[StaticShape]:
    with_rank(op.inputs[1].static_shape, 1)
    return [with_rank(op.inputs[0].static_shape, 1), ()]


@FILL_EMPTY_ROWS_GRAD.kernel
def _fill_grad(reverse_index_map: Any, grad_values: Any) -> tuple:
    for array, name in ((reverse_index_map, "reverse_index_map"), (grad_values, "grad_values")):
        if np.ndim(array) != 1:
            raise invalid(f"{name} must be a vector, saw: {bracket(np.shape(array))}")
    count = len(grad_values)
    outside = (reverse_index_map < 0) | (reverse_index_map >= count)
    if outside.any():
        at = int(np.argmax(outside))
        raise invalid(f"Elements in reverse index must be in [0, {count}) but got {reverse_index_map[at]}")
    visited = np.zeros(count, np.bool_)
    visited[reverse_index_map] = True
    return grad_values[reverse_index_map], np.sum(grad_values[~visited], dtype=grad_values.dtype)


@export("sparse_fill_empty_rows", "sparse.fill_empty_rows")
def sparse_fill_empty_rows(
    sp_input: SparseTensor, default_value: TensorLike, name: str | None = None
) -> tuple[SparseTensor, Tensor]:
    """An element in each row that has none, at its beginning; the others in the order of their rows.

    Args:
      sp_input: SparseTensor [rows, ...].
      default_value: scalar of its dtype.

    Returns:
      a SparseTensor of the same shape, and bool [rows]: which rows had none.

    Raises:
      TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) a row out of bounds.

    Example:
      >>> sparse = tf.SparseTensor([[0, 1], [2, 0]], [5, 6], [3, 2])
      >>> full, was_empty = tf.sparse_fill_empty_rows(sparse, -1)
      >>> with tf.Session() as sess:
      ...     sess.run(full.values).tolist(), sess.run(was_empty).tolist()
      ([5, -1, 6], [False, True, False])
    """
    sp_input = as_sparse(sp_input)
    with name_scope(name, "SparseFillEmptyRows", [sp_input.values]):
        default = convert_to_tensor(default_value, sp_input.values.dtype)
        indices, values, empty, _ = FILL_EMPTY_ROWS(sp_input.indices, sp_input.values, sp_input.dense_shape, default)
        return SparseTensor(indices, values, sp_input.dense_shape), empty
