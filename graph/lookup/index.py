"""From many keys to their positions at once: what all tables look up by."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.formats.records import Records

from . import _words_cy as hot

MISSING = -1
"""The position of a key that is not there."""

Positions = Callable[[Any], np.ndarray]
"""`(keys, flat) -> int64 [n]`: where each key is, MISSING where it is not."""


def listed(keys: Any) -> Sequence[Any]:
    """Keys of any shape, or Records, as a flat sequence of Python's ints or bytes."""
    return list(keys) if isinstance(keys, Records) else np.asarray(keys).reshape(-1).tolist()


def by_dict(places: dict[Any, int]) -> Positions:
    """Positions by a dict, which may change between calls."""
    find = places.get

    def positions(keys: Any) -> np.ndarray:
        count = len(keys) if isinstance(keys, Records) else np.size(keys)
        flat = iter(keys) if isinstance(keys, Records) else np.asarray(keys).reshape(-1).tolist()
        return np.fromiter(map(find, flat, itertools.repeat(MISSING)), np.int64, count)

    return positions


def of_unchanging(places: dict[Any, int], integers: bool) -> Positions:
    """Positions of keys that stay: integers without a Python object for each."""
    if not places:
        return by_dict(places)
    if not integers:
        return _by_words(places) if hot.compiled else by_dict(places)
    keys = np.fromiter(places, np.int64, len(places))
    where = np.fromiter(places.values(), np.int64, len(places))
    order = np.argsort(keys)
    keys, where = keys[order], where[order]
    first, count = int(keys[0]), len(keys)
    if int(keys[-1]) - first == count - 1:
        return lambda wanted: _in_a_row(np.asarray(wanted, np.int64).reshape(-1), first, where)
    return lambda wanted: _among(np.asarray(wanted, np.int64).reshape(-1), keys, where)


def _by_words(places: dict[bytes, int]) -> Positions:
    """Positions of words: those of Records without a Python object for each."""
    among = by_dict(places)
    words = Records.from_list(list(places))
    where = np.fromiter(places.values(), np.int64, len(places))
    slots = np.full(1 << (2 * len(places) - 1).bit_length(), MISSING, np.int64)
    hot.fill(slots, words.buffer, words.starts, words.ends)

    def positions(keys: Any) -> np.ndarray:
        if not isinstance(keys, Records):
            return among(keys)
        found = np.empty(len(keys), np.int64)
        buffer, starts, ends = (np.ascontiguousarray(part) for part in (keys.buffer, keys.starts, keys.ends))
        hot.find(slots, words.buffer, words.starts, words.ends, buffer, starts, ends, found)
        return np.where(found == MISSING, MISSING, where[found])

    return positions


def _in_a_row(wanted: np.ndarray, first: int, where: np.ndarray) -> np.ndarray:
    inside = (wanted >= first) & (wanted < first + len(where))
    if inside.all():
        return where[wanted - first]
    found = np.full(len(wanted), MISSING, np.int64)
    found[inside] = where[wanted[inside] - first]
    return found


def _among(wanted: np.ndarray, keys: np.ndarray, where: np.ndarray) -> np.ndarray:
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return np.where(keys[at] == wanted, where[at], MISSING)


def chosen(values: np.ndarray, positions: np.ndarray, default: Any, shape: tuple[int, ...]) -> np.ndarray:
    """The rows of `values` at some positions, `default` where there is none, in an array that begins with `shape`."""
    missing = positions == MISSING
    if not missing.any():
        found = values[positions]
    elif missing.all():
        found = np.empty((len(positions), *values.shape[1:]), values.dtype)
        found[...] = default
    else:
        found = values[positions]
        found[missing] = default
    return found.reshape(shape + values.shape[1:])
