"""What queues say about themselves: QueueStatistics, and a table of several."""

from __future__ import annotations

import html
import textwrap
from dataclasses import dataclass

from headrace.formats.exports import export


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

    def __str__(self) -> str:
        return str(Statistics([self]))

    def _repr_html_(self) -> str:
        return Statistics([self])._repr_html_()


_HEADS = ("queue", "now in it", "came in", "went out", "room, s", "elements, s")
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
        offset = longest + sum(width + 2 for width in widths[:3]) + 2
        lines = [f"{'':{offset}}{_WAITS}"]
        for name, *cells in rows:
            if len(name) > longest:  # on lines of its own, the numbers below it
                lines += [name[at : at + _WIDTH] for at in range(0, len(name), _WIDTH)]
                name = ""
            lines.append(f"{name:{longest}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths, strict=True)))
        return "\n".join([*(line.rstrip() for line in lines), *textwrap.wrap(self.conclusion, _WIDTH)])

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{text}</th>" for text in (*_HEADS[:4], f"{_WAITS} {_HEADS[4]}", _HEADS[5]))
        rows = ["".join(f"<td>{html.escape(cell)}</td>" for cell in _cells(one)) for one in self]
        body = "".join(f"<tr>{row}</tr>" for row in rows)
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{html.escape(self.conclusion)}</p>"

    @property
    def conclusion(self) -> str:
        """What was the slower part, in a sentence."""
        if not self:
            return "No queue has been used."
        last = self[-1]  # what is made later stands behind what was made earlier: the program takes from the last
        room, elements = last.seconds_enqueues_blocked, last.seconds_dequeues_blocked
        if max(room, elements) < _NEGLIGIBLE:
            return f"Nobody has waited long at {last.name!r}."
        if elements > room:
            return f"What fills {last.name!r} is the slower part: {elements:,.2f} s were waited for its elements."
        return f"What takes from {last.name!r} is the slower part: {room:,.2f} s were waited for room in it."


def _cells(one: QueueStatistics) -> tuple[str, ...]:
    size = f"{one.size:,}" if one.capacity < 0 else f"{one.size:,} of {one.capacity:,}"
    waits = (one.seconds_enqueues_blocked, one.seconds_dequeues_blocked)
    return (one.name, size, f"{one.enqueued:,}", f"{one.dequeued:,}", *(f"{seconds:,.2f}" for seconds in waits))
