"""A gated recurrent unit over all steps, forward and backward; see `lstm`."""

from __future__ import annotations

from typing import Any

import numpy as np

from ._gates_cy import gru_candidate_backward, gru_gates, gru_gates_backward, gru_output
from .products import flat_rows, of_weights, over_all_steps, states_from
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
        gates = over_all_steps(x, gate_kernel[:depth])
        candidates = over_all_steps(x, kernel[:depth])
        of_gates, of_candidate = gate_kernel[depth:], kernel[depth:]
        product, part = np.empty(gates.shape[1:], x.dtype), np.empty_like(first)
        seen, outputs = np.empty_like(candidates), states_from(first, steps.count)
        for t in range(steps.count):
            h = outputs[t]
            gru_gates(gates[t], np.matmul(h, of_gates, out=product), gate_bias, h, seen[t])
            np.matmul(seen[t], of_candidate, out=part)
            gru_output(gates[t], candidates[t], part, bias, h, outputs[t + 1], steps.ended(t))
        return outputs[1:], (outputs[-1],), (x, gates, candidates, seen, outputs)

    def backward(
        self, steps: Steps, saved: Any, weights: Any, dy: np.ndarray, dstate: Any, wants_inputs: bool
    ) -> tuple[np.ndarray | None, tuple, tuple]:
        """The gradients of the inputs, of the state before and of the weights; see `LSTM.backward`."""
        x, gates, candidates, seen, outputs = saved
        gate_kernel, _, kernel, _ = weights
        depth = x.shape[2]
        of_gates, of_candidate = gate_kernel[depth:].T, kernel[depth:].T
        dgates, dcandidates = np.empty_like(gates), np.empty_like(candidates)
        dh = dstate[0].copy()
        part = np.empty_like(dh)
        for t in reversed(range(steps.count)):
            ended, h = steps.ended(t), outputs[t]
            gru_candidate_backward(gates[t], candidates[t], h, dy[t], dh, dcandidates[t], dgates[t], ended)
            np.matmul(dcandidates[t], of_candidate, out=part)
            gru_gates_backward(gates[t], h, part, dh, dgates[t], ended)
            dh += np.matmul(dgates[t], of_gates, out=part)
        before = outputs[:-1]
        dweights = (
            of_weights(gate_kernel, (x, before), dgates),
            flat_rows(dgates).sum(0),
            of_weights(kernel, (x, seen), dcandidates),
            flat_rows(dcandidates).sum(0),
        )
        dx = None
        if wants_inputs:
            dx = over_all_steps(dgates, gate_kernel[:depth].T)
            dx += over_all_steps(dcandidates, kernel[:depth].T)
        return dx, (dh,), dweights
