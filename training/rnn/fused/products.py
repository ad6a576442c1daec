"""Products over all steps at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def flat_rows(values: np.ndarray) -> np.ndarray:
    """[steps, batch, size] as a matrix [steps * batch, size]."""
    return values.reshape(-1, values.shape[-1])


def over_all_steps(values: np.ndarray, kernel: np.ndarray) -> np.ndarray:
    """values [steps, batch, n] * kernel [n, m]."""
    return np.matmul(flat_rows(values), kernel).reshape(*values.shape[:2], kernel.shape[1])


def states_from(first: np.ndarray, count: int) -> np.ndarray:
    """Room for the state before and after each of `count` steps, [count + 1, batch, size], with the first one."""
    states = np.empty((count + 1, *first.shape), first.dtype)
    states[0] = first
    return states


def of_weights(kernel: np.ndarray, parts: Sequence[np.ndarray], gradient: np.ndarray) -> np.ndarray:
    """The gradient of a kernel that was multiplied by parts side by side, of that of the products."""
    found, begin = np.empty_like(kernel), 0
    for part in parts:
        end = begin + part.shape[2]
        np.matmul(flat_rows(part).T, flat_rows(gradient), out=found[begin:end])
        begin = end
    return found
