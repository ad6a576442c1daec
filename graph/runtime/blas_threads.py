"""The threads of BLAS, which computes NumPy's matrix products: how many, while sessions of this process want it so.

OpenBLAS cuts a product into as many parts as there are cores and waits, turning round, until all are done. Where another
thread has one of the cores, a product of 0.2 ms waits for the scheduler, 3 to 30 ms, and its threads go on turning for
some time after it. So what shares the cores with queue runners leaves half of them free, but for products that are so
large that waiting for a core costs little beside them.
"""

from __future__ import annotations

import functools
import math
import os
import threading
import weakref
from typing import Any

import numpy as np

from headrace.formats.forks import renewed

_LARGE = 1 << 30
"""Multiplications: a product of so many takes some 20 ms on one core."""
_SETTINGS = ("OPENBLAS_NUM_THREADS", "GOTO_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")
"""What users say it by: then it stays as they want it."""

_lock = renewed(threading.RLock())
_chosen: dict[int, int] = {}  # these four guarded by _lock: by owner, the threads that it asks for, the last one last
_sharing: set[int] = set()  # owners that share the cores with threads of their own
_before: list[int] = []  # how many threads each library had before the first owner came
_large_products = 0
_is_shared = False  # written under _lock


def choose(owner: object, threads: int) -> None:
    """Have products computed by so many threads until `owner` gives that back or is gone; 0: as many as there are."""
    if threads <= 0:
        return
    with _lock:
        _remember(owner)
        _chosen[id(owner)] = threads
        _apply()


def share_cores(owner: object) -> None:
    """Note that threads of `owner` want cores too, until it gives them back or is gone."""
    if id(owner) in _sharing or any(name in os.environ for name in _SETTINGS):
        return
    with _lock:
        _remember(owner)
        _sharing.add(id(owner))
        _apply()


def give_back(owner: object) -> None:
    """Forget what an owner has asked for."""
    _forget(id(owner))


def count() -> int:
    """On how many threads a product is computed now."""
    return max((library.get_num_threads() for library in _libraries()), default=1)


def product(left: np.ndarray, right: np.ndarray) -> Any:
    """`left @ right`, both of rank 2 or more."""
    if not _is_shared or left.size * math.prod(right.shape[-1:]) < _LARGE:
        return left @ right
    global _large_products
    with _lock:
        _large_products += 1
        _apply()
    try:
        return left @ right
    finally:
        with _lock:
            _large_products -= 1
            _apply()


def _remember(owner: object) -> None:
    if not _chosen and not _sharing:
        _before[:] = [library.get_num_threads() for library in _libraries()]
    if id(owner) not in _chosen and id(owner) not in _sharing:
        weakref.finalize(owner, _forget, id(owner)).atexit = False


def _forget(key: int) -> None:
    with _lock:
        if key in _chosen or key in _sharing:
            _chosen.pop(key, None)
            _sharing.discard(key)
            _apply()


def _apply() -> None:
    global _is_shared
    _is_shared = bool(_sharing) and not _chosen
    for library, before in zip(_libraries(), _before, strict=True):
        threads = before
        if _chosen:
            threads = next(reversed(_chosen.values()))
        elif _sharing and not _large_products:
            threads = min(before, max(1, _cores() // 2))
        library.set_num_threads(threads)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@functools.cache
def _libraries() -> list[Any]:
    """What NumPy has loaded to compute products by."""
    try:
        import threadpoolctl  # only programs with runner threads need it
    except ImportError:  # left out by whoever installed the package: products have the threads that NumPy gives them
        return []
    return threadpoolctl.ThreadpoolController().select(user_api="blas").lib_controllers
