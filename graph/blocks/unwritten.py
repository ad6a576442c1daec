"""Columns that are not computed before they are written: straight to where a queue keeps them."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np


class UnwrittenColumn:
    """A column of n records, each made when it is written.

    Attributes:
      shape, dtype: of the array that it would be.
      write: `(out, rows)`: writes each record to its row of `out`, an array in C order of that type whose rows have the
        shape of the records. `rows` are n different ones, int64.
    """

    __slots__ = ("dtype", "shape", "write")

    def __init__(self, shape: tuple[int, ...], dtype: np.dtype, write: Callable[[np.ndarray, np.ndarray], None]) -> None:
        self.shape = shape
        self.dtype = dtype
        self.write = write

    def __len__(self) -> int:
        return self.shape[0]

    @property
    def nbytes(self) -> int:
        return math.prod(self.shape) * self.dtype.itemsize

    def written(self) -> np.ndarray:
        """The column as an array of its own."""
        out = np.empty(self.shape, self.dtype)
        self.write(out, np.arange(len(self)))
        return out
