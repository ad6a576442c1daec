"""The incomplete gamma and beta functions on arrays of doubles.

Below the mean a power series, above it the continued fraction, by Lentz's method (Abramowitz and Stegun, 6.5.29, 6.5.31 and
26.5.8), both times a factor that stays exact for large parameters. Derivatives are those of the same steps. Where gamma numbers
are as good as normal ones, Temme's expansion (DLMF, 8.12) and that of Cornish and Fisher.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np

from .gamma_values import beyond_stirling, digamma, polynomial

_MOST_STEPS = 100_000
_SMALLEST = 1e-300
_EPSILON = np.finfo(np.float64).eps


def _deviation(x: np.ndarray, a: np.ndarray) -> np.ndarray:
    """x - a - a log(x / a), exact near x = a."""
    ratio = (x - a) / (x + a)
    square = np.square(ratio)
    series = np.zeros_like(x)
    for k in range(31, 1, -2):
        series = (series + 1 / k) * square
    near = (x - a) * ratio - 2 * a * ratio * series
    return np.where(np.abs(ratio) < 0.25, near, (x - a) - a * (np.log(x) - np.log(a)))


def _density(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    """x^a exp(-x) / gamma(a + 1)."""
    return np.exp(-_deviation(x, a) - beyond_stirling(a)) / np.sqrt(2 * math.pi * a)


Step = Callable[[int, list[np.ndarray]], tuple[list[np.ndarray], np.ndarray]]


def _until_still(step: Step, state: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The state after so many steps that none changes; who is done takes no further ones.

    Args:
      step: from the number of the step and states to states, and which go on.
    """
    done = [array.copy() for array in state]
    running, at = list(state), np.arange(len(state[0]))
    for number in range(1, _MOST_STEPS):
        if not at.size:
            break
        running, goes_on = step(number, running)
        for whole, part in zip(done, running, strict=True):
            whole[at] = part
        if not goes_on.all():
            running, at = [part[goes_on] for part in running], at[goes_on]
    return done


def _series(a: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The sum of x^n / ((a + 1) ... (a + n)), and its derivative by a."""

    def step(n: int, state: list[np.ndarray]) -> tuple[list[np.ndarray], np.ndarray]:
        a, x, term, slope, total, slopes = state
        slope = (slope - term / (a + n)) * x / (a + n)
        term = term * x / (a + n)
        total, slopes = total + term, slopes + slope
        goes_on = (term > total * (_EPSILON / 4)) | (np.abs(slope) > np.abs(slopes) * (_EPSILON / 4))
        return [a, x, term, slope, total, slopes], goes_on

    *_, total, slopes = _until_still(step, [a, x, np.ones_like(a), np.zeros_like(a), np.ones_like(a), np.zeros_like(a)])
    return total, slopes


def _fraction(a: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The continued fraction of Q(a, x) gamma(a) / (x^a exp(-x)), and the derivative of its logarithm by a."""

    def step(n: int, state: list[np.ndarray]) -> tuple[list[np.ndarray], np.ndarray]:
        a, x, c, d, value, c_slope, d_slope, slope = state
        factor, factor_slope, last = n * (a - n), float(n), x + 1 - a + 2 * n
        d_slope = -1 + factor_slope * d + factor * d_slope
        d = _away_from_zero(last + factor * d)
        c_slope = -1 + factor_slope / c - factor * c_slope / np.square(c)
        c = _away_from_zero(last + factor / c)
        d = 1 / d
        d_slope = -np.square(d) * d_slope
        change = c_slope / c + d_slope / d
        goes_on = (np.abs(c * d - 1) > _EPSILON) | (np.abs(change) > np.abs(slope) * _EPSILON)
        return [a, x, c, d, value * c * d, c_slope, d_slope, slope + change], goes_on

    first = _away_from_zero(x + 1 - a)
    zeros = np.zeros_like(a)
    start = [a, x, np.full_like(a, 1 / _SMALLEST), 1 / first, 1 / first, zeros, 1 / np.square(first), 1 / first]
    _, _, _, _, value, _, _, slope = _until_still(step, start)
    return value, slope


def _away_from_zero(x: np.ndarray) -> np.ndarray:
    return np.where(np.abs(x) < _SMALLEST, _SMALLEST, x)


_NEARLY_NORMAL = 1e6
_UNIFORM = ((-1 / 3, 1 / 12, -2 / 135, 1 / 864, 1 / 2835), (-1 / 540, -1 / 288, 1 / 378))


def _middle(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    """How likely a gamma number is below x, for large a and x near a."""
    eta = np.sign(x - a) * np.sqrt(2 * _deviation(x, a) / a)
    correction = polynomial(eta, _UNIFORM[0]) + polynomial(eta, _UNIFORM[1]) / a
    normal = np.array([math.erfc(-z) for z in (eta * np.sqrt(a / 2)).tolist()]) / 2
    return normal - np.exp(-a * np.square(eta) / 2) / np.sqrt(2 * math.pi * a) * correction


def _motion_in_the_middle(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    """How x moves with a, for large a and x near a."""
    root = np.sqrt(a)
    z = (x - a) / root
    for _ in range(4):
        z = (x - a - (np.square(z) - 1) / 3 - (z**3 - 7 * z) / (36 * root)) / root
    return 1 + z / (2 * root) - (z**3 - 7 * z) / (72 * a * root) + (3 * z**4 + 7 * z**2 - 16) / (810 * np.square(a))


Sided = Callable[[np.ndarray, np.ndarray], np.ndarray]


def _by_sides(
    a: np.ndarray, x: np.ndarray, low: Sided, high: Sided, middle: Sided, limits: tuple[float, float, float]
) -> np.ndarray:
    """A function of a and x, NaN where it is not defined.

    Args:
      low: where the series serves. high: where the fraction does. middle: where `a` is large and x near it.
      limits: what it is where x is 0, where x is infinite, and where a is.
    """
    found = np.full(a.shape, np.nan)
    defined = (a > 0) & (x > 0)
    found[defined & (x == np.inf)] = limits[1]
    found[defined & (a == np.inf)] = limits[2]
    inside = defined & (x != np.inf) & (a != np.inf)
    is_middle = inside & (a > _NEARLY_NORMAL) & (np.abs(x - a) < 50 * np.sqrt(a))
    is_high = inside & ~is_middle & (x > 1) & (x > a)
    is_low = inside & ~is_middle & ~is_high
    for chosen, function in ((is_low, low), (is_high, high), (is_middle, middle)):
        if chosen.any():
            found[chosen] = function(a[chosen], x[chosen])
    found[x == 0] = limits[0]
    return found


def _lower(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    return _density(a, x) * _series(a, x)[0]


def _upper(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    return _density(a, x) * a * _fraction(a, x)[0]


def igamma(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    """How likely a gamma number of concentration a is below x."""
    return _by_sides(a, x, _lower, lambda a, x: 1 - _upper(a, x), _middle, (0.0, 1.0, 0.0))


def igammac(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    """1 - igamma(a, x)."""
    found = _by_sides(a, x, lambda a, x: 1 - _lower(a, x), _upper, lambda a, x: 1 - _middle(a, x), (1.0, 0.0, 1.0))
    return np.where((a > 0) & (x == np.inf), 0.0, np.where(a > 0, found, np.nan))


def igamma_grad_a(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    """The derivative of igamma by a."""

    def low(a: np.ndarray, x: np.ndarray) -> np.ndarray:
        total, slopes = _series(a, x)
        return _density(a, x) * (slopes + total * (np.log(x) - digamma(a + 1))) + 0.0  # not -0

    def high(a: np.ndarray, x: np.ndarray) -> np.ndarray:
        value, slope = _fraction(a, x)
        return -_density(a, x) * a * value * (slope + np.log(x) - digamma(a))

    def middle(a: np.ndarray, x: np.ndarray) -> np.ndarray:
        return -_density(a, x) * a / x * _motion_in_the_middle(a, x)

    return _by_sides(a, x, low, high, middle, (0.0, -0.0, 0.0))


def random_gamma_grad(a: np.ndarray, x: np.ndarray) -> np.ndarray:
    """How a gamma number x moves with its concentration a while its quantile stays: -(dP/da) / (dP/dx)."""

    def low(a: np.ndarray, x: np.ndarray) -> np.ndarray:
        total, slopes = _series(a, x)
        return -x / a * (slopes + total * (np.log(x) - digamma(a + 1)))

    def high(a: np.ndarray, x: np.ndarray) -> np.ndarray:
        value, slope = _fraction(a, x)
        return x * value * (slope + np.log(x) - digamma(a))

    return _by_sides(a, x, low, high, _motion_in_the_middle, (0.0, -0.0, 0.0))


def betainc(a: np.ndarray, b: np.ndarray, x: np.ndarray) -> np.ndarray:
    """How likely a beta number of concentrations a and b is below x."""
    found = np.full(x.shape, np.nan)
    found[x == 0] = 0.0
    found[x == 1] = 1.0
    inside = (x > 0) & (x < 1) & np.isfinite(a) & np.isfinite(b)
    with np.errstate(all="ignore"):
        found[(a <= 0) | (b <= 0)] = np.nan
        inside &= (a > 0) & (b > 0)
    if inside.any():
        a, b, x = a[inside], b[inside], x[inside]
        is_high = x > (a + 1) / (a + b + 2)
        first, second = np.where(is_high, b, a), np.where(is_high, a, b)
        below, above = np.where(is_high, 1 - x, x), np.where(is_high, x, 1 - x)
        part = _beta_density(first, second, below, above) / first * _beta_fraction(first, second, below)
        found[inside] = np.where(is_high, 1 - part, part)
    return found


def _beta_density(a: np.ndarray, b: np.ndarray, x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """x^a y^b / beta(a, b), where y is 1 - x."""
    both = a + b
    exponent = _deviation(x * both, a) + _deviation(y * both, b)
    exponent += beyond_stirling(a) + beyond_stirling(b) - beyond_stirling(both)
    return np.exp(-exponent) * np.sqrt(a / (2 * math.pi) * (b / both))


def _beta_fraction(a: np.ndarray, b: np.ndarray, x: np.ndarray) -> np.ndarray:
    def step(n: int, state: list[np.ndarray]) -> tuple[list[np.ndarray], np.ndarray]:
        a, b, x, c, d, value = state
        even = n * (b - n) * x / ((a + 2 * n - 1) * (a + 2 * n))
        odd = -(a + n) * (a + b + n) * x / ((a + 2 * n) * (a + 2 * n + 1))
        for factor in (even, odd):
            d = 1 / _away_from_zero(1 + factor * d)
            c = _away_from_zero(1 + factor / c)
            change = c * d
            value = value * change
        return [a, b, x, c, d, value], np.abs(change - 1) > _EPSILON

    first = 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    return _until_still(step, [a, b, x, np.ones_like(x), first, first])[-1]
