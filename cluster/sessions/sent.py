"""What a task is sent of a graph: the nodes it runs with all of its own that these need, and stand-ins for those of others.

Every node has one form on a task for good, whatever is fed or asked for, so that each is sent once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from headrace.formats import proto as messages
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import CONSTANT, RESOURCE
from headrace.graph.graphdef.export import function_def, functions_called, input_name, node_def, versions
from headrace.graph.types.dtypes import resource, variant

from ..tasks.elsewhere import stand_in
from ..tasks.names import TaskName
from ..tasks.task import ALONE


def is_constant(operation: Operation) -> bool:
    """Whether an operation gives the same wherever it is, and waits for nothing: each task has its own."""
    return CONSTANT in operation.definition.traits and not operation.inputs and not operation.control_inputs


class Alone(NamedTuple):
    """An operation that is run by itself.

    Attributes:
      takes: the tensors whose values come with each call.
      targets, feeds: names, as of a part.
    """

    takes: Sequence[Tensor]
    targets: Sequence[str]
    feeds: Sequence[str]


def is_of_step(operation: Operation) -> bool:
    """Whether an operation makes or uses what lives no longer than a step and cannot leave its process: a TensorArray."""
    if RESOURCE in operation.definition.traits:
        return False
    handles = [tensor for tensor in (*operation.inputs, *operation.outputs) if tensor.dtype in (resource, variant)]
    return any(_root(tensor) is None for tensor in handles)


def _root(tensor: Tensor) -> Tensor | None:
    """The variable, queue or the like that a tensor is a reference to; None where it is a value."""
    while RESOURCE not in tensor.op.definition.traits:
        before = [one for one in tensor.op.inputs if _is_reference(one)] if _is_reference(tensor) else []
        if not before:
            return None
        tensor = before[0]
    return tensor


def _is_reference(tensor: Tensor) -> bool:
    return tensor.dtype._is_ref_dtype or tensor.dtype is resource


class Sent:
    """What of the graph of a session one task has been sent.

    Args:
      task: it.
      task_of: to an operation the task it is on.
    """

    def __init__(self, task: TaskName, task_of: Callable[[Operation], TaskName]) -> None:
        self._task = task
        self._task_of = task_of
        self.lock = threading.Lock()  # held while something is sent
        self._there: set[Operation] = set()  # guarded by lock
        self._functions: set[Any] = set()  # guarded by lock
        self._alone: set[Operation] = set()  # guarded by lock: those that are there to be run by themselves, too

    def missing(self, operations: Iterable[Operation]) -> tuple[messages.graph_pb2.GraphDef, set[Operation]]:
        """A GraphDef of the nodes that the task needs to run these, and does not have, and what it was not sent before.

        The lock must be held. What does not reach it is taken back by `not_sent`.
        """
        before = set(self._there)
        graph = messages.graph_pb2.GraphDef(versions=versions())
        waiting = list(operations)
        own: list[Operation] = []
        while waiting:
            operation = waiting.pop()
            if operation in self._there:
                continue
            self._there.add(operation)
            if self._is_own(operation):
                own.append(operation)
                graph.node.append(self._node(operation))
                waiting.extend(tensor.op for tensor in operation.inputs)
                waiting.extend(control for control in operation.control_inputs if self._is_own(control))
            else:
                graph.node.append(stand_in(operation.name, operation.outputs))
        functions = [one for one in functions_called(own) if one not in self._functions]
        self._functions.update(functions)
        graph.library.function.extend(function_def(function) for function in functions)
        return graph, self._there - before

    def alone(self, operation: Operation) -> tuple[messages.graph_pb2.GraphDef, set[Operation], Alone]:
        """The same for one operation that is run by itself, whatever it stands in: it takes what comes with each call, and
        references from the variables and queues themselves. The lock must be held."""
        roots = [self._own_root(tensor) for tensor in operation.inputs]
        graph, added = self.missing(root.op for root in roots if root is not None)
        node = node_def(operation)
        node.name = f"{operation.name}{ALONE}"
        node.device = ""
        node.attr.pop("_class", None)
        given = [tensor for tensor, root in zip(operation.inputs, roots, strict=True) if root is None]
        values = stand_in(f"{node.name}/inputs", given)
        places = iter(range(len(given)))
        del node.input[:]
        node.input.extend(f"{values.name}:{next(places)}" if root is None else input_name(root) for root in roots)
        if operation not in self._alone:
            graph.node.extend([values, node])
            self._alone.add(operation)
        functions = [one for one in functions_called([operation]) if one not in self._functions]
        self._functions.update(functions)
        graph.library.function.extend(function_def(function) for function in functions)
        feeds = [f"{values.name}:{place}" for place in range(len(given))]
        targets = [f"{node.name}:{place}" for place in range(len(operation.outputs))] or [node.name]
        return graph, added, Alone(given, targets, feeds)

    def _own_root(self, tensor: Tensor) -> Tensor | None:
        root = _root(tensor)
        return root if root is not None and self._is_own(root.op) else None

    def not_sent(self, operations: set[Operation]) -> None:
        """Send these again the next time. The lock must be held."""
        self._there -= operations
        self._alone.clear()
        self._functions.clear()

    def _is_own(self, operation: Operation) -> bool:
        return is_constant(operation) or self._task_of(operation) == self._task

    def _node(self, operation: Operation) -> messages.graph_pb2.NodeDef:
        node = node_def(operation)
        node.device = ""
        node.attr.pop("_class", None)
        controls = [f"^{control.name}" for control in operation.control_inputs if self._is_own(control)]
        node.input[len(operation.inputs) :] = controls
        return node
