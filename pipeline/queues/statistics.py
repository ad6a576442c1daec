"""QueueStatistics: what a queue says about itself."""

from __future__ import annotations

from dataclasses import dataclass

from headrace.formats.exports import export


@export("train.QueueStatistics")
@dataclass(frozen=True)
class QueueStatistics:
    """A queue at one moment.

    Attributes:
      name, kind: the name in messages; the class.
      capacity: most elements it holds; -1: no limit.
      size: elements that can be taken now or wait behind `min_after_dequeue`.
      enqueued, dequeued: elements that came in and left so far.
      blocked_enqueues: threads that wait now to put something in, or to close.
      blocked_dequeues: threads that wait now to take something out.
      seconds_enqueues_blocked, seconds_dequeues_blocked: how long threads have waited, in all, up to now.
      fill: how many takes found the queue filled to [0, 10) % of its capacity, [10, 20) %, ..., [90, 100] %;
        empty for a queue without a limit.
      fed_by: how each thread of the queue's runners works: in blocks, or record by record and why. Empty where the
        program's own threads feed the queue.
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
