"""IteratorStatistics: what an iterator and the stages of its dataset have done, as a value that prints."""

from __future__ import annotations

import html
import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from headrace.formats.exports import export

from ...bad_records.policy import told
from ...queues.memory import in_bytes
from ..flow.statistics import StageStatistics

_WIDTH = 80
_NEGLIGIBLE = 0.05
"""Seconds of waiting that are not worth a sentence."""


@export("train.IteratorStatistics")
@dataclass(frozen=True)
class IteratorStatistics:
    """An iterator at one moment. `print` shows it as a table of the stages of its dataset.

    Attributes:
      name: of the iterator.
      elements: how many it has given, in all passes over a dataset of these stages.
      passes: how many were begun.
      waiting: how many calls wait for an element now.
      seconds: how long calls have waited for elements, in all, up to now.
      is_over: whether the last pass has come to its end.
      stages: of its dataset, each after those that it takes elements of; empty where no pass was begun. Each has a `name`, how
        many `elements` it has given, the `seconds` that it alone was waited for, how often it was begun (`flows`), how many
        elements it holds (`held`, in `bytes`), the `fullness` of its buffer, what it has read (`files` of `all_files`,
        `bytes_read`), how often it has called its function (`calls`) and why one by one (`single`), its `threads` and the
        seconds these have worked (`work`), and what it has left out (`bad`).
      bytes: of all elements that the iterator and its stages hold, about.
      asked_by: the number of the thread that has waited for it last, as `threading` has it; 0: none yet.
    """

    name: str
    elements: int = 0
    passes: int = 0
    waiting: int = 0
    seconds: float = 0.0
    is_over: bool = False
    stages: Sequence[StageStatistics] = ()
    bytes: int = 0
    asked_by: int = 0

    @property
    def bad(self) -> dict[str, int]:
        """How many elements its stages have left out, by stage of `bad_records`."""
        return dict(sum((Counter(one.bad) for one in self.stages), Counter()))

    def __str__(self) -> str:
        rows = self.rows()
        lines = textwrap.wrap(self.headline, _WIDTH)
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for name, *cells in rows if self.stages else ():
            cells = [f"  {cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True)]
            lines.append(f"{name:{widths[0]}}{''.join(cells)}".rstrip())
        return "\n".join([*lines, *(line for sentence in self.sentences for line in textwrap.wrap(sentence, _WIDTH))])

    def _repr_html_(self) -> str:
        heads, *rows = ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in self.rows()]
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        told_of = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in self.sentences)
        table = f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>" if self.stages else ""
        return f"<p>{html.escape(self.headline)}</p>{table}{told_of}"

    @property
    def headline(self) -> str:
        """What it has given, in a sentence."""
        if not self.passes:
            return f"Iterator {self.name!r}: no pass was begun; its initializer has to run."
        passes = "" if self.passes == 1 else f" in {self.passes:,} passes"
        ended = ", and has come to the end" if self.is_over else ""
        return f"Iterator {self.name!r} has given {self.elements:,} elements{passes}{ended}."

    def rows(self) -> list[tuple[str, ...]]:
        """The table of its stages; the first row has its heads."""
        heads = ("stage", "elements", "waited, s", "holds", "bytes", "full", "files")
        return [heads, *map(_cells, self.stages)]

    @property
    def sentences(self) -> list[str]:
        """What stands below the table."""
        bad = self.bad
        left_out = [f"{told(bad, ())}."] if bad else []
        slow = slowest(self.stages)
        if slow is None or self.seconds < _NEGLIGIBLE:
            return left_out
        waited = f"{self.seconds:,.2f} s were waited for its elements"
        return [*left_out, f"{waited}, {slow.seconds:,.2f} s of them for {slow.name}."]


def _cells(one: StageStatistics) -> tuple[str, ...]:
    full = "" if one.fullness is None else f"{one.fullness:.0%}"
    files = f"{one.files:,}" if one.files else ""
    if one.all_files >= max(1, one.files):
        files = f"{one.files:,} of {one.all_files:,}"
    held = (f"{one.held:,}", in_bytes(one.bytes)) if one.held else ("", "")
    return (one.name, f"{one.elements:,}", f"{one.seconds:,.2f}", *held, full, files)


def slowest(stages: Sequence[StageStatistics]) -> StageStatistics | None:
    """The stage that was waited for longest; where that was for threads which had to wait for others, the longest of those."""
    if not stages:
        return None
    at = len(stages) - 1
    found = max(_segment(stages, at), key=lambda one: stages[one].seconds)
    while stages[found].in_threads:
        below = [index for child in _children(stages, found) for index in _segment(stages, child)]
        if not below or stages[found].work / max(1, stages[found].threads) >= sum(stages[one].seconds for one in below):
            break
        found = max(below, key=lambda one: stages[one].seconds)
    return stages[found]


def run_with(stages: Sequence[StageStatistics], one: StageStatistics) -> tuple[list[StageStatistics], StageStatistics | None]:
    """The stages that the same thread runs as one, that one among them; and the stage whose thread it is, None: the last's."""
    at = next(index for index, stage in enumerate(stages) if stage is one)
    behind = at
    for index in range(at + 1, len(stages)):
        if stages[index].depth < stages[behind].depth:
            behind = index
            if stages[index].in_threads:
                break
    is_thread = behind != at and stages[behind].in_threads
    begins = _children(stages, behind) if is_thread else [len(stages) - 1]
    found = [index for begin in begins for index in _segment(stages, begin)]
    together = [stages[index] for index in found if not stages[index].in_threads or index == at]
    return together, stages[behind] if is_thread else None


def _children(stages: Sequence[StageStatistics], at: int) -> list[int]:
    """Those that a stage takes elements of."""
    found = []
    for index in range(at - 1, -1, -1):
        if stages[index].depth <= stages[at].depth:
            break
        if stages[index].depth == stages[at].depth + 1:
            found.append(index)
    return found


def _segment(stages: Sequence[StageStatistics], at: int) -> list[int]:
    """A stage, and those before it that the same thread runs, up to those that have threads of their own."""
    if stages[at].in_threads:
        return [at]
    return [at, *(index for child in _children(stages, at) for index in _segment(stages, child))]


def between(before: IteratorStatistics | None, after: IteratorStatistics) -> IteratorStatistics:
    """What an iterator has done between two moments; what it holds is that of the second."""
    if before is None:
        return after
    known = dict(_numbered(before.stages))
    return replace(
        after,
        elements=_more(before, after, "elements"),
        seconds=max(0.0, after.seconds - before.seconds),
        stages=[_change(known.get(key), one) for key, one in _numbered(after.stages)],
    )


_COUNTS = ("elements", "seconds", "calls", "work", "bytes_read")


def _change(before: StageStatistics | None, after: StageStatistics) -> StageStatistics:
    if before is None:
        return after
    changes: dict[str, Any] = {name: _more(before, after, name) for name in _COUNTS}
    return replace(after, **changes)


def _more(before: Any, after: Any, name: str) -> Any:
    then, now = getattr(before, name), getattr(after, name)
    return now - then if now >= then else now  # less: of another dataset


def _numbered(stages: Sequence[StageStatistics]) -> list[tuple[tuple[str, int], StageStatistics]]:
    """Each stage, with what tells it from the others: its name, and how many such come before it."""
    seen: Counter[str] = Counter()
    found = []
    for one in stages:
        found.append(((one.name, seen[one.name]), one))
        seen[one.name] += 1
    return found
