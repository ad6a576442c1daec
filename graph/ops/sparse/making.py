"""Sparse tensors made of others: of dense ones, with axes added, exchanged, split, of another shape."""

from __future__ import annotations

from numbers import Integral
from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import DTypeLike, IntegersLike, TensorLike
from ...types.static_shapes import StaticShape, bracket, num_elements
from .indexed_slices import IndexedSlices
from .parts import check_parts
from .sparse_tensor import SparseTensor, as_sparse

# -- of dense tensors, of numbers ----------------------------------------------------------------------------------------


@export("sparse.from_dense")
def from_dense(tensor: TensorLike, name: str | None = None) -> SparseTensor:
    """The elements of a dense tensor that are not zero.

    Args:
      tensor: of any shape, numbers.

    Returns:
      a SparseTensor of its shape and dtype.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sparse.from_dense([[0, 5], [6, 0]])).indices.tolist()
      [[0, 1], [1, 0]]
    """
    with name_scope(name, "dense_to_sparse"):
        tensor = convert_to_tensor(tensor)
        indices = ops.where(ops.not_equal(tensor, constant(0, tensor.dtype)))
        return SparseTensor(indices, ops.gather_nd(tensor, indices), ops.shape(tensor, out_type=dtypes.int64))


@export("sparse.eye")
def sparse_eye(
    num_rows: IntegersLike,
    num_columns: IntegersLike | None = None,
    dtype: DTypeLike = dtypes.float32,
    name: str | None = None,
) -> SparseTensor:
    """A matrix with ones on its diagonal.

    Args:
      num_rows, num_columns: its sizes; as many columns as rows by default.
      dtype: of the ones.

    Returns:
      a SparseTensor [num_rows, num_columns].
    """
    with name_scope(name, "eye", [num_rows, num_columns]):
        rows = _as_int64(num_rows, "num_rows")
        columns = rows if num_columns is None else _as_int64(num_columns, "num_columns")
        count = ops.minimum(rows, columns)
        places = ops.range(count, dtype=dtypes.int64)
        return SparseTensor(ops.stack([places, places], axis=1), ops.ones(count, dtype=dtype), [rows, columns])


def _as_int64(value: Any, name: str) -> Any:
    if isinstance(value, Integral):
        return convert_to_tensor(value, dtypes.int64, name=name)
    return ops.cast(convert_to_tensor(value, name=name), dtypes.int64)


@export("sparse_mask", "sparse.mask")
def sparse_mask(a: IndexedSlices, mask_indices: TensorLike, name: str | None = None) -> IndexedSlices:
    """IndexedSlices without some of their rows.

    Args:
      a: IndexedSlices.
      mask_indices: the indices that are left out.

    Returns:
      IndexedSlices of the others.
    """
    with name_scope(name, "sparse_mask", [a, mask_indices]) as scope:
        indices, kept = ops.setdiff1d(a.indices, mask_indices)
        return IndexedSlices(ops.gather(a.values, kept, name=scope), indices)


# -- other axes ----------------------------------------------------------------------------------------------------------


@export("sparse.expand_dims")
def sparse_expand_dims(sp_input: SparseTensor, axis: IntegersLike | None = None, name: str | None = None) -> SparseTensor:
    """The same elements, with an axis of size 1 more.

    Args:
      sp_input: SparseTensor of rank r.
      axis: where, from the end where negative; behind the last by default.

    Returns:
      a SparseTensor of rank r + 1.

    Raises:
      TypeError: `axis` is no integer.
    """
    rank = sp_input.dense_shape.shape[0]
    where = -1 if axis is None else axis
    with name_scope(name, "expand_dims", [sp_input]):
        if isinstance(where, Integral):
            where = convert_to_tensor(where, dtypes.int32, name="axis")
        elif not isinstance(where, Tensor):
            raise TypeError("axis must be an integer value in range [-rank(sp_input) - 1, rank(sp_input)]")
        where = ops.where(where >= 0, where, where + rank + 1)
        places = sp_input.indices
        added = ops.zeros([ops.shape(places)[0], 1], dtype=dtypes.int64)
        before, behind = ops.slice(places, [0, 0], [-1, where]), ops.slice(places, [0, where], [-1, -1])
        indices = ops.concat([before, added, behind], axis=1)
        first, last = ops.slice(sp_input.dense_shape, [0], [where]), ops.slice(sp_input.dense_shape, [where], [-1])
        one = convert_to_tensor([1], dtypes.int64, name="new_shape")
        return SparseTensor(indices, sp_input.values, ops.concat([first, one, last], axis=0))


@export("sparse_transpose", "sparse.transpose")
def sparse_transpose(sp_input: SparseTensor, perm: IntegersLike | None = None, name: str | None = None) -> SparseTensor:
    """The same elements with the axes in another order.

    Args:
      sp_input: SparseTensor of rank r.
      perm: int vector [r]: which axis of `sp_input` stands at each place; reversed by default.

    Returns:
      a SparseTensor, its elements in order.

    Example:
      >>> sparse = tf.SparseTensor([[0, 2], [1, 0]], [5, 6], [2, 3])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sparse_transpose(sparse)).indices.tolist()
      [[0, 1], [2, 0]]
    """
    with name_scope(name, "SparseTranspose", [sp_input]):
        if perm is None:
            rank = ops.rank(sp_input)
            perm = (rank - 1) - ops.range(0, rank, 1)
        indices = ops.transpose(ops.gather(ops.transpose(sp_input.indices), perm))
        order = constant_value(convert_to_tensor(perm))
        if order is not None and sp_input.shape.is_fully_defined():
            sizes = sp_input.shape.as_list()
            shape: Any = [sizes[axis] for axis in order.tolist()] + sizes[len(order) :]
        else:
            shape = ops.gather(sp_input.dense_shape, perm)
        return ops.sparse_reorder(SparseTensor(indices, sp_input.values, shape))


@export("sparse_reset_shape", "sparse.reset_shape")
def sparse_reset_shape(sp_input: SparseTensor, new_shape: IntegersLike | None = None) -> SparseTensor:
    """The same elements in a larger shape, or in the smallest that holds them.

    Args:
      sp_input: SparseTensor of any dtype.
      new_shape: int vector: a shape of the same rank, as large along each axis; the smallest by default.

    Returns:
      a SparseTensor of that shape.

    Raises:
      TypeError: not a SparseTensor. ValueError: another rank, or a shape that is smaller, where both are known.
      InvalidArgumentError: (when run) the same.
    """
    sp_input = as_sparse(sp_input)
    indices, values, old = ops.identity(sp_input.indices), ops.identity(sp_input.values), ops.identity(sp_input.dense_shape)
    if new_shape is None:
        bounds = ops.add(ops.reduce_max(indices, axis=0), ops.ones_like(old))
        return SparseTensor(indices, values, ops.maximum(constant(0, dtypes.int64), bounds))
    asked = convert_to_tensor(new_shape)
    asked.shape.assert_has_rank(1)
    shape: Any = ops.cast(asked, dtypes.int64)
    shape.shape[0].merge_with(old.shape.with_rank(1)[0])
    known = constant_value(shape)
    if known is not None and sp_input.shape.is_fully_defined():
        sizes = np.array(sp_input.shape.as_list())
        if not (sizes <= known).all():
            raise ValueError(
                "Requested new_shape should have dimension sizes >= sp_input.shape.  "
                f"Found new_shape ({sizes}), sp_input.shape ({known})."
            )
        return SparseTensor(indices, values, known)
    shape = ops.with_dependencies([ops.assert_equal(ops.shape(old), ops.shape(shape))], shape)
    return SparseTensor(indices, values, ops.with_dependencies([ops.assert_less_equal(old, shape)], shape))


# -- split ---------------------------------------------------------------------------------------------------------------

SPARSE_SPLIT = Op(
    "SparseSplit",
    "split_dim: int64, indices: int64, values: T, shape: int64"
    " -> output_indices: num_split * int64, output_values: num_split * T, output_shape: num_split * int64",
    "num_split: int >= 1",
    traits=PURE,
    batch=PER_RECORD,
    gradient=UNDEFINED_GRADIENT,
)


@SPARSE_SPLIT.shape
def _split_shapes(op: Operation) -> list[StaticShape]:
    shape, count = op.inputs[3].static_shape, op.get_attr("num_split")
    return [(None, num_elements(shape))] * count + [(None,)] * count + [shape] * count


@SPARSE_SPLIT.kernel
def _sparse_split(split_dim: Any, indices: Any, values: Any, shape: Any, num_split: int) -> tuple:
    if np.ndim(split_dim):
        raise invalid(f"Input axis should be a scalar but received shape {bracket(np.shape(split_dim))}")
    for array, rank, what in (
        (indices, 2, "Input indices should be a matrix"),
        (values, 1, "Input values should be a vector"),
        (shape, 1, "Input shape should be a vector"),
    ):
        if np.ndim(array) != rank:
            raise invalid(f"{what} but received shape {bracket(np.shape(indices if array is values else array))}")
    rank, axis = len(shape), int(split_dim)
    if not -rank <= axis < rank:
        raise invalid(f"Input axis should be in range [-{rank}, {rank}), got {axis}")
    size = int(shape[axis])
    if not 1 <= num_split <= size:
        raise invalid(f"Input num_split should be between 1 and the splitting dimension size ({size}), got {num_split}")
    check_parts(indices, values, shape)
    wrong = ((indices < 0) | (indices >= shape)).any(axis=1)
    if wrong.any():
        row = int(wrong.argmax())
        raise invalid(f"Sparse index tuple indices[{row}, :] = {indices[row].tolist()} is out of bounds")
    # The first parts are one longer where the length is no multiple.
    lengths = np.full(num_split, size // num_split)
    lengths[: size % num_split] += 1
    starts = np.cumsum(lengths) - lengths
    part_of = np.searchsorted(starts, indices[:, axis], side="right") - 1
    places: list[np.ndarray] = []
    found: list[np.ndarray] = []
    shapes: list[np.ndarray] = []
    for part in range(num_split):
        mine = part_of == part
        moved, sizes = indices[mine], np.array(shape)
        moved[:, axis] -= starts[part]
        sizes[axis] = lengths[part]
        places.append(moved)
        found.append(values[mine])
        shapes.append(sizes)
    return (*places, *found, *shapes)


class _KeywordsRequired:
    """What stands where no argument may."""

    def __repr__(self) -> str:
        return "KeywordRequired()"


@export("sparse_split", "sparse.split")
def sparse_split(
    keyword_required: Any = _KeywordsRequired(),  # noqa: B008 - compared by its class alone
    sp_input: SparseTensor | None = None,
    num_split: int | None = None,
    axis: IntegersLike | None = None,
    name: str | None = None,
    split_dim: IntegersLike | None = None,
) -> list[SparseTensor]:
    """A sparse tensor cut along an axis; arguments are given by keywords.

    Args:
      keyword_required: nothing.
      sp_input: SparseTensor of any dtype.
      num_split: int: how many parts; the first are longer by one where it does not divide the length.
      axis: the axis, int or int64 scalar.
      split_dim: `axis`, under its old name.

    Returns:
      a list of `num_split` SparseTensors.

    Raises:
      ValueError: an argument by position, or one is missing. TypeError: not a SparseTensor.
      InvalidArgumentError: (when run) the axis is out of range, or shorter than `num_split`.

    Example:
      >>> sparse = tf.SparseTensor([[0, 2], [1, 0]], [5, 6], [2, 3])
      >>> first, second = tf.sparse_split(sp_input=sparse, num_split=2, axis=1)
      >>> with tf.Session() as sess:
      ...     sess.run(first).values.tolist(), sess.run(second).values.tolist()
      ([6], [5])
    """
    if not isinstance(keyword_required, _KeywordsRequired):
        raise ValueError("Keyword arguments are required for this function.")
    for argument, given in (("sp_input", sp_input), ("num_split", num_split), ("axis", axis)):
        if given is None:
            raise ValueError(f"{argument} is required")
    axis = renamed("axis", axis, "split_dim", split_dim, "1.13")
    sparse = as_sparse(sp_input)
    parts = SPARSE_SPLIT(axis, sparse.indices, sparse.values, sparse.dense_shape, num_split=num_split, name=name)
    count = len(parts) // 3
    thirds = (parts[k * count : (k + 1) * count] for k in range(3))
    return [SparseTensor(*three) for three in zip(*thirds, strict=True)]
