# mypy: disable-error-code="valid-type"
"""Draws without replacement."""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

import numpy as np

compiled: bool = cython.compiled


def draw(order: np.ndarray, size: int, fractions: np.ndarray) -> None:
    """Draw len(fractions) of the first `size` numbers in `order`, all equally likely; they end behind those left.

    The first steps of a shuffle: each drawn number changes places with the last of those that are left (Durstenfeld,
    Algorithm 235, 1964).

    Args:
      order: int64 [at least size], changed in place.
      fractions: float64 [n], random in [0, 1), n <= size.
    """
    if not len(fractions) <= size <= len(order):
        raise ValueError(f"cannot draw {len(fractions)} of {size} of {len(order)} numbers")
    _draw(order, size, fractions)


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _draw(order: cython.longlong[::1], size: cython.Py_ssize_t, fractions: cython.const[cython.double][::1]) -> None:
    i: cython.Py_ssize_t
    drawn: cython.Py_ssize_t
    number: cython.longlong
    n: cython.Py_ssize_t = len(fractions)
    for i in range(n):
        drawn = int(fractions[i] * size)
        size -= 1
        number = order[drawn]
        order[drawn] = order[size]
        order[size] = number
