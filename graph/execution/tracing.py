"""Runs that are traced: when each operation started and ended, and what it gave, as StepStats."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from headrace.formats import proto as messages

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..runtime.run_context import RunContext
from .interpreter import Interpretation, Step, Values

if TYPE_CHECKING:
    from .session import Session


class _Record(NamedTuple):
    """One operation that ran: its times in nanoseconds since 1970, and the value of each output."""

    operation: Operation
    start: int
    end: int
    thread: int
    outputs: list[Any]


class TracedRun(Interpretation):
    """One run of a request, operation by operation.

    Plans share and fold operations and write into each other's memory: what they run cannot be told apart by operations.
    """

    def __init__(self, session: Session, targets: Sequence[Tensor | Operation], feeds: Sequence[Tensor]) -> None:
        self._placement = session.placement
        self._records: list[_Record] = []
        self.step = functools.partial(_TracedStep, self._records)
        super().__init__(session, targets, feeds)

    def step_stats(self) -> Any:
        """What ran, as a StepStats of the devices that anything ran on."""
        threads: dict[int, int] = {}
        devices: dict[str, Any] = {}
        for record in sorted(self._records, key=lambda record: record.start):
            name = self._placement.device_of(record.operation)
            device = devices.setdefault(name, messages.step_stats_pb2.DeviceStepStats(device=name))
            device.node_stats.append(_node_stats(record, threads.setdefault(record.thread, len(threads))))
        return messages.step_stats_pb2.StepStats(dev_stats=[devices[name] for name in sorted(devices)])


class _TracedStep(Step):
    """An operation whose runs are noted."""

    def __init__(self, records: list[_Record], *given: Any) -> None:
        super().__init__(*given)
        self._records = records

    def on(self, values: Values) -> Callable[[RunContext], None]:
        call = super().on(values)

        def traced(run: RunContext) -> None:
            start = time.time_ns()
            call(run)
            if values[self.operation]:
                outputs = [values.get(tensor) for tensor in self.operation.outputs]
                self._records.append(_Record(self.operation, start, time.time_ns(), threading.get_ident(), outputs))

        return traced


def _node_stats(record: _Record, thread: int) -> Any:
    operation, taken = record.operation, record.end - record.start
    node = messages.step_stats_pb2.NodeExecStats(
        node_name=operation.name,
        timeline_label=f"{operation.name} = {operation.type}({', '.join(_inputs(operation))})",
        thread_id=thread,
        all_start_micros=record.start // 1000,
        scheduled_micros=record.start // 1000,
        op_end_rel_micros=max(taken // 1000, 1),
        all_end_rel_micros=max(taken // 1000, 1),
        all_start_nanos=record.start,
        scheduled_nanos=record.start,
        op_end_rel_nanos=taken,
        all_end_rel_nanos=taken,
    )
    for slot, (tensor, value) in enumerate(zip(operation.outputs, record.outputs, strict=True)):
        if isinstance(value, (np.ndarray, np.generic, bytes)):
            output = node.output.add(slot=slot)
            _describe(output.tensor_description, tensor, np.asarray(value))
    return node


def _inputs(operation: Operation) -> list[str]:
    """The inputs as a NodeDef names them."""
    tensors = [tensor.name.removesuffix(":0") for tensor in operation.inputs]
    return [*tensors, *(f"^{control.name}" for control in operation.control_inputs)]


def _describe(description: Any, tensor: Tensor, value: np.ndarray) -> None:
    description.dtype = tensor.dtype.base_dtype.as_datatype_enum
    description.shape.SetInParent()
    for size in value.shape:
        description.shape.dim.add(size=size)
    description.allocation_description.requested_bytes = value.nbytes
    description.allocation_description.allocator_name = "cpu"
