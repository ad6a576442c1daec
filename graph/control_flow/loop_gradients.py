"""The gradient of a loop: another one, which takes the iterations of the loop in front in the reverse order.

The loop in front counts its iterations (`f_count`) and puts on stacks (`f_acc`) what the other one needs of each; that
counts down (`b_count`) and takes it back. What is a constant in the loop in front collects its gradient over all
iterations (`b_acc`). Source of nodes and names: TensorFlow 1.15.
"""

from __future__ import annotations

import contextlib
from typing import Any

from .. import ops
from ..core.constants import constant
from ..core.operation import Operation
from ..core.static_values import constant_value
from ..core.tensor import Tensor
from ..core.traits import CONSTANT, ENTERS
from ..types import dtypes
from .collecting import collected
from .composites import expanded, rebuilt
from .contexts import CondContext, context_of_outputs
from .frames import CONTROL_TRIGGER, LOOP_COND, exited, next_iteration
from .stacks import STACK, STACK_POP, STACK_PUSH
from .switches import SWITCH, merged, switched
from .while_context import WhileContext

_PASSES = ("Identity", "RefIdentity", "Switch", "RefSwitch")


class LoopGradient:
    """A loop whose gradient is computed, and the loop that computes it.

    Args:
      forward: the loop in front.
      outer: that of the loop around it, or None.
      asked: the context in which somebody asks for gradients, or None.

    Attributes:
      backward: the loop that computes the gradient.
      saved: what stands in `backward` for tensors of `forward`.
      switches: the gradients' `Merge` of each `Switch` of `forward`.
      exits: those that the loop in front has had before it was told to count.
      pending: how many of these have not been seen yet on the way back.
      unused, deferred: those without a gradient, and those that wait for the others.
    """

    def __init__(self, forward: WhileContext, outer: LoopGradient | None, asked: Any) -> None:
        self.forward = forward
        self.outer = outer
        self._asked = asked
        self._graph = forward.graph
        self.saved: dict[Tensor, Tensor] = {}
        self.switches: dict[Operation, Tensor] = {}
        self.exits = list(forward.exits)
        self.pending = len(self.exits)
        self.unused: list[Tensor] = []
        self.deferred: list[Tensor] = []
        self._forward_trigger: Operation | None = None
        self._backward_trigger: Operation | None = None
        around = forward.outer if outer is None else outer.forward
        # What is added to the loop in front cannot wait for what itself may wait for the loop's exits.
        with self._graph.control.cleared(), self.inside(around):
            count, self._index = self._counting()
        self._graph.control.note(count.op)
        if outer is not None:
            outer.forward.values.add(count)
            history = outer.push(count)
            around = outer.backward
        with self.inside(around):
            self.backward: WhileContext = WhileContext(
                forward.maximum_iterations,
                forward.parallel_iterations,
                forward.back_prop,
                forward.swap_memory,
                forward.name,
                self,
            )
            if outer is not None:
                count = outer.pop(history, count)
            self._backward_index = self._counting_down(count)

    def inside(self, context: Any) -> contextlib.AbstractContextManager[None]:
        """A block whose operations are made in `context`; where that is None, in what surrounds it."""
        return contextlib.nullcontext() if context is None else self._graph.in_context(context)

    def where_asked(self) -> contextlib.AbstractContextManager[None]:
        """A block whose operations are made where somebody asks for gradients."""
        return self._graph.in_context(self._asked)

    @property
    def _step(self) -> Operation:
        """What adds one to the count of iterations."""
        return self._index.op.inputs[0].op

    def _counting(self) -> tuple[Tensor, Tensor]:
        """Let the loop in front count; how many iterations it had, and the count on its way to the next one."""
        loop = self.forward
        start = constant(0, name="f_count")
        if self.outer is not None:
            start.op._add_control_input(self.outer._step)  # what an inner loop keeps stays in the order of its runs
        with self._graph.in_context(loop):
            loop.values.add(start)
            enter = loop.enter(start, name="f_count")
            loop.enters.append(enter)
            merge = merged([enter, enter])
            off, on = SWITCH(merge, loop.condition)
            index = next_iteration(ops.add(on, 1))
            merge.op._update_input(1, index)
            total = exited(off, name="f_count")
            loop.exits.append(total)
            loop.leave([total])
        return total, index

    def _counting_down(self, count: Tensor) -> Tensor:
        """Let the other loop run as often as the loop in front did; its count on its way to the next iteration."""
        loop = self.backward
        one = constant(1, name="b_count")
        with self._graph.in_context(loop):
            loop.values.add(count)
            with self._graph.control.cleared():
                enter = loop.enter(count, name="b_count")
            loop.settle([enter])
            loop.enters.append(enter)
            merge = merged([enter, enter])
            loop.pivot_of_condition = merge
            loop.condition = LOOP_COND(ops.greater_equal(merge, one), name="b_count")
            off, on = SWITCH(merge, loop.condition)
            index = ops.subtract(on, one)
            loop.pivot_of_body = index
            following = next_iteration(index)
            merge.op._update_input(1, following)
            zero = exited(off, name="b_count")
            loop.exits.append(zero)
            if self.outer is not None:
                self.outer.backward_trigger._add_control_input(zero.op)
            loop.leave([zero])
        return following

    @property
    def forward_trigger(self) -> Operation:
        """What an iteration of the loop in front waits for: all that is kept of it."""
        if self._forward_trigger is None:
            with self._graph.control_dependencies(None):
                self._forward_trigger = CONTROL_TRIGGER(name="f_sync")
            self._forward_trigger.context = self.forward
            self._index.op._add_control_input(self._forward_trigger)
        return self._forward_trigger

    @property
    def backward_trigger(self) -> Operation:
        """What an iteration of the other loop waits for: all that was taken back for it."""
        if self._backward_trigger is None:
            with self._graph.control_dependencies(None):
                self._backward_trigger = CONTROL_TRIGGER(name="b_sync")
            self._backward_trigger.context = self.backward
            self._backward_index.op._add_control_input(self._backward_trigger)
        return self._backward_trigger

    def push(self, value: Tensor, dead: bool = False) -> Tensor:
        """Let the loop in front keep a value of each iteration; the stack.

        Args:
          dead: whether it is kept where the branch that it stands in is not taken.
        """
        graph = self._graph
        here = graph.context
        with graph.control_dependencies(None):
            with self.inside(here), graph.colocate_with(value):
                stack = STACK(constant(-1, dtypes.int32), elem_type=value.dtype.base_dtype, name="f_acc")
            inside = self.forward.capture(stack)
            where = context_of_outputs(value.op)
            with graph.in_context(where.outer if dead else where):
                push = STACK_PUSH(inside, value, swap_memory=self.forward.swap_memory)
            if where is self.forward:
                self._index.op._add_control_input(push.op)
            else:
                if dead:
                    push.op.context = where
                self.forward_trigger._add_control_input(push.op)
            push.op._add_control_input(self._step)
        return stack

    def pop(self, stack: Tensor, value: Tensor, dead: bool = False) -> Tensor:
        """The value that was kept last, in the loop of the gradient."""
        graph = self._graph
        branch = self._branch_between(value, stack)
        with graph.control_dependencies(None), graph.in_context(self.backward):
            history = stack
            if branch is not None:
                history = switched(stack, self._predicate(branch))[int(branch.branch != dead)]
            taken = STACK_POP(history, elem_type=value.dtype.base_dtype)
            taken.static_shape = value.static_shape
        if self.backward.parallel_iterations > 1:
            self.backward_trigger._add_control_input(taken.op)
        return taken

    def _branch_between(self, value: Tensor, stack: Tensor) -> CondContext | None:
        """The innermost branch that a value stands in within the loop whose values a stack keeps."""
        context = value.op.context
        while context is not None and context is not stack.op.context:
            if isinstance(context, CondContext):
                return context
            context = context.outer
        return None

    def _predicate(self, branch: CondContext) -> Tensor:
        """Whether a branch was taken, as the loop of the gradient knows it."""
        state: LoopGradient | None = self
        while state is not None:
            if branch.predicate in state.saved:
                return state.saved[branch.predicate]
            state = state.outer
        return branch.predicate

    def predicate(self, branch: CondContext) -> Tensor:
        """`_predicate`, kept by the loop in front from now on if it was not."""
        if branch.predicate not in self.saved:
            with self.where_asked():
                history = self.push(branch.predicate)
            self.saved[branch.predicate] = self.pop(history, branch.predicate)
        return self.saved[branch.predicate]

    def kept(self, tensor: Tensor) -> Tensor:
        """What stands for a tensor of the loop in front: a constant of the loop, or the value that was kept of it."""
        if tensor not in self.saved:
            self.saved[tensor] = self._kept(tensor)
        return self.saved[tensor]

    def _kept(self, tensor: Tensor) -> Tensor:
        state = self
        while (enter := _constant_enter(tensor)) is not None:
            tensor = enter.inputs[0]
            if state.outer is None:
                return self.backward.capture(tensor)
            state = state.outer
        if CONSTANT in tensor.op.definition.traits:
            known: Any = constant_value(tensor)
            return constant(known, tensor.dtype)
        with self.where_asked():
            history = state.push(tensor)
        taken = state.pop(history, tensor)
        return taken if state is self else self.backward.capture(taken)

    # The gradients of the loop's nodes

    def collected(self, enter: Operation, gradient: Any) -> Any:
        """The gradient of what entered as a constant."""
        return collected(self, enter, gradient)

    def begun(self, gradient: Any) -> Any:
        """The gradient of what came out of the loop in front, in the other one."""
        loop = self.backward
        parts = expanded(gradient)
        loop.values.update(parts)
        name = "b_exit" if isinstance(gradient, Tensor) else None
        inside = rebuilt(gradient, iter([loop.enter(part, name=name) for part in parts]))
        loop.enters.append(inside)
        return inside

    def left(self, gradient: Any) -> Any:
        """The gradient of what went first into the loop in front."""
        parts = [exited(part) for part in expanded(gradient)]
        outside = rebuilt(gradient, iter(parts))
        self.backward.exits.append(outside)
        self.backward.leave(parts)
        return outside

    def of_switch(self, operation: Operation, off: Any, on: Any) -> list:
        """The gradients of a loop's `Switch`, which is asked twice: for what came out, and for what came of the body."""
        if operation in self.switches:
            if on is not None:
                self.backward.close(self.switches[operation], on, check_shape=False)
            return [None, None]
        if off is None:
            return [None, None]
        merge = self.switches[operation] = merged([off, off], name="b_switch")
        return [merge, None]

    def of_merge(self, gradient: Any) -> list:
        """The gradients of what a loop's `Merge` joins: of the first value, and of that of the iteration before."""
        return switched(gradient, self.backward.condition)


def _constant_enter(tensor: Tensor) -> Operation | None:
    """What brought a tensor into its loop, where it is the same in all iterations."""
    operation = tensor.op
    while operation.type in _PASSES:
        operation = operation.inputs[0].op
    return operation if ENTERS in operation.definition.traits and operation.attributes["is_constant"] else None
