"""What makes up a sparse tensor, checked."""

from __future__ import annotations

from typing import Any

import numpy as np

from ...types.errors import invalid
from ...types.static_shapes import bracket


def check_parts(indices: Any, values: Any, shape: Any) -> None:
    """Raises InvalidArgumentError unless these are the parts of a sparse tensor."""
    if np.ndim(values) != 1:
        raise invalid(f"vals must be a vec, but got: {bracket(np.shape(values))}")
    if np.ndim(indices) == 0 or len(indices) != len(values):
        counts = f"(indices = {len(indices) if np.ndim(indices) else 1}, values = {len(values)})"
        raise invalid(f"indices and values rows (indexing dimension) must match. {counts}")
    if np.ndim(indices) != 2 or indices.shape[1] != len(shape):
        raise invalid("Order length must be SparseTensor rank.")
    check_sizes(shape)


def check_sizes(shape: Any) -> None:
    """Raises InvalidArgumentError for a shape of negative sizes."""
    if (shape < 0).any():
        raise invalid(f"Expected shape dimensions to be non-negative, got {shape[shape < 0][0]}")
