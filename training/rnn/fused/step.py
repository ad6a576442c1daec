"""A step in parts: what each computes from which others, found in the notes of its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import ENTERS

from .notes import Dropped, Note, Recurrent


@dataclass(frozen=True)
class Part:
    """A part of a step.

    Attributes:
      note: what it is.
      sources: the numbers of what it takes: 0 the inputs of the step, others the parts before, counted from 1.
      states: the places of its state in that of the whole.
      weights: the places of its weights among those of the whole.
      given: the place of its probability among those that are tensors; None where it is a number.
    """

    note: Note
    sources: tuple[int, ...]
    states: tuple[int, ...] = ()
    weights: tuple[int, ...] = ()
    given: int | None = None


@dataclass(frozen=True)
class Step:
    """A step that is known in all its parts; its output is that of the part with the number `output`.

    Attributes:
      weights: the tensors outside of the loop that are its weights.
      given: the tensors outside of the loop that are its probabilities.
    """

    parts: Sequence[Part]
    output: int
    weights: Sequence[Tensor]
    given: Sequence[Tensor]


def found_step(
    notes: Sequence[Note], inputs: Tensor, state: Sequence[Tensor], output: Tensor, new_state: Sequence[Tensor]
) -> Step | None:
    """The step that takes inputs and a state to an output and a new state; None where not all of it was noted."""
    try:
        return _found(notes, inputs, state, output, new_state)
    except LookupError:
        return None


def _found(notes: Sequence[Note], inputs: Tensor, state: Sequence[Tensor], output: Tensor, new_state: Sequence[Tensor]) -> Step:
    numbers: dict[Tensor, int] = {inputs: 0}
    places = {tensor: place for place, tensor in enumerate(state)}
    weights: dict[Tensor, int] = {}
    given: dict[Tensor, int] = {}
    parts: list[Part] = []
    kept: list[int] = []
    for note in notes:
        if isinstance(note, Recurrent):
            own = tuple(places[tensor] for tensor in note.state)
            if any(new_state[place] is not tensor for place, tensor in zip(own, note.new_state, strict=True)):
                raise LookupError
            kept += own
            outside = [outside_of(tensor) for tensor in note.weights]
            used = tuple(weights.setdefault(tensor, len(weights)) for tensor in outside)
            parts.append(Part(note, (numbers[note.source],), own, used))
        elif isinstance(note, Dropped):
            place = None
            if isinstance(note.keep_prob, Tensor):
                if note.keep_prob.op.context is not None:
                    raise LookupError
                place = given.setdefault(note.keep_prob, len(given))
            parts.append(Part(note, (numbers[note.source],), given=place))
        else:
            parts.append(Part(note, tuple(numbers[tensor] for tensor in note.sources)))
        numbers[note.output] = len(parts)
    if sorted(kept) != list(range(len(state))):
        raise LookupError
    return Step(parts, numbers[output], list(weights), list(given))


def outside_of(tensor: Tensor) -> Tensor:
    """What a constant of a loop is outside of it. Raises LookupError where it is none."""
    operation = tensor.op
    if ENTERS not in operation.definition.traits or not operation.attributes["is_constant"]:
        raise LookupError
    return operation.inputs[0]
