"""tanh([inputs, state] * kernel + bias) over all steps, forward and backward; see `lstm`."""

from __future__ import annotations

from typing import Any

import numpy as np

from .products import flat_rows, of_weights, over_all_steps, states_from
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
        sums = over_all_steps(x, kernel[:depth])
        sums += bias
        recurrent, product = kernel[depth:], np.empty_like(first)
        outputs = states_from(first, steps.count)
        for t in range(steps.count):
            h, output = outputs[t], outputs[t + 1]
            np.add(sums[t], np.matmul(h, recurrent, out=product), out=output)
            np.tanh(output, out=output)
            ended = steps.ended(t)
            if ended is not None:
                np.copyto(output, h, where=ended)
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
            ended = steps.ended(t)
            if ended is not None:
                kept = dh.copy()
            dh += dy[t]
            if ended is not None:
                np.copyto(dh, 0, where=ended)
            dsums[t] *= dh
            np.matmul(dsums[t], recurrent, out=dh)
            if ended is not None:
                np.copyto(dh, kept, where=ended)
        dkernel = of_weights(kernel, (x, outputs[:-1]), dsums)
        dx = over_all_steps(dsums, kernel[:depth].T) if wants_inputs else None
        return dx, (dh,), (dkernel, flat_rows(dsums).sum(0))
