"""What is of several tasks and cannot be parted, a loop or a branch: its operations run one by one, each where it belongs."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import numpy as np

from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BRANCHING, REF_VARIABLE, RESOURCE
from headrace.graph.execution.conditions import Guards
from headrace.graph.execution.interpreter import Interpretation, Step, Values, value_of
from headrace.graph.runtime.run_context import RunContext, WouldBlock
from headrace.graph.runtime.variable_state import VariableState
from headrace.graph.types.texts import as_kernels_take

from .remote_part import RemotePart
from .sent import is_constant, is_of_step

if TYPE_CHECKING:
    from .masters import ClusterMaster


_NONE: Mapping[Tensor, Guards] = MappingProxyType({})


class OneByOne(Interpretation):
    """The interpreter, where the operations of other tasks are calls.

    Args:
      master: of the session.
      without: operations that nothing of it waits for: they run elsewhere.
    """

    def __init__(
        self,
        master: ClusterMaster,
        targets: Sequence[Tensor | Operation],
        feeds: Sequence[Tensor],
        without: Container[Operation],
    ) -> None:
        def step(session: Any, operation: Operation, late: bool, branches: Mapping[Tensor, Guards] = _NONE) -> Step:
            is_here = BRANCHING in operation.definition.traits or is_constant(operation) or is_of_step(operation)
            if is_here or master.task_of(operation) == master.own:
                return Step(session, operation, late, branches)
            return _StepElsewhere(master, operation)

        self.step = step
        super().__init__(master.session, targets, feeds, without)

    def __call__(self, run: RunContext, *fed: Any) -> tuple:
        if run.nowait:
            raise WouldBlock  # before anything has changed: any of the calls may have to wait
        return super().__call__(run, *fed)


class _StepElsewhere(Step):
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
        fed = [value_of(values, tensor) for tensor in self._takes]
        task = self._master.remote(self._master.task_of(operation))
        call = task.run(self._master.name, self._number, run.seconds_left(), fed)
        return [as_kernels_take(value) for value in call.result(run, operation.graph)]


class _VariableElsewhere(VariableState):
    """A variable of another task: whoever takes its value reads it there."""

    __slots__ = ("_part",)

    def __init__(self, master: ClusterMaster, operation: Operation) -> None:
        super().__init__(operation.name)
        self._part = RemotePart(master, master.task_of(operation), operation.outputs, (), set())

    def read(self) -> np.ndarray:
        value: np.ndarray = as_kernels_take(self._part.read())
        return value
