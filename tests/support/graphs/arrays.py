"""Arrays by description: type, shape and a seed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

FLOATS = ("float16", "float32", "float64")
COMPLEX = ("complex64", "complex128")
SIGNED = ("int8", "int16", "int32", "int64")
INTEGERS = (*SIGNED, "uint8", "uint16")
REALS = (*FLOATS, *INTEGERS)
NUMBERS = (*REALS, *COMPLEX)
KINDS = (*NUMBERS, "bool", "string")

_TEXTS = (b"", b"a", b"12", b"-3.5", b"x y", b"b,c", b"\xff\x00", "\N{SNOWMAN}".encode(), b"7", b"a longer text, as lines are")
_SPECIAL = (0.0, -0.0, 1.0, np.nan, np.inf, -np.inf, 1e30, 1e-30, 0.5)


def array(kind: str, shape: Sequence[int], seed: int) -> np.ndarray:
    """The array that a seed stands for; one seed in four gives extremes (NaN, infinities, the limits of integers)."""
    rng = np.random.default_rng(seed)
    extreme = seed % 4 == 0
    if kind == "string":
        return _texts(rng, shape)
    if kind == "bool":
        return rng.integers(0, 2, shape).astype(bool)
    if kind in COMPLEX:
        return (_floats(rng, shape, extreme) + 1j * _floats(rng, shape, extreme)).astype(kind)
    if kind in FLOATS:
        return _floats(rng, shape, extreme).astype(kind)
    if extreme:
        limits = np.iinfo(kind)
        return np.asarray(rng.choice(np.array([limits.min, limits.max, 0, 1, 2], kind), shape), kind)
    return rng.integers(0 if kind.startswith("u") else -2, 5, shape).astype(kind)


def _floats(rng: np.random.Generator, shape: Sequence[int], extreme: bool) -> np.ndarray:
    return np.asarray(rng.choice(_SPECIAL, shape) if extreme else np.round(rng.normal(size=shape) * 2, 2))


def _texts(rng: np.random.Generator, shape: Sequence[int]) -> np.ndarray:
    result = np.empty(shape, object)
    result.reshape(-1)[...] = [_TEXTS[k] for k in rng.integers(0, len(_TEXTS), result.size)]
    return result
