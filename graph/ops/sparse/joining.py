"""Sparse tensors one behind the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.errors import InternalError
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import NO_GRADIENT
from ...core.static_values import constant_value
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, add_dim, bracket, merge, merge_dim, with_rank
from .sparse_tensor import SparseTensor, as_sparse

SPARSE_CONCAT = Op(
    "SparseConcat",
    "indices: N * int64, values: N * T, shapes: N * int64 -> output_indices: int64, output_values: T, output_shape: int64",
    "concat_dim: int, N: int >= 2",
    traits=PURE,
    batch=PER_RECORD,
    gradient=NO_GRADIENT,
)


@SPARSE_CONCAT.shape
def _concat_shapes(op: Operation) -> list[StaticShape]:
    count = op.get_attr("N")
    shapes = [tensor.static_shape for tensor in op.inputs]
    rows: int | None = 0
    rank: int | None = None
    result: StaticShape = None
    for indices, values, shape in zip(shapes[:count], shapes[count : 2 * count], shapes[2 * count :], strict=True):
        n, columns = with_rank(indices, 2)
        rows = add_dim(rows, merge_dim(n, with_rank(values, 1)[0]))
        rank = merge_dim(rank, columns)
        result = merge(result, with_rank(shape, 1))
    return [(rows, rank), (rows,), result]


@SPARSE_CONCAT.kernel
def _sparse_concat(indices: Any, values: Any, shapes: Any, concat_dim: int) -> tuple:
    for arrays, rank, what in (
        (indices, 2, "indices should be a matrix"),
        (values, 1, "values should be a vector"),
        (shapes, 1, "shapes should be a vector"),
    ):
        for at, array in enumerate(arrays):
            if np.ndim(array) != rank:
                raise invalid(f"Input {what} but received shape {bracket(np.shape(array))} at position {at}")
    for place, held in zip(indices, values, strict=True):
        if len(place) != len(held):
            raise invalid(
                f"indices and values rows (indexing dimension) must match. (indices = {len(place)}, values = {len(held)})"
            )
    rank = len(shapes[0])
    if not -rank <= concat_dim < rank:
        raise invalid(f"Concat dimension must be in range [{-rank}, {rank}), got {concat_dim}")
    axis = concat_dim % rank
    result = np.array(shapes[0], np.int64)
    for at, shape in enumerate(shapes[1:], start=1):
        if len(shape) != rank:
            raise invalid(f"Ranks of all input tensors must match: expected {rank} but got {len(shape)} at position {at}")
        for dimension in range(rank):
            if dimension != axis and shape[dimension] != result[dimension]:
                raise invalid(
                    f"Input shapes must match: expected {result[dimension]} for dimension {dimension} but got "
                    f"{shape[dimension]} at position {at}"
                )
    if any(place.shape[1] != rank for place in indices):
        raise invalid("Order length must be SparseTensor rank.")
    if any((shape < 0).any() for shape in shapes):
        raise InternalError(None, None, "Encountered overflow from large input shape.")
    moved, before = [], 0
    for place, shape in zip(indices, shapes, strict=True):
        place = np.array(place)
        place[:, axis] += before
        before += shape[axis]
        moved.append(place)
    result[axis] = before
    places, held = np.concatenate(moved), np.concatenate(values)
    if axis == 0 and all(_is_ordered(place) for place in moved):
        return places, held, result
    order = np.lexsort(places.T[::-1])
    return places[order], held[order], result


def _is_ordered(places: np.ndarray) -> bool:
    return bool((np.lexsort(places.T[::-1]) == np.arange(len(places))).all()) if places.size else True


@export("sparse_concat", "sparse.concat")
def sparse_concat(
    axis: int,
    sp_inputs: Sequence[SparseTensor],
    name: str | None = None,
    expand_nonconcat_dim: bool = False,
    concat_dim: int | None = None,
    expand_nonconcat_dims: bool | None = None,
) -> SparseTensor:
    """Sparse tensors one behind the other along an axis, their elements in lexicographic order of their indices.

    Args:
      axis: from the end where it is negative.
      sp_inputs: list of SparseTensors of one dtype and rank.
      expand_nonconcat_dim, expand_nonconcat_dims: whether they may be of other lengths along the other axes; the result is as
        long as the longest.
      concat_dim: `axis`, under its old name.

    Returns:
      a SparseTensor.

    Raises:
      TypeError: no list of SparseTensors. ValueError: an empty list, or other ranks.
      InvalidArgumentError: (when run) shapes that do not fit each other.

    Example:
      >>> one = tf.SparseTensor([[0, 1]], [5], [1, 2])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sparse_concat(1, [one, one])).indices.tolist()
      [[0, 1], [0, 3]]
    """
    if concat_dim is not None:
        if axis is not None:
            raise ValueError("Cannot specify both 'axis' and 'concat_dim'")
        axis = concat_dim
    if expand_nonconcat_dims is not None:
        expand_nonconcat_dim = expand_nonconcat_dims
    if not isinstance(sp_inputs, (list, tuple)):
        raise TypeError("Inputs must be a list or tuple.")
    several = [as_sparse(one) for one in sp_inputs]
    if len(several) == 1:
        return several[0]
    shapes = [one.dense_shape for one in several]
    if expand_nonconcat_dim:
        longest = ops.reduce_max(ops.concat([ops.reshape(shape, [1, -1]) for shape in shapes], 0), 0)
        rest = [] if axis == -1 else [longest[axis + 1 :]]
        shapes = [
            ops.concat([longest[:axis], shape[-1:] if axis == -1 else shape[axis : axis + 1], *rest], 0) for shape in shapes
        ]
    indices, values, result = SPARSE_CONCAT(
        [one.indices for one in several], [one.values for one in several], shapes, concat_dim=axis, name=name
    )
    known: list[Any] = [constant_value(shape) for shape in shapes]
    if known and all(shape is not None for shape in known):
        whole = np.array(known[0])
        whole[axis] = sum(shape[axis] for shape in known)
        result = convert_to_tensor(whole)
    return SparseTensor(indices, values, result)
