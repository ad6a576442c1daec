"""A long short-term memory over all steps, forward and backward.

Of the product of [inputs, state] with the weights, the inputs' part is computed for all steps at once, and so are the
gradients of the weights and the inputs. Gates are in TensorFlow's order: i, j, f, o.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .products import flat_rows, of_weights, over_all_steps, state_before
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
        first_c, first_h = state
        size = first_h.shape[1]
        depth = x.shape[2]
        recurrent = kernel[depth:]
        biases = bias.copy()
        biases[2 * size : 3 * size] += bias.dtype.type(self._forget_bias)
        gates = over_all_steps(x, kernel[:depth], biases)
        memory = np.empty((steps.count, *first_c.shape), x.dtype)
        squashed, output = np.empty_like(memory), np.empty_like(memory)
        product = np.empty(gates.shape[1:], x.dtype)
        candidate = np.empty_like(first_c)
        c, h = first_c, first_h
        for t in range(steps.count):
            g = gates[t]
            g += np.matmul(h, recurrent, out=product)
            j = g[:, size : 2 * size]
            np.tanh(j, out=candidate)
            np.negative(g, out=g)
            np.exp(g, out=g)
            g += 1
            np.reciprocal(g, out=g)
            j[...] = candidate
            np.multiply(g[:, 2 * size : 3 * size], c, out=memory[t])
            candidate *= g[:, :size]
            memory[t] += candidate
            np.tanh(memory[t], out=squashed[t])
            np.multiply(squashed[t], g[:, 3 * size :], out=output[t])
            ended = steps.ended(t)
            if ended is not None:
                np.copyto(memory[t], c, where=ended)
                np.copyto(output[t], h, where=ended)
            c, h = memory[t], output[t]
        return output, (c, h), (x, first_c, first_h, gates, memory, squashed, output)

    def backward(
        self, steps: Steps, saved: Any, weights: Any, dy: np.ndarray, dstate: Any, wants_inputs: bool
    ) -> tuple[np.ndarray | None, tuple, tuple]:
        """The gradients of the inputs (None unless they are wanted), of the state before and of the weights.

        Args:
          dy, dstate: those of the outputs and of the last state.
        """
        x, first_c, first_h, gates, memory, squashed, output = saved
        kernel, _ = weights
        depth, size = x.shape[2], first_h.shape[1]
        recurrent = kernel[depth:].T
        dgates = np.empty_like(gates)
        dc, dh = (part.copy() for part in dstate)
        part, begins = np.empty_like(dh), range(0, 4 * size, size)
        for t in reversed(range(steps.count)):
            ended = steps.ended(t)
            if ended is not None:
                dc_kept, dh_kept = dc.copy(), dh.copy()
            g, d = gates[t], dgates[t]
            i, j, f, o = (g[:, begin : begin + size] for begin in begins)
            of_i, of_j, of_f, of_o = (d[:, begin : begin + size] for begin in begins)
            dh += dy[t]
            np.multiply(squashed[t], squashed[t], out=part)
            np.subtract(1, part, out=part)
            part *= o
            part *= dh
            dc += part
            if ended is not None:
                np.copyto(dh, 0, where=ended)
                np.copyto(dc, 0, where=ended)
            np.subtract(1, g, out=d)
            d *= g
            of_i *= j
            np.multiply(j, j, out=of_j)
            np.subtract(1, of_j, out=of_j)
            of_j *= i
            of_f *= memory[t - 1] if t else first_c
            d.reshape(len(dh), 4, size)[:, :3] *= dc[:, None]
            of_o *= squashed[t]
            of_o *= dh
            dc *= f
            np.matmul(d, recurrent, out=dh)
            if ended is not None:
                np.copyto(dc, dc_kept, where=ended)
                np.copyto(dh, dh_kept, where=ended)
        dkernel = of_weights(kernel, (x, state_before(first_h, output)), dgates)
        dx = over_all_steps(dgates, kernel[:depth].T) if wants_inputs else None
        return dx, (dc, dh), (dkernel, flat_rows(dgates).sum(0))
