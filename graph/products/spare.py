"""Memory that is used again and again, as fresh memory costs the system a fault for each of its pages.

An array here is a view of a block, and holds it, as do all views of the array: a block is free when nobody but this module
holds it. So what somebody still has is never given out again, whoever that is.
"""

from __future__ import annotations

import math
import sys
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.forks import renewed

_MOST = 64 << 20
"""Bytes that are kept; what was used longest ago goes first."""
_WORTH_KEEPING = 1 << 16
_COUNTS = bool(getattr(sys, "_is_gil_enabled", lambda: True)())
"""Whether an object's references are counted at once."""

_lock = renewed(threading.Lock())
_blocks: list[np.ndarray] = []  # guarded by _lock; the one used last is the last one


def _references(blocks: list[np.ndarray], place: int) -> int:
    return sys.getrefcount(blocks[place])


_OF_A_FREE_BLOCK = _references([np.empty(1)], 0)


def empty(shape: int | Sequence[int], dtype: Any) -> np.ndarray:
    """An array in C order, as that of `np.empty`."""
    dtype = np.dtype(dtype)
    size = dtype.itemsize * (math.prod(shape) if isinstance(shape, Sequence) else shape)
    if size < _WORTH_KEEPING or size > _MOST or not _COUNTS:
        return np.empty(shape, dtype)
    with _lock:
        for place in reversed(range(len(_blocks))):
            if size <= _blocks[place].size <= size + size // 4 and _references(_blocks, place) == _OF_A_FREE_BLOCK:
                _blocks.append(_blocks.pop(place))
                break
        else:
            _blocks.append(np.empty(size, np.uint8))
            while sum(block.size for block in _blocks) > _MOST:
                del _blocks[0]
        return _blocks[-1][:size].view(dtype).reshape(shape)


def empty_like(array: np.ndarray) -> np.ndarray:
    """An array of the shape and type of another one."""
    return empty(array.shape, array.dtype)
