"""tanh([inputs, state] * kernel + bias) over all steps, forward and backward; see `lstm`."""

from __future__ import annotations

from typing import Any

import numpy as np

from .products import flat_rows, of_weights, over_rows, states_from
from .steps import Steps


class Basic:
    """What is the same in all runs."""

    states = 1

    def forward(self, steps: Steps, x: np.ndarray, weights: Any, state: Any) -> tuple[np.ndarray, tuple, Any]:
        """Outputs, the last state, and what `backward` needs; see `LSTM.forward`.

        Args:
          weights: kernel and bias.
        """
        kernel, bias = weights
        (first,) = state
        depth = x.shape[2]
        sums = over_rows(flat_rows(x), kernel[:depth]).reshape(*x.shape[:2], len(bias))
        sums += bias
        recurrent, of_state = kernel[depth:], np.empty_like(first)
        outputs = states_from(first, steps.count)
        for t in range(steps.count):
            h, output = outputs[t], outputs[t + 1]
            np.add(sums[t], np.matmul(h, recurrent, out=of_state), out=output)
            np.tanh(output, out=output)
            goes_on = steps.goes_on(t)
            if goes_on is not None:
                np.copyto(output, h, where=~goes_on)
        return outputs[1:], (outputs[-1],), (x, outputs)

    def backward(
        self, steps: Steps, saved: Any, weights: Any, dy: np.ndarray, dstate: Any, wants_inputs: bool
    ) -> tuple[np.ndarray | None, tuple, tuple]:
        """The gradients of the inputs, of the state before and of the weights; see `LSTM.backward`."""
        x, outputs = saved
        kernel, _ = weights
        depth = x.shape[2]
        recurrent = kernel[depth:].T
        dsums = outputs[1:] * outputs[1:]
        np.subtract(1, dsums, out=dsums)
        dh = dstate[0].copy()
        for t in reversed(range(steps.count)):
            goes_on = steps.goes_on(t)
            if goes_on is not None:
                kept = dh.copy()
            dh += dy[t]
            if goes_on is not None:
                np.copyto(dh, 0, where=~goes_on)
            dsums[t] *= dh
            np.matmul(dsums[t], recurrent, out=dh)
            if goes_on is not None:
                np.copyto(dh, kept, where=~goes_on)
        flat = flat_rows(dsums)
        dkernel = of_weights(kernel, (flat_rows(x), flat_rows(outputs[:-1])), flat)
        dx = over_rows(flat, kernel[:depth].T).reshape(x.shape) if wants_inputs else None
        return dx, (dh,), (dkernel, flat.sum(0))
