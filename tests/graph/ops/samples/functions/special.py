"""Samples of special functions."""

import numpy as np
from support.op_samples import Sample

from headrace.graph.ops.special import bessel, gamma, hyperbolic, incomplete, numbers, without_nan

_x = np.array([[-1.5, 0.4, 2.2], [1.3, -0.6, 0.9]], np.float32)
_y = np.array([[0.7, 1.1, -2.0], [0.5, 1.7, 3.0]], np.float32)
_zeros = np.array([[0.0, 1.1, 0.0], [0.5, 0.0, -3.0]], np.float32)
_row = np.array([0.5, 1.2, 2.5], np.float32)
_positive = np.abs(_x) + np.float32(0.1)
_a = np.array([[0.3, 1.5, 4.0], [5.5, 0.02, 8.0]], np.float32)
_b = np.array([[0.9, 2.5, 0.4], [3.5, 1.0, 4.5]], np.float32)
_gammas = np.array([[0.1, 3.5, 2.0], [7.0, 0.4, 6.0]], np.float32)
_shares = np.array([[0.1, 0.5, 0.99], [0.75, 0.3, 0.6]], np.float32)
_orders = np.array([[0, 1, 2], [3, 5, 0]], np.float32)
_complex = (_x + 1j * _y).astype(np.complex64)
_wide = np.array([[-1.5, 0.0, 8.5], [7.9, -30.0, 1e-8]], np.float32)

SAMPLES = [
    Sample("Lgamma", gamma.lgamma, [_x]),
    Sample(
        "Lgamma", gamma.lgamma, [np.array([1e-6, 0.9999, 2.0001, 2.49, 9.99, 10.01, 300.0, -170.5], np.float32)], gradient=False
    ),
    Sample("Digamma", gamma.digamma, [_x]),
    Sample("Digamma", gamma.digamma, [np.array([1e-6, 1.46, 9.99, 10.01, 300.0, -1.25], np.float32)], gradient=False),
    Sample("Zeta", gamma.zeta, [_positive + 1, _a]),
    Sample("Zeta", gamma.zeta, [np.array([2.0, 3.0, 4.0], np.float32), np.array([-0.3, -2.6, -1.25], np.float32)]),
    Sample("Polygamma", gamma.polygamma, [_orders, _b]),
    Sample("Polygamma", gamma.polygamma, [np.array([[1.0], [2.0]], np.float32), _row]),
    Sample("Igamma", incomplete.igamma, [_a, _gammas]),
    Sample("Igamma", incomplete.igamma, [_row, _gammas]),
    Sample("Igammac", incomplete.igammac, [_a, _gammas]),
    Sample("IgammaGradA", incomplete.IGAMMA_GRAD_A, [_a, _gammas], gradient=False),
    Sample("RandomGammaGrad", incomplete.RANDOM_GAMMA_GRAD, [_a, _gammas], gradient=False),
    Sample("Betainc", incomplete.betainc, [_a, _b, _shares]),
    Sample("Betainc", incomplete.betainc, [np.float32(2.5), np.float32(0.5), _shares]),
    Sample("Betainc", incomplete.betainc, [_a, _b, np.float32(0.4)]),
    Sample("BesselI0e", bessel.bessel_i0e, [_x]),
    Sample("BesselI0e", bessel.bessel_i0e, [_wide], gradient=False),
    Sample("BesselI1e", bessel.bessel_i1e, [_x]),
    Sample("BesselI1e", bessel.bessel_i1e, [_wide], gradient=False),
    Sample("Asinh", hyperbolic.asinh, [_x]),
    Sample("Acosh", hyperbolic.acosh, [_positive + 1]),
    Sample("Atanh", hyperbolic.atanh, [_x / 4]),
    Sample("Asinh", hyperbolic.asinh, [_complex]),
    Sample("Acosh", hyperbolic.acosh, [_complex]),
    Sample("Atanh", hyperbolic.atanh, [_complex]),
    Sample("Xlogy", without_nan.xlogy, [_x, _positive]),
    Sample("Xlogy", without_nan.xlogy, [_zeros, _row - np.float32(0.5)], gradient=False),
    Sample("Xdivy", without_nan.xdivy, [_x, _y]),
    Sample("Xdivy", without_nan.xdivy, [_zeros, _row - np.float32(0.5)], gradient=False),
    Sample("MulNoNan", without_nan.multiply_no_nan, [_x, _y]),
    Sample("MulNoNan", without_nan.multiply_no_nan, [np.array([np.inf, np.nan, 2.0], np.float32), _zeros], gradient=False),
    Sample("NextAfter", numbers.nextafter, [_x, _y], gradient=False),
    Sample(
        "NextAfter",
        numbers.nextafter,
        [np.array([0.0, -0.0, 1.0], np.float32), np.array([[1.0], [-1.0]], np.float32)],
        gradient=False,
    ),
]
