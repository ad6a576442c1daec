"""What queues say about themselves: QueueStatistics, and a table of several."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass, field

from headrace.formats.exports import export

from .memory import in_bytes


@export("train.QueueStatistics")
@dataclass(frozen=True)
class QueueStatistics:
    """A queue at one moment. `print` shows it as a table.

    Attributes:
      name, kind: what the program calls it; the class.
      capacity: most elements it holds; -1: no limit.
      size: elements that can be taken now or wait behind `min_after_dequeue`.
      enqueued, dequeued: elements that came in and left so far.
      blocked_enqueues: threads that wait now to put something in, or to close.
      blocked_dequeues: threads that wait now to take something out.
      seconds_enqueues_blocked, seconds_dequeues_blocked: how long threads have waited, in all, up to now.
      fill: how many takes found the queue filled to [0, 10) % of its capacity, [10, 20) %, ..., [90, 100] %;
        empty for a queue without a limit.
      fed_by: how each thread of the queue's runners works: in blocks; record by record, and why; or run by run, where a run
        puts in many elements, as producers of file names do. Empty where the program's own threads feed the queue.
      filled_from: the names of the queues that those runners take from.
      bad: how many bad records those runners have left out, by stage (see `bad_records`).
      bytes: of the elements in it: arrays as the queue keeps them, strings with what Python adds.
      most_bytes: most that were held so far, with what queue runners have leased and reserved; None: no limit in bytes.
      capacity_bytes: most bytes it holds; None: no limit of its own.
      budget: bytes that it shares with the other queues of its session; None: no budget.
    """

    name: str
    kind: str
    capacity: int
    size: int
    enqueued: int
    dequeued: int
    blocked_enqueues: int
    blocked_dequeues: int
    seconds_enqueues_blocked: float
    seconds_dequeues_blocked: float
    fill: tuple[int, ...]
    fed_by: tuple[str, ...] = ()
    filled_from: tuple[str, ...] = ()
    bad: Mapping[str, int] = field(default_factory=dict)
    bytes: int = 0
    most_bytes: int | None = None
    capacity_bytes: int | None = None
    budget: int | None = None

    def __str__(self) -> str:
        return str(Statistics([self]))

    def _repr_html_(self) -> str:
        return Statistics([self])._repr_html_()


_HEADS = ("queue", "now in it", "came in", "went out", "bytes", "room, s", "elements, s")
_WAITS = "waited for:"
_WIDTH = 80
_NEGLIGIBLE = 0.05
"""Seconds of waiting that are not worth a sentence."""


class Statistics(list[QueueStatistics]):
    """The statistics of several queues, in the order in which they were made.

    Printed it is a table of at most 80 columns, in a notebook one of HTML, with a sentence that says what was waited for.
    Seconds are sums over all threads that waited at a queue: for room to put something in, for elements to take out.
    """

    def __str__(self) -> str:
        if not self:
            return "No queue has been used."
        rows = [_HEADS, *map(_cells, self)]
        numbers = list(zip(*rows, strict=True))[1:]
        widths = [max(map(len, column)) for column in numbers]
        room = _WIDTH - sum(widths) - 2 * len(widths)
        longest = min(max(len(row[0]) for row in rows), room)
        offset = longest + sum(width + 2 for width in widths[:4]) + 2
        lines = [f"{'':{offset}}{_WAITS}"]
        for name, *cells in rows:
            if len(name) > longest:  # on lines of its own, the numbers below it
                lines += [name[at : at + _WIDTH] for at in range(0, len(name), _WIDTH)]
                name = ""
            lines.append(f"{name:{longest}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths, strict=True)))
        told = [line for sentence in self.sentences for line in textwrap.wrap(sentence, _WIDTH)]
        return "\n".join([*(line.rstrip() for line in lines), *told])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{text}</th>" for text in (*_HEADS[:5], f"{_WAITS} {_HEADS[5]}", _HEADS[6]))
        rows = ["".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(one)) for one in self]
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        told = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in self.sentences)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{told}"

    @property
    def left_out(self) -> list[str]:
        """A sentence for each queue whose runners have left out bad records."""
        return [
            f"{sum(one.bad.values()):,} bad records were left out on the way to {one.name!r}: "
            + ", ".join(f"{count:,} at {stage}" for stage, count in sorted(one.bad.items()))
            + "."
            for one in self
            if one.bad
        ]

    @property
    def sentences(self) -> list[str]:
        """What stands below the table."""
        sharing = [one for one in self if one.budget is not None]
        held, budget = sum(one.bytes for one in sharing), sharing[0].budget or 0 if sharing else 0
        told = [f"The queues hold {in_bytes(held)} of their budget of {in_bytes(budget)}."] if sharing else []
        return [*told, *self.left_out, self.conclusion]

    @property
    def conclusion(self) -> str:
        """What was the slowest part, in a sentence: what comes behind it waits for elements, what comes before it for room."""
        if not self:
            return "No queue has been used."
        slow = self[-1]  # what is made later stands behind what was made earlier: the program takes from the last
        if max(slow.seconds_enqueues_blocked, slow.seconds_dequeues_blocked) < _NEGLIGIBLE:
            return f"Nobody has waited long at {slow.name!r}."
        if not _lacks_elements(slow):
            room = slow.seconds_enqueues_blocked
            return f"What takes from {slow.name!r} is the slower part: {room:,.2f} s were waited for room in it."
        passed = {slow.name}
        before = self._before(slow, passed)
        while before is not None and _lacks_elements(before):
            passed.add(before.name)
            slow, before = before, self._before(before, passed)
        where = f"What fills {slow.name!r}" + (f" from {before.name!r}" if before is not None else "")
        return f"{where} is the slower part: {slow.seconds_dequeues_blocked:,.2f} s were waited for its elements."

    def _before(self, one: QueueStatistics, passed: set[str]) -> QueueStatistics | None:
        """The queue that it is filled from; of several the one whose elements were waited for longest."""
        found = [each for each in self if each.name in one.filled_from and each.name not in passed]
        return max(found, key=lambda each: each.seconds_dequeues_blocked, default=None)


def _lacks_elements(one: QueueStatistics) -> bool:
    return one.seconds_dequeues_blocked > max(one.seconds_enqueues_blocked, _NEGLIGIBLE)


def _cells(one: QueueStatistics) -> tuple[str, ...]:
    size = f"{one.size:,}" if one.capacity < 0 else f"{one.size:,} of {one.capacity:,}"
    waits = (one.seconds_enqueues_blocked, one.seconds_dequeues_blocked)
    held = in_bytes(one.bytes)
    if one.capacity_bytes is not None:
        held += f" of {in_bytes(one.capacity_bytes)}"
    return (one.name, size, f"{one.enqueued:,}", f"{one.dequeued:,}", held, *(f"{seconds:,.2f}" for seconds in waits))
