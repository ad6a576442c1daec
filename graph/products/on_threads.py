"""Products of float32 on threads that are there only meanwhile, where they are sooner done than those of BLAS.

Threads of OpenBLAS turn round and round for 25 ms after each product, in case there is another one, and have the cores for
themselves meanwhile; those of a network's steps would wait for them. So what is computed here on several threads is
computed so throughout. On many cores it is BLAS that is quicker.
"""

from __future__ import annotations

import _thread
import functools
import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..runtime import blas_threads
from . import spare
from ._products_cy import block_size, is_fast, most_rows, multiply_rows, pack_panels, panel_width

_MOST_THREADS = 4
_WORTH_A_THREAD = 1 << 23
"""Multiplications: a thread computes so many in 0.15 ms, and takes a fifth of that to start."""
_PACKED_WHILE_MULTIPLIED = 16
_WORTH_PACKING = 1 << 18
"""Multiplications: OpenBLAS has threads for more, and they would keep the cores from all that comes after."""
_FEW_ROWS = 8


def threads_for(multiplications: int) -> int:
    """On how many threads so much work is done soonest."""
    return max(1, min(multiplications // _WORTH_A_THREAD, blas_threads.count(), _MOST_THREADS)) if is_fast else 1


def parts(count: int, multiplications: int) -> list[tuple[int, int]]:
    """The parts, (begin, end), in which so many things of so much work are done soonest, each on a thread of its own."""
    number = max(1, min(count, threads_for(multiplications)))
    return list(itertools.pairwise(count * part // number for part in range(number + 1)))


def at_once(calls: Sequence[Callable[[], object]]) -> None:
    """Make all calls, each on a thread of its own; raises what one of them raises."""
    raised: list[BaseException] = []

    def run(call: Callable[[], object]) -> None:
        try:
            call()
        except BaseException as error:  # raised again where the calls were asked for
            raised.append(error)

    def run_and_release(call: Callable[[], object], running: Any) -> None:
        run(call)
        running.release()

    others = []
    for call in calls[1:]:
        running = _thread.allocate_lock()
        running.acquire()
        try:
            # A threading.Thread would first be waited for until it runs: as long as a small product takes.
            _thread.start_new_thread(run_and_release, (call, running))
        except RuntimeError:  # there is no thread to be had: too many of them, or Python is about to end
            run(call)
        else:
            others.append(running)
    run(calls[0])
    for running in others:
        running.acquire()
    if raised:
        raise raised[0]


def packed(matrix: np.ndarray) -> np.ndarray | None:
    """A matrix as the compiled loops take it; None where its products are better left to BLAS."""
    if not is_fast or matrix.dtype != np.float32 or any(stride % matrix.itemsize for stride in matrix.strides):
        return None
    k, n = matrix.shape
    room = spare.empty((-(-n // panel_width), k, panel_width), np.float32)
    own = parts(len(room), matrix.size * _PACKED_WHILE_MULTIPLIED)
    at_once([functools.partial(pack_panels, matrix, room, *part) for part in own])
    return room


def room(rows: int) -> np.ndarray:
    """Where a call for so many rows works. It comes from the thread that makes the calls: the others are new, and so is all
    their memory."""
    return spare.empty(min(rows, most_rows) * block_size, np.float32)


def multiply(left: np.ndarray, right: np.ndarray, out: np.ndarray, panels: np.ndarray | None = None) -> None:
    """Write `left @ right`, matrices, into `out`.

    Args:
      panels: `right` as `packed` gives it, where several products have need of it.
    """
    if panels is None and suits(left, right):
        panels = packed(right)
    if panels is None:
        np.matmul(left, right, out=out)
        return
    slices = [slice(*part) for part in parts(len(left), left.size * right.shape[1])]
    at_once([functools.partial(multiply_rows, left[own], panels, out[own], room(len(left[own]))) for own in slices])


def product(left: Any, right: Any) -> Any:
    """`left @ right`, both of rank 2 or more."""
    if not suits(left, right):
        return blas_threads.product(left, right)
    out = np.empty((len(left), right.shape[1]), np.float32)
    multiply(left, right, out)
    return out


def suits(left: Any, right: Any) -> bool:
    """Whether a product is better computed here than by BLAS."""
    return (
        is_fast
        and left.ndim == right.ndim == 2
        and left.dtype == right.dtype == np.float32
        and left.shape[1] == right.shape[0]
        and left.shape[0] >= _FEW_ROWS
        and left.size * right.shape[1] >= _WORTH_PACKING
        and not any(stride % 4 for stride in (*left.strides, *right.strides))
        and blas_threads.count() <= _MOST_THREADS
    )
