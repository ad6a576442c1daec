"""The plan of a request that several tasks have a part in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.formats import proto as messages
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.execution.plans.compiler import compile_plan
from headrace.graph.execution.segments import run_segments
from headrace.graph.execution.tracing import TracedRun, threads_of
from headrace.graph.runtime.kernels import calls_users, may_wait
from headrace.graph.runtime.results import copied
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.runtime.watched.spans import Span
from headrace.graph.types.errors import DeadlineExceededError
from headrace.graph.types.texts import as_kernels_take

from ..tasks.names import TaskName
from .cutting import Part, cut
from .lateness import late
from .one_by_one import OneByOne
from .remote_part import RemotePart

if TYPE_CHECKING:
    from .masters import ClusterMaster


class ClusterPlan:
    """A request as the parts that tasks run, see `Compiled`; `source` lists them.

    Args:
      master: of the session.
      is_traced: whether each run notes what the tasks do.
    """

    def __init__(
        self,
        master: ClusterMaster,
        targets: Sequence[Tensor | Operation],
        feeds: Sequence[Tensor],
        is_traced: bool = False,
    ) -> None:
        self._feeds = feeds
        self._asked_for = [target for target in targets if isinstance(target, Tensor)]
        parts = cut(targets, feeds, master.task_of)
        places = {part: place for place, part in enumerate(parts)}
        self._segments = [
            (
                _segment(master, part, is_traced),
                next(filter(may_wait, part.operations), None),
                tuple(places[other] for other in part.before),
            )
            for part in parts
        ]
        operations = [operation for part in parts for operation in part.operations]
        self._calls_users = calls_users(op for part in parts if part.task == master.own for op in part.operations)
        self.operations = len(operations)
        self.source = "\n".join(map(_listed, parts))

    def __call__(self, run: RunContext, *fed: Any) -> tuple:
        """Run it. Returns the values of the tensors asked for, in order; they are the caller's to keep. Raises OpError."""
        return self.told(run, fed, [])

    def told(self, run: RunContext, fed: Sequence[Any], stats: list[Any]) -> tuple:
        """The same; `stats` gets a StepStats of each part where it is traced."""
        values: dict[Tensor, Any] = dict(zip(self._feeds, fed, strict=True))
        segments = [
            (_named(segment.on(values, stats), waits, segment.task), before) for segment, waits, before in self._segments
        ]
        run_segments(run, segments, self._calls_users)
        return tuple(_own(values[tensor]) for tensor in self._asked_for)


def _listed(part: Part) -> str:
    names = [f"{one.type} {one.name}" for one in part.operations] or [f"read {one.name}" for one in part.gives]
    return "\n".join([f"# {part.task or 'one by one'}", *names, ""])


def _own(value: Any) -> Any:
    """A value as its caller's own: what came from another process lies in memory that nobody may write to."""
    return value if type(value) is np.ndarray and value.flags.writeable and value.ndim else copied(value)


class TracedClusterRun:
    """One run of a traced plan, see `TracedElsewhere`."""

    def __init__(self, plan: ClusterPlan) -> None:
        self._plan = plan
        self._stats: list[Any] = []
        self.source = plan.source
        self.operations = plan.operations

    def __call__(self, run: RunContext, *fed: Any) -> tuple:
        return self._plan.told(run, fed, self._stats)

    def step_stats(self, spans: Sequence[Span] = ()) -> Any:
        """The StepStats of all parts as one: to each device what ran there, in order."""
        devices: dict[str, Any] = {}
        threads: dict[str, int] = {}
        for part in (one for stats in self._stats for one in stats.dev_stats):
            device = devices.setdefault(part.device, messages.step_stats_pb2.DeviceStepStats(device=part.device))
            first = threads.get(part.device, 0)  # the threads of each part are others
            for node in part.node_stats:
                node.thread_id += first
                threads[part.device] = max(threads.get(part.device, 0), node.thread_id + 1)
            device.node_stats.extend(part.node_stats)
        for device in devices.values():
            device.node_stats.sort(key=lambda node: node.all_start_nanos)
        found = messages.step_stats_pb2.StepStats(dev_stats=[devices[name] for name in sorted(devices)])
        if spans:
            found.dev_stats.append(threads_of(spans, {}))
        return found


def _segment(master: ClusterMaster, part: Part, is_traced: bool) -> _OwnPart | _TracedPart | RemotePart:
    if part.task is not None and part.task != master.own:
        return RemotePart(master, part.task, part.targets, part.takes, part.without, is_traced)
    if is_traced:
        return _TracedPart(part, master)
    if part.task is None:
        return _OwnPart(part, OneByOne(master.session, part.targets, part.takes, part.without))
    return _OwnPart(part, compile_plan(master.session, part.targets, part.takes, part.without))


def _named(call: Callable[[RunContext], None], waits: Operation | None, task: TaskName | None) -> Callable[[RunContext], None]:
    """The call of a part, whose time-outs name the operation that may wait in it."""
    if waits is None:
        return call

    def named(run: RunContext) -> None:
        try:
            call(run)
        except DeadlineExceededError as error:
            raise late(error, waits, task) from None

    return named


class _OwnPart:
    """A part that runs in this process."""

    def __init__(self, part: Part, plan: Callable[..., tuple]) -> None:
        self.task = part.task
        self._takes = part.takes
        self._gives = part.gives
        self._plan = plan

    def on(self, values: dict[Tensor, Any], stats: list[Any]) -> Callable[[RunContext], None]:
        def call(run: RunContext) -> None:
            results = self._plan(run, *(as_kernels_take(values[tensor]) for tensor in self._takes))
            values.update(zip(self._gives, results, strict=True))

        return call


class _TracedOneByOne(OneByOne, TracedRun):
    """The same, and what ran when; of operations that are elsewhere, how long their calls took."""


class _TracedPart:
    """A part that this process traces: its own, or one whose operations are of several tasks."""

    def __init__(self, part: Part, master: ClusterMaster) -> None:
        self.task = part.task
        self._part = part
        self._session = master.session
        self._kind = _TracedOneByOne if part.task is None else TracedRun

    def on(self, values: dict[Tensor, Any], stats: list[Any]) -> Callable[[RunContext], None]:
        part = self._part
        traced = self._kind(self._session, part.targets, part.takes, part.without)

        def call(run: RunContext) -> None:
            results = traced(run, *(as_kernels_take(values[tensor]) for tensor in part.takes))
            values.update(zip(part.gives, results, strict=True))
            stats.append(traced.step_stats())

        return call
