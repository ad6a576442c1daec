"""Products over all steps at once."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

import numpy as np

from headrace.graph.products import spare
from headrace.graph.products.on_threads import at_once, multiply, packed, room, suits, threads_for

from .steps import Steps


def in_parts(steps: Steps, multiplications: int, run: Callable[[int, int, np.ndarray, np.ndarray], object]) -> None:
    """Take all steps by `run(first, last, members, room)`, for parts of the batch at the same time where that is worth it."""
    parts = steps.parts(min(threads_for(multiplications), steps.batch or 1))
    at_once([functools.partial(run, 0, steps.count, members, room(len(members))) for members in parts])


def flat_rows(values: np.ndarray) -> np.ndarray:
    """[steps, batch, size] as a matrix [steps * batch, size]."""
    return values.reshape(-1, values.shape[-1])


def states_from(first: np.ndarray, count: int) -> np.ndarray:
    """Room for the state before and after each of `count` steps, [count + 1, batch, size], with the first one."""
    states = spare.empty((count + 1, *first.shape), first.dtype)
    states[0] = first
    return states


def over_rows(rows: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """rows [m, k] * matrix [k, n], for use within a run."""
    out = spare.empty((len(rows), matrix.shape[1]), rows.dtype)
    multiply(rows, matrix, out)
    return out


def of_weights(kernel: np.ndarray, parts: Sequence[np.ndarray], gradient: np.ndarray) -> np.ndarray:
    """The gradient of a kernel that was multiplied by the rows of parts side by side, of that of the products."""
    found, begin = np.empty_like(kernel), 0
    panels = packed(gradient) if suits(parts[-1].T, gradient) else None
    for part in parts:
        end = begin + part.shape[1]
        multiply(part.T, gradient, found[begin:end], panels)
        begin = end
    return found
