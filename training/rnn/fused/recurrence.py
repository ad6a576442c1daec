"""What is known of the loop of a dynamic_rnn, and what takes its place, and that of its gradient's loop, in a plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from headrace.graph.control_flow.stacks import STACK_PUSH
from headrace.graph.control_flow.tensor_array import TensorArray
from headrace.graph.control_flow.tensor_array_ops import TENSOR_ARRAY_GRAD, TENSOR_ARRAY_READ, TENSOR_ARRAY_WRITE
from headrace.graph.core.operation import Operation
from headrace.graph.core.rules.registered_gradients import CHOSEN
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BRANCHING, CHECKS, ENTERS, EXITS, PURE
from headrace.graph.execution.plans.replacements import LoopInPlan, Replacement

from .notes import Dropped
from .running import Saved, backward, forward
from .step import Step
from .steps import Steps

_KNOWN = (STACK_PUSH, TENSOR_ARRAY_READ, TENSOR_ARRAY_WRITE)
_COUNTER, _TIME, _OUTPUTS, _STATE = range(4)
"""The places of the loop's variables: the state comes last."""


class Recurrence:
    """The loop of a dynamic_rnn all of whose step is known.

    Args:
      step: the step.
      loop: its context.
      inputs, outputs: the TensorArrays that it reads and writes, as they are before it.
      lengths: int32 [batch], or None.
    """

    def __init__(self, step: Step, loop: Any, inputs: TensorArray, outputs: TensorArray, lengths: Tensor | None) -> None:
        self._step = step
        self._loop = loop
        self._inputs = inputs
        self._outputs = outputs
        self._lengths = [] if lengths is None else [lengths]
        self._enters: list[Tensor] = list(loop.enters)
        self._exits: list[Tensor] = list(loop.exits)
        self._draws = [part.note.draws for part in step.parts if isinstance(part.note, Dropped)]

    def __call__(self, loops: Mapping[str, LoopInPlan]) -> list[Replacement]:
        """What runs in place of this loop and those of its gradient; nothing where a plan needs more of them than that.

        Args:
          loops: all loops of the plan by the names of their frames.
        """
        own = loops.get(self._loop.name)
        if own is None or not self._is_as_built(own.operations):
            return []
        behind = [loop for loop in loops.values() if self._is_gradient(loop)]
        used = {operation for loop in behind for operation in loop.operations}
        for tensor, users in own.leaving.items():
            if tensor not in self._exits and not used.issuperset(users):
                return []
        ahead = self._forward(own, [tensor for tensor in own.leaving if tensor in self._exits], bool(behind))
        found = [ahead]
        for loop in behind:
            gradient = self._backward(loop, ahead)
            if gradient is None:
                return []
            found.append(gradient)
        return found

    def _is_as_built(self, operations: Iterable[Operation]) -> bool:
        """Whether nothing happens in the loop but what was noted."""
        return all(
            operation.context is self._loop
            and CHOSEN not in operation.attributes
            and CHECKS not in operation.definition.traits
            and (operation.definition.traits & (PURE | BRANCHING) or operation.definition in _KNOWN or operation in self._draws)
            for operation in operations
        )

    def _is_gradient(self, loop: LoopInPlan) -> bool:
        context = loop.operations[0].context
        state = None if context is None else context.gradient_loop
        return state is not None and state.forward is self._loop

    def _forward(self, own: LoopInPlan, leaving: Sequence[Tensor], saves: bool) -> Replacement:
        first = [enter.op.inputs[0] for enter in self._enters[_STATE:]]
        writes = [self._outputs.handle, self._outputs.flow] if self._outputs.handle in own.entering else []
        arrays = [self._inputs.handle, self._inputs.flow, *writes]
        inputs = [*arrays, *self._lengths, *first, *self._step.weights, *self._step.given]
        places = [self._exits.index(tensor) for tensor in leaving]

        def bind(session: Any) -> Callable[..., tuple]:
            draws = [operation.definition.kernel_of(operation, session)[0] for operation in self._draws]

            def run(array: Any, _: Any, *others: Any) -> tuple:
                lengths, state, weights, given = self._parts(others[len(writes) :])
                state = [part.copy() for part in state]  # kept for the gradient
                steps = Steps(array.size(), len(state[0]), lengths)
                x = np.stack(array.read_all(range(steps.count))) if steps.count else None
                y, last, saved = forward(self._step, draws, steps, x, state, weights, given)
                if writes and y is not None:
                    others[0].write_all(range(steps.count), list(y))
                count = np.int32(steps.count)
                results = [count, count, np.float32(0), *(part.copy() for part in last)]
                found = [results[place] for place in places]
                return (saved, *found) if saves else tuple(found)

            return run

        return Replacement(self._loop.name, inputs, leaving, bind, saves)

    def _parts(self, values: Sequence[Any]) -> tuple[Any, Sequence[Any], Sequence[Any], Sequence[Any]]:
        """Lengths, state, weights and probabilities."""
        begin = len(self._lengths)
        middle = begin + len(self._enters[_STATE:])
        end = middle + len(self._step.weights)
        return (values[0] if begin else None), values[begin:middle], values[middle:end], values[end:]

    def _backward(self, loop: LoopInPlan, ahead: Replacement) -> Replacement | None:
        """None where somebody needs something else of the loop."""
        meanings = [found for tensor in loop.leaving if (found := self._meaning(tensor)) is not None]
        is_whole = len(meanings) == len(loop.leaving)
        if not is_whole or any(one.context is not loop.operations[0].context for one in loop.operations):
            return None
        given: dict[int, Tensor] = {}
        for operation in loop.operations:
            source = operation._original_op
            if ENTERS in operation.definition.traits and source is not None and EXITS in source.definition.traits:
                given[self._exits.index(source.outputs[0])] = operation.inputs[0]
        of_inputs, of_outputs = (self._sources(loop, array) for array in (self._inputs, self._outputs))
        if len(of_inputs) > 1 or len(of_outputs) > 1:
            return None
        places = list(given)
        arrays = [self._inputs.handle] * bool(of_inputs) + [self._outputs.handle] * bool(of_outputs)
        inputs = [*arrays, *given.values(), *self._step.weights]

        def bind(session: Any) -> Callable[..., tuple]:
            def run(saved: Saved, *others: Any) -> tuple:
                after = dict(zip(places, others[len(arrays) :], strict=False))
                weights = others[len(arrays) + len(places) :]
                dstate = [after.get(_STATE + place, np.zeros(shape, kind)) for place, (shape, kind) in enumerate(saved.states)]
                steps, dy = range(saved.steps.count), None
                if of_outputs and steps:
                    dy = np.stack(others[len(arrays) - 1].gradient(of_outputs[0]).read_all(steps))
                dx, first, dweights = backward(self._step, saved, weights, dy, dstate, bool(of_inputs))
                if of_inputs and dx is not None:
                    others[0].gradient(of_inputs[0]).write_all(steps, list(dx))
                found: dict[str, Sequence[Any]] = {"flow": [np.float32(0)], "state": first, "weight": dweights}
                return tuple(found[kind][place] for kind, place in meanings)

            return run

        return Replacement(loop.name, inputs, list(loop.leaving), bind, after=ahead)

    def _meaning(self, tensor: Tensor) -> tuple[str, int] | None:
        """Whose gradient a tensor that leaves a loop behind is; None where that is not known."""
        enter = tensor.op._original_op
        if enter is None or ENTERS not in enter.definition.traits or enter.context is not self._loop:
            return None
        inside, outside = enter.outputs[0], enter.inputs[0]
        if inside in self._enters:
            place = self._enters.index(inside)
            return ("state", place - _STATE) if place >= _STATE else ("flow", 0) if place == _OUTPUTS else None
        if outside is self._inputs.flow:
            return "flow", 0
        return ("weight", self._step.weights.index(outside)) if outside in self._step.weights else None

    def _sources(self, loop: LoopInPlan, array: TensorArray) -> list[str]:
        """The calls of `gradients` for which a loop behind takes the gradients of an array."""
        arrays = [one for one in loop.operations if one.definition is TENSOR_ARRAY_GRAD]
        own = [one for one in arrays if one.inputs[0].op.inputs and one.inputs[0].op.inputs[0] is array.handle]
        return list(dict.fromkeys(one.attributes["source"] for one in own))
