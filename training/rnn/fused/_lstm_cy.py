# mypy: disable-error-code="valid-type, index, no-redef, assignment"
"""Steps of a long short-term memory, forward and backward, for some elements of the batch.

All arrays are in C order and of one type, float32 or float64. Of what there is for each step and each element that goes on,
[rows, ...], `places`, intp [count, batch], tells the row; below zero: the sequence has ended before that step, and its state
stays. `members`, intp [n], are the elements that a call is for: others may be computed at the same time. The steps are those
from `first` to `last`.

Where the matrix of the state is given packed (`_products_cy`; float32 alone), a call computes the products of its steps.
Without it a call is for one step, whose product the caller computes: before it forward, after it backward.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

import numpy as np

compiled: bool = cython.compiled


if not cython.compiled:  # in C they are those of `_lstm_cy.pxd`
    sigmoids: Any = None
    tanhs: Any = None
    multiply: Any = None
    PANEL = BLOCK = ROWS = 1


@cython.boundscheck(False)
@cython.wraparound(False)
def lstm_forward(
    first: cython.Py_ssize_t,
    last: cython.Py_ssize_t,
    places: cython.const[cython.Py_ssize_t][:, ::1],
    members: cython.const[cython.Py_ssize_t][::1],
    gates: cython.floating[:, ::1],
    product: cython.floating[:, ::1],
    bias: cython.const[cython.floating][::1],
    memory: cython.floating[:, :, ::1],
    outputs: cython.floating[:, :, ::1],
    squashed: cython.floating[:, ::1],
    packed: cython.const[cython.float][:, :, ::1] = None,
    room: cython.float[::1] = None,
) -> None:
    """Memory and outputs after each step.

    Args:
      gates: [rows, 4 * size]: the inputs' products; turned into the gates i, j, f, o.
      product: [batch, 4 * size]: that of the outputs before.
      bias: [4 * size].
      memory, outputs: [count + 1, batch, size]: before the first step, and for those after each.
      squashed: [rows, size]: for the tanh of the memory.
      packed: what the outputs before are multiplied by; `room`: to work.
    """
    if not cython.compiled:
        size = memory.shape[2]
        for t in range(first, last):
            memory[t + 1, members], outputs[t + 1, members] = memory[t, members], outputs[t, members]
            on = members[places[t, members] >= 0]
            rows = places[t, on]
            sums = gates[rows] + product[on] + bias
            gates[rows] = 1 / (1 + np.exp(-sums))
            gates[rows, size : 2 * size] = np.tanh(sums[:, size : 2 * size])
            i, j, f, o = np.split(gates[rows], 4, axis=1)
            memory[t + 1, on] = f * memory[t, on] + i * j
            squashed[rows] = np.tanh(memory[t + 1, on])
            outputs[t + 1, on] = squashed[rows] * o
        return
    t: cython.Py_ssize_t
    i: cython.Py_ssize_t
    k: cython.Py_ssize_t
    row: cython.Py_ssize_t
    at: cython.Py_ssize_t
    going_on: cython.Py_ssize_t
    batch: cython.Py_ssize_t = places.shape[1]
    size: cython.Py_ssize_t = memory.shape[2]
    number: cython.Py_ssize_t = members.shape[0]
    on: cython.Py_ssize_t[::1] = np.empty(number + 1, np.intp)
    if not (
        _fits(first, last, places, members, gates.shape[0])
        and (packed is None or (room is not None and room.shape[0] >= min(number, ROWS) * BLOCK))
        and gates.shape[1] == 4 * size
        and product.shape[0] == batch
        and product.shape[1] == 4 * size
        and bias.shape[0] == 4 * size
        and memory.shape[0] > last
        and memory.shape[1] == batch
        and outputs.shape[0] > last
        and outputs.shape[1] == batch
        and outputs.shape[2] == size
        and squashed.shape[0] == gates.shape[0]
        and squashed.shape[1] == size
        and (packed is None or (packed.shape[0] == (4 * size + PANEL - 1) // PANEL and packed.shape[1] == size))
    ):
        raise ValueError("the arrays of a network do not fit together")
    with cython.nogil:
        for t in range(first, last):
            if packed is not None:
                going_on = 0
                for i in range(number):
                    if places[t, members[i]] >= 0:
                        on[going_on] = members[i]
                        going_on += 1
                multiply(
                    cython.cast(cython.p_float, cython.address(outputs[t, 0, 0])),
                    size,
                    1,
                    cython.address(on[0]),
                    going_on,
                    size,
                    4 * size,
                    cython.address(packed[0, 0, 0]),
                    cython.cast(cython.p_float, cython.address(product[0, 0])),
                    cython.address(on[0]),
                    False,
                    cython.address(room[0]),
                )
            for i in range(number):
                at = members[i]
                row = places[t, at]
                if row < 0:
                    for k in range(size):
                        memory[t + 1, at, k] = memory[t, at, k]
                        outputs[t + 1, at, k] = outputs[t, at, k]
                    continue
                for k in range(4 * size):
                    gates[row, k] += product[at, k] + bias[k]
                sigmoids(cython.address(gates[row, 0]), size, cython.floating is cython.float)
                tanhs(cython.address(gates[row, size]), size, cython.floating is cython.float)
                sigmoids(cython.address(gates[row, 2 * size]), 2 * size, cython.floating is cython.float)
                for k in range(size):
                    memory[t + 1, at, k] = gates[row, 2 * size + k] * memory[t, at, k] + gates[row, k] * gates[row, size + k]
                    squashed[row, k] = memory[t + 1, at, k]
                tanhs(cython.address(squashed[row, 0]), size, cython.floating is cython.float)
                for k in range(size):
                    outputs[t + 1, at, k] = squashed[row, k] * gates[row, 3 * size + k]


@cython.boundscheck(False)
@cython.wraparound(False)
def lstm_backward(
    first: cython.Py_ssize_t,
    last: cython.Py_ssize_t,
    places: cython.const[cython.Py_ssize_t][:, ::1],
    members: cython.const[cython.Py_ssize_t][::1],
    gates: cython.const[cython.floating][:, ::1],
    memory: cython.const[cython.floating][:, :, ::1],
    squashed: cython.const[cython.floating][:, ::1],
    dy: cython.const[cython.floating][:, :, ::1],
    dh: cython.floating[:, ::1],
    dc: cython.floating[:, ::1],
    dgates: cython.floating[:, ::1],
    packed: cython.const[cython.float][:, :, ::1] = None,
    room: cython.float[::1] = None,
) -> None:
    """The gradients of steps, the last one first, but for that of the outputs before where nothing is packed.

    Args:
      gates, memory, squashed: as `lstm_forward` has left them.
      dy: [count, batch, size]: of the outputs.
      dh: [batch, size]: of them as the state; turned into that of those before.
      dc: [batch, size]: of the memory after; turned into that of the one before.
      dgates: [rows, 4 * size]: for those of the sums that the gates were made of.
      packed: what the gates' gradients are multiplied by; `room`: to work.
    """
    if not cython.compiled:
        for t in reversed(range(first, last)):
            on = members[places[t, members] >= 0]
            rows = places[t, on]
            i, j, f, o = np.split(gates[rows], 4, axis=1)
            of_outputs = dh[on] + dy[t, on]
            of_memory = dc[on] + (1 - squashed[rows] * squashed[rows]) * o * of_outputs
            dgates[rows] = np.concatenate(
                [
                    of_memory * j * i * (1 - i),
                    of_memory * i * (1 - j * j),
                    of_memory * memory[t, on] * f * (1 - f),
                    of_outputs * squashed[rows] * o * (1 - o),
                ],
                axis=1,
            )
            dc[on] = of_memory * f
        return
    t: cython.Py_ssize_t
    i: cython.Py_ssize_t
    k: cython.Py_ssize_t
    row: cython.Py_ssize_t
    at: cython.Py_ssize_t
    going_on: cython.Py_ssize_t
    o: cython.floating
    f: cython.floating
    batch: cython.Py_ssize_t = places.shape[1]
    size: cython.Py_ssize_t = memory.shape[2]
    number: cython.Py_ssize_t = members.shape[0]
    on: cython.Py_ssize_t[::1] = np.empty(number + 1, np.intp)
    rows: cython.Py_ssize_t[::1] = np.empty(number + 1, np.intp)
    if not (
        _fits(first, last, places, members, gates.shape[0])
        and (packed is None or (room is not None and room.shape[0] >= min(number, ROWS) * BLOCK))
        and gates.shape[1] == 4 * size
        and memory.shape[0] > last
        and memory.shape[1] == batch
        and squashed.shape[0] == gates.shape[0]
        and squashed.shape[1] == size
        and dy.shape[0] >= last
        and dy.shape[1] == batch
        and dy.shape[2] == size
        and dh.shape[0] == batch
        and dh.shape[1] == size
        and dc.shape[0] == batch
        and dc.shape[1] == size
        and dgates.shape[0] == gates.shape[0]
        and dgates.shape[1] == 4 * size
        and (packed is None or (packed.shape[0] == (size + PANEL - 1) // PANEL and packed.shape[1] == 4 * size))
    ):
        raise ValueError("the arrays of a network do not fit together")
    with cython.nogil:
        for t in range(last - 1, first - 1, -1):
            going_on = 0
            for i in range(number):
                at = members[i]
                row = places[t, at]
                if row < 0:
                    continue
                on[going_on] = at
                rows[going_on] = row
                going_on += 1
                for k in range(size):
                    dgates[row, k] = dy[t, at, k] + dh[at, k]
                for k in range(size):
                    dc[at, k] += (1 - squashed[row, k] * squashed[row, k]) * gates[row, 3 * size + k] * dgates[row, k]
                for k in range(size):
                    o = gates[row, 3 * size + k]
                    dgates[row, 3 * size + k] = dgates[row, k] * squashed[row, k] * o * (1 - o)
                for k in range(size):
                    dgates[row, k] = dc[at, k] * gates[row, size + k] * gates[row, k] * (1 - gates[row, k])
                for k in range(size):
                    dgates[row, size + k] = dc[at, k] * gates[row, k] * (1 - gates[row, size + k] * gates[row, size + k])
                for k in range(size):
                    f = gates[row, 2 * size + k]
                    dgates[row, 2 * size + k] = dc[at, k] * memory[t, at, k] * f * (1 - f)
                for k in range(size):
                    dc[at, k] *= gates[row, 2 * size + k]
            if packed is not None:
                multiply(
                    cython.cast(cython.p_float, cython.address(dgates[0, 0])),
                    4 * size,
                    1,
                    cython.address(rows[0]),
                    going_on,
                    4 * size,
                    size,
                    cython.address(packed[0, 0, 0]),
                    cython.cast(cython.p_float, cython.address(dh[0, 0])),
                    cython.address(on[0]),
                    False,
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
