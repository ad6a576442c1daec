"""The module `scipy.misc`: pictures, and functions that stand in `scipy.special` now. Nothing of it needs SciPy."""

from __future__ import annotations

import importlib
import math
from typing import Any

import numpy as np

from .pictures import bytescale, fromimage, imfilter, imread, imresize, imrotate, imsave, imshow, toimage

__all__ = ["bytescale", "fromimage", "imfilter", "imread", "imresize", "imrotate", "imsave", "imshow", "toimage"]


def __getattr__(name: str) -> Any:
    if name in ("ascent", "electrocardiogram", "face"):
        return getattr(importlib.import_module("scipy.datasets"), name)
    raise AttributeError(f"module 'scipy.misc' has no attribute {name!r}")


def logsumexp(a: Any, axis: Any = None, b: Any = None, keepdims: bool = False, return_sign: bool = False) -> Any:
    """The logarithm of the sum of exponentials, of which none is too large."""
    a = np.asarray(a)
    if b is not None:
        a, b = np.broadcast_arrays(a, b)
        a = np.where(np.asarray(b) == 0, -np.inf, a) if np.any(np.asarray(b) == 0) else a
    top = np.amax(a, axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    scaled = np.exp(a - top) if b is None else b * np.exp(a - top)
    with np.errstate(divide="ignore"):
        total = np.sum(scaled, axis=axis, keepdims=keepdims)
        sign = np.sign(total)
        found = np.log(total * sign if return_sign else total)
    found = found + (top if keepdims else np.squeeze(top, axis=axis))
    return (found, sign) if return_sign else found


def comb(N: Any, k: Any, exact: bool = False, repetition: bool = False) -> Any:
    """How many choices of k out of N things there are."""
    if repetition:
        return comb(N + k - 1, k, exact)
    if exact:
        return math.comb(int(N), int(k)) if N >= k >= 0 else 0
    choose = np.vectorize(lambda n, m: float(math.comb(int(n), int(m))) if n >= m >= 0 else 0.0, otypes=[float])
    return choose(N, k)[()]


def factorial(n: Any, exact: bool = False) -> Any:
    """The product of the whole numbers up to n; 0 for negative ones."""
    if exact:
        return math.factorial(n) if n >= 0 else 0
    return np.vectorize(lambda value: math.gamma(value + 1) if value >= 0 else 0.0, otypes=[float])(n)[()]


def factorial2(n: Any, exact: bool = False) -> Any:
    """The product of every other whole number up to n."""
    found = np.vectorize(lambda value: math.prod(range(int(value), 0, -2)) if value >= -1 else 0, otypes=[object])(n)[()]
    return found if exact else np.asarray(found, float)[()]


def factorialk(n: int, k: int, exact: bool = True) -> int:
    """The product of every k-th whole number down from n."""
    return math.prod(range(n, 0, -k)) if n >= 1 - k else 0


def derivative(func: Any, x0: Any, dx: float = 1.0, n: int = 1, args: Any = (), order: int = 3) -> Any:
    """The n-th derivative at a point, of the values at `order` points around it."""
    weights = central_diff_weights(order, n)
    half = order >> 1
    return sum(weight * func(x0 + (place - half) * dx, *args) for place, weight in enumerate(weights)) / dx**n


def central_diff_weights(Np: int, ndiv: int = 1) -> Any:
    """The weights of Np points, one apart, for a derivative in the middle."""
    if ndiv + 1 > Np:
        raise ValueError("Number of points must be at least the derivative order + 1.")
    if Np % 2 == 0:
        raise ValueError("The number of points must be odd.")
    half = Np >> 1
    powers = np.arange(-half, half + 1.0)[:, np.newaxis] ** np.arange(Np)
    return math.factorial(ndiv) * np.linalg.inv(powers)[ndiv]
