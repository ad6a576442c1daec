"""A gated recurrent unit over all steps, forward and backward; see `lstm`."""

from __future__ import annotations

from typing import Any

import numpy as np

from .products import flat_rows, of_weights, over_all_steps, state_before
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
        depth, size = x.shape[2], first.shape[1]
        gates = over_all_steps(x, gate_kernel[:depth], gate_bias)
        candidates = over_all_steps(x, kernel[:depth], bias)
        seen, output = np.empty_like(candidates), np.empty_like(candidates)
        of_gates, of_candidate = gate_kernel[depth:], kernel[depth:]
        product, part = np.empty(gates.shape[1:], x.dtype), np.empty_like(first)
        h = first
        for t in range(steps.count):
            g, c = gates[t], candidates[t]
            g += np.matmul(h, of_gates, out=product)
            np.negative(g, out=g)
            np.exp(g, out=g)
            g += 1
            np.reciprocal(g, out=g)
            np.multiply(g[:, :size], h, out=seen[t])
            c += np.matmul(seen[t], of_candidate, out=part)
            np.tanh(c, out=c)
            u = g[:, size:]
            np.multiply(u, h, out=output[t])
            np.subtract(1, u, out=part)
            part *= c
            output[t] += part
            ended = steps.ended(t)
            if ended is not None:
                np.copyto(output[t], h, where=ended)
            h = output[t]
        return output, (h,), (x, first, gates, candidates, seen, output)

    def backward(
        self, steps: Steps, saved: Any, weights: Any, dy: np.ndarray, dstate: Any, wants_inputs: bool
    ) -> tuple[np.ndarray | None, tuple, tuple]:
        """The gradients of the inputs, of the state before and of the weights; see `LSTM.backward`."""
        x, first, gates, candidates, seen, output = saved
        gate_kernel, _, kernel, _ = weights
        depth, size = x.shape[2], first.shape[1]
        of_gates, of_candidate = gate_kernel[depth:].T, kernel[depth:].T
        dgates, dcandidates = np.empty_like(gates), np.empty_like(candidates)
        dh = dstate[0].copy()
        part = np.empty_like(dh)
        for t in reversed(range(steps.count)):
            ended = steps.ended(t)
            if ended is not None:
                kept = dh.copy()
            c, before = candidates[t], output[t - 1] if t else first
            g, d, of_c = gates[t], dgates[t], dcandidates[t]
            r, u, of_r, of_u = g[:, :size], g[:, size:], d[:, :size], d[:, size:]
            dh += dy[t]
            if ended is not None:
                np.copyto(dh, 0, where=ended)
            np.multiply(c, c, out=of_c)
            np.subtract(1, of_c, out=of_c)
            np.subtract(1, u, out=part)
            part *= dh
            of_c *= part
            np.subtract(1, g, out=d)
            d *= g
            np.subtract(before, c, out=part)
            part *= dh
            of_u *= part
            np.matmul(of_c, of_candidate, out=part)
            of_r *= before
            of_r *= part
            dh *= u
            part *= r
            dh += part
            dh += np.matmul(d, of_gates, out=part)
            if ended is not None:
                np.copyto(dh, kept, where=ended)
        before = state_before(first, output)
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
