# mypy: disable-error-code="valid-type, index"
"""What a step of a recurrent network computes beside its matrix products, forward and backward, row by row.

All arrays are in C order and of one type, float32 or float64. `ended`, bool [batch, 1], tells whose sequences have ended
before the step, None: nobody's. Those keep their state, and their gates have no gradient.
"""

from __future__ import annotations

try:
    import cython  # the compiler must see this very line
except ModuleNotFoundError:
    from headrace.formats import _cython_shim as cython

from typing import Any

import numpy as np

compiled: bool = cython.compiled


if not cython.compiled:  # in C they are those of `_gates_cy.pxd`
    sigmoids: Any = None
    tanhs: Any = None


def _bytes(ended: np.ndarray | None) -> np.ndarray | None:
    return None if ended is None else ended.view(np.uint8)


def _to_sigmoids(x: np.ndarray) -> None:
    np.exp(np.negative(x, out=x), out=x)
    np.reciprocal(np.add(x, 1, out=x), out=x)


@cython.cfunc
@cython.inline
@cython.exceptval(check=False)
def _fits(rows: cython.Py_ssize_t, width: cython.Py_ssize_t, batch: cython.Py_ssize_t, size: cython.Py_ssize_t) -> cython.bint:
    return rows == batch and width == size


def lstm_forward(
    gates: np.ndarray,
    product: np.ndarray,
    bias: np.ndarray,
    c: np.ndarray,
    h: np.ndarray,
    memory: np.ndarray,
    squashed: np.ndarray,
    output: np.ndarray,
    ended: np.ndarray | None,
) -> None:
    """A step of a long short-term memory.

    Args:
      gates: [batch, 4 * size]: the inputs' products; turned into the gates i, j, f, o.
      product: [batch, 4 * size]: that of the outputs before.
      bias: [4 * size].
      c, h: [batch, size]: memory and outputs before.
      memory, squashed, output: [batch, size]: for the memory after, its tanh, and the outputs.
    """
    if not cython.compiled:
        size = c.shape[1]
        gates += product + bias
        j = np.tanh(gates[:, size : 2 * size])
        _to_sigmoids(gates)
        gates[:, size : 2 * size] = j
        np.multiply(gates[:, 2 * size : 3 * size], c, out=memory)
        memory += np.multiply(gates[:, :size], j, out=j)
        np.tanh(memory, out=squashed)
        np.multiply(squashed, gates[:, 3 * size :], out=output)
        if ended is not None:
            np.copyto(memory, c, where=ended)
            np.copyto(output, h, where=ended)
    elif gates.dtype == np.float32:
        _lstm_forward[cython.float](gates, product, bias, c, h, memory, squashed, output, _bytes(ended))
    else:
        _lstm_forward[cython.double](gates, product, bias, c, h, memory, squashed, output, _bytes(ended))


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _lstm_forward(
    gates: cython.floating[:, ::1],
    product: cython.const[cython.floating][:, ::1],
    bias: cython.const[cython.floating][::1],
    c: cython.const[cython.floating][:, ::1],
    h: cython.const[cython.floating][:, ::1],
    memory: cython.floating[:, ::1],
    squashed: cython.floating[:, ::1],
    output: cython.floating[:, ::1],
    ended: cython.const[cython.uchar][:, ::1],
) -> None:
    row: cython.Py_ssize_t
    k: cython.Py_ssize_t
    batch: cython.Py_ssize_t = c.shape[0]
    size: cython.Py_ssize_t = c.shape[1]
    if not (
        _fits(gates.shape[0], gates.shape[1], batch, 4 * size)
        and _fits(product.shape[0], product.shape[1], batch, 4 * size)
        and _fits(bias.shape[0], 1, 4 * size, 1)
        and _fits(h.shape[0], h.shape[1], batch, size)
        and _fits(memory.shape[0], memory.shape[1], batch, size)
        and _fits(squashed.shape[0], squashed.shape[1], batch, size)
        and _fits(output.shape[0], output.shape[1], batch, size)
        and (ended is None or _fits(ended.shape[0], ended.shape[1], batch, 1))
    ):
        raise ValueError("the arrays of a step do not fit together")
    with cython.nogil:
        for row in range(batch):
            if ended is not None and ended[row, 0]:
                for k in range(size):
                    memory[row, k] = c[row, k]
                    output[row, k] = h[row, k]
                continue
            for k in range(4 * size):
                gates[row, k] += product[row, k] + bias[k]
            sigmoids(cython.address(gates[row, 0]), size, cython.floating is cython.float)
            tanhs(cython.address(gates[row, size]), size, cython.floating is cython.float)
            sigmoids(cython.address(gates[row, 2 * size]), 2 * size, cython.floating is cython.float)
            for k in range(size):
                memory[row, k] = gates[row, 2 * size + k] * c[row, k] + gates[row, k] * gates[row, size + k]
                squashed[row, k] = memory[row, k]
            tanhs(cython.address(squashed[row, 0]), size, cython.floating is cython.float)
            for k in range(size):
                output[row, k] = squashed[row, k] * gates[row, 3 * size + k]


def lstm_backward(
    gates: np.ndarray,
    c: np.ndarray,
    squashed: np.ndarray,
    dy: np.ndarray,
    dh: np.ndarray,
    dc: np.ndarray,
    dgates: np.ndarray,
    ended: np.ndarray | None,
) -> None:
    """The gradients of a step of a long short-term memory, but for that of the outputs before.

    Args:
      gates, c, squashed: as `lstm_forward` has left them, c the memory before.
      dy, dh: [batch, size]: of the outputs, and of them as the state.
      dc: [batch, size]: of the memory after; turned into that of the one before.
      dgates: [batch, 4 * size]: for those of the sums that the gates were made of.
    """
    if not cython.compiled:
        size = c.shape[1]
        i, j, f, o = (gates[:, begin : begin + size] for begin in range(0, 4 * size, size))
        of_i, of_j, of_f, of_o = (dgates[:, begin : begin + size] for begin in range(0, 4 * size, size))
        dh = dh + dy
        dmemory = dc + (1 - squashed * squashed) * o * dh
        np.multiply(dmemory * j * i, 1 - i, out=of_i)
        np.multiply(dmemory * i, 1 - j * j, out=of_j)
        np.multiply(dmemory * c * f, 1 - f, out=of_f)
        np.multiply(dh * squashed * o, 1 - o, out=of_o)
        dmemory *= f
        if ended is None:
            dc[...] = dmemory
        else:
            np.copyto(dc, dmemory, where=~ended)
            np.copyto(dgates, 0, where=ended)
    elif gates.dtype == np.float32:
        _lstm_backward[cython.float](gates, c, squashed, dy, dh, dc, dgates, _bytes(ended))
    else:
        _lstm_backward[cython.double](gates, c, squashed, dy, dh, dc, dgates, _bytes(ended))


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _lstm_backward(
    gates: cython.const[cython.floating][:, ::1],
    c: cython.const[cython.floating][:, ::1],
    squashed: cython.const[cython.floating][:, ::1],
    dy: cython.const[cython.floating][:, ::1],
    dh: cython.const[cython.floating][:, ::1],
    dc: cython.floating[:, ::1],
    dgates: cython.floating[:, ::1],
    ended: cython.const[cython.uchar][:, ::1],
) -> None:
    row: cython.Py_ssize_t
    k: cython.Py_ssize_t
    o: cython.floating
    f: cython.floating
    batch: cython.Py_ssize_t = c.shape[0]
    size: cython.Py_ssize_t = c.shape[1]
    if not (
        _fits(gates.shape[0], gates.shape[1], batch, 4 * size)
        and _fits(squashed.shape[0], squashed.shape[1], batch, size)
        and _fits(dy.shape[0], dy.shape[1], batch, size)
        and _fits(dh.shape[0], dh.shape[1], batch, size)
        and _fits(dc.shape[0], dc.shape[1], batch, size)
        and _fits(dgates.shape[0], dgates.shape[1], batch, 4 * size)
        and (ended is None or _fits(ended.shape[0], ended.shape[1], batch, 1))
    ):
        raise ValueError("the arrays of a step do not fit together")
    with cython.nogil:
        for row in range(batch):
            if ended is not None and ended[row, 0]:
                for k in range(4 * size):
                    dgates[row, k] = 0
                continue
            for k in range(size):
                dgates[row, k] = dy[row, k] + dh[row, k]
            for k in range(size):
                dc[row, k] += (1 - squashed[row, k] * squashed[row, k]) * gates[row, 3 * size + k] * dgates[row, k]
            for k in range(size):
                o = gates[row, 3 * size + k]
                dgates[row, 3 * size + k] = dgates[row, k] * squashed[row, k] * o * (1 - o)
            for k in range(size):
                dgates[row, k] = dc[row, k] * gates[row, size + k] * gates[row, k] * (1 - gates[row, k])
            for k in range(size):
                dgates[row, size + k] = dc[row, k] * gates[row, k] * (1 - gates[row, size + k] * gates[row, size + k])
            for k in range(size):
                f = gates[row, 2 * size + k]
                dgates[row, 2 * size + k] = dc[row, k] * c[row, k] * f * (1 - f)
            for k in range(size):
                dc[row, k] *= gates[row, 2 * size + k]


def gru_gates(gates: np.ndarray, product: np.ndarray, bias: np.ndarray, h: np.ndarray, seen: np.ndarray) -> None:
    """The gates of a step of a gated recurrent unit.

    Args:
      gates: [batch, 2 * size]: the inputs' products; turned into the gates r and u.
      product: [batch, 2 * size]: that of the outputs before.
      bias: [2 * size].
      h: [batch, size]: the outputs before.
      seen: [batch, size]: for what the candidate sees of them.
    """
    if not cython.compiled:
        gates += product + bias
        _to_sigmoids(gates)
        np.multiply(gates[:, : h.shape[1]], h, out=seen)
    elif gates.dtype == np.float32:
        _gru_gates[cython.float](gates, product, bias, h, seen)
    else:
        _gru_gates[cython.double](gates, product, bias, h, seen)


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _gru_gates(
    gates: cython.floating[:, ::1],
    product: cython.const[cython.floating][:, ::1],
    bias: cython.const[cython.floating][::1],
    h: cython.const[cython.floating][:, ::1],
    seen: cython.floating[:, ::1],
) -> None:
    row: cython.Py_ssize_t
    k: cython.Py_ssize_t
    batch: cython.Py_ssize_t = h.shape[0]
    size: cython.Py_ssize_t = h.shape[1]
    if not (
        _fits(gates.shape[0], gates.shape[1], batch, 2 * size)
        and _fits(product.shape[0], product.shape[1], batch, 2 * size)
        and _fits(bias.shape[0], 1, 2 * size, 1)
        and _fits(seen.shape[0], seen.shape[1], batch, size)
    ):
        raise ValueError("the arrays of a step do not fit together")
    with cython.nogil:
        for row in range(batch):
            for k in range(2 * size):
                gates[row, k] += product[row, k] + bias[k]
            sigmoids(cython.address(gates[row, 0]), 2 * size, cython.floating is cython.float)
            for k in range(size):
                seen[row, k] = gates[row, k] * h[row, k]


def gru_output(
    gates: np.ndarray,
    candidate: np.ndarray,
    product: np.ndarray,
    bias: np.ndarray,
    h: np.ndarray,
    output: np.ndarray,
    ended: np.ndarray | None,
) -> None:
    """The outputs of a step of a gated recurrent unit.

    Args:
      gates, h: as `gru_gates` has left them.
      candidate: [batch, size]: the inputs' products; turned into the candidate.
      product: [batch, size]: that of what it sees of the outputs before.
      bias: [size].
      output: [batch, size]: for the outputs.
    """
    if not cython.compiled:
        candidate += product + bias
        np.tanh(candidate, out=candidate)
        u = gates[:, h.shape[1] :]
        np.multiply(u, h, out=output)
        output += (1 - u) * candidate
        if ended is not None:
            np.copyto(output, h, where=ended)
    elif gates.dtype == np.float32:
        _gru_output[cython.float](gates, candidate, product, bias, h, output, _bytes(ended))
    else:
        _gru_output[cython.double](gates, candidate, product, bias, h, output, _bytes(ended))


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _gru_output(
    gates: cython.const[cython.floating][:, ::1],
    candidate: cython.floating[:, ::1],
    product: cython.const[cython.floating][:, ::1],
    bias: cython.const[cython.floating][::1],
    h: cython.const[cython.floating][:, ::1],
    output: cython.floating[:, ::1],
    ended: cython.const[cython.uchar][:, ::1],
) -> None:
    row: cython.Py_ssize_t
    k: cython.Py_ssize_t
    batch: cython.Py_ssize_t = candidate.shape[0]
    size: cython.Py_ssize_t = candidate.shape[1]
    if not (
        _fits(gates.shape[0], gates.shape[1], batch, 2 * size)
        and _fits(product.shape[0], product.shape[1], batch, size)
        and _fits(bias.shape[0], 1, size, 1)
        and _fits(h.shape[0], h.shape[1], batch, size)
        and _fits(output.shape[0], output.shape[1], batch, size)
        and (ended is None or _fits(ended.shape[0], ended.shape[1], batch, 1))
    ):
        raise ValueError("the arrays of a step do not fit together")
    with cython.nogil:
        for row in range(batch):
            if ended is not None and ended[row, 0]:
                for k in range(size):
                    output[row, k] = h[row, k]
                continue
            for k in range(size):
                candidate[row, k] += product[row, k] + bias[k]
            tanhs(cython.address(candidate[row, 0]), size, cython.floating is cython.float)
            for k in range(size):
                output[row, k] = gates[row, size + k] * h[row, k] + (1 - gates[row, size + k]) * candidate[row, k]


def gru_candidate_backward(
    gates: np.ndarray,
    candidate: np.ndarray,
    h: np.ndarray,
    dy: np.ndarray,
    dh: np.ndarray,
    dcandidate: np.ndarray,
    dgates: np.ndarray,
    ended: np.ndarray | None,
) -> None:
    """The gradients of a step of a gated recurrent unit of the candidate and the gate u.

    Args:
      gates, candidate, h: as `gru_output` has left them, h the outputs before.
      dy: [batch, size]: of the outputs.
      dh: [batch, size]: of them as the state; after it of both.
      dcandidate: [batch, size]: for that of the sum that the candidate was made of.
      dgates: [batch, 2 * size]: for those of the sums that u was made of, in its second half.
    """
    if not cython.compiled:
        u = gates[:, h.shape[1] :]
        if ended is None:
            dh += dy
        else:
            np.add(dh, dy, out=dh, where=~ended)
        np.multiply((1 - candidate * candidate) * (1 - u), dh, out=dcandidate)
        np.multiply(u * (1 - u) * (h - candidate), dh, out=dgates[:, h.shape[1] :])
        if ended is not None:
            np.copyto(dcandidate, 0, where=ended)
            np.copyto(dgates, 0, where=ended)
    elif gates.dtype == np.float32:
        _gru_candidate_backward[cython.float](gates, candidate, h, dy, dh, dcandidate, dgates, _bytes(ended))
    else:
        _gru_candidate_backward[cython.double](gates, candidate, h, dy, dh, dcandidate, dgates, _bytes(ended))


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _gru_candidate_backward(
    gates: cython.const[cython.floating][:, ::1],
    candidate: cython.const[cython.floating][:, ::1],
    h: cython.const[cython.floating][:, ::1],
    dy: cython.const[cython.floating][:, ::1],
    dh: cython.floating[:, ::1],
    dcandidate: cython.floating[:, ::1],
    dgates: cython.floating[:, ::1],
    ended: cython.const[cython.uchar][:, ::1],
) -> None:
    row: cython.Py_ssize_t
    k: cython.Py_ssize_t
    u: cython.floating
    batch: cython.Py_ssize_t = candidate.shape[0]
    size: cython.Py_ssize_t = candidate.shape[1]
    if not (
        _fits(gates.shape[0], gates.shape[1], batch, 2 * size)
        and _fits(h.shape[0], h.shape[1], batch, size)
        and _fits(dy.shape[0], dy.shape[1], batch, size)
        and _fits(dh.shape[0], dh.shape[1], batch, size)
        and _fits(dcandidate.shape[0], dcandidate.shape[1], batch, size)
        and _fits(dgates.shape[0], dgates.shape[1], batch, 2 * size)
        and (ended is None or _fits(ended.shape[0], ended.shape[1], batch, 1))
    ):
        raise ValueError("the arrays of a step do not fit together")
    with cython.nogil:
        for row in range(batch):
            if ended is not None and ended[row, 0]:
                for k in range(size):
                    dcandidate[row, k] = dgates[row, k] = dgates[row, size + k] = 0
                continue
            for k in range(size):
                dh[row, k] += dy[row, k]
            for k in range(size):
                dcandidate[row, k] = (1 - candidate[row, k] * candidate[row, k]) * (1 - gates[row, size + k]) * dh[row, k]
            for k in range(size):
                u = gates[row, size + k]
                dgates[row, size + k] = u * (1 - u) * (h[row, k] - candidate[row, k]) * dh[row, k]


def gru_gates_backward(
    gates: np.ndarray, h: np.ndarray, dseen: np.ndarray, dh: np.ndarray, dgates: np.ndarray, ended: np.ndarray | None
) -> None:
    """The gradients of a step of a gated recurrent unit of the gate r and, but for what comes through the gates, the state.

    Args:
      gates, h: as `gru_output` has left them, h the outputs before.
      dseen: [batch, size]: of what the candidate sees of them.
      dh: as `gru_candidate_backward` has left it; turned into that of the outputs before.
      dgates: [batch, 2 * size]: for those of the sums that r was made of, in its first half.
    """
    if not cython.compiled:
        size = h.shape[1]
        r, u, of_r = gates[:, :size], gates[:, size:], dgates[:, :size]
        np.multiply(r * (1 - r) * h, dseen, out=of_r)
        before = dh * u + dseen * r
        if ended is None:
            dh[...] = before
        else:
            np.copyto(dh, before, where=~ended)
            np.copyto(of_r, 0, where=ended)
    elif gates.dtype == np.float32:
        _gru_gates_backward[cython.float](gates, h, dseen, dh, dgates, _bytes(ended))
    else:
        _gru_gates_backward[cython.double](gates, h, dseen, dh, dgates, _bytes(ended))


@cython.cfunc
@cython.boundscheck(False)
@cython.wraparound(False)
def _gru_gates_backward(
    gates: cython.const[cython.floating][:, ::1],
    h: cython.const[cython.floating][:, ::1],
    dseen: cython.const[cython.floating][:, ::1],
    dh: cython.floating[:, ::1],
    dgates: cython.floating[:, ::1],
    ended: cython.const[cython.uchar][:, ::1],
) -> None:
    row: cython.Py_ssize_t
    k: cython.Py_ssize_t
    batch: cython.Py_ssize_t = h.shape[0]
    size: cython.Py_ssize_t = h.shape[1]
    if not (
        _fits(gates.shape[0], gates.shape[1], batch, 2 * size)
        and _fits(dseen.shape[0], dseen.shape[1], batch, size)
        and _fits(dh.shape[0], dh.shape[1], batch, size)
        and _fits(dgates.shape[0], dgates.shape[1], batch, 2 * size)
        and (ended is None or _fits(ended.shape[0], ended.shape[1], batch, 1))
    ):
        raise ValueError("the arrays of a step do not fit together")
    with cython.nogil:
        for row in range(batch):
            if ended is not None and ended[row, 0]:
                continue
            for k in range(size):
                dgates[row, k] = gates[row, k] * (1 - gates[row, k]) * h[row, k] * dseen[row, k]
            for k in range(size):
                dh[row, k] = dh[row, k] * gates[row, size + k] + dseen[row, k] * gates[row, k]
