"""Hashes of byte strings, as TensorFlow's tf.string_to_hash_bucket, _fast and _strong have them.

    buckets = hashes.buckets(block, 1000)  # int64 [n], in [0, 1000)

They are FarmHash's Fingerprint64, MurmurHash64A and SipHash-2-4.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from . import _hashes_cy as hot
from .records import Records


def buckets(strings: Records, count: int, kind: str = "farm", key: tuple[int, int] = (0, 0)) -> np.ndarray:
    """The hash of each of n strings, modulo `count`.

    Args:
      strings: n Records.
      count: at least 1.
      kind: "farm" (FarmHash's Fingerprint64, of string_to_hash_bucket_fast), "murmur" (MurmurHash64A, of
        string_to_hash_bucket) or "sip" (SipHash-2-4, of string_to_hash_bucket_strong).
      key: for "sip", two numbers of 64 bits.

    Returns:
      int64 [n].

    Raises:
      ValueError: count < 1, or another kind.
    """
    if count < 1 or kind not in hot.KINDS:
        raise ValueError(f"count must be >= 1 and kind one of {', '.join(hot.KINDS)}; got {count} and {kind!r}")
    return _hashed(strings, count, kind, key).view(np.int64)


def fingerprints(strings: Records) -> np.ndarray:
    """FarmHash's Fingerprint64 of each of n strings.

    Args:
      strings: n Records.

    Returns:
      uint64 [n].
    """
    return _hashed(strings, 0, "farm", (0, 0))


def _hashed(strings: Records, count: int, kind: str, key: tuple[int, int]) -> np.ndarray:
    found = np.empty(len(strings), np.uint64)
    arrays: list[Any] = [
        np.ascontiguousarray(strings.buffer),
        np.ascontiguousarray(strings.starts, np.int64),
        np.ascontiguousarray(strings.ends, np.int64),
        found,
    ]
    if not hot.compiled:  # an element of a memory view is a Python int
        arrays = [memoryview(array) for array in arrays]
    first, second = (number & 0xFFFFFFFFFFFFFFFF for number in key)
    buffer, starts, ends, out = arrays
    hot.buckets(hot.KINDS[kind], first, second, count, buffer, starts, ends, out)
    return found
