"""Which stage of a dataset limits its iterator, and what would help, of what was counted in an interval."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..data.flow.statistics import StageStatistics
from ..data.statistics.iterators import between, run_with, slowest
from .readings import IteratorReading, Reading

_IDLE = 0.5
"""Processors that are worth mentioning."""
_BUSY = 0.7
"""The share of the time in which they are waited for that threads work, if it is for them."""
_BRINGS = 1.1
"""How many times as much is worth mentioning."""

_Cpu = tuple[float, float]
"""Seconds, or shares, on a processor, and waiting for one."""


@dataclass(frozen=True)
class StageShare:
    """A stage of a dataset in an interval.

    Attributes:
      name: of the stage.
      rate: elements that it gave, a second.
      waited: the share of the time in which who takes its elements waited for it alone.
      threads: how many of its own it has.
      working: the share of their time in which they worked.
      computing, for_processor: the shares in which they were on a processor, and waited for one; None where there are none, or
        the system does not tell.
      fullness: of its buffer at the end; None where it has none.
      per_call: elements for which its function was called at once, on average; None: it has none.
      single: why that is one; None where it need not be.
    """

    name: str
    rate: float
    waited: float
    threads: int = 0
    working: float = 0.0
    computing: float | None = None
    for_processor: float | None = None
    fullness: float | None = None
    per_call: float | None = None
    single: str | None = None


@dataclass(frozen=True)
class IteratorShare:
    """An iterator in an interval.

    Attributes:
      name: of the iterator.
      runner: the queue runner that takes of it; None: the program does.
      rate: elements that it gave, a second.
      waited: the share of the time in which it was waited for.
      stages: of its dataset, each after those that it takes elements of.
      limit: the stage that was waited for longest, or, where that was for threads which had to wait, the slowest of those that
        they wait for; None where there was none.
      advice: what would make it faster, in words, as far as it was measured.
    """

    name: str
    runner: str | None
    rate: float
    waited: float
    stages: Sequence[StageShare]
    limit: StageShare | None
    advice: str


def iterators_between(before: Reading, after: Reading, idle: float | None) -> list[IteratorShare]:
    """What the iterators have done between two readings.

    Args:
      idle: how many processors were idle; None: nobody knows.
    """
    old = {one.statistics.name: one for one in before.iterators}
    seconds = max(after.at - before.at, 1e-9)
    return [_iterator(old.get(one.statistics.name), one, seconds, idle) for one in after.iterators]


def _iterator(before: IteratorReading | None, after: IteratorReading, seconds: float, idle: float | None) -> IteratorShare:
    changed = between(None if before is None else before.statistics, after.statistics)
    known = {} if before is None else before.cpu_of_stages
    used = {number: _shares(known.get(number, (0.0, 0.0)), now, seconds) for number, now in after.cpu_of_stages.items()}
    shares = {id(one): _stage(one, seconds, used) for one in changed.stages}
    waited = min(1.0, changed.seconds / seconds)
    slow = slowest(changed.stages)
    is_known = before is not None and before.cpu is not None and after.cpu is not None
    own = _shares(before.cpu, after.cpu, seconds) if is_known else None  # type: ignore[union-attr, arg-type]
    advice = "" if slow is None else _Advice(changed.stages, shares, slow, waited, own, idle).text()
    return IteratorShare(
        changed.name,
        after.runner,
        changed.elements / seconds,
        waited,
        list(shares.values()),
        None if slow is None else shares[id(slow)],
        advice,
    )


def _shares(before: _Cpu, after: _Cpu, seconds: float) -> _Cpu:
    """The shares of an interval in which a thread was on a processor, and waited for one."""
    return (after[0] - before[0]) / seconds, (after[1] - before[1]) / seconds


def _stage(one: StageStatistics, seconds: float, used: dict[int, _Cpu]) -> StageShare:
    found = [used[number] for number in one.thread_ids if number in used]
    computing, delayed = (min(1.0, sum(column) / len(found)) for column in zip(*found, strict=True)) if found else (None, None)
    return StageShare(
        one.name,
        one.elements / seconds,
        min(1.0, one.seconds / seconds),
        one.threads,
        min(1.0, one.work / seconds / max(1, one.threads)),
        computing,
        delayed,
        one.fullness,
        one.elements / one.calls if one.calls else None,
        one.single,
    )


class _Advice:
    """What would make an iterator faster.

    Args:
      stages: what they have done in the interval.
      shares: the same as shares of the time, by the identity of each.
      slow: the stage that limits.
      waited: the share of the time in which the iterator was waited for.
      own: the shares in which the thread that takes of it was on a processor, and waited for one; None: nobody knows.
      idle: how many processors were idle; None: nobody knows.
    """

    def __init__(
        self,
        stages: Sequence[StageStatistics],
        shares: dict[int, StageShare],
        slow: StageStatistics,
        waited: float,
        own: _Cpu | None,
        idle: float | None,
    ) -> None:
        self._last = stages[-1]
        self._slow, self._share = slow, shares[id(slow)]
        self._waited, self._idle = waited, idle
        together, thread = run_with(stages, slow)
        self._together = sum(shares[id(one)].waited for one in together)
        self._in_program = thread is None
        if thread is not None:
            owner = shares[id(thread)]
            own = None if owner.computing is None else (owner.computing, owner.for_processor or 0.0)
        self._used = own

    def text(self) -> str:
        words = [self._of_function()]
        if self._slow.in_threads:
            words.append(self._of_threads())
        elif self._slow.calls:
            words.append(self._of_calls())
        if self._in_program and not self._last.in_threads and not self._last.reads_ahead:
            words.append(self._of_prefetch())
        return " ".join(filter(None, words)) or "Nothing that was measured says what would make it faster."

    def _of_function(self) -> str:
        """How it calls its function."""
        each = self._share.per_call
        if each is None:
            return ""
        if self._share.single is not None:
            return (
                f"It calls its function for one element after the other: {self._share.single}. Behind batch it would call it "
                "once for a batch."
            )
        if each < 2:
            return "It calls its function for one element at a time: behind batch it would call it once for a batch."
        return f"It calls its function for {each:,.0f} elements at once already: batch before it would bring little."

    def _of_calls(self) -> str:
        """What calls side by side would bring."""
        share, used = self._share.waited, self._used
        if used is not None and self._waits:
            left = self._together - share
            words = "num_parallel_calls lets calls wait side by side"
            about = f"It waits rather than computes ({used[0]:.0%} of the time on a processor): "
        elif used is not None and used[1] > used[0]:
            return f"It waits for a processor {used[1]:.0%} of the time: others use them."
        elif self._idle is not None and self._idle < _IDLE:
            return "It computes, and no processor is idle: num_parallel_calls would bring nothing."
        else:
            left = self._together - share + share / (1.0 + (self._idle or 1.0))
            words, about = "num_parallel_calls lets calls compute side by side where they need no lock of Python's", ""
        return f"{about}{words}{self._at_most(left)}."

    def _of_threads(self) -> str:
        """What more threads of its own would bring."""
        share, computing = self._share, self._share.computing
        text = f"Of its threads ({share.threads}) each works {share.working:.0%} of the time"
        if share.working < _BUSY * share.waited:
            return f"{text} and is waited for {share.waited:.0%}: it waits for Python's lock, and so would more of them."
        if computing is None:
            return f"{text}."
        if computing + (share.for_processor or 0.0) < 0.5 * share.working:
            return (
                f"{text}, but is on a processor {computing:.0%}: it waits for files, in a py_func or for Python's lock. "
                "Where it waits for files, a larger num_parallel_calls lets more wait side by side."
            )
        if (share.for_processor or 0.0) > computing:
            return f"{text} and waits for a processor {share.for_processor:.0%} of it: others use them."
        if self._idle is not None and self._idle < _IDLE:
            return f"{text}, and no processor is idle: more would bring nothing."
        idle = self._idle or 0.0
        most = min(1.0 + idle / max(computing * share.threads, 1e-9), 1.0 / max(1.0 - self._waited, 1e-2))
        return (
            f"{text} while {idle:.1f} processors are idle: a larger num_parallel_calls could bring {most:.1f} times as much at "
            "most."
        )

    def _of_prefetch(self) -> str:
        """What a thread that is ahead of the program would bring."""
        if not self._waits and self._idle is not None and self._idle < _IDLE:
            return ""
        most = 1.0 / max(self._waited, 1.0 - self._waited, 1e-9)
        if most < _BRINGS:
            return ""
        return f"prefetch at the end lets it go on while the program is at work: {most:.1f} times as much at most."

    @property
    def _waits(self) -> bool:
        """Whether the thread that runs it waits for something most of the time, and does not compute."""
        return self._used is not None and sum(self._used) < 0.5 * self._together

    def _at_most(self, left: float) -> str:
        """How many times as much comes at most where its thread needs only this share of the time."""
        others = 1.0 - self._waited
        needed = others + left if self._in_program else max(others, left)
        most = 1.0 / max(needed, 1e-2)
        return "" if most < _BRINGS else f": {most:.1f} times as much at most"
