"""Runs that are traced: when each operation started and ended, and what it gave, as StepStats; what the threads of the pipeline
did meanwhile; what the operations cost, as a graph."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Container, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from headrace.formats import proto as messages

from ..core.operation import Operation
from ..core.tensor import Tensor
from ..core.traits import CONSTANT, RESOURCE
from ..core.traversal import topological_order
from ..runtime.run_context import RunContext
from ..runtime.variable_state import VariableState
from ..runtime.watched.spans import Recording, Span
from .interpreter import Interpretation, Step, Values, step_of
from .masters import TracedElsewhere
from .requests import Request

if TYPE_CHECKING:
    from .session import Session


_THREADS = "/host:CPU"
"""The device whose rows are threads, not operations; TensorFlow has its own threads there."""


class _Record(NamedTuple):
    """One operation that ran: its times in nanoseconds since 1970, and the array of each output."""

    operation: Operation
    start: int
    end: int
    thread: int
    outputs: list[np.ndarray | None]


class TracedRun(Interpretation):
    """One run of a request, operation by operation.

    Plans share and fold operations and write into each other's memory: what they run cannot be told apart by operations.
    """

    def __init__(
        self,
        session: Session,
        targets: Sequence[Tensor | Operation],
        feeds: Sequence[Tensor],
        without: Container[Operation] = (),
    ) -> None:
        self._placement = session.placement
        self._records: list[_Record] = []
        self.step = functools.partial(_TracedStep, self._records, step_of(session))
        super().__init__(session, targets, feeds, without)

    def step_stats(self, spans: Sequence[Span] = ()) -> Any:
        """What ran, as a StepStats of the devices that anything ran on.

        Args:
          spans: what the threads of the pipeline did meanwhile, for `/host:CPU`.
        """
        threads: dict[int, int] = {}
        devices: dict[str, Any] = {}
        for record in sorted(self._records, key=lambda record: record.start):
            name = self._placement.device_of(record.operation)
            device = devices.setdefault(name, messages.step_stats_pb2.DeviceStepStats(device=name))
            device.node_stats.append(_node_stats(record, threads.setdefault(record.thread, len(threads))))
        if spans:
            devices[_THREADS] = threads_of(spans, threads)
        return messages.step_stats_pb2.StepStats(dev_stats=[devices[name] for name in sorted(devices)])

    def cost_graph(self) -> Any:
        """What the operations took and gave, as a CostGraphDef: microseconds and bytes."""
        graph = messages.config_pb2.CostGraphDef()
        graph.node.add(name="_SOURCE")
        sink = graph.node.add(name="_SINK", id=1, control_input=[0])
        last = {record.operation: record for record in self._records}
        numbers = {operation: number for number, operation in enumerate(last, 2)}
        used = {one for operation in last for one in (*(t.op for t in operation.inputs), *operation.control_inputs)}
        for operation, record in last.items():
            node = graph.node.add(
                name=operation.name,
                device=self._placement.device_of(operation),
                id=numbers[operation],
                control_input=[numbers[one] for one in operation.control_inputs if one in numbers],
                compute_cost=sum(one.end - one.start for one in self._records if one.operation is operation) // 1000,
            )
            for tensor in operation.inputs:
                if tensor.op in numbers:
                    node.input_info.add(preceding_node=numbers[tensor.op], preceding_port=tensor.value_index)
            if not operation.inputs and not operation.control_inputs:
                node.control_input.append(0)
            for tensor, value in zip(operation.outputs, record.outputs, strict=True):
                described = node.output_info.add(alias_input_port=-1, dtype=tensor.dtype.as_datatype_enum)
                if value is not None:
                    described.size = value.nbytes
                    described.shape.SetInParent()
                    described.shape.dim.extend(messages.tensor_pb2.TensorShapeProto.Dim(size=size) for size in value.shape)
            if _stays(operation):
                node.persistent_memory_size = sum(output.size for output in node.output_info)
            if operation not in used:
                sink.control_input.append(node.id)
        return graph


def run_and_tell(session: Session, request: Request, run: RunContext, feed_dict: Any, options: Any, metadata: Any) -> Any:
    """The results of a request, and in a RunMetadata what its options ask for."""
    metadata.Clear()
    parts = getattr(options, "output_partition_graphs", False)
    traces = session.builds_cost_model or getattr(options, "trace_level", 0) > 0
    if not (traces or parts):
        return request.results(run, feed_dict)
    order = topological_order(request.targets, request.fed)
    traced: TracedRun | TracedElsewhere
    if session.master is None or all(map(session.master.is_here, order)):
        traced = TracedRun(session, request.targets, request.fed)
    else:
        traced = session.master.traced(request.targets, request.fed)
    recording = Recording(session.context)
    try:
        results = request._replace(plan=traced).results(run, feed_dict)
    finally:
        spans = recording.stop()
    if traces:
        metadata.step_stats.CopyFrom(traced.step_stats(spans))
    if session.builds_cost_model and isinstance(traced, TracedRun):
        metadata.cost_graph.CopyFrom(traced.cost_graph())
    if parts:
        metadata.partition_graphs.extend(_partition_graphs(session, request, order))
    return results


def threads_of(spans: Sequence[Span], numbers: dict[int, int]) -> Any:
    """What threads did beside the operations of a run, and where they waited, as a DeviceStepStats.

    Args:
      numbers: to each thread that ran operations its number.
    """
    device = messages.step_stats_pb2.DeviceStepStats(device=_THREADS)
    for span in sorted(spans, key=lambda span: (span.begin, -span.end)):
        number = numbers.setdefault(span.thread, len(numbers))
        device.thread_names[number] = span.thread_name
        row = device.node_stats.add(node_name=span.name, timeline_label=f"{span.name} = {span.did}()", thread_id=number)
        _set_times(row, span.begin, span.end)
    return device


def _partition_graphs(session: Session, request: Request, order: Sequence[Operation]) -> list[Any]:
    """The nodes that were to run, by devices. What was fed is an `_Arg`, what is fetched goes to a `_Retval`."""
    graphs: dict[str, Any] = {}

    def nodes_of(operation: Operation) -> Any:
        return graphs.setdefault(session.placement.device_of(operation), messages.graph_pb2.GraphDef()).node

    arguments = {}
    for place, tensor in enumerate(request.fed):
        arguments[tensor] = f"_arg_{tensor.op.name}_{tensor.value_index}_{place}"
        node = nodes_of(tensor.op).add(name=arguments[tensor], op="_Arg")
        node.attr["T"].type = tensor.dtype.as_datatype_enum
        node.attr["index"].i = place
    skipped = {tensor.op for tensor in request.fed}
    for operation in order:
        if operation not in skipped:
            node = nodes_of(operation).add()
            node.CopyFrom(operation.node_def)
            for place, tensor in enumerate(operation.inputs):
                if tensor in arguments:
                    node.input[place] = arguments[tensor]
    for place, target in enumerate(target for target in request.targets if isinstance(target, Tensor)):
        name = f"_retval_{target.op.name}_{target.value_index}_{place}"
        node = nodes_of(target.op).add(name=name, op="_Retval", input=[arguments.get(target, _named(target))])
        node.attr["T"].type = target.dtype.base_dtype.as_datatype_enum
        node.attr["index"].i = place
    for device, graph in graphs.items():
        for node in graph.node:
            node.device = device
    return [graphs[name] for name in sorted(graphs)]


class _TracedStep(Step):
    """A step whose runs are noted."""

    def __init__(self, records: list[_Record], step: Callable[..., Step], *given: Any) -> None:
        self._step = step(*given)
        self.operation = self._step.operation
        self._records = records

    @property
    def operations(self) -> list[Operation]:
        return self._step.operations

    def on(self, values: Values) -> Callable[[RunContext], None]:
        call, operation = self._step.on(values), self.operation

        def traced(run: RunContext) -> None:
            start = time.time_ns()
            call(run)
            if values[operation]:
                outputs = [_array(values.get(tensor)) for tensor in operation.outputs]
                self._records.append(_Record(operation, start, time.time_ns(), threading.get_ident(), outputs))

        return traced


def _node_stats(record: _Record, thread: int) -> Any:
    operation = record.operation
    node = messages.step_stats_pb2.NodeExecStats(
        node_name=operation.name,
        timeline_label=f"{operation.name} = {operation.type}({', '.join(_inputs(operation))})",
        thread_id=thread,
    )
    _set_times(node, record.start, record.end)
    for slot, (tensor, value) in enumerate(zip(operation.outputs, record.outputs, strict=True)):
        if value is not None:
            output = node.output.add(slot=slot)
            _describe(output.tensor_description, tensor, value)
    held = sum(output.tensor_description.allocation_description.requested_bytes for output in node.output)
    if held and _stays(operation):
        node.memory_stats.persistent_memory_size = held
    elif held:
        node.memory.add(allocator_name="cpu", total_bytes=held, peak_bytes=held, live_bytes=held)
    return node


def _stays(operation: Operation) -> bool:
    """Whether the memory of what an operation gives is there when it runs."""
    traits = operation.definition.traits
    return CONSTANT in traits or RESOURCE in traits


def _array(value: Any) -> np.ndarray | None:
    """A value as an array; that of a variable, where it has one. None for what is no array."""
    if isinstance(value, VariableState):
        value = value.value
    return np.asarray(value) if isinstance(value, (np.ndarray, np.generic, bytes)) else None


def _set_times(node: Any, start: int, end: int) -> None:
    """Say when something began and ended, in nanoseconds since 1970."""
    taken = end - start
    node.all_start_micros = node.scheduled_micros = start // 1000
    node.op_end_rel_micros = node.all_end_rel_micros = max(taken // 1000, 1)
    node.all_start_nanos = node.scheduled_nanos = start
    node.op_end_rel_nanos = node.all_end_rel_nanos = taken


def _inputs(operation: Operation) -> list[str]:
    """The inputs as a NodeDef names them."""
    return [*map(_named, operation.inputs), *(f"^{control.name}" for control in operation.control_inputs)]


def _named(tensor: Tensor) -> str:
    return tensor.name.removesuffix(":0")


def _describe(description: Any, tensor: Tensor, value: np.ndarray) -> None:
    description.dtype = tensor.dtype.base_dtype.as_datatype_enum
    description.shape.SetInParent()
    for size in value.shape:
        description.shape.dim.add(size=size)
    description.allocation_description.requested_bytes = value.nbytes
    description.allocation_description.allocator_name = "cpu"
