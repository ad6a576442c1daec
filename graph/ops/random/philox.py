"""Random numbers that follow from a key and a counter alone: Philox, and what TensorFlow makes of its bits.

The generator is Philox 4x32 with ten rounds (J. Salmon and others, Parallel random numbers: as easy as 1, 2, 3; 2011): four
words of 32 bits for each counter. All counters of a draw are computed at once.
"""

from __future__ import annotations

from typing import Any

import numpy as np

_WORD = np.uint64(0xFFFFFFFF)
_MULTIPLIERS = np.uint64(0xD2511F53), np.uint64(0xCD9E8D57)
_WEYL = 0x9E3779B9, 0xBB67AE85
_SCRAMBLE = 0x3EC8F720, 0x02461E29
_RESERVED = 256
"""How many words of 32 bits a truncated normal number may take."""


class Philox:
    """The words that follow from two seeds."""

    def __init__(self, seed: np.ndarray) -> None:
        first, second = (int(one) % 2**64 for one in seed)
        words = [first % 2**32, first >> 32, second % 2**32, second >> 32]
        mixed = _rounds([np.array([word], np.uint64) for word in words], _SCRAMBLE)[0].tolist()
        self._key = mixed[0], mixed[1]
        self._high = mixed[2], mixed[3]

    @classmethod
    def unmixed(cls, seed: int, seed2: int) -> Philox:
        """That of stateful ops, which takes seeds as they are."""
        made = cls.__new__(cls)
        made._key = seed % 2**32, seed % 2**64 >> 32
        made._high = seed2 % 2**32, seed2 % 2**64 >> 32
        return made

    def words(self, counters: np.ndarray) -> np.ndarray:
        """Four words, uint32, for each counter of an array of uint64: [n, 4]."""
        counter = [counters & _WORD, counters >> np.uint64(32)]
        high = [np.full_like(counters, word) for word in self._high]
        return _rounds([*counter, *high], self._key)

    def first(self, count: int) -> np.ndarray:
        """The first words, a multiple of four of them and at least `count`."""
        return self.words(np.arange(-(-count // 4), dtype=np.uint64)).reshape(-1)


def first_of_each(seeds: np.ndarray, count: int) -> np.ndarray:
    """The first `count` words of several generators, uint32 [n, count].

    Args:
      seeds: two of each, int32 or int64 [n, 2].
    """
    parts = seeds.astype(np.int64).view(np.uint64)
    words = [half for part in parts.T for half in (part & _WORD, part >> np.uint64(32))]
    mixed = _rounds(words, _SCRAMBLE).astype(np.uint64)[:, :, None]
    counters = np.arange(-(-count // 4), dtype=np.uint64)
    counter = [counters & _WORD, counters >> np.uint64(32), mixed[:, 2], mixed[:, 3]]
    return _rounds(counter, (mixed[:, 0], mixed[:, 1])).reshape(len(seeds), -1)[:, :count]


def _rounds(counter: list[np.ndarray], key: tuple[Any, Any]) -> np.ndarray:
    one, two, three, four = counter
    first, second = key
    for _ in range(10):
        low, high = one * _MULTIPLIERS[0], three * _MULTIPLIERS[1]
        one = (high >> np.uint64(32)) ^ two ^ np.uint64(first)
        two = high & _WORD
        three = (low >> np.uint64(32)) ^ four ^ np.uint64(second)
        four = low & _WORD
        first, second = (first + _WEYL[0]) % 2**32, (second + _WEYL[1]) % 2**32
    return np.stack([one, two, three, four], axis=-1).astype(np.uint32)


def uniform(words: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """Numbers in [0, 1) from words: a float16 or float32 of each, a float64 of each two."""
    if dtype == np.float64:
        pairs = words.reshape(-1, 2).astype(np.uint64)
        bits = (np.uint64(1023) << np.uint64(52)) | ((pairs[:, 0] & np.uint64(0xFFFFF)) << np.uint64(32)) | pairs[:, 1]
        return bits.view(np.float64) - 1.0
    if dtype == np.float16:
        halves = np.uint16(15 << 10) | (words & np.uint32(0x3FF)).astype(np.uint16)
        return halves.view(np.float16) - np.float16(1)
    singles = np.uint32(127 << 23) | (words & np.uint32(0x7FFFFF))
    return singles.view(np.float32) - np.float32(1)


def normal(words: np.ndarray, dtype: np.dtype) -> np.ndarray:
    """Normal numbers, by the transform of Box and Muller: as many as `uniform` gives; float16 are float32 to be rounded.

    Logarithms, sines and cosines are rounded doubles, as in the C library: NumPy's own of float32 are less exact.
    """
    kind = np.float64 if dtype == np.float64 else np.float32
    pairs = uniform(words, np.dtype(kind)).reshape(-1, 2)
    first = np.maximum(pairs[:, 0], kind(1e-7)).astype(np.float64)
    radius = np.sqrt(kind(-2) * np.log(first).astype(kind))
    angle = (2 * np.pi * pairs[:, 1].astype(np.float64)).astype(kind).astype(np.float64)
    return np.stack([np.sin(angle).astype(kind) * radius, np.cos(angle).astype(kind) * radius], axis=-1).reshape(-1)


def draw_uniform(generator: Philox, count: int, dtype: np.dtype) -> np.ndarray:
    """`count` numbers in [0, 1)."""
    return uniform(generator.first(count * (2 if dtype == np.float64 else 1)), dtype)[:count]


def draw_normal(generator: Philox, count: int, dtype: np.dtype) -> np.ndarray:
    """`count` normal numbers."""
    return normal(generator.first(count * (2 if dtype == np.float64 else 1)), dtype)[:count].astype(dtype)


def draw_truncated_normal(generator: Philox, count: int, dtype: np.dtype) -> np.ndarray:
    """`count` normal numbers below 2 in size: each group has words of its own, of which it takes what it needs."""
    group = 2 if dtype == np.float64 else 4
    apart = group * _RESERVED // 4
    found = np.empty((-(-count // group), group), np.float64 if dtype == np.float64 else np.float32)
    filled = np.zeros(len(found), int)
    going, step = np.arange(len(found)), 0
    while going.size:
        counters = going.astype(np.uint64) * np.uint64(apart) + np.uint64(step)
        drawn = normal(generator.words(counters).reshape(-1), dtype).reshape(going.size, -1)
        for column in drawn.T:
            kept = (np.abs(column) < 2) & (filled[going] < group)
            rows = going[kept]
            found[rows, filled[rows]] = column[kept]
            filled[rows] += 1
        going, step = going[filled[going] < group], step + 1
    return found.reshape(-1)[:count].astype(dtype)


def draw_integers(generator: Philox, count: int, low: int, high: int, dtype: np.dtype) -> np.ndarray:
    """`count` integers in [low, high)."""
    if dtype == np.int64:
        pairs = generator.first(2 * count).reshape(-1, 2).astype(np.uint64)[:count]
        bits = pairs[:, 0] | (pairs[:, 1] << np.uint64(32))
        return (np.uint64(low % 2**64) + bits % np.uint64(high - low)).view(np.int64)
    bits = generator.first(count)[:count]
    return (np.uint32(low % 2**32) + bits % np.uint32(high - low)).view(np.int32)
