"""tensordot: the product of two tensors along axes of one's choice."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.scopes.name_scope import name_scope
from ...core.static_values import constant_value
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import TensorLike
from ..arrays.stack import has_tensors


@export("tensordot", "linalg.tensordot")
def tensordot(a: TensorLike, b: TensorLike, axes: Any, name: str | None = None) -> Tensor:
    """The sum of products of elements of `a` and `b` along axes.

    Args:
      a, b: numbers of one dtype.
      axes: a number n: the last n axes of `a` and the first n of `b`; or a pair of axes or lists of them, one for each.

    Returns:
      the other axes of `a`, then those of `b`; their dtype.

    Raises:
      ValueError: axes that do not fit.
      TypeError: the dtypes differ or are not of numbers.
      InvalidArgumentError: (when run) sizes that do not fit.

    Example:
      >>> tf.tensordot(tf.ones([2, 3, 4]), tf.ones([4, 3, 5]), axes=[[2, 1], [0, 1]]).shape.as_list()
      [2, 5]
    """
    with name_scope(name, "Tensordot", [a, b, axes]) as scope:
        a = convert_to_tensor(a, name="a")
        b = convert_to_tensor(b, name="b")
        of_a, of_b = _axes(a, axes)
        left, outer_a, static_a = _as_matrix(a, of_a, last=True)
        right, outer_b, static_b = _as_matrix(b, of_b, last=False)
        product = ops.matmul(left, right)
        if isinstance(outer_a, list) and isinstance(outer_b, list):
            return ops.reshape(product, [*outer_a, *outer_b], name=scope)
        sizes = ops.concat([convert_to_tensor(outer, dtypes.int32, name="Const") for outer in (outer_a, outer_b)], 0)
        result = ops.reshape(product, sizes, name=scope)
        if static_a is not None and static_b is not None:
            result.set_shape([*static_a, *static_b])
        return result


def _axes(a: Tensor, axes: Any) -> tuple[Any, list[int]]:
    """The axes of each; a tensor where they depend on a rank that is not known."""
    if has_tensors(axes):
        axes = constant_value(convert_to_tensor(axes, dtypes.int32))
        if axes is None:
            raise ValueError("tensordot needs axes that are known when the graph is built")
        axes = axes.tolist()
    if isinstance(axes, (int, np.integer)):
        if axes < 0:
            raise ValueError("'axes' must be at least 0.")
        if a.static_shape is None:
            return ops.range(ops.rank(a) - axes, ops.rank(a)), list(range(axes))
        if axes > len(a.static_shape):
            raise ValueError(f"'axes' must not be larger than the number of dimensions of tensor {a}.")
        return list(range(len(a.static_shape) - axes, len(a.static_shape))), list(range(axes))
    if len(axes) != 2:
        raise ValueError("'axes' must be an integer or have length 2.")
    first, second = ([int(axis)] if isinstance(axis, (int, np.integer)) else [int(k) for k in axis] for axis in axes)
    if len(first) != len(second):
        raise ValueError(f"Different number of contraction axes 'a' and 'b', {len(first)} != {len(second)}.")
    return first, second


def _as_matrix(tensor: Tensor, axes: Any, *, last: bool) -> tuple[Tensor, Any, list[int | None] | None]:
    """The tensor as a matrix with `axes` as its columns (`last`) or rows, and the sizes of the other axes.

    These are a list where all are known, else a tensor, and what is known of them.
    """
    if tensor.static_shape is None:
        count = ops.rank(tensor)
        of_axes = convert_to_tensor(axes, dtypes.int32, name="axes")
        of_axes = ops.where(ops.greater_equal(of_axes, 0), of_axes, ops.add(of_axes, count))
        of_free, _ = ops.setdiff1d(ops.range(count), of_axes)
        return *_dynamic_matrix(tensor, of_free, of_axes, last), None
    static: list[Any] = list(tensor.static_shape)
    axes = [axis if axis >= 0 else axis + len(static) for axis in axes]
    free = [axis for axis in range(len(static)) if axis not in axes]
    order = [*free, *axes] if last else [*axes, *free]
    known, summed = ([static[axis] for axis in places] for places in (free, axes))
    if None not in static:
        rows, columns = math.prod(known), math.prod(summed)
        moved = tensor if order == sorted(order) and not last else ops.transpose(tensor, order)
        return ops.reshape(moved, [rows, columns] if last else [columns, rows]), known, known
    of_free = convert_to_tensor(free, dtypes.int32, name="free")
    of_axes = convert_to_tensor(axes, dtypes.int32, name="axes")
    return *_dynamic_matrix(tensor, of_free, of_axes, last), known


def _dynamic_matrix(tensor: Tensor, of_free: Tensor, of_axes: Tensor, last: bool) -> tuple[Tensor, Tensor]:
    """The tensor as a matrix, and the sizes of its free axes, where these are known only when it runs."""
    sizes = ops.shape(tensor)
    outer = ops.gather(sizes, of_free)
    products = [ops.reduce_prod(outer), ops.reduce_prod(ops.gather(sizes, of_axes))]
    moved = ops.transpose(tensor, ops.concat([of_free, of_axes] if last else [of_axes, of_free], 0))
    return ops.reshape(moved, ops.stack(products if last else products[::-1])), outer
