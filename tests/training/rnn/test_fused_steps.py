"""Networks over all steps: compiled and not, with products of their own and with NumPy's, on one thread and on several."""

from __future__ import annotations

import numpy as np
import pytest
from support.hot_modules import uncompiled

from headrace.training.rnn.fused import _gru_cy, _lstm_cy, gru, lstm, products
from headrace.training.rnn.fused.basic import Basic
from headrace.training.rnn.fused.gru import GRU
from headrace.training.rnn.fused.lstm import LSTM
from headrace.training.rnn.fused.steps import Steps

COUNT, BATCH, DEPTH, SIZE = 4, 5, 3, 19
LENGTHS = [None, np.array([4, 0, 2, 3, 4], np.int32)]
MACHINES = [pytest.param(machine, id=type(machine).__name__) for machine in (LSTM(0.5), GRU(), Basic())]


def as_installed(monkeypatch):
    pass


def without_packing(monkeypatch):
    for module in (lstm, gru):
        monkeypatch.setattr(module, "packed", lambda matrix: None)


def not_compiled(monkeypatch):
    without_packing(monkeypatch)
    for module, name in ((lstm, "lstm"), (gru, "gru")):
        source = uncompiled(f"headrace.training.rnn.fused._{name}_cy")
        for direction in ("forward", "backward"):
            monkeypatch.setattr(module, f"{name}_{direction}", getattr(source, f"{name}_{direction}"))


def on_three_threads(monkeypatch):
    monkeypatch.setattr(products, "threads_for", lambda multiplications: 3)


WAYS = [as_installed, without_packing, not_compiled, on_three_threads]
ways = pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
lengths_of_all = pytest.mark.parametrize("lengths", LENGTHS, ids=["all go on", "some end"])
machines = pytest.mark.parametrize("machine", MACHINES)


def problem(machine, dtype=np.float64, batch=BATCH):
    draw = np.random.default_rng(3)
    shapes = {
        "LSTM": [(DEPTH + SIZE, 4 * SIZE), (4 * SIZE,)],
        "GRU": [(DEPTH + SIZE, 2 * SIZE), (2 * SIZE,), (DEPTH + SIZE, SIZE), (SIZE,)],
        "Basic": [(DEPTH + SIZE, SIZE), (SIZE,)],
    }[type(machine).__name__]
    x, dy = draw.standard_normal((COUNT, batch, DEPTH)), draw.standard_normal((COUNT, batch, SIZE))
    state, dstate = (list(draw.standard_normal((machine.states, batch, SIZE))) for _ in range(2))
    weights = [draw.standard_normal(shape) / 2 for shape in shapes]
    return [[part.astype(dtype) for part in parts] for parts in ([x], state, weights, [dy], dstate)]


def results(machine, lengths, given):
    """Outputs, the last state and all gradients."""
    (x,), state, weights, (dy,), dstate = given
    steps = Steps(COUNT, x.shape[1], lengths)
    outputs, last, saved = machine.forward(steps, x, weights, state)
    dx, first, dweights = machine.backward(steps, saved, weights, dy, dstate, True)
    return [steps.without_ended(outputs), *last, dx, *first, *dweights]


def hold(found, wanted, tolerance):
    for one, other in zip(found, wanted, strict=True):
        np.testing.assert_allclose(one, other, tolerance, tolerance)


@lengths_of_all
@machines
def test_gradients_are_slopes(machine, lengths):
    given = problem(machine)
    given[3][0] = Steps(COUNT, BATCH, lengths).without_ended(given[3][0])

    def loss():
        outputs, *others = results(machine, lengths, given)
        last = others[: machine.states]
        return (outputs * given[3][0]).sum() + sum((a * b).sum() for a, b in zip(last, given[4], strict=True))

    found = results(machine, lengths, given)[1 + machine.states :]
    draw = np.random.default_rng(4)
    for values, gradient in zip([*given[0], *given[1], *given[2]], found, strict=True):
        for _ in range(5):
            at = tuple(draw.integers(values.shape))
            before = values[at]
            slopes = []
            for step in (1e-6, -1e-6):
                values[at] = before + step
                slopes.append(loss())
            values[at] = before
            assert gradient[at] == pytest.approx((slopes[0] - slopes[1]) / 2e-6, rel=1e-5, abs=1e-6)


@lengths_of_all
@machines
@ways
def test_all_ways_agree(way, machine, lengths, monkeypatch):
    wanted = results(machine, lengths, problem(machine))
    way(monkeypatch)
    hold(results(machine, lengths, problem(machine)), wanted, 1e-12)
    hold(results(machine, lengths, problem(machine, np.float32)), wanted, 2e-5)


@lengths_of_all
@machines
def test_the_number_of_threads_changes_no_bit(machine, lengths, monkeypatch):
    given = problem(machine, np.float32)
    alone = results(machine, lengths, given)
    on_three_threads(monkeypatch)
    for one, other in zip(results(machine, lengths, given), alone, strict=True):
        np.testing.assert_array_equal(one, other)


@machines
@ways
def test_states_stay_where_sequences_have_ended(way, machine, monkeypatch):
    way(monkeypatch)
    given = problem(machine, np.float32)
    lengths = np.array([4, 0, 2, 3, 4], np.int32)
    outputs, *others = results(machine, lengths, given)
    last, (dx, *first) = others[: machine.states], others[machine.states : 2 * machine.states + 1]
    for before, after in ((given[1], last), (given[4], first)):
        for one, other in zip(before, after, strict=True):
            np.testing.assert_array_equal(one[1], other[1])
    ended = np.arange(COUNT)[:, None] >= lengths
    assert not outputs[ended].any()
    assert not dx[ended].any()


@pytest.mark.parametrize("batch", [0, 1, 30])
@machines
@ways
def test_batches_of_any_size(way, machine, batch, monkeypatch):
    wanted = results(machine, None, problem(machine, batch=batch))
    way(monkeypatch)
    hold(results(machine, None, problem(machine, np.float32, batch)), wanted, 5e-5)


@machines
@ways
def test_no_numbers_behind_the_end_are_seen_in_the_gradient(way, machine, monkeypatch):
    way(monkeypatch)
    given = problem(machine, np.float32)
    given[0][0][3, 2, 1] = np.nan
    dkernel = results(machine, LENGTHS[1], given)[2 + 2 * machine.states]
    assert np.isnan(dkernel[1]).all()
    assert np.isfinite(dkernel[2:]).all()


@machines
def test_results_of_one_run_are_not_changed_by_the_next(machine):
    given = problem(machine, np.float32, 200)
    found = results(machine, None, given)
    kept = [part.copy() for part in found]
    for number in range(4):
        results(machine, None, [[part + number for part in parts] for parts in given])
    for one, other in zip(found, kept, strict=True):
        np.testing.assert_array_equal(one, other)


MODULES = [
    pytest.param(_gru_cy, id="as installed"),
    pytest.param(uncompiled("headrace.training.rnn.fused._gru_cy"), id="uncompiled"),
]


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("module", MODULES)
def test_values_of_any_size(module, dtype):
    """Gates and candidates over the whole range of their type, infinity and no number among them."""
    few, kind = 3 * np.finfo(dtype).eps, np.finfo(dtype)
    sizes = np.concatenate([np.logspace(-30, 4, 4000), np.linspace(0, 20, 4000), [np.inf, np.nan, float(kind.max)]])
    x = np.concatenate([sizes, -sizes]).astype(dtype)[None]
    size, exact = sizes.size, x.astype(np.float64)
    places, members = np.zeros((1, 1), np.intp), np.zeros(1, np.intp)

    def run(half, gates, candidates):
        width = candidates.size
        two, one = np.zeros((1, 2 * width), dtype), np.zeros((1, width), dtype)
        seen, outputs = np.empty((1, width), dtype), np.ones((2, 1, width), dtype)
        with np.errstate(over="ignore"):
            half = getattr(module, half)
            module.gru_forward(half, 0, 1, places, members, gates, two, two[0], candidates, one, one[0], seen, outputs)
        return seen

    found = x.copy()
    seen = run("GATES", found, np.zeros((1, size), dtype))
    with np.errstate(over="ignore"):
        np.testing.assert_allclose(found, 1 / (1 + np.exp(-exact)), few, kind.tiny)
    np.testing.assert_array_equal(seen, found[:, :size])
    found = x.copy()
    run("CANDIDATE", np.zeros((1, 4 * size), dtype), found)
    np.testing.assert_allclose(found, np.tanh(exact), few, 0)


@pytest.mark.skipif(not _lstm_cy.compiled, reason="NumPy looks at the sizes of its arrays itself")
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_arrays_that_do_not_fit(dtype):
    """Nothing is written beside arrays, whichever of them is too small."""
    places, members = np.arange(10).reshape(2, 5), np.arange(5)
    rows = [np.zeros((10, 4 * SIZE), dtype), np.zeros((5, 4 * SIZE), dtype), np.zeros(4 * SIZE, dtype)]
    states = [np.zeros((3, 5, SIZE), dtype), np.zeros((3, 5, SIZE), dtype), np.zeros((10, SIZE), dtype)]
    right = [0, 2, places, members, *rows, *states]
    _lstm_cy.lstm_forward(*right)
    for number, one in enumerate(right[2:], 2):
        wrongs = [one + 1] if number in (2, 3) else [one[:-1], one[..., :-1].copy()]
        for wrong in wrongs:
            with pytest.raises(ValueError):
                _lstm_cy.lstm_forward(*right[:number], wrong, *right[number + 1 :])
    for first, last in ((-1, 1), (0, 3), (2, 1)):
        with pytest.raises(ValueError):
            _lstm_cy.lstm_forward(first, last, *right[2:])
