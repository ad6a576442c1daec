"""Costs: what is known of the operations of a graph: how much they hold, compute and take."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from ..core.graph import Graph
from ..core.keys import GraphKeys
from ..core.operation import Operation
from ..core.traits import FED, REF_VARIABLE
from ..types.static_shapes import is_full
from .float_ops import float_ops

TRAINABLE = "_trainable_variables"
"""The type that trainable variables have beside their own."""

SUMS = (
    "exec_micros",
    "accelerator_exec_micros",
    "cpu_exec_micros",
    "requested_bytes",
    "peak_bytes",
    "residual_bytes",
    "output_bytes",
    "parameters",
    "float_ops",
    "run_count",
)
"""What is added up, as GraphNodeProto calls it: with `total_` before it for a node and all below it."""

_AVERAGED = SUMS[:7]


class Costs:
    """What one operation holds, computes and takes.

    Attributes:
      types: that of the operation, its devices, and what a log says it is.
      shape: of a variable or a placeholder; None for others.
    """

    def __init__(self, operation: Operation) -> None:
        self.operation = operation
        self.name = operation.name
        self.types: set[str] = {operation.type}
        self.devices: set[str] = set()
        self.float_ops = float_ops(operation)
        holds = REF_VARIABLE in operation.definition.traits or FED in operation.definition.traits
        shape = operation.outputs[0].static_shape if holds else None
        self.shape = shape if is_full(shape) else None
        self.parameters = 0 if self.shape is None else math.prod(self.shape)
        self._steps: dict[int, dict[str, int]] = {}

    def add(self, step: int, device: str, row: Any) -> None:
        """Add what a NodeExecStats says of a run of a step."""
        placed = device.replace("/device:CPU", "/device:cpu").replace("/device:GPU", "/device:gpu")
        self.devices.add(placed)
        self.types.add(placed)
        sums = self._steps.setdefault(step, dict.fromkeys(SUMS, 0))
        sums["run_count"] += 1
        sums["exec_micros"] += max(row.op_end_rel_micros, 1)
        sums["cpu_exec_micros"] += max(row.op_end_rel_micros, 1)
        for memory in row.memory:
            sums["requested_bytes"] += memory.total_bytes
            sums["peak_bytes"] += memory.peak_bytes
            sums["residual_bytes"] += memory.live_bytes
        sums["output_bytes"] += sum(output.tensor_description.allocation_description.allocated_bytes for output in row.output)

    def at(self, step: int) -> dict[str, int]:
        """All that is added up, in one step; in the average of all where `step` is negative."""
        steps = list(self._steps.values()) if step < 0 else [self._steps[step]] if step in self._steps else []
        found = {name: sum(one[name] for one in steps) for name in SUMS}
        if steps:
            found |= {name: found[name] // len(steps) for name in _AVERAGED}
        return {**found, "parameters": self.parameters, "float_ops": self.float_ops}


def costs_of(graph: Graph, op_log: Any = None) -> dict[str, Costs]:
    """What is known of the operations of a graph, by their names, without any run of it.

    Args:
      op_log: an OpLogProto, which says more of some; None for none.
    """
    found = {operation.name: Costs(operation) for operation in graph.get_operations()}
    for variable in graph.get_collection(GraphKeys.TRAINABLE_VARIABLES):
        if variable.op.name in found:
            found[variable.op.name].types.add(TRAINABLE)
    for entry in () if op_log is None else op_log.log_entries:
        if entry.name in found:
            found[entry.name].types.update(entry.types)
            if entry.float_ops:
                found[entry.name].float_ops = entry.float_ops
    return found


def add_run(found: dict[str, Costs], step: int, run_meta: Any) -> None:
    """Add what a RunMetadata says of a step. What fed an operation or is no operation of the graph is left out."""
    for device in run_meta.step_stats.dev_stats:
        if device.device.startswith("/host:"):
            continue
        for row in device.node_stats:
            if row.node_name in found:
                found[row.node_name].add(step, device.device, row)


def logged(found: Iterable[Costs], add_trace: bool, log: Any) -> None:
    """Add to an OpLogProto what trainable variables and float operations there are, with where they were made."""
    places: dict[str, int] = {}

    def number_of(text: str) -> int:
        number = places.setdefault(text, len(places) + 1)
        log.id_to_string[number] = text
        return number

    known = {entry.name: entry for entry in log.log_entries}
    for costs in found:
        is_trainable = TRAINABLE in costs.types
        if not (is_trainable or costs.float_ops or add_trace):
            continue
        entry = known.get(costs.name) or log.log_entries.add(name=costs.name)
        if costs.float_ops and not entry.float_ops:
            entry.float_ops = costs.float_ops
        if is_trainable and TRAINABLE not in entry.types:
            entry.types.append(TRAINABLE)
        if add_trace and not entry.HasField("code_def"):
            for file, line, function, text, begin in costs.operation.traceback_with_start_lines:
                trace = entry.code_def.traces.add(lineno=line, func_start_line=begin)
                trace.file_id, trace.function_id, trace.line_id = map(number_of, (file, function, text or ""))
