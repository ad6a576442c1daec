"""A part of a request that another task runs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from headrace.formats import proto as messages
from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.runtime.run_context import RunContext
from headrace.graph.types.texts import as_kernels_take

from ..tasks.names import TaskName
from ..tasks.remote import Call

if TYPE_CHECKING:
    from .masters import ClusterMaster


class RemotePart:
    """A part that another task runs: it is told of it at the first call."""

    def __init__(
        self,
        master: ClusterMaster,
        task: TaskName,
        targets: Sequence[Tensor | Operation],
        takes: Sequence[Tensor],
        without: set[Operation],
        is_traced: bool = False,
    ) -> None:
        self._master = master
        self.task = task
        self._targets = targets
        self._takes = takes
        self._gives = [target for target in targets if isinstance(target, Tensor)]
        self._without = without
        self._is_traced = is_traced
        self._lock = threading.Lock()
        self._number: int | None = None  # written under _lock

    def on(self, values: dict[Tensor, Any], stats: list[Any]) -> Callable[[RunContext], None]:
        """What runs it, taking from `values` and leaving there what it gives. Called again it goes on to wait.

        Args:
          stats: gets a StepStats of what the task did, where the part is traced.
        """
        begun: Call | None = None

        def call(run: RunContext) -> None:
            nonlocal begun
            if begun is None:
                begun = self._begin(run, values)
            results = begun.result(run, self._master.session.graph)
            if self._is_traced:
                *results, told = results
                stats.append(messages.step_stats_pb2.StepStats.FromString(told))
            values.update(zip(self._gives, results, strict=True))

        return call

    def read(self) -> Any:
        """The one value that it gives, where it takes none. Raises OpError."""
        session = self._master.session
        (value,) = self._begin(session.context, {}).result(session.context, session.graph)
        return value

    def _begin(self, run: RunContext, values: Mapping[Tensor, Any]) -> Call:
        if self._number is None:
            with self._lock:
                if self._number is None:
                    self._number = self._master.tell(self.task, self._targets, self._takes, self._without, self._is_traced)
        fed = [as_kernels_take(values[tensor]) for tensor in self._takes]
        return self._master.remote(self.task).run(self._master.name, self._number, run.seconds_left(), fed)
