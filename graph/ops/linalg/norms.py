"""Norms, traces, cross products, ranks and pseudoinverses."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.exports import export
from headrace.formats.old_forms import renamed

from ... import ops
from ...core.build import convert_to_tensor
from ...core.default_graph_functions import control_dependencies
from ...core.op import Op
from ...core.operation import Operation
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import FailedPreconditionError, invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, is_full, merge, with_rank_at_least, with_value
from .eigen import SVD, svd
from .matrices import stacked

CROSS = Op("Cross", "a: T, b: T -> product: T", traits=PURE, T=dtypes.REALS, batch=stacked)


@CROSS.shape
def _cross_shape(op: Operation) -> StaticShape:
    a, b = (with_rank_at_least(tensor.static_shape, 1) for tensor in op.inputs)
    both = merge(a, b)
    if both is not None:
        with_value(both[-1], 3)
    return both


@CROSS.kernel
def _cross(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    if a.shape != b.shape:
        raise invalid(f"Both inputs must be of same shape: {bracket(a.shape)} vs. {bracket(b.shape)}")
    if not a.ndim:
        raise invalid(f"Input must be at least 1D{bracket(a.shape)}")
    if a.shape[-1] != 3:
        raise FailedPreconditionError(None, None, "Cross-products are only defined for 3-element vectors.")
    with np.errstate(all="ignore"):
        return np.stack([a[..., i] * b[..., j] - a[..., j] * b[..., i] for i, j in ((1, 2), (2, 0), (0, 1))], -1)


@CROSS.gradient
def _cross_gradient(op: Operation, dy: Any) -> list:
    a, b = op.inputs
    return [cross(b, dy), cross(dy, a)]


@export("cross", "linalg.cross")
def cross(a: TensorLike, b: TensorLike, name: str | None = None) -> Tensor:
    """The cross products of vectors of three elements.

    Args:
      a: real numbers [..., 3].
      b: of that shape and dtype.

    Returns:
      of that shape and dtype.

    Raises:
      ValueError, InvalidArgumentError: (building, when run) shapes that differ.
      FailedPreconditionError: (when run) vectors of another length.
    """
    return CROSS(a, b, name=name)


@export("linalg.adjoint")
def adjoint(matrix: TensorLike, name: str | None = None) -> Tensor:
    """Each matrix transposed, its elements conjugated.

    Args:
      matrix: [..., m, n], any dtype.

    Returns:
      [..., n, m], dtype of `matrix`.

    Raises:
      ValueError: the rank is known to be below 2.
    """
    with name_scope(name, "adjoint", [matrix]):
        return ops.matrix_transpose(convert_to_tensor(matrix, name="matrix"), conjugate=True)


@export("trace", "linalg.trace")
def trace(x: TensorLike, name: str | None = None) -> Tensor:
    """The sum of the diagonal of each matrix.

    Args:
      x: numbers [..., m, n].

    Returns:
      [...], dtype of `x`.

    Raises:
      ValueError: the rank is known to be below 2.
    """
    with name_scope(name, "Trace", [x]) as scope:
        return ops.reduce_sum(ops.matrix_diag_part(convert_to_tensor(x, name="x")), [-1], name=scope)


_MATRIX_NORMS = ("euclidean", "fro", 1, 2, np.inf)
_VECTOR_NORMS = ("euclidean", 1, 2, np.inf)


@export("norm", "linalg.norm")
def norm(
    tensor: TensorLike,
    ord: Any = "euclidean",
    axis: Any = None,
    keepdims: bool | None = None,
    name: str | None = None,
    keep_dims: bool | None = None,
) -> Tensor:
    """The length of vectors, or norms of matrices.

    Args:
      tensor: float or complex.
      ord: of vectors: "euclidean" or 2, or p > 0, for the p-th root of the sum of the p-th powers of the elements' absolute
        values, of which infinity is the greatest of them. Of matrices: "euclidean" or "fro", 1 (the greatest sum of a column),
        infinity (of a row), 2 (the greatest singular value).
      axis: the axis of the vectors, two of them for those of matrices; by default all elements are one vector.
      keepdims: whether these axes stay, with size 1.
      keep_dims: the same, as it was called before TensorFlow 1.5.

    Returns:
      the dtype of `tensor` ("euclidean") or its real type, without those axes.

    Raises:
      ValueError: an `ord` or an `axis` that there is not.

    Example:
      >>> with tf.Session() as sess:
      ...     print(sess.run(tf.norm([3.0, 4.0])))
      5.0
    """
    keepdims = bool(renamed("keepdims", keepdims, "keep_dims", keep_dims, "1.5"))
    of_matrices = isinstance(axis, (tuple, list)) and len(axis) == 2
    if of_matrices:
        if not all(isinstance(one, int) for one in axis) or axis[0] == axis[1]:
            raise ValueError("'axis' must be None, an integer, or a tuple of 2 unique integers")
        if ord not in _MATRIX_NORMS:
            raise ValueError(f"'ord' must be a supported matrix norm in {list(_MATRIX_NORMS)}, got {ord}")
        axes: Any = tuple(axis)
    else:
        if not (isinstance(axis, int) or axis is None):
            raise ValueError("'axis' must be None, an integer, or a tuple of 2 unique integers")
        if ord not in _VECTOR_NORMS and (isinstance(ord, str) or not np.isreal(ord) or ord <= 0):
            raise ValueError(f"'ord' must be a supported vector norm, got {ord}")
        axes = None if axis is None else (axis,)
    with name_scope(name, "norm", [tensor]):
        tensor = convert_to_tensor(tensor)
        if of_matrices and ord == 2:
            found = _greatest_singular_value(tensor, axes)
        elif ord in ("fro", "euclidean", 2):
            found = ops.sqrt(ops.reduce_sum(tensor * ops.conj(tensor), axes, keepdims=True))
        elif ord == 1:
            found = ops.reduce_sum(ops.abs(tensor), None if axes is None else axes[0], keepdims=True)
            found = ops.reduce_max(found, axes[1], keepdims=True) if of_matrices else found
        elif ord == np.inf:
            found = ops.abs(tensor)
            found = ops.reduce_sum(found, axes[1], keepdims=True) if of_matrices else found
            found = ops.reduce_max(found, None if axes is None else axes[0], keepdims=True)
        else:
            powers = ops.reduce_sum(ops.pow(ops.abs(tensor), ord), axes, keepdims=True)
            found = ops.pow(powers, 1.0 / ord)
        return found if keepdims else ops.squeeze(found, axes)


def _greatest_singular_value(tensor: Tensor, axes: Any) -> Tensor:
    rank: Any = ops.rank(tensor) if tensor.static_shape is None else len(tensor.static_shape)
    places = [one if one >= 0 else rank + one for one in axes]
    if isinstance(rank, int):
        order: Any = [*(one for one in range(rank) if one not in places), *places]
        back: Any = np.argsort(order).astype(np.int32)
    else:
        others, _ = ops.setdiff1d(ops.range(rank), ops.stack(places))
        order = ops.concat([others, ops.stack(places)], 0)
        back = ops.invert_permutation(order)
    values = SVD(ops.transpose(tensor, order), compute_uv=False)[0]
    greatest = ops.expand_dims(ops.reduce_max(ops.abs(values), axis=-1, keepdims=True), -1)
    return ops.transpose(greatest, back)


@export("linalg.normalize")
def normalize(tensor: TensorLike, ord: Any = "euclidean", axis: Any = None, name: str | None = None) -> tuple[Tensor, Tensor]:
    """Vectors or matrices divided by their norms.

    Args:
      tensor: float or complex.
      ord, axis: as for `tf.norm`.

    Returns:
      `tensor` divided by its norm, and that norm, whose axes are kept.

    Raises:
      ValueError: as `tf.norm`.
    """
    with name_scope(name, "normalize", [tensor]):
        tensor = convert_to_tensor(tensor)
        length = ops.cast(norm(tensor, ord, axis, keepdims=True), tensor.dtype)
        return tensor / length, length


def _checked(a: Tensor, validate_args: bool) -> Tensor:
    """Floats that are matrices, as far as that is known, or as that is asserted."""
    if not a.dtype.is_floating:
        raise TypeError(f"Input `a` must have `float`-like `dtype` (saw {a.dtype.name}).")
    if a.static_shape is not None:
        if len(a.static_shape) < 2:
            raise ValueError(f"Input `a` must have at least 2 dimensions (saw: {len(a.static_shape)}).")
    elif validate_args:
        message = "Input `a` must have at least 2 dimensions."
        with control_dependencies([ops.assert_rank_at_least(a, rank=2, message=message)]):
            return ops.identity(a)
    return a


@export("linalg.matrix_rank")
def matrix_rank(a: TensorLike, tol: TensorLike | None = None, validate_args: bool = False, name: str | None = None) -> Tensor:
    """The number of singular values of each matrix that are not about 0.

    Args:
      a: float [..., m, n].
      tol: float: what a singular value must exceed; by default the greatest of them times the greater of m and n times the
        smallest difference at 1.
      validate_args: whether to look when run whether an unknown rank is 2 at least.

    Returns:
      int32 [...].

    Raises:
      TypeError: not float.
      ValueError: the rank is known to be below 2.
    """
    with name_scope(name, "matrix_rank", [a, tol]):
        a = _checked(convert_to_tensor(a, preferred_dtype=dtypes.float32, name="a"), validate_args)
        values = svd(a, compute_uv=False)
        if tol is None:
            most = ops.reduce_max(values, axis=-1, keepdims=True)
            tol = np.finfo(a.dtype.as_numpy_dtype).eps * ops.cast(_longer_side(a), a.dtype) * most
        return ops.reduce_sum(ops.cast(ops.greater(values, tol), dtypes.int32), axis=-1)


def _longer_side(a: Tensor) -> Any:
    known = a.static_shape
    if known is not None and is_full(known[-2:]):
        return max(known[-2:])  # type: ignore[type-var]
    return ops.reduce_max(ops.shape(a)[-2:])


@export("linalg.pinv")
def pinv(a: TensorLike, rcond: TensorLike | None = None, validate_args: bool = False, name: str | None = None) -> Tensor:
    """The pseudoinverse (of Moore and Penrose) of each matrix, by its singular values.

    Args:
      a: float [..., m, n].
      rcond: float [...]: singular values that are not greater than this times the greatest count as 0; by default 10 times the
        greater of m and n times the smallest difference at 1.
      validate_args: whether to look when run whether an unknown rank is 2 at least.

    Returns:
      [..., n, m], dtype of `a`.

    Raises:
      TypeError: not float.
      ValueError: the rank is known to be below 2.
    """
    with name_scope(name, "pinv", [a, rcond]):
        a = _checked(convert_to_tensor(a, name="a"), validate_args)
        kind = a.dtype.as_numpy_dtype
        if rcond is None:
            side = _longer_side(a)
            rcond = 10.0 * np.finfo(kind).eps * (ops.cast(side, a.dtype) if isinstance(side, Tensor) else float(side))
        rcond = convert_to_tensor(rcond, dtype=a.dtype.base_dtype, name="rcond")
        values, left, right = svd(a, full_matrices=False, compute_uv=True)
        least = rcond * ops.reduce_max(values, axis=-1)
        # What is divided by infinity is 0, and so is its gradient.
        values = ops.where_v2(ops.greater(values, ops.expand_dims(least, -1)), values, np.array(np.inf, kind))
        found = ops.matmul(right / ops.expand_dims(values, -2), left, adjoint_b=True)
        known = a.static_shape
        if known is not None:
            found.set_shape((*known[:-2], known[-1], known[-2]))
        return found
