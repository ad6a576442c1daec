"""A permutation of the numbers below n that needs no memory: where the row of a number goes when rows are shuffled.

A number is cut in halves that are mixed with each other in rounds, as ciphers do (Luby and Rackoff, 1988); what lands beyond n
is sent on until it lands below (Black and Rogaway, 2002). So any row's place is known without the others', whatever part of
the rows is at hand.
"""

from __future__ import annotations

import numpy as np

_ROUNDS = 6


class Permutation:
    """A permutation of the numbers in [0, n).

    Args:
      n: at most 2**62.
      seed: another seed, another permutation.
    """

    def __init__(self, n: int, seed: int) -> None:
        self._n = np.uint64(n)
        self._half = np.uint64(max(1, ((max(n, 2) - 1).bit_length() + 1) // 2))
        self._mask = np.uint64((1 << int(self._half)) - 1)
        self._keys = np.random.PCG64(seed).random_raw(_ROUNDS)

    def __call__(self, numbers: np.ndarray) -> np.ndarray:
        """int64 array: where each of an array of numbers in [0, n) goes."""
        places = self._mixed(numbers.astype(np.uint64))
        beyond = np.flatnonzero(places >= self._n)
        while len(beyond):
            places[beyond] = self._mixed(places[beyond])
            beyond = beyond[places[beyond] >= self._n]
        return places.astype(np.int64)

    def _mixed(self, numbers: np.ndarray) -> np.ndarray:
        left, right = numbers >> self._half, numbers & self._mask
        for key in self._keys:
            left, right = right, left ^ (_hashed(right + key) & self._mask)
        return (left << self._half) | right


def _hashed(numbers: np.ndarray) -> np.ndarray:
    """The finalizer of MurmurHash3: each bit of a number changes half of the bits of its hash."""
    numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xFF51AFD7ED558CCD)
    numbers = (numbers ^ (numbers >> np.uint64(33))) * np.uint64(0xC4CEB9FE1A85EC53)
    return numbers ^ (numbers >> np.uint64(33))
