"""Modified Bessel functions of the first kind, of orders 0 and 1, and these times exp(-|x|).

Sums of Chebyshev polynomials, as C. W. Clenshaw proposed (Chebyshev series for mathematical functions, 1962): up to 8 of
x / 2 - 2, beyond of 32 / x - 2. Their coefficients were computed anew, in 40 digits.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...types import dtypes
from ...types.likes import TensorLike
from ..math.elementwise import unary
from .gamma_values import in_doubles

_SMALL_0 = (
    *(0.67679527440947608, -0.3046826723431984, 0.17162090152220878, -0.094901097048047644, 0.049305284239670708),
    *(-0.023737414805899469, 0.010546460394594998, -0.0043243099950505759, 0.0016394756169413358, -0.00057637557453858237),
    *(0.00018850288509584166, -5.7541950100821037e-5, 1.6448448070728897e-5, -4.4167383584587506e-6, 1.1173875391201037e-6),
    *(-2.6707938539406117e-7, 6.0469950225419189e-8, -1.300025009986248e-8, 2.6598237246823867e-9, -5.1897956016352629e-10),
    *(9.6758090353732369e-11, -1.7268262914415557e-11, 2.9550526631296398e-12, -4.8564467831119295e-13, 7.6761854986049356e-14),
    *(-1.1685332877993452e-14, 1.715391285555133e-15, -2.4312798465479547e-16, 3.3307945188222381e-17, -4.4153416464793394e-18),
)
_LARGE_0 = (
    *(0.80449041101410883, 0.0033691164782556941, 6.889758346916824e-5, 2.8913705208347565e-6, 2.0489185894690637e-7),
    *(2.2666689904981781e-8, 3.3962320257083863e-9, 4.9406023882249696e-10, 1.1889147107846438e-11, -3.1499165279632414e-11),
    *(-1.3215811840447713e-11, -1.7941785315068061e-12, 7.1801244513836662e-13, 3.8527783827421427e-13, 1.5400862175214098e-14),
    *(
        -4.1505693472872221e-14,
        -9.5548466988283076e-15,
        3.8116806693526224e-15,
        1.7725601330565264e-15,
        -3.4254856196772191e-16,
    ),
    *(-2.8276239805165835e-16, 3.4612228676974611e-17, 4.46562142029676e-17, -4.8305044859441821e-18, -7.233180487874754e-18),
)
_SMALL_1 = (
    *(0.25258718644363365, -0.17641651835783406, 0.1026436586898471, -0.052945981208094991, 0.024726449030626517),
    *(-0.010564084894626198, 0.0041564229443128882, -0.0015135724506312531, 0.00051228595616857577, -0.00016176081582589675),
    *(4.7815651075500542e-5, -1.3273163656039436e-5, 3.4702513081376785e-6, -8.5687202646954547e-7, 2.0032947535521353e-7),
    *(-4.4450591287963281e-8, 9.3815373864957718e-9, -1.8872497517228293e-9, 3.625590281552117e-10, -6.6634897235020277e-11),
    *(1.1736186298890902e-11, -1.9839743977649437e-12, 3.2237933659455747e-13, -5.0421855047279117e-14, 7.6006842947354069e-15),
    *(-1.1055969477353863e-15, 1.5536319577362005e-16, -2.1114212143581661e-17, 2.7779141127610464e-18),
)
_LARGE_1 = (
    *(0.77857623501828012, -0.0097610974913614684, -0.00011058893876262372, -3.8825648088776904e-6, -2.5122362378702089e-7),
    *(-2.6314688468895195e-8, -3.835380385964237e-9, -5.5897434621965838e-10, -1.8974958123505412e-11, 3.2526035830154882e-11),
    *(
        1.4125807436613781e-11,
        2.0356285441470895e-12,
        -7.1985517762459085e-13,
        -4.0835511110921973e-13,
        -2.1015418427726643e-14,
    ),
    *(4.2724400167119514e-14, 1.0420276984128803e-14, -3.8144030724370078e-15, -1.8803547755107824e-15, 3.3082023109209283e-16),
    *(2.9626289976459501e-16, -3.209525921993424e-17, -4.6503053684893583e-17, 4.4143483230717079e-18, 7.5172963108421048e-18),
)


def _chebyshev(t: np.ndarray, coefficients: tuple[float, ...]) -> np.ndarray:
    """The sum of coefficients[k] T_k(t / 2), the first of them halved, by Clenshaw's recurrence."""
    last, before = np.zeros_like(t), np.zeros_like(t)
    for coefficient in coefficients[:0:-1]:
        last, before = t * last - before + coefficient, last
    return 0.5 * (t * last + coefficients[0]) - before


def _scaled(size: np.ndarray, small: tuple[float, ...], large: tuple[float, ...]) -> tuple[np.ndarray, np.ndarray]:
    """The sums for numbers of this size that are small, and those for large ones."""
    inner = np.minimum(size, 8.0)
    outer = np.maximum(size, 8.0)
    return _chebyshev(inner / 2 - 2, small), _chebyshev(32 / outer - 2, large) / np.sqrt(outer)


def i0e(x: np.ndarray) -> np.ndarray:
    """Of order 0, times exp(-|x|)."""
    size = np.abs(x)
    small, large = _scaled(size, _SMALL_0, _LARGE_0)
    return np.where(size <= 8.0, small, large)


def i1e(x: np.ndarray) -> np.ndarray:
    """Of order 1, times exp(-|x|)."""
    size = np.abs(x)
    small, large = _scaled(size, _SMALL_1, _LARGE_1)
    found = np.where(size <= 8.0, small * size, large)
    return np.where(x < 0, -found, found)


def _slope_of_i1e(x: Tensor, y: Tensor) -> Tensor:
    """Around 0, where a quotient fails, it is 1/2."""
    epsilon = np.finfo(x.dtype.as_numpy_dtype).eps
    zeros = ops.zeros_like(x)
    is_away = ops.abs(x) > epsilon
    safe = ops.where(is_away, x, epsilon + zeros)
    slope = bessel_i0e(safe) - y * (ops.sign(safe) + ops.reciprocal(safe))
    return ops.where(is_away, slope, 0.5 + zeros)


def _slope_of_i0e(x: Tensor, y: Tensor) -> Tensor:
    return bessel_i1e(x) - ops.sign(x) * y


_I0E = unary("BesselI0e", in_doubles(i0e), _slope_of_i0e, dtypes.FLOATS)
_I1E = unary("BesselI1e", in_doubles(i1e), _slope_of_i1e, dtypes.FLOATS)


@export("math.bessel_i0e")
def bessel_i0e(x: TensorLike, name: str | None = None) -> Tensor:
    """exp(-abs(x)) * bessel_i0(x), element by element, which stays small where `bessel_i0` grows.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    return _I0E(x, name=name)


@export("math.bessel_i1e")
@documented_by(bessel_i0e)
def bessel_i1e(x: TensorLike, name: str | None = None) -> Tensor:
    """exp(-abs(x)) * bessel_i1(x), element by element, which stays small where `bessel_i1` grows."""
    return _I1E(x, name=name)


@export("math.bessel_i0")
@documented_by(bessel_i0e)
def bessel_i0(x: TensorLike, name: str | None = None) -> Tensor:
    """The modified Bessel function of order 0, element by element."""
    with name_scope(name, "bessel_i0", [x]):
        return _grown(x, bessel_i0e)


@export("math.bessel_i1")
@documented_by(bessel_i0e)
def bessel_i1(x: TensorLike, name: str | None = None) -> Tensor:
    """The modified Bessel function of order 1, element by element."""
    with name_scope(name, "bessel_i1", [x]):
        return _grown(x, bessel_i1e)


def _grown(x: Any, scaled: Any) -> Tensor:
    return ops.exp(ops.abs(x)) * scaled(x)
