"""Products over all steps at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np


def flat_rows(values: np.ndarray) -> np.ndarray:
    """[steps, batch, size] as a matrix [steps * batch, size]."""
    return values.reshape(-1, values.shape[-1])


def over_all_steps(values: np.ndarray, kernel: np.ndarray, bias: np.ndarray | None = None) -> np.ndarray:
    """values [steps, batch, n] * kernel [n, m] + bias."""
    product = np.matmul(flat_rows(values), kernel)
    if bias is not None:
        product += bias
    return product.reshape(*values.shape[:2], kernel.shape[1])


def state_before(first: np.ndarray, after: np.ndarray) -> np.ndarray:
    """The state before each step, of the first one and those after each step."""
    return np.concatenate([first[None], after[:-1]]) if len(after) else after


def of_weights(kernel: np.ndarray, parts: Sequence[np.ndarray], gradient: np.ndarray) -> np.ndarray:
    """The gradient of a kernel that was multiplied by parts side by side, of that of the products."""
    found, begin = np.empty_like(kernel), 0
    for part in parts:
        end = begin + part.shape[2]
        np.matmul(flat_rows(part).T, flat_rows(gradient), out=found[begin:end])
        begin = end
    return found
