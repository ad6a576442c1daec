"""The loops that one call of `gradients` goes through: when it enters which of them, and where zeros come from."""

from __future__ import annotations

from collections.abc import Container
from typing import Any

import numpy as np

from .. import ops
from ..core.constants import constant
from ..core.defaults import get_default_graph
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import ENTERS, EXITS, SWITCHES
from ..ops.arrays.shape_queries import SHAPE
from ..types.static_shapes import is_full
from .contexts import CondContext
from .frames import next_iteration
from .loop_gradients import LoopGradient
from .switches import SWITCH, switched
from .while_context import WhileContext


class GradientLoops:
    """The loops of one call of `gradients`, by the loops in front of them."""

    def __init__(self) -> None:
        self._graph = get_default_graph()
        self._asked = self._graph.context
        self._states: dict[WhileContext, LoopGradient] = {}

    def __bool__(self) -> bool:
        return bool(self._states)

    def add(self, operation: Operation) -> list[Operation]:
        """Go through the loop that an `Exit` leaves; its other exits, if this is the first of them.

        Raises:
          ValueError: nobody knows the loop: its nodes were imported without the collection of loops.
        """
        if operation.context is None:
            raise ValueError("Failed to call gradients on a while loop withoutproperly serializing graph via MetaGraphDef")
        forward = operation.context.loop
        if forward in self._states:
            return []
        outer = None if forward.outer is None else self._states.get(forward.outer.loop)
        state = self._states[forward] = LoopGradient(forward, outer, self._asked)
        return [tensor.op for tensor in state.exits]

    def of(self, operation: Operation, outputs: bool = False) -> LoopGradient | None:
        """What is known of the innermost loop that an operation, or its outputs, stand in."""
        context = operation.context
        if context is not None and outputs and EXITS in operation.definition.traits:
            context = context.outer
        return None if context is None else self._states.get(context.loop)

    def without_gradient(self, pending: dict[Operation, int], targets: Container[Operation]) -> list[Tensor]:
        """The exits that nothing asked for, of loops all of whose exits are known by now.

        Args:
          pending: how many gradients each operation waits for; changed where the first value of a variable matters.
        """
        found: list[Tensor] = []
        for state in self._states.values():
            for tensor in state.exits:
                if not pending.get(tensor.op):
                    state.pending -= 1
                    if tensor.op not in targets:
                        state.unused.append(tensor)
                    if state.pending == 0:
                        found.extend(state.unused)
            for tensor in state.forward.enters:
                if not pending.get(tensor.op):
                    pending[tensor.op] = 1
        return found

    def zeros_of_exit(self, tensor: Tensor) -> Tensor:
        """The gradient of what came out of a loop and was not used."""
        around = tensor.op.context.outer
        outer = None if around is None else self._states.get(around.loop)
        known = is_full(tensor.static_shape)
        if outer is None:
            return ops.zeros(tensor.shape, tensor.dtype) if known else ops.zeros_like(tensor, optimize=False)
        if known:
            with self._graph.in_context(outer.backward):
                return ops.zeros(tensor.shape, tensor.dtype)
        with self._graph.control.cleared(), self._graph.in_context(around):
            sizes = SHAPE(tensor)
        history = outer.push(sizes)
        with self._graph.in_context(outer.backward):
            return ops.zeros(outer.pop(history, sizes), tensor.dtype)

    def zeros_of(self, operation: Operation, index: int) -> Tensor | None:
        """The gradient of an output that nothing depends on, while others have one.

        Of what goes into a branch it is the gradient of the other branch.
        """
        if is_switch_of_loop(operation):
            return None
        state = self.of(operation)
        if state is None:
            return zeros_outside_loops(operation, index)
        tensor, context = operation.outputs[index], operation.context
        dead = SWITCHES in operation.definition.traits
        if is_full(tensor.static_shape):
            zeros = constant(np.zeros(tensor.static_shape, tensor.dtype.base_dtype.as_numpy_dtype))
            return switched(zeros, state.saved[context.predicate])[1 - int(context.branch)] if dead else zeros
        if dead:
            with self._graph.control.cleared(), self._graph.in_context(context.outer):
                value = switched(operation.inputs[0], context.predicate)[1 - int(context.branch)]
                sizes = SHAPE(value)
            value.op.context = sizes.op.context = context
        else:
            with self._graph.control.cleared(), self._graph.in_context(context):
                sizes = SHAPE(tensor)
        with state.where_asked():
            history = state.push(sizes, dead)
        return ops.zeros(state.pop(history, sizes, dead), tensor.dtype)

    def finish(self) -> None:
        """Let variables go round that no gradient came back to: what an iteration gives does not depend on them."""
        for state in self._states.values():
            for merge in state.switches.values():
                first, following = merge.op.inputs
                if first is following:
                    merge.op._update_input(1, self._zeros_again(state, first))

    def _zeros_again(self, state: LoopGradient, first: Tensor) -> Tensor:
        inside = self._graph.in_context(state.backward)
        if is_full(first.static_shape):
            with inside:
                return next_iteration(constant(np.zeros(first.static_shape, first.dtype.as_numpy_dtype)))
        with state.inside(state.backward.outer):
            zeros = ops.zeros(SHAPE(first.op.inputs[0]), first.dtype)
        with inside:
            return next_iteration(zeros)


def zeros_outside_loops(operation: Operation, index: int) -> Tensor:
    """`GradientLoops.zeros_of` where there is no loop."""
    tensor, context = operation.outputs[index], operation.context
    if SWITCHES not in operation.definition.traits or not isinstance(context, CondContext):
        return ops.zeros_like(tensor, optimize=False)
    value = SWITCH(operation.inputs[0], context.predicate)[1 - int(context.branch)]
    pivot = ops.identity(value)
    sizes = SHAPE(value)
    with get_default_graph().control_dependencies([pivot]):
        return ops.zeros(sizes, tensor.dtype)


def is_switch_of_loop(operation: Operation) -> bool:
    """Whether a `Switch` gives a variable of a loop to the body or to `Exit`, rather than a value to a branch."""
    if SWITCHES not in operation.definition.traits or not isinstance(operation.context, WhileContext):
        return False
    users = [user for tensor in operation.outputs for user in tensor.consumers()]
    return not all(isinstance(_context_of_use(user), CondContext) for user in users)


def _context_of_use(user: Operation) -> Any:
    context = user.context
    return context.outer if context is not None and ENTERS in user.definition.traits else context
