"""Records values of special functions, computed in 40 digits: `exact.json`, which test_special.py reads.

    python tests/graph/ops/special/record.py        # a Python with mpmath

Arguments are drawn, with those beside which functions change their ways.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import mpmath

mpmath.mp.dps = 40
DRAW = random.Random(18)


def log_uniform(low: float, high: float) -> float:
    return float(10.0 ** DRAW.uniform(low, high))


def gamma_points(largest: float) -> list[tuple[float, float]]:
    found = []
    for _ in range(25):
        a = log_uniform(-2, largest)
        found.append((a, a * 10 ** (DRAW.gauss(0, 1) * min(1, 2 / a**0.5))))
    return found


def below(a: mpmath.mpf, x: mpmath.mpf) -> mpmath.mpf:
    return mpmath.gammainc(a, 0, x, regularized=True)


def slope_by_a(a: mpmath.mpf, x: mpmath.mpf) -> mpmath.mpf:
    return mpmath.diff(lambda one: below(one, x), a)


def motion(a: mpmath.mpf, x: mpmath.mpf) -> mpmath.mpf:
    return -slope_by_a(a, x) / (x ** (a - 1) * mpmath.exp(-x) / mpmath.gamma(a))


LINE = [log_uniform(-6, 5) for _ in range(20)] + [0.4999, 0.5, 1.0001, 1.4999, 1.5, 1.9999, 2.5, 2.5001, 9.999, 10.0, 10.001]
NEGATIVE = [-DRAW.uniform(0, 30) for _ in range(15)]
ORDERS = [(float(DRAW.randint(0, 20)), log_uniform(-2, 3)) for _ in range(25)]
BETAS = [(log_uniform(-2, 3), log_uniform(-2, 3)) for _ in range(30)]
ASKED = {
    "lgamma": (lambda x: mpmath.log(abs(mpmath.gamma(x))), [(x,) for x in LINE + NEGATIVE]),
    "digamma": (mpmath.digamma, [(x,) for x in LINE + NEGATIVE]),
    "zeta": (mpmath.zeta, [(1 + log_uniform(-3, 1.5), log_uniform(-2, 4)) for _ in range(30)]),
    "polygamma": (lambda n, x: mpmath.polygamma(int(n), x), ORDERS),
    "igamma": (below, gamma_points(4)),
    "igammac": (lambda a, x: mpmath.gammainc(a, x, mpmath.inf, regularized=True), gamma_points(4)),
    "igamma_grad_a": (slope_by_a, gamma_points(2)),
    "random_gamma_grad": (motion, gamma_points(1.5)),
    "betainc": (
        lambda a, b, x: mpmath.betainc(a, b, 0, x, regularized=True),
        [(a, b, min(max(DRAW.betavariate(a, b), 1e-9), 0.999999)) for a, b in BETAS],
    ),
    "bessel_i0e": (lambda x: mpmath.besseli(0, x) * mpmath.exp(-abs(x)), [(x,) for x in [*LINE[:20], 7.999, 8.0, 8.001]]),
    "bessel_i1e": (lambda x: mpmath.besseli(1, x) * mpmath.exp(-abs(x)), [(x,) for x in [*LINE[:20], 7.999, 8.0, 8.001]]),
}

rows = []
for name, (function, points) in ASKED.items():
    kept = [(point, float(function(*map(mpmath.mpf, point)))) for point in points]
    # Where the result itself is not a normal float32, there is nothing to hold that type against.
    kept = [(point, value) for point, value in kept if 1e-30 < abs(value) < 1e30]
    rows.append(f"{json.dumps(name)}: {json.dumps([[*point, value] for point, value in kept], separators=(',', ':'))}")
Path(__file__).with_name("exact.json").write_text("{\n" + ",\n".join(rows) + "\n}\n")
