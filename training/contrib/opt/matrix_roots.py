"""Roots of symmetric matrices by iteration, which need no decomposition."""

from __future__ import annotations

from typing import Any

from headrace.graph import ops
from headrace.graph.control_flow.while_loop import while_loop
from headrace.graph.core.tensor import Tensor


def square_root(matrix: Any, size: int, most: int, ridge: float) -> Tensor:
    """The square root of a positive definite matrix.

    Source: Higham, "Stable iterations for the matrix square root", 1997, equation 2.6; it ends where the error grows again.

    Args:
      matrix: symmetric, [size, size].
      most: how many iterations there are at most.
      ridge: added to the diagonal first.
    """
    identity = ops.eye(size)
    matrix = matrix + ridge * identity
    norm = ops.sqrt(ops.reduce_sum(matrix * matrix))

    def goes_on(i: Any, root: Any, before: Any, inverse: Any, error: Any, error_before: Any) -> Tensor:
        return ops.logical_and(i < most, error < error_before)

    def step(i: Any, root: Any, before: Any, inverse: Any, error: Any, error_before: Any) -> tuple:
        factor = 0.5 * (3.0 * identity - ops.matmul(inverse, root))
        next_root = ops.matmul(root, factor)
        scaled = next_root * ops.sqrt(norm)
        rest = matrix - ops.matmul(scaled, scaled)
        error_now = ops.sqrt(ops.reduce_sum(rest * rest)) / norm
        return i + 1, next_root, root, ops.matmul(factor, inverse), error_now, error

    start = matrix / norm
    last = while_loop(goes_on, step, [0, start, start, identity, norm, norm + 1.0])
    return last[2] * ops.sqrt(norm)


def inverse_root(matrix: Any, size: int, power: float, most: int, epsilon: float) -> Tensor:
    """`matrix ** power`, for a power that is -1 / p with a positive integer p.

    Source: Guo and Higham, "A Schur-Newton Method for the Matrix p-th Root and its Inverse", 2006, equation 3.2.

    Args:
      matrix: symmetric and positive definite, [size, size].
      most: how many iterations there are at most.
      epsilon: how far from the identity the iteration may end.

    Raises:
      AssertionError: `power` is another one.
    """
    if size == 1:
        return ops.pow(matrix, power)
    p = -1.0 / power
    if p != int(p) or p <= 0:
        raise AssertionError(f"The power must be -1 / p with a positive integer p: {power}")
    identity = ops.eye(size)
    scale = (1 - 1 / power) / (2 * ops.norm(matrix))

    def goes_on(i: Any, rest: Any, root: Any) -> Tensor:
        return ops.logical_and(i < most, ops.reduce_max(ops.abs(rest - identity)) > epsilon)

    def step(i: Any, rest: Any, root: Any) -> tuple:
        factor = (1 - power) * identity + power * rest
        return i + 1, ops.matmul(_integer_power(factor, int(p)), rest), ops.matmul(root, factor)

    return while_loop(goes_on, step, [0, matrix * scale, identity * ops.pow(scale, -power)])[2]


def _integer_power(matrix: Tensor, p: int) -> Tensor:
    found = None
    while p > 0:
        if p % 2:
            found = matrix if found is None else ops.matmul(matrix, found)
        p //= 2
        matrix = ops.matmul(matrix, matrix)
    assert found is not None
    return found
