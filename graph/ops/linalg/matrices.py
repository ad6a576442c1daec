"""What the ops on matrices share: types, shapes of square ones, how they run on blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...core.operation import Operation
from ...core.rules.batch import Kernel
from ...types import dtypes
from ...types.errors import invalid
from ...types.static_shapes import Dim, StaticShape, merge, merge_dim, with_rank_at_least

FIELDS = (dtypes.float64, dtypes.float32, dtypes.complex64, dtypes.complex128)
"""The types in which equations are solved."""


def square(shape: StaticShape) -> StaticShape:
    """The static shape of square matrices. Raises ValueError where they cannot be square."""
    known = with_rank_at_least(shape, 2)
    if known is None:
        return None
    side = merge_dim(known[-2], known[-1])
    return (*known[:-2], side, side)


def square_as_first(op: Operation) -> StaticShape:
    """The shape rule of ops that give a matrix for each square matrix."""
    return square(op.inputs[0].static_shape)


def solution(matrix: StaticShape, rhs: StaticShape, rows: Dim, columns: Dim) -> StaticShape:
    """The shape of what solves equations with matrices of so many rows and columns."""
    given = with_rank_at_least(rhs, 2)
    leading = merge(None if matrix is None else matrix[:-2], None if given is None else given[:-2])
    if given is not None:
        merge_dim(rows, given[-2])
    return None if leading is None else (*leading, columns, None if given is None else given[-1])


def check_matrices(array: np.ndarray, place: int = 0) -> None:
    """Refuse what has no matrices. Raises InvalidArgumentError."""
    if array.ndim < 2:
        raise invalid(f"Input tensor {place} must have rank >= 2, got {array.ndim}")


def check_square(matrix: np.ndarray, words: str = "Input matrix must be square.") -> None:
    """Refuse what has no square matrices. Raises InvalidArgumentError."""
    check_matrices(matrix)
    if matrix.shape[-2] != matrix.shape[-1]:
        raise invalid(words)


def check_outer(*arrays: np.ndarray) -> None:
    """Refuse arrays that do not have as many matrices each. Raises InvalidArgumentError."""
    for place, array in enumerate(arrays):
        check_matrices(array, place)
        if array.ndim != arrays[0].ndim:
            raise invalid("All input tensors must have the same rank.")
        if array.shape[:-2] != arrays[0].shape[:-2]:
            raise invalid("All input tensors must have the same outer dimensions.")


def check_equations(matrix: np.ndarray, rhs: np.ndarray) -> None:
    """Refuse right-hand sides that do not fit their matrices. Raises InvalidArgumentError."""
    check_outer(matrix, rhs)
    if matrix.shape[-2] != rhs.shape[-2]:
        raise invalid("Input matrix and rhs are incompatible.")


def adjoint_of(matrix: np.ndarray) -> np.ndarray:
    """Conjugate transposes."""
    swapped = np.swapaxes(matrix, -1, -2)
    return swapped.conj() if swapped.dtype.kind == "c" else swapped


def stacked(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel:
    """The batch rule of kernels that take leading axes, the same ones on each input."""

    def run(n: int, *arrays: Any) -> Any:
        return kernel(*(x if b else np.broadcast_to(x, (n, *x.shape)) for x, b in zip(arrays, batched, strict=True)))

    return run
