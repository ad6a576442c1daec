"""A gated recurrent unit over all steps, forward and backward; see `lstm`."""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.graph.products import spare
from headrace.graph.products.on_threads import packed

from ._gru_cy import CANDIDATE, GATES, WHOLE, gru_backward, gru_forward
from .products import in_parts, of_weights, over_rows, states_from
from .steps import Steps


class GRU:
    """What is the same in all runs."""

    states = 1

    def forward(self, steps: Steps, x: np.ndarray, weights: Any, state: Any) -> tuple[np.ndarray, tuple, Any]:
        """Outputs, the last state, and what `backward` needs; see `LSTM.forward`.

        Args:
          weights: kernel and bias of the gates r and u, kernel and bias of the candidate.
        """
        gate_kernel, gate_bias, kernel, bias = weights
        (first,) = state
        depth = x.shape[2]
        rows = steps.rows_of(x)
        gates, candidates = over_rows(rows, gate_kernel[:depth]), over_rows(rows, kernel[:depth])
        of_gates, of_candidate = gate_kernel[depth:], kernel[depth:]
        of_state, of_seen = spare.empty((len(first), gates.shape[1]), x.dtype), spare.empty_like(first)
        seen, outputs = spare.empty_like(candidates), states_from(first, steps.count)
        panels = packed(of_gates), packed(of_candidate)

        def run(first: int, last: int, members: np.ndarray, room: np.ndarray | None, half: int = WHOLE) -> None:
            first_half, second_half = (gates, of_state, gate_bias), (candidates, of_seen, bias)
            gru_forward(half, first, last, steps.places, members, *first_half, *second_half, seen, outputs, *panels, room)

        if panels[0] is not None:
            in_parts(steps, (of_gates.size + of_candidate.size) * len(rows), run)
        else:
            (members,) = steps.parts(1)
            for t in range(steps.count):
                np.matmul(outputs[t], of_gates, out=of_state)
                run(t, t + 1, members, None, GATES)
                steps.put(t, of_seen, steps.at(t, seen) @ of_candidate)
                run(t, t + 1, members, None, CANDIDATE)
        return outputs[1:], (outputs[-1],), (x, rows, gates, candidates, seen, outputs)

    def backward(
        self, steps: Steps, saved: Any, weights: Any, dy: np.ndarray, dstate: Any, wants_inputs: bool
    ) -> tuple[np.ndarray | None, tuple, tuple]:
        """The gradients of the inputs, of the state before and of the weights; see `LSTM.backward`."""
        x, rows, gates, candidates, seen, outputs = saved
        gate_kernel, _, kernel, _ = weights
        depth = x.shape[2]
        of_gates, of_candidate = gate_kernel[depth:].T, kernel[depth:].T
        dgates, dcandidates = spare.empty_like(gates), spare.empty_like(candidates)
        dh = dstate[0].copy()
        dseen, dbefore = spare.empty_like(dh), np.zeros_like(dh)
        panels = packed(of_gates), packed(of_candidate)

        def run(first: int, last: int, members: np.ndarray, room: np.ndarray | None, half: int = WHOLE) -> None:
            found = (dh, dcandidates, dseen, dgates)
            gru_backward(half, first, last, steps.places, members, gates, candidates, outputs, dy, *found, *panels, room)

        if panels[0] is not None:
            in_parts(steps, (of_gates.size + of_candidate.size) * len(rows), run)
        else:
            (members,) = steps.parts(1)
            for t in reversed(range(steps.count)):
                run(t, t + 1, members, None, CANDIDATE)
                steps.put(t, dseen, steps.at(t, dcandidates) @ of_candidate)
                run(t, t + 1, members, None, GATES)
                dbefore[...] = 0
                steps.put(t, dbefore, steps.at(t, dgates) @ of_gates)
                dh += dbefore
        before = steps.rows_of(outputs[:-1])
        dgate_kernel = of_weights(gate_kernel, (rows, before), dgates)
        dkernel = of_weights(kernel, (rows, seen), dcandidates)
        of_ended = steps.times_zero(x)
        if of_ended is not None:
            dgate_kernel[:depth] += of_ended[:, None]
            dkernel[:depth] += of_ended[:, None]
        dx = None
        if wants_inputs:
            dx = over_rows(dgates, gate_kernel[:depth].T)
            dx += over_rows(dcandidates, kernel[:depth].T)
            dx = steps.spread(dx)
        return dx, (dh,), (dgate_kernel, dgates.sum(0), dkernel, dcandidates.sum(0))
