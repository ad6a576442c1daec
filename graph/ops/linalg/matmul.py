"""Matrix products."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...core.rules.direct import Constants, Direct
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import ALLOCATES, PURE
from ...products import on_threads
from ...runtime import blas_threads
from ...types import dtypes
from ...types.errors import InvalidArgumentError, invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, broadcast, is_full, merge_dim, with_rank, with_rank_at_least
from ..math.broadcasting import BROADCAST_GRADIENT_ARGS

_SMALL = 1 << 17
"""Multiplications in a product."""

MATMUL = Op(
    "MatMul",
    "a: T, b: T -> product: T",
    "transpose_a: bool = false, transpose_b: bool = false",
    T=dtypes.NUMBERS,
    traits=PURE | ALLOCATES,
)
BATCH_MATMUL = Op(
    "BatchMatMulV2",
    "x: T, y: T -> output: T",
    "adj_x: bool = false, adj_y: bool = false",
    traits=PURE | ALLOCATES,
    T=dtypes.NUMBERS,
)


@MATMUL.shape
def _matmul_shape(op: Operation) -> StaticShape:
    a, b = (with_rank(tensor.static_shape, 2) for tensor in op.inputs)
    if a is None or b is None:
        a, b = a or (None, None), b or (None, None)
    rows, inner = a[::-1] if op.get_attr("transpose_a") else a
    other, columns = b[::-1] if op.get_attr("transpose_b") else b
    merge_dim(inner, other)
    return (rows, columns)


@MATMUL.kernel
def _matmul(a: Any, b: Any, transpose_a: bool, transpose_b: bool) -> Any:
    for position, factor in enumerate((a, b)):
        if np.ndim(factor) != 2:
            raise invalid(f"In[{position}] is not a matrix. Instead it has shape {bracket(np.shape(factor))}")
    left = a.T if transpose_a else a
    right = b.T if transpose_b else b
    try:
        return on_threads.product(left, right)
    except ValueError as error:
        raise invalid(f"Matrix size-incompatible: In[0]: {bracket(np.shape(a))}, In[1]: {bracket(np.shape(b))}") from error


def _are_small_matrices(left: Any, right: Any) -> bool:
    if not left.ndim == right.ndim == 2 or left.shape[1] != right.shape[0]:
        return False
    sizes = (*left.shape, right.shape[1])
    return min(sizes) > 1 and math.prod(sizes) < _SMALL


@MATMUL.direct
def _matmul_of_matrices(op: Operation, constants: Constants) -> Direct:
    swap_a, swap_b = op.get_attr("transpose_a"), op.get_attr("transpose_b")

    known: Any = None  # shapes of matrices that are no vectors, and small

    def product(a: Any, b: Any) -> Any:
        nonlocal known
        shapes = a.shape, b.shape
        if shapes != known:
            if not _are_small_matrices(a.T if swap_a else a, b.T if swap_b else b):
                return _matmul(a, b, swap_a, swap_b)
            known = shapes
        return (a.T if swap_a else a).dot(b.T if swap_b else b)  # the routine that `@` calls, which takes 0.5 us longer

    return Direct(product, 2, for_any_shapes=True)


@MATMUL.batch
def _matmul_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    swap_a, swap_b = op.get_attr("transpose_a"), op.get_attr("transpose_b")

    def run(n: int, a: Any, b: Any) -> Any:
        left, right = np.swapaxes(a, -1, -2) if swap_a else a, np.swapaxes(b, -1, -2) if swap_b else b
        # Each record's product by what computes it alone: BLAS rounds otherwise.
        if n and on_threads.suits(left[0] if batched[0] else left, right[0] if batched[1] else right):
            lefts, rights = (
                part if each else itertools.repeat(part, n) for part, each in zip((left, right), batched, strict=True)
            )
            return np.stack([on_threads.product(*both) for both in zip(lefts, rights, strict=True)])
        return left @ right

    return run


@MATMUL.gradient
def _matmul_gradient(op: Operation, dy: Any) -> list:
    a, b = (ops.conj(tensor) for tensor in op.inputs)
    swapped_a, swapped_b = op.get_attr("transpose_a"), op.get_attr("transpose_b")
    if not swapped_a and not swapped_b:
        return [_product(dy, b, False, True), _product(a, dy, True, False)]
    if not swapped_a:
        return [_product(dy, b, False, False), _product(dy, a, True, False)]
    if not swapped_b:
        return [_product(b, dy, False, True), _product(a, dy, False, False)]
    return [_product(b, dy, True, True), _product(dy, a, True, True)]


def _product(a: Any, b: Any, transpose_a: bool, transpose_b: bool) -> Tensor:
    return MATMUL(a, b, transpose_a=transpose_a, transpose_b=transpose_b)


@BATCH_MATMUL.shape
def _batch_matmul_shape(op: Operation) -> StaticShape:
    x, y = (with_rank_at_least(tensor.static_shape, 2) for tensor in op.inputs)
    if x is None or y is None:
        return None
    rows, inner = x[:-3:-1] if op.get_attr("adj_x") else x[-2:]
    other, columns = y[:-3:-1] if op.get_attr("adj_y") else y[-2:]
    merge_dim(inner, other)
    return (*(broadcast(x[:-2], y[:-2]) or ()), rows, columns)


@BATCH_MATMUL.kernel
def _batch_matmul(x: Any, y: Any, adj_x: bool, adj_y: bool) -> Any:
    try:
        return blas_threads.product(_adjoint(x) if adj_x else x, _adjoint(y) if adj_y else y)
    except ValueError as error:
        raise _unfit(np.shape(x), np.shape(y)) from error


def _unfit(x: tuple[int, ...], y: tuple[int, ...]) -> InvalidArgumentError:
    """Why these are not multiplied."""
    try:
        np.broadcast_shapes(x[:-2], y[:-2])
    except ValueError:
        return invalid(f"In[0] and In[1] must have compatible batch dimensions: {bracket(x)} vs. {bracket(y)}")
    return invalid(f"Matrix size-incompatible: In[0]: {bracket(x)}, In[1]: {bracket(y)}")


def _adjoint(x: np.ndarray) -> np.ndarray:
    swapped = np.swapaxes(x, -1, -2)
    return swapped.conj() if swapped.dtype.kind == "c" else swapped


@BATCH_MATMUL.batch
def _batch_matmul_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    ranks = {len(tensor.static_shape) if tensor.static_shape is not None else None for tensor in op.inputs}
    return (lambda n, x, y: kernel(x, y)) if len(ranks) == 1 and None not in ranks else None


@BATCH_MATMUL.gradient
def _batch_matmul_gradient(op: Operation, dy: Any) -> list:
    x, y = op.inputs
    adj_x, adj_y = op.get_attr("adj_x"), op.get_attr("adj_y")

    def product(a: Any, b: Any, adj_a: bool, adj_b: bool) -> Tensor:
        return BATCH_MATMUL(a, b, adj_x=adj_a, adj_y=adj_b, name="MatMul")

    if not adj_x:
        dx = product(dy, y, False, not adj_y)
    else:
        dx = product(y, dy, adj_y, True)
    if not adj_y:
        d_y = product(x, dy, not adj_x, False)
    else:
        d_y = product(dy, x, True, adj_x)
    if x.static_shape == y.static_shape and is_full(x.static_shape):
        return [dx, d_y]
    sizes_x, sizes_y = ops.shape(x), ops.shape(y)
    axes_x, axes_y = BROADCAST_GRADIENT_ARGS(sizes_x[:-2], sizes_y[:-2])
    return [ops.reshape(ops.reduce_sum(dx, axes_x), sizes_x), ops.reshape(ops.reduce_sum(d_y, axes_y), sizes_y)]


@export("matmul", "linalg.matmul")
def matmul(
    a: TensorLike,
    b: TensorLike,
    transpose_a: bool = False,
    transpose_b: bool = False,
    adjoint_a: bool = False,
    adjoint_b: bool = False,
    a_is_sparse: bool = False,
    b_is_sparse: bool = False,
    name: str | None = None,
) -> Tensor:
    """The matrix product.

    Args:
      a: numbers [..., m, k].
      b: numbers of the same dtype, [..., k, n]; leading dimensions broadcast.
      transpose_a, transpose_b: exchange the last two axes first.
      adjoint_a, adjoint_b: the same, and conjugate.
      a_is_sparse, b_is_sparse: both are matrices then; the product is dense either way.

    Returns:
      [..., m, n], dtype of `a`.

    Raises:
      ValueError: the inner sizes differ, both transpose and adjoint are asked for, or a sparse one is no matrix.
      TypeError: the dtypes differ or are not of numbers.
      InvalidArgumentError: (when run) sizes that do not fit.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.matmul([[1, 2], [3, 4]], [[1], [10]])).tolist()
      [[21], [43]]
    """
    with get_default_graph().name_scope(name or "MatMul") as scope:
        for swap, adjoint, which in ((transpose_a, adjoint_a, "a"), (transpose_b, adjoint_b, "b")):
            if swap and adjoint:
                raise ValueError(f"Only one of transpose_{which} and adjoint_{which} can be True.")
        a = convert_to_tensor(a, name="a")
        is_tensor = isinstance(b, Tensor) or hasattr(b, "_as_graph_element")
        b = convert_to_tensor(b, None if is_tensor else a.dtype.base_dtype, name="b")
        ranks = [None if x.static_shape is None else len(x.static_shape) for x in (a, b)]
        if any(rank is None or rank > 2 for rank in ranks) and not a_is_sparse and not b_is_sparse:
            a = ops.conj(a) if transpose_a and a.dtype.is_complex else a
            b = ops.conj(b) if transpose_b and b.dtype.is_complex else b
            return BATCH_MATMUL(a, b, adj_x=transpose_a or adjoint_a, adj_y=transpose_b or adjoint_b, name=scope)
        if adjoint_a or adjoint_b:
            a, b = (ops.conj(a) if adjoint_a else a), (ops.conj(b) if adjoint_b else b)
        return MATMUL(a, b, transpose_a=transpose_a or bool(adjoint_a), transpose_b=transpose_b or bool(adjoint_b), name=scope)


@export("batch_matmul")
def batch_matmul(
    x: TensorLike, y: TensorLike, adj_x: bool | None = None, adj_y: bool | None = None, name: str | None = None
) -> Tensor:
    """`matmul`, as it was called before TensorFlow 1.0 for several matrices.

    Args:
      x: numbers [..., m, k].
      y: numbers of the same dtype, [..., k, n].
      adj_x, adj_y: exchange the last two axes first, and conjugate.

    Returns:
      [..., m, n], dtype of `x`.

    Raises:
      ValueError, TypeError, InvalidArgumentError: as `matmul`.
    """
    return matmul(x, y, adjoint_a=bool(adj_x), adjoint_b=bool(adj_y), name=name)


@export("linalg.matvec")
def matvec(
    a: TensorLike,
    b: TensorLike,
    transpose_a: bool = False,
    adjoint_a: bool = False,
    a_is_sparse: bool = False,
    b_is_sparse: bool = False,
    name: str | None = None,
) -> Tensor:
    """Matrices times vectors.

    Args:
      a: numbers [..., m, k].
      b: numbers of the same dtype, [..., k]; leading dimensions broadcast.
      transpose_a, adjoint_a, a_is_sparse, b_is_sparse: as for `tf.matmul`.

    Returns:
      [..., m], dtype of `a`.

    Raises:
      ValueError, TypeError, InvalidArgumentError: as `tf.matmul`.
    """
    with name_scope(name, "MatVec", [a, b]):
        column = ops.expand_dims(b, -1)
        product = matmul(
            a, column, transpose_a=transpose_a, adjoint_a=adjoint_a, a_is_sparse=a_is_sparse, b_is_sparse=b_is_sparse
        )
        return ops.squeeze(product, axis=-1)
