# mypy: disable-error-code="valid-type, index, no-redef, assignment"
"""Steps of a gated recurrent unit, forward and backward, for some elements of the batch.

All arrays are in C order and of one type, float32 or float64. Of what there is for each step and each element that goes on,
[rows, ...], `places`, intp [count, batch], tells the row; below zero: the sequence has ended before that step, and its state
stays. `members`, intp [n], are the elements that a call is for: others may be computed at the same time. The steps are those
from `first` to `last`.

Where the matrices are given packed (`_products_cy`; float32 alone), a call computes the products of its steps, and all of
them. Without that a call is for one step and for one half of it, and the caller computes the product between: the gates are
what is before that of the candidate forward, and behind it backward.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

import numpy as np

compiled: bool = cython.compiled


if not cython.compiled:  # in C they are those of `_gru_cy.pxd`
    sigmoids: Any = None
    tanhs: Any = None
    multiply: Any = None
    PANEL = BLOCK = ROWS = 1


WHOLE, GATES, CANDIDATE = range(3)
"""What of a step a call is for."""


@cython.boundscheck(False)
@cython.wraparound(False)
def gru_forward(
    half: cython.int,
    first: cython.Py_ssize_t,
    last: cython.Py_ssize_t,
    places: cython.const[cython.Py_ssize_t][:, ::1],
    members: cython.const[cython.Py_ssize_t][::1],
    gates: cython.floating[:, ::1],
    product: cython.floating[:, ::1],
    bias: cython.const[cython.floating][::1],
    candidates: cython.floating[:, ::1],
    other_product: cython.floating[:, ::1],
    other_bias: cython.const[cython.floating][::1],
    seen: cython.floating[:, ::1],
    outputs: cython.floating[:, :, ::1],
    packed: cython.const[cython.float][:, :, ::1] = None,
    other_packed: cython.const[cython.float][:, :, ::1] = None,
    room: cython.float[::1] = None,
) -> None:
    """The outputs after each step.

    Args:
      gates: [rows, 2 * size]: the inputs' products; turned into the gates r and u.
      product: [batch, 2 * size]: that of the outputs before.
      bias: [2 * size].
      candidates: [rows, size]: the inputs' products; turned into the candidates.
      other_product: [batch, size]: that of what they see of the outputs before.
      other_bias: [size].
      seen: [rows, size]: for what the candidates see.
      outputs: [count + 1, batch, size]: before the first step, and for those after each.
      packed, other_packed: what the outputs before, and what is seen of them, are multiplied by; `room`: to work.
    """
    if not cython.compiled:
        size = outputs.shape[2]
        for t in range(first, last):
            on = members[places[t, members] >= 0]
            rows = places[t, on]
            if half == GATES:
                gates[rows] = 1 / (1 + np.exp(-(gates[rows] + product[on] + bias)))
                seen[rows] = gates[rows, :size] * outputs[t, on]
            else:
                candidates[rows] = np.tanh(candidates[rows] + other_product[on] + other_bias)
                u = gates[rows, size:]
                outputs[t + 1, members] = outputs[t, members]
                outputs[t + 1, on] = u * outputs[t, on] + (1 - u) * candidates[rows]
        return
    t: cython.Py_ssize_t
    i: cython.Py_ssize_t
    k: cython.Py_ssize_t
    row: cython.Py_ssize_t
    at: cython.Py_ssize_t
    going_on: cython.Py_ssize_t
    batch: cython.Py_ssize_t = places.shape[1]
    size: cython.Py_ssize_t = outputs.shape[2]
    number: cython.Py_ssize_t = members.shape[0]
    on: cython.Py_ssize_t[::1] = np.empty(number + 1, np.intp)
    rows: cython.Py_ssize_t[::1] = np.empty(number + 1, np.intp)
    if not (
        _fits(first, last, places, members, gates.shape[0])
        and (packed is None or (room is not None and room.shape[0] >= min(number, ROWS) * BLOCK))
        and gates.shape[1] == 2 * size
        and product.shape[0] == batch
        and product.shape[1] == 2 * size
        and bias.shape[0] == 2 * size
        and candidates.shape[0] == gates.shape[0]
        and candidates.shape[1] == size
        and other_product.shape[0] == batch
        and other_product.shape[1] == size
        and other_bias.shape[0] == size
        and seen.shape[0] == gates.shape[0]
        and seen.shape[1] == size
        and outputs.shape[0] > last
        and outputs.shape[1] == batch
        and (packed is None or (packed.shape[0] == (2 * size + PANEL - 1) // PANEL and packed.shape[1] == size))
        and (packed is not None) == (other_packed is not None) == (half == 0)
        and (other_packed is None or (other_packed.shape[0] == (size + PANEL - 1) // PANEL and other_packed.shape[1] == size))
    ):
        raise ValueError("the arrays of a network do not fit together")
    with cython.nogil:
        for t in range(first, last):
            going_on = 0
            for i in range(number):
                if places[t, members[i]] >= 0:
                    on[going_on] = members[i]
                    rows[going_on] = places[t, members[i]]
                    going_on += 1
            if packed is not None:
                multiply(
                    cython.cast(cython.p_float, cython.address(outputs[t, 0, 0])),
                    size,
                    1,
                    cython.address(on[0]),
                    going_on,
                    size,
                    2 * size,
                    cython.address(packed[0, 0, 0]),
                    cython.cast(cython.p_float, cython.address(product[0, 0])),
                    cython.address(on[0]),
                    False,
                    cython.address(room[0]),
                )
            if half != 2:
                for i in range(going_on):
                    at, row = on[i], rows[i]
                    for k in range(2 * size):
                        gates[row, k] += product[at, k] + bias[k]
                    sigmoids(cython.address(gates[row, 0]), 2 * size, cython.floating is cython.float)
                    for k in range(size):
                        seen[row, k] = gates[row, k] * outputs[t, at, k]
            if packed is not None:
                multiply(
                    cython.cast(cython.p_float, cython.address(seen[0, 0])),
                    size,
                    1,
                    cython.address(rows[0]),
                    going_on,
                    size,
                    size,
                    cython.address(other_packed[0, 0, 0]),
                    cython.cast(cython.p_float, cython.address(other_product[0, 0])),
                    cython.address(on[0]),
                    False,
                    cython.address(room[0]),
                )
            if half != 1:
                for i in range(number):
                    at = members[i]
                    row = places[t, at]
                    if row < 0:
                        for k in range(size):
                            outputs[t + 1, at, k] = outputs[t, at, k]
                        continue
                    for k in range(size):
                        candidates[row, k] += other_product[at, k] + other_bias[k]
                    tanhs(cython.address(candidates[row, 0]), size, cython.floating is cython.float)
                    for k in range(size):
                        outputs[t + 1, at, k] = (
                            gates[row, size + k] * outputs[t, at, k] + (1 - gates[row, size + k]) * candidates[row, k]
                        )


@cython.boundscheck(False)
@cython.wraparound(False)
def gru_backward(
    half: cython.int,
    first: cython.Py_ssize_t,
    last: cython.Py_ssize_t,
    places: cython.const[cython.Py_ssize_t][:, ::1],
    members: cython.const[cython.Py_ssize_t][::1],
    gates: cython.const[cython.floating][:, ::1],
    candidates: cython.const[cython.floating][:, ::1],
    outputs: cython.const[cython.floating][:, :, ::1],
    dy: cython.const[cython.floating][:, :, ::1],
    dh: cython.floating[:, ::1],
    dcandidates: cython.floating[:, ::1],
    dseen: cython.floating[:, ::1],
    dgates: cython.floating[:, ::1],
    packed: cython.const[cython.float][:, :, ::1] = None,
    other_packed: cython.const[cython.float][:, :, ::1] = None,
    room: cython.float[::1] = None,
) -> None:
    """The gradients of steps, the last one first, but where nothing is packed for what comes to the state through the gates.

    Args:
      gates, candidates, outputs: as `gru_forward` has left them.
      dy: [count, batch, size]: of the outputs.
      dh: [batch, size]: of them as the state; turned into that of those before.
      dcandidates: [rows, size]: for those of the sums that the candidates were made of.
      dseen: [batch, size]: those of what the candidates see.
      dgates: [rows, 2 * size]: for those of the sums that the gates were made of.
      packed, other_packed: what the gradients of gates and candidates are multiplied by; `room`: to work.
    """
    if not cython.compiled:
        size = outputs.shape[2]
        for t in reversed(range(first, last)):
            on = members[places[t, members] >= 0]
            rows = places[t, on]
            h, candidate = outputs[t, on], candidates[rows]
            r, u = gates[rows, :size], gates[rows, size:]
            if half == CANDIDATE:
                dh[on] += dy[t, on]
                dcandidates[rows] = (1 - candidate * candidate) * (1 - u) * dh[on]
                dgates[rows, size:] = u * (1 - u) * (h - candidate) * dh[on]
            else:
                dgates[rows, :size] = r * (1 - r) * h * dseen[on]
                dh[on] = dh[on] * u + dseen[on] * r
        return
    t: cython.Py_ssize_t
    i: cython.Py_ssize_t
    k: cython.Py_ssize_t
    row: cython.Py_ssize_t
    at: cython.Py_ssize_t
    going_on: cython.Py_ssize_t
    u: cython.floating
    batch: cython.Py_ssize_t = places.shape[1]
    size: cython.Py_ssize_t = outputs.shape[2]
    number: cython.Py_ssize_t = members.shape[0]
    on: cython.Py_ssize_t[::1] = np.empty(number + 1, np.intp)
    rows: cython.Py_ssize_t[::1] = np.empty(number + 1, np.intp)
    if not (
        _fits(first, last, places, members, gates.shape[0])
        and (packed is None or (room is not None and room.shape[0] >= min(number, ROWS) * BLOCK))
        and gates.shape[1] == 2 * size
        and candidates.shape[0] == gates.shape[0]
        and candidates.shape[1] == size
        and outputs.shape[0] > last
        and outputs.shape[1] == batch
        and dy.shape[0] >= last
        and dy.shape[1] == batch
        and dy.shape[2] == size
        and dh.shape[0] == batch
        and dh.shape[1] == size
        and dcandidates.shape[0] == gates.shape[0]
        and dcandidates.shape[1] == size
        and dseen.shape[0] == batch
        and dseen.shape[1] == size
        and dgates.shape[0] == gates.shape[0]
        and dgates.shape[1] == 2 * size
        and (packed is None or (packed.shape[0] == (size + PANEL - 1) // PANEL and packed.shape[1] == 2 * size))
        and (other_packed is None or (other_packed.shape[0] == (size + PANEL - 1) // PANEL and other_packed.shape[1] == size))
        and (packed is not None) == (other_packed is not None) == (half == 0)
    ):
        raise ValueError("the arrays of a network do not fit together")
    with cython.nogil:
        for t in range(last - 1, first - 1, -1):
            going_on = 0
            for i in range(number):
                if places[t, members[i]] >= 0:
                    on[going_on] = members[i]
                    rows[going_on] = places[t, members[i]]
                    going_on += 1
            if half != 1:
                for i in range(going_on):
                    at, row = on[i], rows[i]
                    for k in range(size):
                        dh[at, k] += dy[t, at, k]
                    for k in range(size):
                        dcandidates[row, k] = (
                            (1 - candidates[row, k] * candidates[row, k]) * (1 - gates[row, size + k]) * dh[at, k]
                        )
                    for k in range(size):
                        u = gates[row, size + k]
                        dgates[row, size + k] = u * (1 - u) * (outputs[t, at, k] - candidates[row, k]) * dh[at, k]
            if other_packed is not None:
                multiply(
                    cython.cast(cython.p_float, cython.address(dcandidates[0, 0])),
                    size,
                    1,
                    cython.address(rows[0]),
                    going_on,
                    size,
                    size,
                    cython.address(other_packed[0, 0, 0]),
                    cython.cast(cython.p_float, cython.address(dseen[0, 0])),
                    cython.address(on[0]),
                    False,
                    cython.address(room[0]),
                )
            if half != 2:
                for i in range(going_on):
                    at, row = on[i], rows[i]
                    for k in range(size):
                        dgates[row, k] = gates[row, k] * (1 - gates[row, k]) * outputs[t, at, k] * dseen[at, k]
                    for k in range(size):
                        dh[at, k] = dh[at, k] * gates[row, size + k] + dseen[at, k] * gates[row, k]
            if packed is not None:
                multiply(
                    cython.cast(cython.p_float, cython.address(dgates[0, 0])),
                    2 * size,
                    1,
                    cython.address(rows[0]),
                    going_on,
                    2 * size,
                    size,
                    cython.address(packed[0, 0, 0]),
                    cython.cast(cython.p_float, cython.address(dh[0, 0])),
                    cython.address(on[0]),
                    True,
                    cython.address(room[0]),
                )


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _fits(
    first: cython.Py_ssize_t,
    last: cython.Py_ssize_t,
    places: cython.const[cython.Py_ssize_t][:, ::1],
    members: cython.const[cython.Py_ssize_t][::1],
    rows: cython.Py_ssize_t,
) -> cython.bint:
    """Whether no step is outside of the arrays."""
    t: cython.Py_ssize_t
    i: cython.Py_ssize_t
    if not 0 <= first <= last <= places.shape[0]:
        return False
    for i in range(members.shape[0]):
        if not 0 <= members[i] < places.shape[1]:
            return False
        for t in range(first, last):
            if places[t, members[i]] >= rows:
                return False
    return True
