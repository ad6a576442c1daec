"""Functions of the normal and of the Laplace distribution that are exact in their tails."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from headrace.graph import ops
from headrace.graph.core.constants import constant
from headrace.graph.core.tensor import Tensor
from headrace.graph.types import dtypes

_LIMITS = {dtypes.float32: (-10.0, 5.0), dtypes.float64: (-20.0, 8.0)}
"""Below the first, log_ndtr is a series; above the second, it is that of the other tail."""

_SERIES = 3
"""Terms of the series."""

_MIDDLE = (
    [-59.96335010141079, 98.00107541859997, -56.67628574690703, 13.931260938727968, -1.2391658386738125],
    [
        *(1.0, 1.9544885833814176, 4.676279128988815, 86.36024213908905, -225.46268785411937),
        *(200.26021238006066, -82.03722561683334, 15.90562251262117, -1.1833162112133),
    ],
)
_TAIL = (
    [
        *(4.0554489230596245, 31.525109459989388, 57.16281922464213, 44.08050738932008, 14.684956192885803),
        *(2.1866330685079025, -0.1402560791713545, -0.03504246268278482, -0.0008574567851546854),
    ],
    [
        *(1.0, 15.779988325646675, 45.39076351288792, 41.3172038254672, 15.04253856929075),
        *(2.504649462083094, -0.14218292285478779, -0.03808064076915783, -0.0009332594808954574),
    ],
)
_FAR_TAIL = (
    [
        *(3.2377489177694603, 6.915228890689842, 3.9388102529247444, 1.3330346081580755, 0.20148538954917908),
        *(0.012371663481782003, 0.00030158155350823543, 2.6580697468673755e-06, 6.239745391849833e-09),
    ],
    [
        *(1.0, 6.02427039364742, 3.6798356385616087, 1.3770209948908132, 0.21623699359449663),
        *(0.013420400608854318, 0.00032801446468212774, 2.8924786474538068e-06, 6.790194080099813e-09),
    ],
)
"""Numerators and denominators of the rational functions of Cephes (ndtri), the highest power first."""


def _check(x: Tensor) -> None:
    if x.dtype not in _LIMITS:
        raise TypeError(f"x.dtype={x.dtype} is not handled, see docstring for supported types.")


def ndtr(x: Tensor) -> Tensor:
    """How likely a standard normal number is below x. Raises TypeError for anything but float32 and float64."""
    _check(x)
    half_root = constant(0.5 * math.sqrt(2.0), x.dtype, name="half_sqrt_2")
    w = x * half_root
    size = ops.abs(w)
    far = ops.where(ops.greater(w, 0.0), 2.0 - ops.erfc(size), ops.erfc(size))
    return 0.5 * ops.where(ops.less(size, half_root), 1.0 + ops.erf(w), far)


def log_ndtr(x: Tensor) -> Tensor:
    """The logarithm of `ndtr`. Raises TypeError for anything but float32 and float64."""
    _check(x)
    lower, upper = _LIMITS[x.dtype.base_dtype]
    below = ops.minimum(x, lower)
    square = ops.square(below)
    total, power = ops.ones_like(below), square
    for n in range(1, _SERIES + 1):
        term = float(np.prod(np.arange(2 * n - 1, 1, -2))) / power
        total = total - term if n % 2 else total + term
        power *= square
    series = -0.5 * square - ops.log(-below) - 0.5 * math.log(2.0 * math.pi) + ops.log(total)
    middle = ops.log(ndtr(ops.maximum(x, lower)))
    return ops.where(ops.greater(x, upper), -ndtr(-x), ops.where(ops.greater(x, lower), middle, series))


def _rational(x: Tensor, of: tuple[Sequence[float], Sequence[float]]) -> Tensor:
    above, below = ([float(number) for number in numbers] for numbers in of)
    return _polynomial(x, above) / _polynomial(x, below)


def _polynomial(x: Tensor, coefficients: Sequence[float]) -> Tensor:
    result = ops.zeros_like(x)
    for number in coefficients:
        result = result * x + number
    return result


def ndtri(p: Tensor) -> Tensor:
    """The number that a standard normal one is below with the probability p; infinite at 0 and 1."""
    _check(p)
    swapped = ops.where(p > -math.expm1(-2.0), 1.0 - p, p)
    safe = ops.where(swapped <= 0.0, ops.fill(ops.shape(p), constant(0.5, p.dtype)), swapped)
    w = safe - 0.5
    square = ops.square(w)
    middle = (w + w * square * _rational(square, _MIDDLE)) * -math.sqrt(2.0 * math.pi)
    z = ops.sqrt(-2.0 * ops.log(safe))
    first, inverse = z - ops.log(z) / z, 1.0 / z
    tail, far = (first - _rational(inverse, of) / z for of in (_TAIL, _FAR_TAIL))
    x = ops.where(safe > math.exp(-2.0), middle, ops.where(z >= 8.0, far, tail))
    x = ops.where(p > 1.0 - math.exp(-2.0), x, -x)
    infinity = ops.fill(ops.shape(p), constant(math.inf, p.dtype))
    return ops.where(p <= 0.0, -infinity, ops.where(p >= 1.0, infinity, x))


def log_cdf_laplace(x: Tensor) -> Tensor:
    """The logarithm of how likely a standard Laplace number is below x."""
    above = ops.log1p(-0.5 * ops.exp(-ops.abs(x)))
    return ops.where(x < 0.0, x - math.log(2.0), above)
