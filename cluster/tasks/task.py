"""A task of a cluster: what its containers hold, and the graphs that sessions have there. It knows nothing of Ray."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any, NamedTuple

from headrace.formats import proto as messages
from headrace.graph.core.graph import Graph
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traversal import topological_order
from headrace.graph.devices.placement import Placement
from headrace.graph.execution.conditions import Guards
from headrace.graph.execution.interpreter import Step
from headrace.graph.execution.masters import NO_BRANCHES
from headrace.graph.execution.plans.compiler import compile_plan
from headrace.graph.execution.plans.plan import Compiled
from headrace.graph.execution.resources import Containers
from headrace.graph.execution.session import Session
from headrace.graph.execution.tracing import TracedRun
from headrace.graph.graphdef.growing import add_nodes
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.errors import AbortedError, CancelledError, OpError, UnknownError, as_reported

from .elsewhere import ELSEWHERE, not_sent
from .queue_uses import QueueUses

ALONE = "/alone"
"""How names end of operations that are run by themselves: beside those of the same name which stand among others."""


class PartOf(NamedTuple):
    """A part of a program as a task is told of it, once.

    Attributes:
      graph: a serialized GraphDef: the nodes that the task does not have yet.
      targets: the names of what to run; tensors give a value each.
      feeds: the names of the tensors whose values come with each call.
      without: the names of operations that the others wait for, and which other parts run before.
      is_traced: whether the values are followed by a serialized StepStats of what ran.
      collections: those of variables, with the names of the new variables in them: an error says how these are initialized.
    """

    graph: bytes
    targets: Sequence[str]
    feeds: Sequence[str]
    without: Collection[str] = ()
    is_traced: bool = False
    collections: Sequence[tuple[str, Sequence[str]]] = ()


class Failure(NamedTuple):
    """What a call gives in place of values: the error, and the operation that it names."""

    error: BaseException
    operation: str | None

    @classmethod
    def of(cls, error: BaseException) -> Failure:
        """What is told of an error in another process: an error of a program as it is, any other in its words."""
        if not isinstance(error, OpError):
            return cls(UnknownError(None, None, f"{type(error).__name__}: {error}"), None)
        return cls(error, None if error.op is None else error.op.name)


class Task:
    """What one server holds and does.

    Args:
      device: the full name of its device.
    """

    def __init__(self, device: str) -> None:
        self.device = device
        self.containers = Containers()
        self._lock = threading.Lock()
        # Guarded by _lock:
        self._sessions: dict[str, _TaskSession] = {}
        self._calls: dict[str, RunContext] = {}

    def add_part(self, session: str, number: int, part: PartOf) -> None:
        """Be told of a part of the program of a session, which begins with its first part.

        Raises:
          OpError, ValueError: the graph is none, or a resource could not be made.
        """
        with self._lock:
            if session not in self._sessions:
                self._sessions[session] = _TaskSession(self)
            found = self._sessions[session]
        found.add_part(number, part)

    def begin(self, session: str, call: str, seconds: float | None) -> RunContext:
        """Note a call that is about to be made: from now on it can be cancelled.

        Args:
          seconds: how long it may wait; None: for ever.

        Raises:
          AbortedError: there is no such session; the task was started anew, or was reset.
        """
        with self._lock:
            context = RunContext(seconds, parent=self._session(session).context)
            self._calls[call] = context
            return context

    def _session(self, name: str) -> _TaskSession:
        if name not in self._sessions:
            raise AbortedError(None, None, f"Session {name} is not found.")
        return self._sessions[name]

    def called(self, method: Callable[..., Any], session: str, call: str, context: RunContext, *arguments: Any) -> Any:
        """What a method gives for a call that was begun; a Failure.

        Args:
          method: `run` or `use_queue`.
          context: of `begin`.
        """
        try:
            with self._lock:
                found = self._session(session)
            return method(found, context, *arguments)
        except BaseException as error:
            return Failure.of(as_reported(error, None))
        finally:
            with self._lock:
                self._calls.pop(call, None)

    def run(self, session: _TaskSession, context: RunContext, number: int, fed: Sequence[Any]) -> tuple:
        """Run a part.

        Args:
          fed: a value for each of its feeds.

        Returns:
          the values of the tensors that are asked for.
        """
        return session.parts[number](context, *fed)

    def use_queue(self, session: _TaskSession, context: RunContext, queue: str, method: str, arguments: Sequence[Any]) -> Any:
        """What a method of QueueUses gives."""
        return getattr(session.queues, method)(queue, context, *arguments)

    def cancel(self, call: str, why: str) -> None:
        """End the waits of a call with CancelledError."""
        with self._lock:
            context = self._calls.get(call)
        if context is not None:
            context.cancel(why)

    def close_session(self, session: str) -> None:
        """Forget what a session had for itself, and end its waits. What is in containers stays."""
        with self._lock:
            found = self._sessions.pop(session, None)
        if found is not None:
            found.close()

    def reset(self, containers: Sequence[str] = ()) -> None:
        """Clear containers; all where none is named. All sessions end: they have resources of these in their plans."""
        with self._lock:
            sessions, self._sessions = list(self._sessions.values()), {}
        for session in sessions:
            session.close()
        self.containers.clear(containers)


class _Here:
    """The master of a task's own sessions: all is here."""

    def __init__(self, task: Task) -> None:
        self.containers: Containers | None = task.containers
        self._device = task.device

    def configured(self, config: Any) -> Any:
        return config

    def placement(self, session: Session, config: Any) -> Placement:
        return Placement(config, [self._device])

    def compiled(self, session: Session, targets: Sequence[Any], feeds: Sequence[Tensor]) -> Compiled:
        return compile_plan(session, targets, feeds)

    def step(self, session: Session, operation: Operation, late: bool, branches: Mapping[Tensor, Guards] = NO_BRANCHES) -> Step:
        return Step(session, operation, late, branches)

    def is_here(self, operation: Operation) -> bool:
        return True

    def far_end(self, operation: Operation) -> Any:
        """There is none."""

    def leave(self, session: Session) -> None:
        """Nothing of it is elsewhere."""


class _TaskSession(Session):
    """The part of a session that is in a task."""

    def __init__(self, task: Task) -> None:
        self._here = _Here(task)
        self._growing = threading.Lock()  # held while the graph grows
        self.parts: dict[int, Callable[..., tuple]] = {}
        self.queues = QueueUses(self)
        super().__init__("", Graph())

    def _find_master(self, target: Any) -> Any:
        return self._here

    def add_part(self, number: int, part: PartOf) -> None:
        graph = self.graph
        with self._growing:
            add_nodes(graph, messages.graph_pb2.GraphDef.FromString(part.graph))
            for collection, names in part.collections:
                for name in names:
                    graph.add_to_collection(collection, graph.get_operation_by_name(name).outputs[0])
            targets = [graph.as_graph_element(name) for name in part.targets]
            feeds = [graph.get_tensor_by_name(name) for name in part.feeds]
            without = {operation for operation in graph.get_operations() if operation.name in part.without}
            for operation in topological_order(targets, feeds, without):
                if operation.definition is ELSEWHERE:
                    raise not_sent(operation)
            make = self._traced if part.is_traced else compile_plan
            self.parts[number] = make(self, targets, feeds, without)

    @staticmethod
    def _traced(*given: Any) -> Callable[..., tuple]:
        def part(run: RunContext, *fed: Any) -> tuple:
            traced = TracedRun(*given)
            return (*traced(run, *fed), traced.step_stats().SerializeToString())

        return part

    def close(self) -> None:
        self.queues.give_back()
        self._end("Session was closed.")

    def _refusal(self) -> Exception:
        return CancelledError(None, None, "Session was closed.")
