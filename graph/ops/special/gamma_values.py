"""The gamma function's family on arrays of doubles.

lgamma: a polynomial around 2, the recurrence, and Stirling's series; digamma: the recurrence and its asymptotic series; zeta of
Hurwitz: the sum of Euler and Maclaurin (all in Abramowitz and Stegun, chapters 6 and 23). The polynomial's coefficients were
computed anew, in 60 digits, as the best approximation of lgamma(x) / ((x - 1) (x - 2)) on [1.5, 2.5].
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

_AROUND_TWO = (
    *(0.42278433509846714, -0.10031730167435392, 0.032965000621155867, -0.012384192193371298, 0.0049986411646919397),
    *(-0.0021081308339532028, 0.00091537692252583518, -0.00040570739764052557, 0.00018255263198029055, -8.3095122881396637e-5),
    *(3.8168994508698081e-5, -1.7661727092640294e-5, 8.2212435478995264e-6, -3.8468686309843957e-6, 1.8133409259417141e-6),
    *(-8.5547459253023832e-7, 3.8638441485422064e-7, -1.8333634733806836e-7, 1.2211977636940668e-7, -5.8329301293208938e-8),
)
_BERNOULLI = (
    *(1 / 6, -1 / 30, 1 / 42, -1 / 30, 5 / 66, -691 / 2730, 7 / 6, -3617 / 510, 43867 / 798, -174611 / 330),
    *(854513 / 138, -236364091 / 2730),
)
_STIRLING = tuple(b / (2 * k * (2 * k - 1)) for k, b in enumerate(_BERNOULLI[:9], 1))
_DIGAMMA = tuple(b / (2 * k) for k, b in enumerate(_BERNOULLI[:8], 1))
_EULER_MACLAURIN = tuple(b / math.factorial(2 * k) for k, b in enumerate(_BERNOULLI, 1))
_FACTORIALS = np.array([float(math.factorial(n)) for n in range(171)])

LARGE = 10.0
"""From here on the asymptotic series are exact to a double."""


def in_doubles(function: Callable[..., np.ndarray]) -> Callable[..., Any]:
    """The kernel that computes a function of doubles for any floating type; quiet where NumPy would warn."""

    def kernel(*arrays: Any) -> Any:
        dtype = np.asarray(arrays[0]).dtype
        with np.errstate(all="ignore"):
            found = function(*np.broadcast_arrays(*(np.asarray(array, np.float64) for array in arrays)))
            return np.asarray(found).astype(dtype)

    return kernel


def polynomial(x: np.ndarray, coefficients: tuple[float, ...]) -> np.ndarray:
    """The sum of coefficients[k] x^k, by Horner's rule."""
    found = np.full_like(x, coefficients[-1])
    for coefficient in coefficients[-2::-1]:
        found = found * x + coefficient
    return found


def beyond_stirling(x: np.ndarray) -> np.ndarray:
    """lgamma(x) - ((x - 1/2) log(x) - x + log(2 pi) / 2), for x > 0."""
    with np.errstate(all="ignore"):
        series = polynomial(1 / np.square(x), _STIRLING) / x
        return np.where(x >= LARGE, series, lgamma(np.minimum(x, LARGE)) - _stirling(np.minimum(x, LARGE)))


def _stirling(x: np.ndarray) -> np.ndarray:
    return (x - 0.5) * np.log(x) - x + 0.5 * math.log(2 * math.pi)


def lgamma(x: np.ndarray) -> np.ndarray:
    """The logarithm of |gamma(x)|."""
    size = np.abs(x)
    found = _lgamma_above_zero(np.where(np.isnan(size), 1.0, size))
    is_below = x < 0
    if is_below.any():
        pole = is_below & (x == np.floor(x))
        sine = np.abs(np.sin(math.pi * (size - np.round(size))))
        found = np.where(is_below, math.log(math.pi) - np.log(size * sine) - found, found)
        found = np.where(pole, np.inf, found)
    return np.where(np.isnan(x), x, found)


def _lgamma_above_zero(x: np.ndarray) -> np.ndarray:
    """Of x >= 0."""
    shift, factor = np.zeros_like(x), np.ones_like(x)
    moved = x.copy()
    for _ in range(8):
        is_high = (moved > 2.5) & (x < LARGE)
        moved = np.where(is_high, moved - 1, moved)
        factor = np.where(is_high, factor * moved, factor)
    shift = np.log(factor)
    low = x < 0.5
    shift = np.where(low, -np.log(x) - np.log1p(x), shift)
    between = (x >= 0.5) & (x < 1.5)
    shift = np.where(between, -np.log1p(x - 1), shift)
    t = np.where(low, x, np.where(between, x - 1, moved - 2))  # how far from 2
    t = np.where(x < LARGE, t, 0.0)
    small = t * (1 + t) * polynomial(t, _AROUND_TWO) + shift
    small = np.where(x == 0, np.inf, small)
    tall = np.where(x >= LARGE, x, LARGE)
    large = _stirling(tall) + polynomial(1 / np.square(tall), _STIRLING) / tall
    large = np.where(tall > 1e300, np.where(tall == np.inf, np.inf, tall * (np.log(tall) - 1)), large)
    return np.where(x < LARGE, small, large)


def digamma(x: np.ndarray) -> np.ndarray:
    """The derivative of lgamma; infinite where that has a pole."""
    is_below = x <= 0
    above = np.where(is_below, 1 - x, x)
    moved, terms = above.copy(), np.zeros_like(x)
    while (near := moved < LARGE).any():
        terms = np.where(near, terms + 1 / moved, terms)
        moved = np.where(near, moved + 1, moved)
    found = np.log(moved) - 0.5 / moved - polynomial(1 / np.square(moved), _DIGAMMA) / np.square(moved) - terms
    if is_below.any():
        away = x - np.round(x)
        cotangent = np.where(np.abs(away) == 0.5, 0.0, math.pi / np.tan(math.pi * away))
        found = np.where(is_below, found - cotangent, found)
        found = np.where(is_below & (x == np.floor(x)), np.inf, found)
    return found


def zeta(x: np.ndarray, q: np.ndarray) -> np.ndarray:
    """The sum of (q + k)^-x over all k from 0 on."""
    below = np.ceil(np.maximum(-q, 0.0))
    rest = q + below
    found = _zeta_above_zero(x, np.where(q > 0, q, rest))
    if (q < 0).any():
        sign = np.where(np.mod(np.where(np.isinf(x), 0.0, x), 2) == 0, 1.0, -1.0)
        found = np.where(q < 0, found + sign * (_zeta_above_zero(x, 1 - rest) - _zeta_above_zero(x, 1 - q)), found)
    pole = (q <= 0) & (q == np.floor(q))
    found = np.where((q <= 0) & ~pole & (x != np.floor(x)), np.nan, found)
    found = np.where(pole, np.inf, found)
    found = np.where(x < 1, np.nan, found)
    return np.where(x == 1, np.inf, found)


def _zeta_above_zero(x: np.ndarray, q: np.ndarray) -> np.ndarray:
    """Of q > 0."""
    terms = np.zeros_like(q)
    for k in range(int(LARGE)):
        terms = terms + np.power(q + k, -x)
    w = q + LARGE
    last = np.power(w, -x)
    corrections, factor = np.zeros_like(q), x / w
    for k, coefficient in enumerate(_EULER_MACLAURIN):
        corrections = corrections + coefficient * factor
        factor = factor * (x + 2 * k + 1) * (x + 2 * k + 2) / np.square(w)
    rest = np.where(last == 0, 0.0, last * (w / (x - 1) + 0.5 + corrections))
    return terms + np.where(np.isinf(q), 0.0, rest)


def polygamma(n: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The n-th derivative of digamma."""
    is_order = (n >= 0) & (n == np.floor(n))
    order = np.where(is_order, n, 0.0)
    factorial = np.where(order <= 170, _FACTORIALS[np.minimum(order, 170).astype(int)], np.inf)
    sign = np.where(np.mod(np.where(np.isinf(order), 1.0, order), 2) == 0, -1.0, 1.0)
    found = np.where(order == 0, digamma(x), sign * factorial * zeta(order + 1, x))
    return np.where(is_order, found, np.nan)
