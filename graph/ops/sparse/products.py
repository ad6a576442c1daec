"""Products of matrices of which one is sparse."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value_as_shape
from ...core.tensor import Tensor
from ...core.traits import ALLOCATES, PURE
from ...products import on_threads
from ...types import dtypes
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, merge_dim, with_rank
from ..linalg.matmul import MATMUL
from .sparse_tensor import SparseTensor, as_sparse

_ROWS = 1 << 18
"""How many numbers are made at once on the way to a product."""

SPARSE_TENSOR_DENSE_MATMUL = Op(
    "SparseTensorDenseMatMul",
    "a_indices: Tindices, a_values: T, a_shape: int64, b: T -> product: T",
    "Tindices: {int32, int64} = int64, adjoint_a: bool = false, adjoint_b: bool = false",
    traits=PURE | ALLOCATES,
    T=dtypes.NUMBERS,
    batch=PER_RECORD,
)


@SPARSE_TENSOR_DENSE_MATMUL.shape
def _product_shape(op: Operation) -> StaticShape:
    for tensor, rank in zip(op.inputs, (2, 1, 1), strict=False):
        with_rank(tensor.static_shape, rank)
    a = with_rank(constant_value_as_shape(op.inputs[2]), 2)
    b = with_rank(op.inputs[3].static_shape, 2)
    rows, inner = a[::-1] if op.get_attr("adjoint_a") else a
    other, columns = b[::-1] if op.get_attr("adjoint_b") else b
    merge_dim(inner, other)
    return (rows, columns)


@SPARSE_TENSOR_DENSE_MATMUL.kernel
def _product(a_indices: Any, a_values: Any, a_shape: Any, b: Any, adjoint_a: bool, adjoint_b: bool) -> Any:
    for array, rank, name, what in (
        (b, 2, "b", "matrix"),
        (a_shape, 1, "a_shape", "vector"),
        (a_values, 1, "a_values", "vector"),
        (a_indices, 2, "a_indices", "matrix"),
    ):
        if np.ndim(array) != rank:
            raise invalid(f"Tensor '{name}' is not a {what}")
    if len(a_shape) != 2:
        raise invalid("Tensor 'a_shape' must have 2 elements")
    if len(a_values) != len(a_indices):
        raise invalid("Number of rows of a_indices does not match number of entries in a_values")
    if a_indices.shape[1] != len(a_shape):
        raise invalid("Number of columns of a_indices does not match number of entries in a_shape")
    rows, inner = a_shape[::-1].tolist() if adjoint_a else a_shape.tolist()
    right = b.conj().T if adjoint_b else b
    if inner != len(right):
        raise invalid(
            f"Cannot multiply A and B because inner dimension does not match: {inner} vs. {len(right)}.  Did you forget a "
            f"transpose?  Dimensions of A: [{a_shape[0]}, {a_shape[1]}).  Dimensions of B: {bracket(b.shape)}"
        )
    if rows < 0:
        raise invalid(f"Dimension {rows} must be >= 0")
    to, of = a_indices.T[::-1] if adjoint_a else a_indices.T
    for name, column, size, at in (("k", of, inner, int(not adjoint_a)), ("m", to, rows, int(adjoint_a))):
        wrong = (column < 0) | (column >= size)
        if wrong.any():
            row = int(wrong.argmax())
            raise invalid(f"{name} ({column[row]}) from index[{row},{at}] out of bounds (>={size})")
    values = a_values.conj() if adjoint_a else a_values
    result = np.zeros((rows, right.shape[1]), b.dtype)
    order = np.argsort(to, kind="stable")
    step = max(1, _ROWS // max(1, right.shape[1]))
    for begin in range(0, len(order), step):
        chosen = order[begin : begin + step]
        terms = values[chosen, None] * right[of[chosen]]
        starts = np.flatnonzero(np.diff(to[chosen], prepend=-1))
        result[to[chosen][starts]] += np.add.reduceat(terms, starts, axis=0, dtype=b.dtype)
    return result


@SPARSE_TENSOR_DENSE_MATMUL.gradient
def _product_gradient(op: Operation, dy: Any) -> list:
    indices, values, shape, b = op.inputs
    swapped, turned = op.get_attr("adjoint_a"), op.get_attr("adjoint_b")
    to_b = SPARSE_TENSOR_DENSE_MATMUL(indices, values, shape, dy, adjoint_a=not swapped)
    rows, columns = indices[:, 0], indices[:, 1]
    of_product = ops.gather(dy, columns if swapped else rows)
    of_b = ops.gather(_adjoint(b) if turned else b, rows if swapped else columns)
    to_values = ops.reduce_sum(of_product * ops.conj(of_b), axis=1)
    return [None, ops.conj(to_values) if swapped else to_values, None, _adjoint(to_b) if turned else to_b]


def _adjoint(matrix: Any) -> Any:
    return ops.conj(ops.transpose(matrix))


@export("sparse_tensor_dense_matmul", "sparse.sparse_dense_matmul", "sparse.matmul")
def sparse_tensor_dense_matmul(
    sp_a: SparseTensor, b: TensorLike, adjoint_a: bool = False, adjoint_b: bool = False, name: str | None = None
) -> Tensor:
    """The product of a sparse matrix and a dense one.

    Args:
      sp_a: SparseTensor of rank 2; fastest where its elements are in order of their rows (of columns with `adjoint_a`).
      b: matrix of its dtype.
      adjoint_a, adjoint_b: whether the one is transposed and conjugated, the other.

    Returns:
      the product, a dense matrix.

    Raises:
      TypeError: `sp_a` is no SparseTensor. ValueError: shapes are known and do not fit.
      InvalidArgumentError: (when run) shapes do not fit, or an index is out of bounds.

    Example:
      >>> sparse = tf.SparseTensor([[0, 1], [1, 0]], [2.0, 3.0], [2, 2])
      >>> with tf.Session() as sess:
      ...     sess.run(tf.sparse_tensor_dense_matmul(sparse, [[1.0], [10.0]])).tolist()
      [[20.0], [3.0]]
    """
    sp_a = as_sparse(sp_a)
    with name_scope(name, "SparseTensorDenseMatMul", [sp_a.indices, sp_a.values, b]):
        b = convert_to_tensor(b, name="b")
        return SPARSE_TENSOR_DENSE_MATMUL(
            sp_a.indices, sp_a.values, sp_a.dense_shape, b, adjoint_a=adjoint_a, adjoint_b=adjoint_b
        )


# -- matrices of many zeros ----------------------------------------------------------------------------------------------

SPARSE_MATMUL = Op(
    "SparseMatMul",
    "a: Ta, b: Tb -> product: float32",
    "transpose_a: bool = false, transpose_b: bool = false, a_is_sparse: bool = false, b_is_sparse: bool = false, "
    "Ta: {float32} = float32, Tb: {float32} = float32",
    traits=PURE | ALLOCATES,
    shape=MATMUL.shape.function,
    batch=MATMUL.batch.function,
)


@SPARSE_MATMUL.kernel
def _sparse_matmul(a: Any, b: Any, transpose_a: bool, transpose_b: bool) -> Any:
    for name, factor in (("a", a), ("b", b)):
        if np.ndim(factor) != 2:
            raise invalid(f"{name} is not a matrix")
    left, right = a.T if transpose_a else a, b.T if transpose_b else b
    if left.shape[1] != right.shape[0]:
        raise invalid(f"Matrix size incompatible: a: {bracket(a.shape)}, b: {bracket(b.shape)}")
    return on_threads.product(left, right)


@SPARSE_MATMUL.gradient
def _sparse_matmul_gradient(op: Operation, dy: Any) -> list:
    a, b = op.inputs
    swapped_a, swapped_b = op.get_attr("transpose_a"), op.get_attr("transpose_b")
    is_sparse = {a: op.get_attr("a_is_sparse"), b: op.get_attr("b_is_sparse"), dy: dy.op.type == "ReluGrad"}

    def product(x: Any, y: Any, swap_x: bool = False, swap_y: bool = False) -> Any:
        # A factor is turned first, as TensorFlow's product takes no second factor that is.
        right = ops.transpose(y) if swap_y else y
        return SPARSE_MATMUL(x, right, transpose_a=swap_x, a_is_sparse=is_sparse[x], b_is_sparse=is_sparse[y])

    if not swapped_a and not swapped_b:
        return [product(dy, b, swap_y=True), product(a, dy, swap_x=True)]
    if not swapped_a:
        return [product(dy, b), product(dy, a, swap_x=True)]
    if not swapped_b:
        return [product(b, dy, swap_y=True), product(a, dy)]
    return [product(b, dy, True, True), product(dy, a, True, True)]


@export("sparse_matmul")
def sparse_matmul(
    a: TensorLike,
    b: TensorLike,
    transpose_a: bool = False,
    transpose_b: bool = False,
    a_is_sparse: bool = False,
    b_is_sparse: bool = False,
    name: str | None = None,
) -> Tensor:
    """The product of two dense matrices; that one has many zeros is known to TensorFlow, which is faster then.

    Args:
      a, b: float32 matrices.
      transpose_a, transpose_b: whether the one is transposed, the other.
      a_is_sparse, b_is_sparse: whether the one has many zeros, the other; of no effect here.

    Returns:
      the product, float32.

    Raises:
      TypeError: other dtypes. ValueError: shapes are known and do not fit.
      InvalidArgumentError: (when run) shapes do not fit.
    """
    return SPARSE_MATMUL(
        a, b, transpose_a=transpose_a, transpose_b=transpose_b, a_is_sparse=a_is_sparse, b_is_sparse=b_is_sparse, name=name
    )
