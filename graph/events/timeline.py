"""Timeline: StepStats as a page of Chrome's chrome://tracing, which Perfetto shows too.

Source of the format: "Trace Event Format", The Chromium Projects.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from headrace.formats.exports import export

_LABEL = re.compile(r"(.*) = (.*)\((.*)\)", re.DOTALL)
_RECEIVED = "RecvTensor"


class AllocationMaximum(NamedTuple):
    """When the tensors of an allocator took most.

    Attributes:
      timestamp: microseconds.
      num_bytes: how much.
      tensors: the names of those that were there.
    """

    timestamp: int
    num_bytes: int
    tensors: set[str]


class StepStatsAnalysis(NamedTuple):
    """What `Timeline.analyze_step_stats` gives.

    Attributes:
      chrome_trace: the page, with a method `format_to_string(pretty=False)`.
      allocator_maximums: an AllocationMaximum for each allocator by its name.
    """

    chrome_trace: Any
    allocator_maximums: dict[str, AllocationMaximum]


class _Page:
    """The events of a page."""

    def __init__(self) -> None:
        self._names: list[dict[str, Any]] = []
        self._events: list[dict[str, Any]] = []

    def name(self, what: str, text: str, pid: int, **more: Any) -> None:
        """Say what a process or a thread is called."""
        self._names.append({"name": what, "ph": "M", "pid": pid, **more, "args": {"name": text}})

    def add(self, kind: str, category: str, name: str, pid: int, tid: int, time: int, **more: Any) -> None:
        """Add an event; `kind` is the letter that Chrome has for it."""
        self._events.append({"ph": kind, "cat": category, "name": name, "pid": pid, "tid": tid, "ts": time, **more})

    def format_to_string(self, pretty: bool = False) -> str:
        """The page as JSON, over many lines where it is to be `pretty`."""
        page = {"traceEvents": [*self._names, *self._events]}
        return json.dumps(page, indent=4, separators=(",", ": ")) if pretty else json.dumps(page, separators=(",", ":"))


class _Tensor:
    """What was seen of an output: when it was made, who used it last."""

    def __init__(self, number: int, pid: int, stats: Any, output: Any) -> None:
        held = output.tensor_description.allocation_description
        self.number = number
        self.pid = pid
        self.allocator = held.allocator_name
        self.bytes = held.requested_bytes
        self.made_at = stats.all_start_micros
        self.last_use = _end(stats)


class _Place(NamedTuple):
    """Where the operation that made a tensor stands on the page, and when it ended."""

    pid: int
    tid: int
    end: int


class _Row(NamedTuple):
    """A device of the statistics: its number, and its operations with their lanes."""

    pid: int
    name: str
    operations: list[tuple[Any, int]]


@export("python.client.timeline.Timeline")
class Timeline:
    """What ran when in a traced run.

    A device whose threads have names, such as those of a pipeline, has a lane for each of them; on others there are as many as
    ran side by side.

    Args:
      step_stats: a StepStats, as `RunMetadata` has it.
      graph: accepted, has no effect.
    """

    def __init__(self, step_stats: Any, graph: Any = None) -> None:
        self._step_stats = step_stats

    def generate_chrome_trace_format(
        self, show_dataflow: bool = True, show_memory: bool = False, op_time: str = "schedule"
    ) -> str:
        """The page as JSON, for chrome://tracing and ui.perfetto.dev: an event for each operation.

        Args:
          show_dataflow: with arrows between operations of different lanes.
          show_memory: with how many bytes the outputs have whose users have not all run yet.
          op_time: accepted; operations have one time.

        Returns:
          a str.
        """
        return self.analyze_step_stats(show_dataflow, show_memory).chrome_trace.format_to_string(pretty=True)

    def analyze_step_stats(
        self, show_dataflow: bool = True, show_memory: bool = True, op_time: str = "schedule"
    ) -> StepStatsAnalysis:
        """The page, and when the outputs took most memory.

        Args:
          show_dataflow, show_memory, op_time: as of `generate_chrome_trace_format`.

        Returns:
          a StepStatsAnalysis; without `show_memory` it has no maximums.
        """
        page = _Page()
        page.name("process_name", "Allocators", 0)
        rows = list(self._rows(page))
        tensors = self._tensors(page, rows, show_memory)
        self._show_operations(page, rows, tensors, show_dataflow)
        return StepStatsAnalysis(page, _show_memory(page, tensors) if show_memory else {})

    def _rows(self, page: _Page) -> Iterator[_Row]:
        for number, device in enumerate(self._step_stats.dev_stats):
            pid = 2 * number + 1
            page.name("process_name", f"{device.device} Compute", pid)
            page.name("process_name", f"{device.device} Tensors", pid + 1)
            lanes = [0]
            if device.thread_names:
                tids = {thread: tid for tid, thread in enumerate(sorted(device.thread_names))}
                for thread, tid in tids.items():
                    page.name("thread_name", device.thread_names[thread], pid, tid=tid)
                placed = [(stats, tids[stats.thread_id]) for stats in device.node_stats]
            else:
                placed = [(stats, _lane(stats, lanes)) for stats in device.node_stats]
            yield _Row(pid, device.device, placed)

    def _tensors(self, page: _Page, rows: list[_Row], shown: bool) -> dict[str, _Tensor]:
        found: dict[str, _Tensor] = {}
        for row in rows:
            for stats, tid in row.operations:
                for name, output in _outputs(stats):
                    if name not in found:
                        found[name] = _Tensor(len(found), row.pid + 1, stats, output)
                    if shown:
                        number = found[name].number
                        page.add("N", "Tensor", name, row.pid + 1, tid, stats.all_start_micros, id=number)
                        text = {"tensor_description": str(output.tensor_description).replace('"', "")}
                        ended = _end(stats) - 1
                        page.add("O", "Tensor", name, row.pid + 1, tid, ended, id=number, args={"snapshot": text})
        return found

    def _show_operations(self, page: _Page, rows: list[_Row], tensors: dict[str, _Tensor], arrows: bool) -> None:
        made_by: dict[str, _Place] = {}
        flows = 0
        for row in rows:
            for stats, tid in row.operations:
                name, op, inputs = _parsed(stats, "/stream:" in row.name or "/memcpy" in row.name)
                begin, end = stats.all_start_micros, _end(stats)
                taken = {f"input{position}": tensor for position, tensor in enumerate(inputs)}
                page.add("X", "Op", op, row.pid, tid, begin, dur=end - begin, args={"name": name, "op": op, **taken})
                for given in inputs:
                    if given not in tensors and given.rfind("/_") > 0:  # what moves between devices is named after its source
                        given = given[: given.rfind("/_")]
                    if given not in tensors:
                        continue
                    tensors[given].last_use = max(tensors[given].last_use, end - 1)
                    source = made_by.get(given)
                    if arrows and source is not None and source[:2] != (row.pid, tid):
                        page.add("s", "DataFlow", given, source.pid, source.tid, source.end, id=flows)
                        page.add("t", "DataFlow", given, row.pid, tid, begin, id=flows)
                        flows += 1
                made_by.update((output, _Place(row.pid, tid, end)) for output, _ in _outputs(stats))


def _show_memory(page: _Page, tensors: dict[str, _Tensor]) -> dict[str, AllocationMaximum]:
    changes: dict[str, list[tuple[int, int, str]]] = {}
    for name, tensor in tensors.items():
        page.add("D", "Tensor", name, tensor.pid, 0, tensor.last_use, id=tensor.number)
        some = changes.setdefault(tensor.allocator, [])
        some += [(tensor.made_at, tensor.bytes, name), (tensor.last_use, -tensor.bytes, name)]
    most = {}
    for allocator, some in changes.items():
        total, there = 0, set()
        most[allocator] = AllocationMaximum(0, 0, set())
        for time, change, name in sorted(some):
            total += change
            if change < 0:
                there.discard(name)
            else:
                there.add(name)
            if total > most[allocator].num_bytes:
                most[allocator] = AllocationMaximum(time, total, set(there))
            page.add("C", "Memory", allocator, 0, 0, time, args={allocator: total})
    return most


def _end(stats: Any) -> int:
    return stats.all_start_micros + stats.all_end_rel_micros


def _lane(stats: Any, lanes: list[int]) -> int:
    """The first lane that is free; `lanes` are the times at which each will be."""
    lane = next((number for number, free in enumerate(lanes) if stats.all_start_micros > free), len(lanes))
    lanes[lane : lane + 1] = [_end(stats)]
    return lane


def _outputs(stats: Any) -> Iterator[tuple[str, Any]]:
    """The outputs of an operation by their names."""
    for position, output in enumerate(stats.output):
        yield stats.node_name + (f":{position}" if position else ""), output


def _parsed(stats: Any, on_stream: bool) -> tuple[str, str, list[str]]:
    """The name of an operation, its type and its inputs, from the label."""
    name = stats.node_name
    if on_stream:
        name, op = [*name.split(":"), "unknown"][:2]
        return name, op, []
    if name == _RECEIVED:
        return name, _RECEIVED, []
    found = _LABEL.match(stats.timeline_label)
    if found is None:
        return name, "unknown", []
    return name, found[2], found[3].split(", ") if found[3] else []
