"""A long short-term memory over all steps, forward and backward.

Of the product of [inputs, state] with the weights, the inputs' part is computed for all steps at once, and so are the
gradients of the weights and the inputs. Gates are in TensorFlow's order: i, j, f, o.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from headrace.graph.products import spare
from headrace.graph.products.on_threads import packed

from ._lstm_cy import lstm_backward, lstm_forward
from .products import in_parts, of_weights, over_rows, states_from
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
        rows = steps.rows_of(x)
        gates = over_rows(rows, kernel[:depth])
        of_state = spare.empty((len(state[0]), 4 * size), x.dtype)
        memory, outputs = (states_from(first, steps.count) for first in state)
        squashed = spare.empty((len(rows), size), x.dtype)
        panels = packed(recurrent)

        def run(first: int, last: int, members: np.ndarray, room: np.ndarray | None = None) -> None:
            lstm_forward(first, last, steps.places, members, gates, of_state, biases, memory, outputs, squashed, panels, room)

        if panels is not None:
            in_parts(steps, recurrent.size * len(rows), run)
        else:
            (members,) = steps.parts(1)
            for t in range(steps.count):
                np.matmul(outputs[t], recurrent, out=of_state)
                run(t, t + 1, members)
        return outputs[1:], (memory[-1], outputs[-1]), (x, rows, gates, memory, squashed, outputs)

    def backward(
        self, steps: Steps, saved: Any, weights: Any, dy: np.ndarray, dstate: Any, wants_inputs: bool
    ) -> tuple[np.ndarray | None, tuple, tuple]:
        """The gradients of the inputs (None unless they are wanted), of the state before and of the weights.

        Args:
          dy, dstate: those of the outputs and of the last state.
        """
        x, rows, gates, memory, squashed, outputs = saved
        kernel, _ = weights
        depth = x.shape[2]
        recurrent = kernel[depth:].T
        dgates = spare.empty_like(gates)
        dc, dh = (part.copy() for part in dstate)
        panels = packed(recurrent)

        def run(first: int, last: int, members: np.ndarray, room: np.ndarray | None = None) -> None:
            lstm_backward(first, last, steps.places, members, gates, memory, squashed, dy, dh, dc, dgates, panels, room)

        if panels is not None:
            in_parts(steps, recurrent.size * len(rows), run)
        else:
            (members,) = steps.parts(1)
            for t in reversed(range(steps.count)):
                run(t, t + 1, members)
                steps.put(t, dh, steps.at(t, dgates) @ recurrent)
        dkernel = of_weights(kernel, (rows, steps.rows_of(outputs[:-1])), dgates)
        of_ended = steps.times_zero(x)
        if of_ended is not None:
            dkernel[:depth] += of_ended[:, None]
        dx = steps.spread(over_rows(dgates, kernel[:depth].T)) if wants_inputs else None
        return dx, (dc, dh), (dkernel, dgates.sum(0))
