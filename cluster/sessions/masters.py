"""The masters of a cluster's sessions: whose task is in this process, and those that are only clients of another."""

from __future__ import annotations

import contextlib
import itertools
import threading
import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from headrace.formats import proto as messages
from headrace.graph.core.graph import Graph
from headrace.graph.core.keys import GraphKeys
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BRANCHING
from headrace.graph.core.traversal import topological_order
from headrace.graph.devices.cluster import ClusterSpec
from headrace.graph.devices.placement import Placement
from headrace.graph.execution.conditions import Guards
from headrace.graph.execution.interpreter import Step
from headrace.graph.execution.masters import NO_BRANCHES
from headrace.graph.execution.plans.compiler import compile_plan
from headrace.graph.execution.plans.plan import Compiled
from headrace.graph.execution.resources import Containers
from headrace.graph.execution.session import Session
from headrace.graph.runtime.run_context import FOREVER, RunContext
from headrace.graph.types.errors import CancelledError
from headrace.pipeline.queues.queue_kind import makes_queue

from ..connection import connected
from ..tasks.actor import Presence
from ..tasks.names import TaskName, address_of, task_of, tasks_of, wanted_tasks
from ..tasks.remote import RemoteTask, find
from ..tasks.task import PartOf
from .far_queue import FarSink, FarSource
from .one_by_one import StepElsewhere
from .plan import ClusterPlan, TracedClusterRun
from .sent import Sent, is_constant, is_of_step

_PATIENCE = 30.0
"""Seconds that a client waits for the server of its target to start."""

_COLLECTIONS = (GraphKeys.LOCAL_VARIABLES, GraphKeys.GLOBAL_VARIABLES)


class ClusterMaster:
    """Runs one session of a cluster.

    Args:
      cluster: all tasks.
      task: that of its target; what asks for no task is there.
      containers: what the target's task holds, where it is in this process; None where it is elsewhere.
      presence: the handle of an actor that dies with this process; None where all tasks do.
      default: the ConfigProto of the server of the target; None: it has none.

    Attributes:
      name: of the session, as tasks know it.
      own: the task that is in this process, or None.
      session: it.
    """

    session: Session

    def __init__(
        self, cluster: ClusterSpec, task: TaskName, containers: Containers | None, presence: Any = None, default: Any = None
    ) -> None:
        self.name = uuid.uuid4().hex[:16]
        self.containers = containers
        self.own = None if containers is None else task
        self._cluster = cluster
        self._task = task
        self._presence = presence
        self._default = messages.config_pb2.ConfigProto() if default is None else default
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        # Guarded by _lock:
        self._sent: dict[TaskName, Sent] = {}
        self._tasks: dict[TaskName, RemoteTask] = {}
        self._traced: dict[Any, ClusterPlan] = {}  # of the requests that were traced
        self._alone: dict[Operation, tuple[int, Sequence[Tensor]]] = {}  # what `tell_alone` gives

    def configured(self, config: Any) -> Any:
        """A session's ConfigProto, into which the server's is merged; for whom it waits, and how long, it says itself."""
        if not self._default.ByteSize():
            return config
        found = messages.config_pb2.ConfigProto()
        if config is not None:
            found.CopyFrom(config)
        filters, timeout = list(found.device_filters), found.operation_timeout_in_ms
        found.MergeFrom(self._default)
        found.device_filters[:] = filters
        found.operation_timeout_in_ms = timeout or self._default.operation_timeout_in_ms
        return found

    def placement(self, session: Session, config: Any) -> Placement:
        """Where the operations of the session are: on the CPUs of all tasks that its `device_filters` leave."""
        self.session = session
        count = max(1, self._default.device_count.get("CPU", 1))
        tasks = self._wanted(getattr(config, "device_filters", ()))
        self._placement = Placement(config, [task.device(number) for task in tasks for number in range(count)])
        return self._placement

    def task_of(self, operation: Operation) -> TaskName:
        """The task that an operation is on."""
        self.session.follow_graph()
        return task_of(self._placement.device_of(operation))

    def compiled(self, session: Session, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor]) -> Compiled:
        """What computes `targets` when given values for `feeds`: a plan of this process, or parts of several."""
        if all(self.task_of(operation) == self.own for operation in topological_order(targets, feeds)):
            return compile_plan(session, targets, feeds)
        return ClusterPlan(self, targets, feeds)

    def remote(self, task: TaskName) -> RemoteTask:
        """A task of another process. Waits until its server has started."""
        return self._remote(task, self.session.context)

    def _remote(self, task: TaskName, run: RunContext) -> RemoteTask:
        with self._lock:
            found = self._tasks.get(task)
        if found is None:
            found = find(self._cluster.task_address(*task), task, run)
            with self._lock:
                is_new = self._tasks.setdefault(task, found) is found
            if is_new and self._presence is not None:
                found.begin("follow", self.name, self._presence)
        return found

    def traced(self, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor]) -> TracedClusterRun:
        """What computes the same once, and notes what each task does."""
        key = (tuple(targets), tuple(feeds))
        with self._lock:
            plan = self._traced.get(key)
        if plan is None:
            plan = ClusterPlan(self, targets, feeds, is_traced=True)
            with self._lock:
                plan = self._traced.setdefault(key, plan)
        return TracedClusterRun(plan)

    def tell(
        self,
        task: TaskName,
        targets: Sequence[Tensor | Operation],
        takes: Sequence[Tensor],
        without: set[Operation],
        is_traced: bool,
    ) -> int:
        """Tell a task of a part: what it needs of the graph, what to run. Returns the number by which it is called."""
        sent, number = self._sent_to(task), next(self._numbers)
        operations = topological_order(targets, takes, without)
        with sent.lock:
            graph, added = sent.missing([*operations, *(tensor.op for tensor in takes)])
            part = PartOf(
                graph.SerializeToString(),
                [target.name for target in targets],
                [tensor.name for tensor in takes],
                {operation.name for operation in without},
                is_traced,
            )
            self._add(task, sent, number, part, added)
        return number

    def tell_alone(self, operation: Operation) -> tuple[int, Sequence[Tensor]]:
        """Tell the task of an operation that it is run by itself; with the number, the tensors that come with each call."""
        with self._lock:
            told = self._alone.get(operation)
        if told is None:
            task = self.task_of(operation)
            sent, number = self._sent_to(task), next(self._numbers)
            with sent.lock:
                graph, added, alone = sent.alone(operation)
                self._add(task, sent, number, PartOf(graph.SerializeToString(), alone.targets, alone.feeds), added)
            told = number, alone.takes
            with self._lock:
                self._alone[operation] = told
        return told

    def _sent_to(self, task: TaskName) -> Sent:
        with self._lock:
            return self._sent.setdefault(task, Sent(task, self.task_of))

    def _add(self, task: TaskName, sent: Sent, number: int, part: PartOf, added: set[Operation]) -> None:
        part = part._replace(collections=[(name, _variables_in(name, self.session.graph, added)) for name in _COLLECTIONS])
        try:
            self.remote(task).add_part(self.name, number, part, self.session.context, self.session.graph)
        except BaseException:
            sent.not_sent(added)
            raise

    def _wanted(self, filters: Sequence[str]) -> list[TaskName]:
        return wanted_tasks(tasks_of(self._cluster), self._task, filters)

    def reset(self, containers: Sequence[str], filters: Sequence[str] = ()) -> None:
        """Clear containers of the tasks of the cluster that `device_filters` leave; all where none is named."""
        for task in self._wanted(filters):
            self._remote(task, FOREVER).begin("reset", list(containers)).result(FOREVER, None)

    def tell_of(self, operation: Operation) -> None:
        """Tell its task of a queue, so that it can be used by its name."""
        task = self.task_of(operation)
        sent = self._sent_to(task)
        with sent.lock:
            graph, added = sent.missing([operation])
            self._add(task, sent, next(self._numbers), PartOf(graph.SerializeToString(), (), ()), added)

    def step(self, session: Session, operation: Operation, late: bool, branches: Mapping[Tensor, Guards] = NO_BRANCHES) -> Step:
        """How the interpreter runs an operation by itself: here, or as a call. What steers branches and loops is here."""
        is_anywhere = BRANCHING in operation.definition.traits or is_constant(operation) or is_of_step(operation)
        if is_anywhere or self.is_here(operation):
            return Step(session, operation, late, branches)
        return StepElsewhere(self, operation)

    def is_here(self, operation: Operation) -> bool:
        """Whether an operation runs in this process."""
        return self.task_of(operation) == self.own

    def far_end(self, operation: Operation) -> FarSource | FarSink | None:
        """What stands for an operation on a queue of another task, where that is known before the run."""
        if not makes_queue(operation.inputs[0].op):
            return None
        return FarSink(self, operation) if operation.definition.sink else FarSource(self, operation)

    def leave(self, session: Session) -> None:
        """Have all tasks forget the session."""
        with self._lock:
            tasks = list(self._tasks.values())
        with contextlib.suppress(CancelledError):  # the process ends: they hear of that
            for task in tasks:
                task.begin("close_session", self.name)


def _variables_in(collection: str, graph: Graph, operations: set[Operation]) -> list[str]:
    found = (getattr(variable, "op", None) for variable in graph.get_collection(collection))
    return [operation.name for operation in found if operation in operations]


def client(target: str) -> ClusterMaster:
    """The master of a session whose target is a server of another process.

    Raises:
      InvalidArgumentError: the target is none.
      UnavailableError: no server is there.
    """
    address = address_of(target)
    found = find(address, None, FOREVER, _PATIENCE)
    presence = connected().remote(num_cpus=0)(Presence).remote()
    default = messages.config_pb2.ConfigProto.FromString(found.about["config"])
    return ClusterMaster(ClusterSpec(found.about["cluster"]), found.name, None, presence, default)
