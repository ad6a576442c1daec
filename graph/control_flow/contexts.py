"""Contexts: in which branch or loop operations are made.

A context makes the operations that programs build inside it its own: what they take from outside comes in through nodes
(`Switch` into a branch, `Enter` into a loop), and what takes nothing waits for a pivot, which runs where the context does.
Execution knows nothing of contexts. Source of nodes, names and messages: TensorFlow 1.15's control flow contexts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from headrace.formats.exports import export

from ..core.defaults import get_default_graph
from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import ENTERS, EXITS, SWITCHES
from .switches import switched


@export("python.ops.control_flow_ops.ControlFlowContext")
class ControlFlowContext:
    """One branch of a cond, or one loop.

    Attributes:
      name: in the graph, unique.
      outer: the context that it stands in, or None.
      nested: the contexts that stand in it.
      values: the tensors that are known inside: its own, those of contexts within, and those from outside that were asked
        for.
      external: what stands inside for a tensor from outside.
    """

    pivot: Tensor | None
    """What runs where the context does."""

    def __init__(self, name: str) -> None:
        graph = get_default_graph()
        self.name = graph.unique_name(name)
        self.outer: Any = graph.context
        self.nested: list[ControlFlowContext] = []
        if self.outer is not None:
            self.outer.nested.append(self)
        self.values: set[Tensor] = set()
        self.external: dict[Tensor, Tensor] = {}

    @property
    def loop(self) -> Any:
        """The innermost loop that the context is or stands in, or None."""
        return None if self.outer is None else self.outer.loop

    @property
    def gradient_loop(self) -> Any:
        """What is known of the loop whose gradient this context belongs to, or None."""
        return None if self.loop is None else self.loop.state

    def within(self) -> Iterator[ControlFlowContext]:
        """The context and those that it stands in, from the inside out."""
        context: Any = self
        while context is not None:
            yield context
            context = context.outer

    def knows(self, tensor: Tensor) -> bool:
        """Whether a tensor is one of the context or of one within, or came in already."""
        return tensor in self.values or self in contexts_around(tensor.op)

    def capture(self, tensor: Tensor) -> Tensor:
        """The tensor as it is seen inside: itself, or what brings it in where it comes from outside."""
        raise NotImplementedError

    def adopt(self, operation: Operation) -> None:
        """Make a new operation, whose outputs are there already, one of this context, or of one where it serves better."""
        self.adopt_here(operation)

    def adopt_here(self, operation: Operation) -> None:
        """Make a new operation one of this context."""
        raise NotImplementedError

    def check_use(self, source: Operation, operation: Operation) -> None:
        """Raises ValueError where `operation` takes something from a loop that it does not stand in."""
        inner = context_of_outputs(source)
        if inner is None or inner is operation.context or inner.loop is None:
            return
        loop = loop_of(operation)
        words = f"Cannot use '{source.name}' as input to '{operation.name}' because"
        if loop is None:
            if not operation.definition.traits & (ENTERS | SWITCHES):  # they are made outside of where they lead
                raise ValueError(f"{words} '{source.name}' is in a while loop. See info log for more details.")
        elif inner.loop not in loop.within() and not _of_one_gradient(loop, inner.loop):
            raise ValueError(f"{words} they are in different while loops. See info log for more details.")

    def leave(self, tensors: Iterable[Tensor]) -> None:
        """Let the context around know tensors that come out of this one."""
        if self.outer is not None:
            self.outer.values.update(tensors)

    def _without_external_controls(self, operation: Operation) -> list[Operation]:
        """Take out what an operation waits for outside of the innermost loop; what was taken out."""
        loop = self.loop
        if loop is None:
            return []
        inside: list[Operation] = []
        outside: list[Operation] = []
        for control in operation.control_inputs:
            context = context_of_outputs(control)
            (inside if context is not None and context.loop is loop else outside).append(control)
        operation.control_inputs[:] = inside
        return outside


@export("python.ops.control_flow_ops.CondContext")
class CondContext(ControlFlowContext):
    """One branch of a cond.

    Args:
      predicate: bool scalar tensor, outside the branch.
      pivot: what runs if the branch does.
      branch: the value of the predicate under which the branch runs.
    """

    pivot: Tensor

    def __init__(self, predicate: Tensor, pivot: Tensor, branch: bool, name: str = "cond_text") -> None:
        super().__init__(name)
        self.predicate = predicate
        self.pivot = pivot
        self.branch = branch
        self.values.update((predicate, pivot))
        self.external[predicate] = predicate
        pivot.op.context = self

    @property
    def back_prop(self) -> bool:
        """Whether gradients go through the innermost loop around."""
        return self.loop is not None and self.loop.back_prop

    def capture(self, tensor: Tensor) -> Tensor:
        if self.knows(tensor):
            return self.external.get(tensor, tensor)
        outside = self._outside(tensor)
        graph = get_default_graph()
        with graph.control_dependencies(None):
            inside = switched(outside, self.predicate)[int(self.branch)]
        graph.prevent_fetching(inside.op)
        inside.op.context = self
        for context in self.within():
            context.values.add(inside)
        self.external[tensor] = inside
        return inside

    def _outside(self, tensor: Tensor) -> Tensor:
        """A tensor just outside of the branch."""
        self.values.add(tensor)
        if self.outer is None:
            return tensor
        outside = self.outer.capture(tensor)
        self.values.add(outside)
        self.external[outside] = outside
        return outside

    def adopt_here(self, operation: Operation) -> None:
        if operation.inputs:
            operation.inputs = tuple(map(self.capture, operation.inputs))
            self._without_external_controls(operation)
        else:
            self._without_external_controls(operation)
            if not any(self in contexts_around(control) for control in operation.control_inputs):
                operation.control_inputs.append(self.pivot.op)
        for context in self.within():
            context.values.update(operation.outputs)
        if self.outer is not None or EXITS not in operation.definition.traits:
            get_default_graph().prevent_fetching(operation)

    def result(self, tensor: Tensor) -> Tensor:
        """A result of the branch inside of it, also where it was made outside."""
        if self.knows(tensor):
            return self.external.get(tensor, tensor)
        outside = self._outside(tensor)
        inside = switched(outside, self.predicate)[int(self.branch)]
        self.external[tensor] = inside
        return inside


def contexts_around(operation: Operation) -> list[ControlFlowContext]:
    """The contexts that an operation belongs to, from the inside out."""
    return [] if operation.context is None else list(operation.context.within())


def context_of_outputs(operation: Operation) -> Any:
    """The context in which an operation's outputs are used: where it leaves a loop, the one around."""
    context = operation.context
    return context.outer if context is not None and EXITS in operation.definition.traits else context


def loop_of(operation: Operation) -> Any:
    """The innermost loop that an operation belongs to, or None."""
    return None if operation.context is None else operation.context.loop


def _of_one_gradient(loop: Any, source: Any) -> bool:
    """Whether one of two loops is the other's gradient, or the gradient of one around or just inside of it."""
    if loop.state is not None:
        forward = loop.state.forward
        if source in forward.within() or source.outer is forward:
            return True
    if source.state is None:
        return False
    forward = source.state.forward
    return forward is loop or (forward.state is not None and forward.state.forward is loop)
