"""Timeline: StepStats as a page of Chrome's chrome://tracing.

Source of the format: "Trace Event Format", The Chromium Projects.
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from headrace.formats.exports import export

_LABEL = re.compile(r"(.+) = (.+)\((.*)\)", re.DOTALL)


class _Place(NamedTuple):
    """Where an operation stands on the page."""

    pid: int
    tid: int
    start: int
    end: int


@export("python.client.timeline.Timeline")
class Timeline:
    """What ran when in a traced run.

    Args:
      step_stats: a StepStats, as `RunMetadata` has it.
      graph: accepted, has no effect.
    """

    def __init__(self, step_stats: Any, graph: Any = None) -> None:
        self._step_stats = step_stats

    def generate_chrome_trace_format(
        self, show_dataflow: bool = True, show_memory: bool = False, op_time: str = "schedule"
    ) -> str:
        """The page as JSON: an event for each operation, in as many lanes as ran side by side.

        Args:
          show_dataflow: with arrows between operations of different lanes.
          show_memory: with how many bytes the outputs have whose users have not all run yet.
          op_time: accepted; operations have one time.
        """
        events: list[dict[str, Any]] = [_process("Allocators", 0)]
        devices = list(self._step_stats.dev_stats)
        for number, device in enumerate(devices):
            events += [
                _process(f"{device.device} Compute", 2 * number + 1),
                _process(f"{device.device} Tensors", 2 * number + 2),
            ]
        places: dict[str, _Place] = {}
        last_use: dict[str, int] = {}
        arrows = 0
        for number, device in enumerate(devices):
            lanes: list[int] = []
            for stats in sorted(device.node_stats, key=lambda stats: stats.all_start_micros):
                place = _placed(stats, 2 * number + 1, lanes)
                op, inputs = _parsed(stats)
                taken = {f"input{position}": name for position, name in enumerate(inputs)}
                arguments = {"name": stats.node_name, "op": op, **taken}
                duration = place.end - place.start
                events.append(_event("X", "Op", op, place.pid, place.tid, place.start, dur=duration, args=arguments))
                for name in inputs:
                    source = places.get(name.lstrip("^").partition(":")[0])
                    if source is None:
                        continue
                    last_use[name] = place.end
                    if show_dataflow and source[:2] != place[:2]:
                        events.append(_event("s", "DataFlow", name, source.pid, source.tid, source.end, id=arrows))
                        events.append(_event("t", "DataFlow", name, place.pid, place.tid, place.start, id=arrows))
                        arrows += 1
                places[stats.node_name] = place
        if show_memory:
            events += self._memory(places, last_use)
        return json.dumps({"traceEvents": events}, indent=4, separators=(",", ": "))

    def _memory(self, places: dict[str, _Place], last_use: dict[str, int]) -> list[dict[str, Any]]:
        changes: list[tuple[int, str, int]] = []
        for device in self._step_stats.dev_stats:
            for stats in device.node_stats:
                end = places[stats.node_name].end
                for output in stats.output:
                    name = stats.node_name + (f":{output.slot}" if output.slot else "")
                    held = output.tensor_description.allocation_description
                    changes.append((places[stats.node_name].start, held.allocator_name, held.requested_bytes))
                    changes.append((last_use.get(name, end), held.allocator_name, -held.requested_bytes))
        total: dict[str, int] = {}
        found = []
        for time, allocator, change in sorted(changes, key=lambda change: change[:2]):
            total[allocator] = total.get(allocator, 0) + change
            found.append(_event("C", "Memory", allocator, 0, 0, time, args={allocator: total[allocator]}))
        return found


def _process(name: str, pid: int) -> dict[str, Any]:
    return {"name": "process_name", "ph": "M", "pid": pid, "args": {"name": name}}


def _event(kind: str, category: str, name: str, pid: int, tid: int, time: int, **more: Any) -> dict[str, Any]:
    return {"ph": kind, "cat": category, "name": name, "pid": pid, "tid": tid, "ts": time, **more}


def _placed(stats: Any, pid: int, lanes: list[int]) -> _Place:
    """The first lane that is free; `lanes` are the times at which each will be."""
    start = stats.all_start_micros
    end = start + max(stats.all_end_rel_micros, 1)
    lane = next((number for number, free in enumerate(lanes) if free <= start), len(lanes))
    lanes[lane : lane + 1] = [end]
    return _Place(pid, lane, start, end)


def _parsed(stats: Any) -> tuple[str, list[str]]:
    """The type of an operation and its inputs, from the label."""
    found = _LABEL.fullmatch(stats.timeline_label)
    if found is None:
        return "unknown", []
    return found[2], found[3].split(", ") if found[3] else []
