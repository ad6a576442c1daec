"""What is of several tasks and cannot be parted, a loop or a branch: its operations run one by one, each where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.graph.core.operation import Operation
from headrace.graph.core.traits import REF_VARIABLE, RESOURCE
from headrace.graph.execution.interpreter import Interpretation, Step, Values, value_of
from headrace.graph.runtime.run_context import RunContext, WouldBlock
from headrace.graph.runtime.variable_state import VariableState
from headrace.graph.types.texts import as_kernels_take

from ..tasks.remote import Call
from .remote_part import RemotePart

if TYPE_CHECKING:
    from .masters import ClusterMaster


class OneByOne(Interpretation):
    """The interpreter, in which calls may wait for other tasks."""

    def __call__(self, run: RunContext, *fed: Any) -> tuple:
        if run.nowait:
            raise WouldBlock  # before anything has changed: any of the calls may have to wait
        return super().__call__(run, *fed)


class StepElsewhere(Step):
    """One operation that another task runs by itself. References to variables and queues stay there."""

    def __init__(self, master: ClusterMaster, operation: Operation) -> None:
        self.operation = operation
        self._branches = {}
        self._master = master
        self._state: VariableState | None = None
        if RESOURCE in operation.definition.traits:
            if REF_VARIABLE in operation.definition.traits:
                self._state = _VariableElsewhere(master, operation)
        else:
            self._number, self._takes = master.tell_alone(operation)

    def _results(self, run: RunContext, values: Values) -> Sequence[Any]:
        operation = self.operation
        if RESOURCE in operation.definition.traits:
            return (self._state,)
        call = values.pop(self, None) or self._begin(run, values)
        try:
            results = call.result(run, operation.graph)
        except WouldBlock:
            values[self] = call  # it goes on: what comes next waits for it
            raise
        return [as_kernels_take(value) for value in results]

    def _begin(self, run: RunContext, values: Values) -> Call:
        fed = [value_of(values, tensor) for tensor in self._takes]
        task = self._master.remote(self._master.task_of(self.operation))
        return task.run(self._master.name, self._number, run.seconds_left(), fed)


class _VariableElsewhere(VariableState):
    """A variable of another task: whoever takes its value reads it there."""

    __slots__ = ("_part",)

    def __init__(self, master: ClusterMaster, operation: Operation) -> None:
        super().__init__(operation.name)
        self._part = RemotePart(master, master.task_of(operation), operation.outputs, (), set())

    def read(self) -> np.ndarray:
        value: np.ndarray = as_kernels_take(self._part.read())
        return value
