"""All steps of a network at once, part by part: each part takes all steps before the next one begins."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from headrace.graph.products import spare
from headrace.graph.types.errors import invalid
from headrace.graph.types.static_shapes import bracket

from .notes import Dropped, Recurrent
from .step import Step
from .steps import Steps


class Saved:
    """What the gradient needs of a run.

    Attributes:
      steps: which were taken.
      parts: of each part what it needs.
      shapes: of what each part, and the inputs, gave: [count, batch, size]; nothing where no steps were taken.
      states: shape and type of each part of the state.
    """

    def __init__(
        self,
        steps: Steps,
        parts: Sequence[Any],
        shapes: Sequence[tuple[int, ...]],
        states: Sequence[tuple[tuple[int, ...], np.dtype]],
    ) -> None:
        self.steps = steps
        self.parts = parts
        self.shapes = shapes
        self.states = states


def forward(
    step: Step,
    draws: Sequence[Callable[[Any], np.ndarray]],
    steps: Steps,
    x: np.ndarray | None,
    state: Sequence[np.ndarray],
    weights: Sequence[np.ndarray],
    given: Sequence[np.ndarray],
) -> tuple[np.ndarray | None, list[np.ndarray], Saved]:
    """Outputs [count, batch, size], the last state, and what the gradient needs.

    Args:
      draws: for each part with dropout, what draws the numbers of one step, from a shape.
      x: [count, batch, depth]; None where no steps are taken.
    """
    states = [(part.shape, part.dtype) for part in state]
    if x is None:
        return None, list(state), Saved(steps, [], [], states)
    values, saved, last = [x], [], list(state)
    drawing = iter(draws)
    for part in step.parts:
        note = part.note
        if isinstance(note, Recurrent):
            own = [weights[place] for place in part.weights]
            before = [state[place] for place in part.states]
            _check_batch(values[part.sources[0]], before[-1])
            output, after, kept = note.machine.forward(steps, values[part.sources[0]], own, before)
            for place, value in zip(part.states, after, strict=True):
                last[place] = value
        elif isinstance(note, Dropped):
            source = values[part.sources[0]]
            keep_prob = note.keep_prob if part.given is None else given[part.given]
            output, kept = _dropped(next(drawing), source, keep_prob)
        else:
            first, second = part.sources
            output, kept = values[first] + values[second], None
        values.append(output)
        saved.append(kept)
    shapes = [value.shape for value in values]
    return steps.without_ended(values[step.output]), last, Saved(steps, saved, shapes, states)


def _check_batch(x: np.ndarray, state: np.ndarray) -> None:
    """Raises InvalidArgumentError, in the words of the loop, where inputs and state have different batch sizes."""
    if x.shape[1] != state.shape[0]:
        raise invalid(
            f"ConcatOp : Dimension 0 in both shapes must be equal: shape[0] = {bracket(x.shape[1:])} vs. shape[1] = "
            f"{bracket(state.shape)}"
        )


def _dropped(draw: Callable[[Any], np.ndarray], source: np.ndarray, keep_prob: Any) -> tuple[np.ndarray, np.ndarray]:
    """What dropout leaves of all steps, and by what it multiplies: 0 or 1 / keep_prob."""
    kind = source.dtype.type
    rate = kind(1) - keep_prob if isinstance(keep_prob, (np.ndarray, np.generic)) else kind(1.0 - keep_prob)
    scale = kind(1) / (kind(1) - rate)
    shape = np.array(source.shape[1:], np.int32)
    factors, output = spare.empty_like(source), spare.empty_like(source)
    for t, one in enumerate(source):
        np.multiply(np.greater_equal(draw(shape), rate), scale, out=factors[t])
        np.multiply(one, factors[t], out=output[t])
    return output, factors


def backward(
    step: Step,
    saved: Saved,
    weights: Sequence[np.ndarray],
    dy: np.ndarray | None,
    dstate: Sequence[np.ndarray],
    wants_inputs: bool,
) -> tuple[np.ndarray | None, list[np.ndarray], list[np.ndarray]]:
    """The gradients of the inputs (None unless they are wanted), of the first state, and of the weights.

    Args:
      dy: [count, batch, size]; None: nothing depends on the outputs.
      dstate: those of the last state.
    """
    if not saved.steps.count:
        return None, [part.copy() for part in dstate], [np.zeros_like(weight) for weight in weights]
    of_values: list[Any] = [None] * len(saved.shapes)
    of_values[step.output] = None if dy is None else saved.steps.without_ended(dy)
    first = list(dstate)
    of_weights: list[Any] = [None] * len(weights)

    def add(to: list[Any], place: int, gradient: Any) -> None:
        to[place] = gradient if to[place] is None else to[place] + gradient

    for number in reversed(range(1, len(saved.shapes))):
        part, kept = step.parts[number - 1], saved.parts[number - 1]
        note, gradient = part.note, of_values[number]
        of_values[number] = None
        if isinstance(note, Recurrent):
            if gradient is None:
                gradient = np.zeros(saved.shapes[number], weights[0].dtype)
            own = [weights[place] for place in part.weights]
            after = [dstate[place] for place in part.states]
            wanted = wants_inputs or part.sources[0] != 0
            dx, before, dweights = note.machine.backward(saved.steps, kept, own, gradient, after, wanted)
            for place, value in zip(part.states, before, strict=True):
                first[place] = value
            for place, value in zip(part.weights, dweights, strict=True):
                add(of_weights, place, value)
            if dx is not None:
                add(of_values, part.sources[0], dx)
        elif gradient is not None:
            passed = gradient * kept if isinstance(note, Dropped) else gradient
            for source in part.sources:
                add(of_values, source, passed)
    return of_values[0], first, of_weights
