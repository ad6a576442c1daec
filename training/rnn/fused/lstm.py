"""A long short-term memory over all steps, forward and backward.

Of the product of [inputs, state] with the weights, the inputs' part is computed for all steps at once, and so are the
gradients of the weights and the inputs. Gates are in TensorFlow's order: i, j, f, o.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from ._gates_cy import lstm_backward, lstm_forward
from .products import flat_rows, of_weights, over_all_steps, states_from
from .steps import Steps


class LSTM:
    """What is the same in all runs.

    Args:
      forget_bias: added to the forget gate.
    """

    states = 2

    def __init__(self, forget_bias: float) -> None:
        self._forget_bias = forget_bias

    def forward(self, steps: Steps, x: np.ndarray, weights: Any, state: Any) -> tuple[np.ndarray, tuple, Any]:
        """Outputs [count, batch, size], the last state (memory, output), and what `backward` needs of it all.

        Args:
          x: [count, batch, depth].
          weights: the kernel [depth + size, 4 * size] and the bias.
          state: memory and output before.
        """
        kernel, bias = weights
        size, depth = state[1].shape[1], x.shape[2]
        recurrent, biases = kernel[depth:], bias.copy()
        biases[2 * size : 3 * size] += bias.dtype.type(self._forget_bias)
        gates = over_all_steps(x, kernel[:depth])
        product = np.empty(gates.shape[1:], x.dtype)
        memory, outputs = (states_from(first, steps.count) for first in state)
        squashed = np.empty((steps.count, *state[0].shape), x.dtype)
        for t in range(steps.count):
            c, h = memory[t], outputs[t]
            np.matmul(h, recurrent, out=product)
            lstm_forward(gates[t], product, biases, c, h, memory[t + 1], squashed[t], outputs[t + 1], steps.ended(t))
        return outputs[1:], (memory[-1], outputs[-1]), (x, gates, memory, squashed, outputs)

    def backward(
        self, steps: Steps, saved: Any, weights: Any, dy: np.ndarray, dstate: Any, wants_inputs: bool
    ) -> tuple[np.ndarray | None, tuple, tuple]:
        """The gradients of the inputs (None unless they are wanted), of the state before and of the weights.

        Args:
          dy, dstate: those of the outputs and of the last state.
        """
        x, gates, memory, squashed, outputs = saved
        kernel, _ = weights
        depth = x.shape[2]
        recurrent = kernel[depth:].T
        dgates = np.empty_like(gates)
        dc, dh = (part.copy() for part in dstate)
        before = np.empty_like(dh)
        for t in reversed(range(steps.count)):
            ended = steps.ended(t)
            lstm_backward(gates[t], memory[t], squashed[t], dy[t], dh, dc, dgates[t], ended)
            np.matmul(dgates[t], recurrent, out=before)
            if ended is not None:
                np.copyto(before, dh, where=ended)
            dh, before = before, dh
        dkernel = of_weights(kernel, (x, outputs[:-1]), dgates)
        dx = over_all_steps(dgates, kernel[:depth].T) if wants_inputs else None
        return dx, (dc, dh), (dkernel, flat_rows(dgates).sum(0))
