"""The gates of fused cells, compiled and not, against their formulas in float64."""

from __future__ import annotations

import numpy as np
import pytest
from support.hot_modules import uncompiled

from headrace.training.rnn.fused import _gates_cy

BATCH, SIZE = 5, 19
MODULES = [
    pytest.param(_gates_cy, id="as_installed"),
    pytest.param(uncompiled("headrace.training.rnn.fused._gates_cy"), id="uncompiled"),
]
TYPES = [np.float32, np.float64]
ENDED = [None, np.array([[True], [False], [False], [True], [False]])]

pytestmark = [
    pytest.mark.parametrize("gates", MODULES),
    pytest.mark.parametrize("dtype", TYPES),
]


def drawn(dtype, *widths):
    draw = np.random.default_rng(3)
    return [draw.standard_normal((BATCH, width * SIZE)).astype(dtype) * 2 for width in widths]


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def parts(x, times):
    return np.split(x, times, axis=1)


def close(found, wanted, ended=None):
    """Equal but for rounding in the rows that go on; where sequences have ended, to the last bit what it was before."""
    goes_on = slice(None) if ended is None else ~ended[:, 0]
    few = 8 * np.finfo(found.dtype).eps
    np.testing.assert_allclose(found[goes_on], wanted[goes_on], few, few)


def lstm(sums, c):
    i, j, f, o = parts(sums, 4)
    memory = sigmoid(f) * c + sigmoid(i) * np.tanh(j)
    return memory, np.tanh(memory) * sigmoid(o)


def gru(sums, of_candidate, h):
    u = sigmoid(parts(sums, 2)[1])
    return u * h + (1 - u) * np.tanh(of_candidate)


def slopes(function, arguments, weights):
    """The gradients of the sum of what a function gives, each times its weight, by central differences in float64."""
    found = []
    for number, argument in enumerate(arguments):
        gradient = np.empty_like(argument)
        for column in range(argument.shape[1]):  # rows know nothing of one another
            sums = []
            for step in (1e-6, -1e-6):
                moved = [one.copy() for one in arguments]
                moved[number][:, column] += step
                values = function(*moved)
                values = values if isinstance(values, tuple) else (values,)
                sums.append(sum((value * weight).sum(1) for value, weight in zip(values, weights, strict=True)))
            gradient[:, column] = (sums[0] - sums[1]) / 2e-6
        found.append(gradient)
    return found


def near(found, wanted, ended):
    goes_on = slice(None) if ended is None else ~ended[:, 0]
    np.testing.assert_allclose(found[goes_on], wanted[goes_on], 1e-4, 1e-5)


@pytest.mark.parametrize("ended", ENDED, ids=["all go on", "some have ended"])
def test_lstm(gates, dtype, ended):
    sums, product, c, h, dy, dh, dc = drawn(dtype, 4, 4, 1, 1, 1, 1, 1)
    bias = np.linspace(-1, 1, 4 * SIZE).astype(dtype)
    exact = [part.astype(np.float64) for part in (sums, product, bias)]
    whole = exact[0] + exact[1] + exact[2]
    memory, squashed, output, dgates = np.empty_like(c), np.empty_like(c), np.empty_like(c), np.empty_like(sums)
    gates.lstm_forward(sums, product, bias, c, h, memory, squashed, output, ended)
    for found, wanted in zip((memory, output), lstm(whole, c.astype(np.float64)), strict=True):
        close(found, wanted, ended)
    dc_before = dc.copy()
    gates.lstm_backward(sums, c, squashed, dy, dh, dc, dgates, ended)
    of_sums, of_c = slopes(lstm, [whole, c.astype(np.float64)], [dc_before, dy + dh])
    near(dgates, of_sums, ended)
    near(dc, of_c, ended)
    if ended is not None:
        rows = ended[:, 0]
        for found, wanted in ((memory, c), (output, h), (dc, dc_before), (dgates, np.zeros_like(dgates))):
            np.testing.assert_array_equal(found[rows], wanted[rows])


@pytest.mark.parametrize("ended", ENDED, ids=["all go on", "some have ended"])
def test_gru(gates, dtype, ended):
    sums, product, candidate, of_seen, h, dy, dh, dseen = drawn(dtype, 2, 2, 1, 1, 1, 1, 1, 1)
    bias, other_bias = np.linspace(-1, 1, 2 * SIZE).astype(dtype), np.linspace(1, -1, SIZE).astype(dtype)
    whole = sums.astype(np.float64) + product + bias
    of_candidate = candidate.astype(np.float64) + of_seen + other_bias
    h_exact = h.astype(np.float64)
    r, _ = parts(sigmoid(whole), 2)
    seen, output, dcandidate, dgates = np.empty_like(h), np.empty_like(h), np.empty_like(h), np.empty_like(sums)
    gates.gru_gates(sums, product, bias, h, seen)
    close(seen, r * h)
    gates.gru_output(sums, candidate, of_seen, other_bias, h, output, ended)
    close(output, gru(whole, of_candidate, h_exact), ended)
    dh_before = dh.copy()
    gates.gru_candidate_backward(sums, candidate, h, dy, dh, dcandidate, dgates, ended)
    of_sums, of_sum, of_h = slopes(gru, [whole, of_candidate, h_exact], [dy + dh_before])
    near(dcandidate, of_sum, ended)
    gates.gru_gates_backward(sums, h, dseen, dh, dgates, ended)
    of_sums[:, :SIZE] = dseen * h * r * (1 - r)
    near(dgates, of_sums, ended)
    near(dh, of_h + dseen * r, ended)
    if ended is not None:
        rows = ended[:, 0]
        zeros = np.zeros_like(dgates)
        for found, wanted in ((output, h), (dh, dh_before), (dgates, zeros), (dcandidate, zeros)):
            np.testing.assert_array_equal(found[rows], wanted[rows][:, : found.shape[1]])


def test_values_of_any_size(gates, dtype):
    """Gates and candidates over the whole range of their type, infinity and no number among them."""
    few = 3 * np.finfo(dtype).eps
    kind = np.finfo(dtype)
    sizes = np.concatenate([np.logspace(-30, 4, 4000), np.linspace(0, 20, 4000), [np.inf, np.nan, float(kind.max)]])
    x = np.concatenate([sizes, -sizes]).astype(dtype)[None]
    zeros, exact = np.zeros_like(x), x.astype(np.float64)
    found, seen = x.copy(), np.empty((1, x.size // 2), dtype)
    with np.errstate(over="ignore"):
        gates.gru_gates(found, zeros, zeros[0], np.ones_like(seen), seen)
        np.testing.assert_allclose(found, sigmoid(exact), few, kind.tiny)
    np.testing.assert_array_equal(seen, found[:, : x.size // 2])
    found, always = x.copy(), np.zeros((1, 2 * x.size), dtype)
    gates.gru_output(always, found, zeros, zeros[0], zeros, np.empty_like(x), None)
    np.testing.assert_allclose(found, np.tanh(exact), few, 0)


def test_arrays_that_do_not_fit(gates, dtype):
    sums, c = drawn(dtype, 4, 1)
    wrong = np.empty((BATCH, SIZE + 1), dtype)
    with pytest.raises(ValueError):
        gates.lstm_forward(sums, sums, sums[0], c, c, wrong, c, c, None)
    with pytest.raises(ValueError):
        gates.gru_gates(sums[:, : 2 * SIZE].copy(), sums, sums[0], c, c.copy())
