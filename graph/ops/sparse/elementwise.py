"""The elements of a sparse tensor with those of a dense one at the same place: `*`, `/`, and sums."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import PER_RECORD
from ...core.scopes.name_scope import name_scope
from ...core.traits import PURE
from ...types import dtypes
from ...types.errors import invalid
from ...types.static_shapes import StaticShape, bracket, with_rank
from .merging import DENSE_ADD
from .parts import check_sizes
from .sparse_tensor import SparseTensor


def _cwise(type: str, function: Callable[..., Any], gradient: Callable[..., Any]) -> Op:
    def kernel(sp_indices: Any, sp_values: Any, sp_shape: Any, dense: Any) -> Any:
        return function(sp_values, _dense_at(sp_indices, sp_values, sp_shape, dense))

    return Op(
        type,
        "sp_indices: int64, sp_values: T, sp_shape: int64, dense: T -> output: T",
        T=dtypes.NUMBERS,
        traits=PURE,
        shape=_cwise_shape,
        kernel=kernel,
        batch=PER_RECORD,
        gradient=gradient,
    )


def _cwise_shape(op: Operation) -> StaticShape:
    return with_rank(op.inputs[0].static_shape, 2)[:1]


def _dense_at(indices: Any, values: Any, shape: Any, dense: Any) -> np.ndarray:
    """The elements of the dense side, broadcast, where the sparse side has some."""
    if np.ndim(indices) != 2:
        raise invalid(f"Input sp_indices should be a matrix but received shape: {bracket(np.shape(indices))}")
    if np.ndim(values) != 1 or np.ndim(shape) != 1:
        shapes = f"{bracket(np.shape(values))} and {bracket(np.shape(shape))}"
        raise invalid(f"Inputs sp_values and sp_shape should be vectors but received shapes: {shapes}")
    if len(values) != len(indices):
        raise invalid(f"The first dimension of values and indices should match. ({len(values)} vs. {len(indices)})")
    if len(shape) != indices.shape[1]:
        raise invalid(
            "Number of dimensions must match second dimension of indices. "
            f"Got {len(shape)} dimensions, indices shape: {bracket(indices.shape)}"
        )
    check_sizes(shape)
    sizes = tuple(shape.tolist())
    try:
        fits = np.broadcast_shapes(np.shape(dense), sizes) == sizes
    except ValueError:
        fits = False
    if not fits:
        raise invalid(
            "SparseDenseBinaryOpShared broadcasts dense to sparse only; got incompatible shapes: "
            f"{bracket(sizes)} vs. {bracket(np.shape(dense))}"
        )
    if ((indices < 0) | (indices >= shape)).any():
        raise invalid("Provided indices are out-of-bounds w.r.t. dense side with broadcasted shape")
    return np.broadcast_to(dense, sizes)[tuple(indices.T)]


def _divided(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    if x.dtype.kind not in "iu":
        return x / y
    if not y.all():
        raise invalid("SparseDenseCwiseDiv cannot divide by zero,but input dense tensor contains zero")
    quotient = x // y
    return quotient + ((quotient * y != x) & ((x < 0) != (y < 0)))  # towards zero


def _no_sum_gradient(op: Operation, dy: Any) -> list:
    raise NotImplementedError("Gradient for SparseDenseCwiseAdd is currently not implemented yet.")


def _product_gradient(op: Operation, dy: Any) -> list:
    places, found = _places_in_dense(op)
    return [None, dy * found, None, _to_dense(op, places, dy * op.inputs[1])]


def _quotient_gradient(op: Operation, dy: Any) -> list:
    places, found = _places_in_dense(op)
    return [None, dy / found, None, _to_dense(op, places, dy * (-op.inputs[1] / ops.square(found)))]


def _places_in_dense(op: Operation) -> tuple[Any, Any]:
    """Where the elements stand on the dense side before it was broadcast, and what is there."""
    indices, _, shape, dense = op.inputs
    sizes = ops.shape(dense, out_type=dtypes.int64)
    added = ops.expand_dims(ops.size(shape) - ops.size(sizes), 0)
    scaling = shape // ops.concat([ops.ones(added, dtypes.int64), sizes], 0)
    places = ops.slice(indices // scaling, ops.concat([[0], added], 0), [-1, -1])
    return places, ops.gather_nd(dense, places)


def _to_dense(op: Operation, places: Any, gradients: Any) -> Any:
    dense = op.inputs[3]
    return DENSE_ADD(places, gradients, ops.shape(dense, out_type=dtypes.int64), ops.zeros_like(dense))


DENSE_CWISE_MUL = _cwise("SparseDenseCwiseMul", np.multiply, _product_gradient)
DENSE_CWISE_DIV = _cwise("SparseDenseCwiseDiv", _divided, _quotient_gradient)
DENSE_CWISE_ADD = _cwise("SparseDenseCwiseAdd", np.add, _no_sum_gradient)


def sparse_operator(name: str, x: SparseTensor, y: Any) -> SparseTensor:
    """`x <operator> y`: the elements of the sparse `x` with those of the dense `y`, which is broadcast.

    Args:
      name: "mul", "div" or "truediv"; also the scope in which the operation stands.

    Returns:
      a SparseTensor of the same indices and shape.
    """
    with name_scope(None, name, [x.values, y]) as scope:
        y = convert_to_tensor(y, x.dtype.base_dtype, name="y")
        values, definition = x.values, DENSE_CWISE_MUL if name == "mul" else DENSE_CWISE_DIV
        if name == "truediv" and values.dtype.is_integer:
            wide = dtypes.float64 if values.dtype.size > 2 else dtypes.float32
            values, y = ops.cast(values, wide), ops.cast(y, wide)
        return SparseTensor(x.indices, definition(x.indices, values, x.dense_shape, y, name=scope), x.dense_shape)
