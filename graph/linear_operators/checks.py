"""What several kinds of operators ask of tensors, and how batches of matrices are brought to one shape."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any

import numpy as np

from .. import ops
from ..core.constants import constant
from ..core.operation import Operation
from ..core.scopes.name_scope import name_scope
from ..core.static_values import constant_value
from ..core.tensor import Tensor
from ..ops.arrays.broadcast import broadcast_dynamic_shape, broadcast_static_shape
from ..types import dtypes
from ..types.shapes import TensorShape


def assert_no_zeros(x: Tensor, message: str) -> Operation:
    """An op that fails where an element of `x` is zero."""
    with name_scope("assert_no_entries_with_modulus_zero", values=[x]):
        size = ops.abs(x)
        return ops.assert_less(constant(0, size.dtype), size, message=message)


def assert_real(x: Tensor, message: str) -> Operation:
    """An op that fails where an element of `x` has an imaginary part."""
    with name_scope("assert_zero_imag_part", values=[x]):
        if not x.dtype.is_complex:
            return ops.no_op()
        imaginary = ops.imag(x)
        return ops.assert_equal(constant(0, imaginary.dtype), imaginary, message=message)


def assert_well_conditioned(matrix: Tensor, *sizes: Tensor) -> Operation:
    """An op that fails where a matrix of these sizes has no inverse, up to rounding."""
    values = ops.svd(matrix, compute_uv=False)
    condition = ops.reduce_max(values, -1) / ops.reduce_min(values, -1)
    with name_scope("max_nonsingular_condition_number"):
        real = condition.dtype
        largest = ops.reduce_max(ops.stack([constant(100.0, real), *(ops.cast(size, real) for size in sizes)]))
        most = 1.0 / (largest * np.finfo(real.as_numpy_dtype).eps)
    return ops.assert_less(condition, most, message="Singular matrix up to precision epsilon.")


def assert_rows_fit(operator: Any, x: Tensor) -> Operation:
    """An op that fails where `x` has not as many rows as `operator` has columns."""
    return ops.assert_equal(
        ops.shape(x)[-2],
        operator.domain_dimension_tensor(),
        message="Dimensions are not compatible.  shape[-2] of argument to be the same as this operator",
    )


def size_argument(size: Tensor, name: str, dimensions: int) -> list[Operation]:
    """Sees to it that an argument is an integer, or a vector of integers, and not negative.

    Returns:
      ops that check the same when the graph runs.

    Raises:
      TypeError: it is not of integers.
      ValueError: it is known to be of another rank, or negative.
    """
    if not size.dtype.is_integer:
        raise TypeError(f"Argument {name} must be integer type.  Found: {size}")
    known = constant_value(size)
    kind = f"Argument {name} must be a {dimensions}-D Tensor."
    if known is not None:
        if np.ndim(known) != dimensions:
            raise ValueError(f"{kind}  Found: {known}")
        if np.any(known < 0):
            raise ValueError(f"Argument {name} must be non-negative.  Found:{' ' * (not dimensions)}{known}")
    return [
        ops.assert_rank(size, dimensions, message=kind),
        ops.assert_non_negative(size, message=f"Argument {name} must be non-negative."),
    ]


def with_checks(tensor: Tensor, checks: Sequence[Operation]) -> Tensor:
    """A tensor that is there when these have run."""
    return ops.with_dependencies(checks, tensor) if checks else tensor


def broadcast_shape(*shapes: Any) -> TensorShape:
    """The shape that these have together. Raises ValueError where they have none."""
    return functools.reduce(broadcast_static_shape, map(TensorShape, shapes))


def broadcast_shape_tensor(*shapes: Tensor) -> Tensor:
    """The same for shapes that are int32 vectors."""
    return functools.reduce(broadcast_dynamic_shape, shapes)


def broadcast_batches(*matrices: Tensor) -> list[Tensor]:
    """Tensors [..., m, n] with the leading dimensions that they have together."""
    known = broadcast_shape(*(matrix.shape[:-2] for matrix in matrices))
    if known.is_fully_defined():
        target: Any = constant(known.as_list(), dtypes.int32)
    else:
        target = broadcast_shape_tensor(*(ops.shape(matrix)[:-2] for matrix in matrices))
    return [
        matrix
        if known.is_fully_defined() and matrix.shape[:-2].as_list() == known.as_list()
        else _with_shape(
            ops.broadcast_to(matrix, ops.concat([target, ops.shape(matrix)[-2:]], 0)), known.concatenate(matrix.shape[-2:])
        )
        for matrix in matrices
    ]


def _with_shape(tensor: Tensor, shape: TensorShape) -> Tensor:
    tensor.set_shape(shape)
    return tensor


def solved(matrix: Tensor, rhs: Tensor, adjoint: bool = False) -> Tensor:
    """`tf.linalg.solve` for batches that broadcast."""
    matrix, rhs = broadcast_batches(matrix, rhs)
    return ops.matrix_solve(matrix, rhs, adjoint=adjoint)


def solved_by_cholesky(matrix: Tensor, rhs: Tensor) -> Tensor:
    """The same for self-adjoint matrices that are positive definite."""
    root, rhs = broadcast_batches(ops.cholesky(matrix), rhs)
    return ops.cholesky_solve(root, rhs)


def log_determinant_by_cholesky(matrix: Tensor) -> Tensor:
    """The logarithm of their determinants, of their type."""
    return 2.0 * ops.reduce_sum(ops.log(ops.matrix_diag_part(ops.cholesky(matrix))), [-1])


def adjoint_if(flag: bool, matrix: Tensor) -> Tensor:
    """A matrix, or its adjoint."""
    return ops.matrix_transpose(matrix, conjugate=True) if flag else matrix


def conj_if(flag: bool, tensor: Tensor) -> Tensor:
    """A tensor, or its conjugate."""
    return ops.conj(tensor) if flag else tensor
