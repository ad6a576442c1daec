"""StatSummarizer: what operations took, over several traced steps, as tables of text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from typing import Any

from headrace.formats import proto as messages
from headrace.formats.exports import export

_TYPE = re.compile(r".+ = (\w+)\(", re.DOTALL)
_BAR = "=" * 30


class _Stat:
    """Numbers of several steps."""

    def __init__(self) -> None:
        self.values: list[int] = []

    @property
    def average(self) -> float:
        return sum(self.values) / len(self.values)

    def __str__(self) -> str:
        values = self.values
        if not values:
            return "count=0"
        if min(values) == max(values):
            return f"count={len(values)} curr={values[-1]}" + "(all same)" * (len(values) > 1)
        deviation = math.sqrt(sum(value * value for value in values) / len(values) - self.average**2)
        return (
            f"count={len(values)} first={values[0]} curr={values[-1]} min={min(values)} max={max(values)} "
            f"avg={self.average:g} std={int(deviation)}"
        )


class _Node:
    """What is known of one operation."""

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self.kind = kind
        self.start, self.taken, self.memory = _Stat(), _Stat(), _Stat()
        self.calls = 0


@export("contrib.stat_summarizer.StatSummarizer")
class StatSummarizer:
    """Gathers the StepStats of several runs, and tells what the operations took in them.

    Args:
      args: a GraphDef as bytes; it has no effect.
    """

    def __init__(self, *args: Any) -> None:
        self._nodes: dict[str, _Node] = {}
        self._total, self._memory = _Stat(), _Stat()

    def ProcessStepStats(self, step_stats: Any) -> None:
        """Add a StepStats, as `RunMetadata.step_stats` is one."""
        devices = [device for device in step_stats.dev_stats if not device.device.startswith("/host:")]
        rows = [row for device in devices for row in device.node_stats]
        if not rows:
            return
        begin = min(row.all_start_micros for row in rows)
        times: dict[str, int] = {}
        held: dict[str, int] = {}
        for row in rows:
            found = _TYPE.match(row.timeline_label)
            node = self._nodes.setdefault(row.node_name, _Node(row.node_name, found[1] if found else "<>"))
            if row.node_name not in times:
                node.start.values.append(row.all_start_micros - begin)
            times[row.node_name] = times.get(row.node_name, 0) + row.all_end_rel_micros
            held[row.node_name] = held.get(row.node_name, 0) + sum(memory.total_bytes for memory in row.memory)
            node.calls += 1
        for name, taken in times.items():
            self._nodes[name].taken.values.append(taken)
            self._nodes[name].memory.values.append(held[name])
        self._total.values.append(sum(times.values()))
        self._memory.values.append(sum(held.values()))

    def ProcessStepStatsStr(self, step_stats_str: bytes) -> None:
        """Add a StepStats.

        Args:
          step_stats_str: the message, serialized.

        Raises:
          DecodeError: these are other bytes.
        """
        self.ProcessStepStats(messages.step_stats_pb2.StepStats.FromString(step_stats_str))

    def GetOutputString(self) -> str:
        """The tables: operations in the order they ran, by time, by memory, and what their types took."""
        nodes = list(self._nodes.values())
        by_time = sorted(nodes, key=lambda node: node.taken.average, reverse=True)
        by_memory = sorted(nodes, key=lambda node: node.memory.average, reverse=True)
        return "\n".join(
            [
                self._table("Run Order", sorted(nodes, key=lambda node: node.start.average)),
                self._table("Top by Computation Time", by_time[:10]),
                self._table("Top by Memory Use", by_memory[:10]),
                f"Number of nodes executed: {len(nodes)}\n{self._by_type(nodes)}",
                f"Timings (microseconds): {self._total}\nMemory (bytes): {self._memory}\n{len(nodes)} nodes observed\n\n",
            ]
        )

    def PrintStepStats(self) -> None:
        """Print the tables."""
        print(self.GetOutputString())

    def _table(self, title: str, nodes: Iterable[_Node]) -> str:
        heads = ["[node type]".rjust(24), "[start]".rjust(17), "[first]".rjust(9), "[avg ms]".rjust(9), "[%]".rjust(8)]
        heads += ["[cdf%]".rjust(8), "[mem KB]".rjust(10), "[times called]", "[Name]"]
        rows = []
        total, so_far = sum(node.taken.average for node in self._nodes.values()), 0.0
        for node in nodes:
            so_far += node.taken.average
            cells = [
                f"{node.kind:>24}",
                f"{node.start.average / 1000:17.3f}",
                f"{node.taken.values[0] / 1000:9.3f}",
                f"{node.taken.average / 1000:9.3f}",
                f"{_percent(node.taken.average, total):7.3f}%",
                f"{_percent(so_far, total):7.3f}%",
                f"{node.memory.values[-1] / 1000:10.3f}",
                f"{node.calls // len(node.taken.values):9}",
                node.name,
            ]
            rows.append(cells)
        return _written(title, heads, rows)

    def _by_type(self, nodes: Iterable[_Node]) -> str:
        kinds: dict[str, list[_Node]] = {}
        for node in nodes:
            kinds.setdefault(node.kind, []).append(node)
        taken = {kind: sum(int(node.taken.average) for node in some) for kind, some in kinds.items()}
        heads = ["[Node type]".rjust(24), "[count]".rjust(9), "[avg ms]".rjust(10), "[avg %]".rjust(11), "[cdf %]".rjust(11)]
        heads += ["[mem KB]".rjust(10), "[times called]"]
        rows = []
        total, so_far = sum(taken.values()), 0
        for kind in sorted(kinds, key=lambda kind: taken[kind], reverse=True):
            so_far += taken[kind]
            cells = [
                f"{kind:>24}",
                f"{len(kinds[kind]):9}",
                f"{taken[kind] / 1000:10.3f}",
                f"{_percent(taken[kind], total):10.3f}%",
                f"{_percent(so_far, total):10.3f}%",
                f"{sum(node.memory.values[-1] for node in kinds[kind]) / 1000:10.3f}",
                f"{sum(node.calls // len(node.taken.values) for node in kinds[kind]):9}",
            ]
            rows.append(cells)
        return _written("Summary by node type", heads, rows)


def _percent(part: float, whole: float) -> float:
    return 100.0 * part / whole if whole else 0.0


def _written(title: str, heads: list[str], rows: list[list[str]]) -> str:
    lines = [f"{_BAR} {title} {_BAR}", *("\t" + "\t".join(cells) for cells in [heads, *rows])]
    return "\n".join(lines) + "\n"


@export("contrib.stat_summarizer.NewStatSummarizer")
def NewStatSummarizer(unused: Any = b"") -> StatSummarizer:
    """Make a StatSummarizer.

    Args:
      unused: a GraphDef as bytes; it has no effect.

    Returns:
      a StatSummarizer.
    """
    return StatSummarizer(unused)


@export("contrib.stat_summarizer.DeleteStatSummarizer")
def DeleteStatSummarizer(summarizer: StatSummarizer) -> None:
    """Forget what a StatSummarizer has gathered.

    Args:
      summarizer: the StatSummarizer.
    """
    summarizer.__init__()  # type: ignore[misc]
