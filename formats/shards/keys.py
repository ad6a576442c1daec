"""Random keys: the least of them are a sample, their order is a shuffle."""

from __future__ import annotations

import numpy as np

from ..errors import InvalidArgumentError


class Keys:
    """Keys in [0, 2**64), uniform and independent, one for each record in its order; however many are drawn at a time.

    Args:
      seed: >= 0; another seed, other keys.
      first: how many records come before the first that gets one.
    """

    def __init__(self, seed: int, first: int = 0) -> None:
        if seed < 0:
            raise InvalidArgumentError(None, None, f"seed must be >= 0; got {seed}")
        # What a bit generator gives is the same in all releases of NumPy.
        self._generator = np.random.PCG64(seed)
        self._generator.advance(first)

    def next(self, count: int) -> np.ndarray:
        """uint64 [count]: the next keys."""
        return self._generator.random_raw(count)
