"""explain: which stage of a pipeline limits it, and what would help; of what was counted in an interval."""

from __future__ import annotations

import html
import textwrap
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from headrace.formats.exports import export

from ..queues.statistics import QueueStatistics
from .datasets import IteratorShare, StageShare, iterators_between
from .readings import Reading, RunnerReading, beginning_of, reading_of, usable_cores
from .sessions import session_behind

_WIDTH = 100
_WAITS = 0.1
"""The share of its time that the program must wait before its input is what limits."""
_STARVED = 0.3
"""The share of its time that a stage must wait for elements before one before it is what limits."""
_IDLE = 0.5
"""Processors, or shares of a thread, that are worth mentioning."""
PROGRAM = "the program"


@dataclass(frozen=True)
class Stage:
    """A queue runner, or the program's own part, in an interval. Shares are of the time of all its threads.

    Attributes:
      name: the runner's; "the program" for what takes the elements in the end.
      feeds, takes: the names of queues.
      threads: how many; `at_once`: how many of them compute at once.
      rate: elements that it moved, a second.
      for_room, for_elements: the shares in which it waited at queues.
      for_turn: the share in which threads waited for their turn: more at once would not bring more.
      computing, for_processor: the shares in which it was on a processor, and waited for one; None where the system does not
        tell.
      how: how its threads have run.
    """

    name: str
    feeds: tuple[str, ...]
    takes: tuple[str, ...]
    threads: int
    at_once: int
    rate: float
    for_room: float
    for_elements: float
    computing: float | None
    for_turn: float = 0.0
    for_processor: float = 0.0
    how: tuple[str, ...] = ()

    @property
    def elsewhere(self) -> float | None:
        """The share in which it waited elsewhere: for files, in a py_func, for Python's lock."""
        if self.computing is None:
            return None
        known = self.computing + self.for_processor + self.for_turn + self.for_room + self.for_elements
        return max(0.0, 1.0 - known)


@export("train.Explanation")
@dataclass(frozen=True)
class Explanation:
    """What limits a pipeline. `print` shows the verdict and the shares from which it follows.

    Attributes:
      seconds: how long the interval was of which it tells.
      limit: the name of the stage that limits: a queue runner's, or "the program", or one of a dataset behind the name of the
        iterator ("Iterator/MapDataset"); None where nothing was moved.
      verdict: what limits, and what would help, in words.
      stages: each with `name`, `feeds`, `takes`, `threads`, `at_once`, `rate` in elements a second, and shares of its time:
        `computing`, `for_processor`, `for_turn`, `for_elements`, `for_room`, and the rest, `elsewhere`.
      iterators: of datasets: each with `name`, the `runner` that takes of it, or None, `rate` in elements a second, the share
        of the time in which it was `waited` for, the stage that limits it (`limit`), what would help (`advice`), and `stages`:
        each with `name`, `rate`, the share in which it alone was `waited` for, its `threads`, the shares of their time in
        which they worked and were on a processor (`working`, `computing`), the `fullness` of its buffer, and with how many
        elements it called its function at once (`per_call`), or why with one (`single`).
    """

    seconds: float
    limit: str | None
    verdict: str
    stages: Sequence[Stage]
    iterators: Sequence[IteratorShare] = ()

    def __str__(self) -> str:
        lines = textwrap.wrap(self.verdict, _WIDTH)
        if any(one.feeds or one.takes for one in self.stages):
            lines += self._of_stages()
        for one in self.iterators:
            if one.stages:
                lines += ["", *_table([(f"in {self.seconds:,.1f} s: {one.name}", *_HEADS), *map(_cells_of_stage, one.stages)])]
        return "\n".join(lines)

    def _of_stages(self) -> list[str]:
        heads = ("stage", "threads", "elements/s", "computing", "processor", "turn", "elements", "room", "elsewhere")
        rows = [heads, *map(_cells, self.stages)]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        before = widths[0] + sum(width + 2 for width in widths[1:4]) + 2
        return ["", f"{f'in {self.seconds:,.1f} s':{before}}waits for:", *_table(rows)]

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>"


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        f"{name:{widths[0]}}" + "".join(f"  {cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=True))
        for name, *cells in rows
    ]


_HEADS = ("elements/s", "waited for", "threads", "working", "computing", "full")


def _cells_of_stage(stage: StageShare) -> tuple[str, ...]:
    working = stage.working if stage.threads else None
    shares = (working, stage.computing, stage.fullness)
    threads = f"{stage.threads}" if stage.threads else ""
    told = ("" if share is None else f"{share:.0%}" for share in shares)
    return (stage.name, f"{stage.rate:,.0f}", f"{stage.waited:.0%}", threads, *told)


def _cells(stage: Stage) -> tuple[str, ...]:
    threads = f"{stage.threads}" if stage.at_once >= stage.threads else f"{stage.at_once} of {stage.threads}"
    processor = None if stage.computing is None else stage.for_processor
    shares = (stage.computing, processor, stage.for_turn, stage.for_elements, stage.for_room, stage.elsewhere)
    return (stage.name, threads, f"{stage.rate:,.0f}", *("" if share is None else f"{share:.0%}" for share in shares))


@export("train.explain")
def explain(sess: Any, seconds: float | None = None) -> Explanation:
    """Which stage limits the pipelines of a session, and what more threads or another order of the program would bring.

        print(tf.train.explain(sess))

    It is measured: from elements counted, from waits at queues and for the stages of datasets, and from the processors' time of
    each thread, between two moments. Nothing has to be switched on, and nothing is counted that is not counted anyway.

    Args:
      sess: a Session or MonitoredSession.
      seconds: how long to watch, while other threads go on; None: the time since the last call for this session, or since
        its queue runners were started, or its iterators made.

    Returns:
      an Explanation, which prints.

    Raises:
      RuntimeError: the session is closed.
    """
    session = session_behind(sess)
    last: list[Reading] = session.resource(("explained until",), lambda: [beginning_of(session)])
    if seconds is not None:
        last[:] = [reading_of(session)]
        time.sleep(seconds)
    before, now = last[0], reading_of(session)
    last[:] = [now]
    return explanation(before, now)


def explanation(before: Reading, after: Reading, cores: int | None = None) -> Explanation:
    """What two readings of a session say of the time between, on so many processors."""
    seconds = max(after.at - before.at, 1e-9)
    stages = stages_between(before, after)
    idle = None
    if before.process_cpu is not None and after.process_cpu is not None:
        idle = max(0.0, (cores or usable_cores()) - (after.process_cpu - before.process_cpu) / seconds)
    iterators = [one for one in iterators_between(before, after, idle) if one.rate or one.waited]
    limit, verdict = _verdict(stages, iterators, idle)
    return Explanation(seconds, limit, verdict, stages, iterators)


def _verdict(stages: Sequence[Stage], iterators: Sequence[IteratorShare], idle: float | None) -> tuple[str | None, str]:
    """What limits, and the same in words."""
    program = stages[-1]
    taken = max((one for one in iterators if one.runner is None), key=lambda one: one.waited, default=None)
    if taken is not None and (not program.rate or taken.waited > program.for_elements):
        return _of_iterator(taken)
    if not any(stage.rate for stage in stages):
        return None, "Nothing was moved. diagnose() says who waits for whom."
    if program.for_elements < _WAITS:
        return PROGRAM, _of_program(program, stages)
    limit = _starving(program, stages)
    if limit is None:
        words = f"Threads of the program that feed {', '.join(map(repr, program.takes))} limit"
        return PROGRAM, f"{words}: {_lost(program.rate, program.for_elements)}."
    verdict = f"Queue runner {limit.name!r} limits: {_lost(program.rate, program.for_elements)}. {_helps(limit, idle)}"
    for one in iterators:
        if one.runner == limit.name and one.limit is not None:
            verdict += (
                f" It has waited {one.waited:.0%} of the time for iterator {one.name!r}, of which {one.limit.name} limits."
            )
            verdict += f" {one.advice}"
    return limit.name, verdict


def _of_iterator(one: IteratorShare) -> tuple[str, str]:
    """What limits a program that takes of an iterator."""
    if one.waited < _WAITS or one.limit is None:
        text = (
            f"The program limits: it takes {one.rate:,.0f} elements a second of iterator {one.name!r} and waits "
            f"{one.waited:.0%} of its time for them. More threads for its dataset would bring nothing."
        )
        return PROGRAM, text
    return (
        f"{one.name}/{one.limit.name}",
        f"{one.limit.name} of iterator {one.name!r} limits: {_lost(one.rate, one.waited)}. {one.advice}",
    )


def _lost(rate: float, waits: float) -> str:
    bound = f", and could take {rate / max(1e-9, 1.0 - waits):,.0f} a second" if waits < 0.95 else ""
    return f"the program takes {rate:,.0f} elements a second and waits {waits:.0%} of its time{bound}"


def _of_program(program: Stage, stages: Sequence[Stage]) -> str:
    text = (
        f"The program limits: it takes {program.rate:,.0f} elements a second and waits {program.for_elements:.0%} of its time"
    )
    feeders = [stage for stage in stages[:-1] if set(stage.feeds) & set(program.takes)]
    busy = max((1.0 - stage.for_room for stage in feeders), default=1.0)
    if feeders and busy < 1.0 - _STARVED:
        text += f"; its input is at work {busy:.0%} of the time, and waits for room else"
    return f"{text}. More threads for the input would bring nothing."


def _starving(program: Stage, stages: Sequence[Stage]) -> Stage | None:
    """The stage for which those behind it wait, and which itself waits little."""
    slow, passed = None, {program.name}
    takes = program.takes
    while True:
        feeders = [each for each in stages[:-1] if set(each.feeds) & set(takes) and each.name not in passed]
        if not feeders:
            return slow
        slow = max(feeders, key=lambda each: each.for_elements if each.takes else 0.0)
        passed.add(slow.name)
        if slow.for_elements < _STARVED:
            return slow
        takes = slow.takes


def _helps(stage: Stage, idle: float | None) -> str:
    """What would make a stage faster, as far as it was measured."""
    words = []
    single = next((text for text in stage.how if text.startswith("record by record: ")), None)
    if single is not None:
        words.append(f"It runs {single}. What needs no single records may stand behind the batch, or before this.")
    inside = next((text.partition("record by record inside them: ")[2] for text in stage.how if "inside them" in text), "")
    if inside:
        words.append(f"Inside its blocks it runs record by record: {inside.partition(';')[0]}.")
    elsewhere = stage.elsewhere
    if elsewhere is None:
        return " ".join(words)
    computing = stage.computing or 0.0
    if elsewhere > computing + stage.for_processor + stage.for_turn:
        each = stage.rate / max(1, stage.threads)
        words.append(
            f"It is neither at a queue nor on a processor {elsewhere:.0%} of its time, but waits for files, in a py_func or "
            f"for Python's lock. Each of its threads brings {each:,.0f} elements a second; where they wait for files, more "
            "wait side by side."
        )
    elif stage.for_processor > computing:
        words.append(f"It waits for a processor {stage.for_processor:.0%} of its time: others use them.")
    elif stage.at_once < stage.threads:
        words.append(f"{stage.at_once} of its {stage.threads} threads compute at once: more were tried, and brought no more.")
    elif idle is not None and idle < _IDLE:
        words.append(f"It computes {computing:.0%} of its time, and no processor is idle: more threads would bring nothing.")
    else:
        most = 1.0 + (idle or 0.0) / max(computing * stage.threads, 1e-9)
        words.append(
            f"It computes {computing:.0%} of its time while {idle or 0.0:.1f} processors are idle: more threads could bring "
            f"{most:.1f} times as much at most; those that bring nothing are not used."
        )
    return " ".join(words)


def stages_between(before: Reading, after: Reading) -> list[Stage]:
    """The queue runners, in the order in which elements pass them, and at last what the program itself takes."""
    seconds = max(after.at - before.at, 1e-9)
    old = {one.name: one for one in before.queues}
    changed = {one.name: _change(old.get(one.name), one) for one in after.queues}
    earlier = {runner.name: runner for runner in before.runners}
    threads_at = {
        name: (
            sum(max(1, each.threads) for each in after.runners if name in each.feeds),
            sum(max(1, each.threads) for each in after.runners if name in each.takes),
        )
        for name in changed
    }
    stages = [_stage(runner, changed, threads_at, earlier.get(runner.name), seconds) for runner in _in_order(after.runners)]
    ends = tuple(one.name for one in after.queues if not any(one.name in runner.takes for runner in after.runners))
    ends = tuple(name for name in ends if changed[name].out) or ends[-1:]
    main = None
    if before.main_cpu is not None and after.main_cpu is not None:
        main = min(1.0, (after.main_cpu - before.main_cpu) / seconds)
    waited = sum(changed[name].for_elements for name in ends) / seconds
    out = sum(changed[name].out for name in ends) / seconds
    return [*stages, Stage(PROGRAM, (), ends, 1, 1, out, 0.0, min(1.0, waited), main)]


@dataclass(frozen=True)
class _Change:
    into: int
    out: int
    for_room: float
    for_elements: float


def _change(before: QueueStatistics | None, after: QueueStatistics) -> _Change:
    if before is None:
        return _Change(after.enqueued, after.dequeued, after.seconds_enqueues_blocked, after.seconds_dequeues_blocked)
    return _Change(
        after.enqueued - before.enqueued,
        after.dequeued - before.dequeued,
        after.seconds_enqueues_blocked - before.seconds_enqueues_blocked,
        after.seconds_dequeues_blocked - before.seconds_dequeues_blocked,
    )


def _stage(
    runner: RunnerReading,
    changed: dict[str, _Change],
    threads_at: dict[str, tuple[int, int]],
    before: RunnerReading | None,
    seconds: float,
) -> Stage:
    threads = max(1, runner.threads)
    own = seconds * threads
    room = sum(changed[name].for_room * threads / threads_at[name][0] for name in runner.feeds)
    elements = sum(changed[name].for_elements * threads / max(1, threads_at[name][1]) for name in runner.takes)
    cpu_before = {} if before is None else before.cpu
    changes = [
        [now - then for now, then in zip(both, cpu_before.get(number, (0.0, 0.0)), strict=True)]
        for number, both in runner.cpu.items()
    ]
    computed, delayed = (sum(column) / own for column in zip([0.0, 0.0], *changes, strict=True))
    turns = (runner.turns - (0.0 if before is None else before.turns)) / own
    return Stage(
        name=runner.name,
        feeds=runner.feeds,
        takes=runner.takes,
        threads=runner.threads,
        at_once=runner.at_once,
        rate=sum(changed[name].into for name in runner.feeds) / seconds,
        for_room=min(1.0, room / own),
        for_elements=min(1.0, elements / own),
        computing=min(1.0, computed) if runner.cpu else None,
        for_turn=min(1.0, turns),
        for_processor=min(1.0, delayed),
        how=runner.how,
    )


def _in_order(runners: Sequence[RunnerReading]) -> list[RunnerReading]:
    """Those that feed before those that take from them."""
    left, ordered = list(runners), []
    while left:
        free = [one for one in left if not any(set(one.takes) & set(other.feeds) for other in left if other is not one)]
        ordered += free or left
        left = [one for one in left if one not in ordered]
    return ordered
