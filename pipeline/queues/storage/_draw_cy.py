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


def exchange(order: np.ndarray, places: np.ndarray, numbers: np.ndarray) -> np.ndarray:
    """Take the number in each of some places, one after the other, and put another one there, but in the last.

    Args:
      order: int64, changed in place.
      places: int64 [n], n > 0, of `order`.
      numbers: int64 [n - 1]: what is put there.

    Returns:
      int64 [n]: what was taken.
    """
    if len(numbers) != len(places) - 1:
        raise ValueError(f"{len(numbers)} numbers for {len(places)} places")
    if not (places.min() >= 0 and places.max() < len(order)):
        raise ValueError("a place is none of the order")
    taken = np.empty(len(places), np.int64)
    _exchange(order, places, numbers, taken)
    return taken


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _exchange(
    order: cython.longlong[::1],
    places: cython.const[cython.longlong][::1],
    numbers: cython.const[cython.longlong][::1],
    taken: cython.longlong[::1],
) -> None:
    i: cython.Py_ssize_t
    n: cython.Py_ssize_t = len(numbers)
    for i in range(n):
        taken[i] = order[places[i]]
        order[places[i]] = numbers[i]
    taken[n] = order[places[n]]
