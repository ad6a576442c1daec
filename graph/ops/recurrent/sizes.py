"""Sizes that arrays must have, in TensorFlow's words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ...types.errors import invalid

Size = tuple[str, int, str, int]
"""The name of a size, what it is, the name of what it must be, and what that is."""


def check_sizes(sizes: Iterator[Size]) -> None:
    """Raises InvalidArgumentError for the first size that is not as it must be."""
    for name, found, wanted_name, wanted in sizes:
        if found != wanted:
            raise invalid(f"{name} != {wanted_name}: {found} vs. {wanted}")


def of_matrix(name: str, matrix: np.ndarray, batch_size: int, cell_size: int, axis: str = "dims") -> Iterator[Size]:
    """The sizes of a matrix with a row for each element of a batch."""
    yield f"{name}.{axis}(0)", matrix.shape[0], "batch_size", batch_size
    yield f"{name}.{axis}(1)", matrix.shape[1], "cell_size", cell_size


def check_ranks(**arrays: tuple[np.ndarray, int]) -> None:
    """Raises InvalidArgumentError for the first array that has not the rank beside it."""
    for name, (array, rank) in arrays.items():
        if array.ndim != rank:
            raise invalid(f"{name} must be rank {rank} but is rank {array.ndim}")
