"""What is of several tasks and cannot be parted, a loop or a branch: its operations run one by one, each where it belongs."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from headrace.graph.core.operation import Operation
from headrace.graph.core.tensor import Tensor
from headrace.graph.core.traits import BRANCHING, RESOURCE
from headrace.graph.execution.conditions import Guards
from headrace.graph.execution.interpreter import Interpretation, Step, Values, value_of
from headrace.graph.runtime.kernels import ref_inputs
from headrace.graph.runtime.run_context import RunContext

from .remote_part import RemotePart
from .sent import is_constant

if TYPE_CHECKING:
    from .masters import ClusterMaster


_NONE: Mapping[Tensor, Guards] = MappingProxyType({})


class OneByOne(Interpretation):
    """The interpreter, where the operations of other tasks are calls.

    Args:
      master: of the session.
      outside: operations that run elsewhere.
    """

    def __init__(
        self,
        master: ClusterMaster,
        targets: Sequence[Tensor | Operation],
        feeds: Sequence[Tensor],
        outside: Container[Operation],
    ) -> None:
        def step(session: Any, operation: Operation, late: bool, branches: Mapping[Tensor, Guards] = _NONE) -> Step:
            is_here = BRANCHING in operation.definition.traits or is_constant(operation)
            if is_here or master.task_of(operation) == master.own:
                return Step(session, operation, late, branches)
            return _StepElsewhere(master, operation)

        self.step = step
        super().__init__(master.session, targets, feeds, outside)


class _StepElsewhere(Step):
    """One operation that another task runs. References to variables and queues stay there."""

    def __init__(self, master: ClusterMaster, operation: Operation) -> None:
        self.operation = operation
        self._branches = {}
        self._is_resource = RESOURCE in operation.definition.traits
        refs = ref_inputs(operation)
        takes = [
            tensor
            for position, tensor in enumerate(operation.inputs)
            if position not in refs and RESOURCE not in tensor.op.definition.traits
        ]
        self._takes = list(dict.fromkeys(takes))
        targets: list[Tensor | Operation] = list(operation.outputs) or [operation]
        self._part = RemotePart(master, master.task_of(operation), targets, self._takes, set(operation.control_inputs))

    def _results(self, run: RunContext, values: Values) -> Sequence[Any]:
        if self._is_resource:
            return [None] * len(self.operation.outputs)
        fed = {tensor: value_of(values, tensor) for tensor in self._takes}
        return self._part.call(run, fed)
