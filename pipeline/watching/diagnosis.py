"""diagnose: who waits for whom in a session, as a value that prints."""

from __future__ import annotations

import html
import textwrap
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from headrace.formats.exports import export

from ..data.flow.statistics import StageStatistics
from .facts import Facts, IteratorFacts, QueueFacts, RunnerFacts, ThreadFacts, facts_of
from .sessions import session_behind
from .stalls import sentence

_WIDTH = 100
_WIDEST_NAME = 24


@export("train.Diagnosis")
@dataclass(frozen=True)
class Diagnosis:
    """Who waits for whom in a session at one moment. `print` shows it.

    Attributes:
      queues: of the session, and those without a session at which threads of the program wait: each has a `name`, `kind`,
        `size`, `capacity`, whether it is `closed`, what ended who fed it (`failure`), how many calls wait (`for_elements`,
        `for_room`), who feeds it (`fed_by`), or why nobody does (`unfed`).
      runners: of the session: `name`, `threads`, how many are `alive`, what they feed and take, `steps` and `how` they ran.
      threads: of these runners, and of the program: `name`, `runner`, what they do (`kind`, `what`), for how many `seconds`
        they have waited at which `queue`, and their `place` in the program.
      iterators: of datasets: `name`, `statistics` (IteratorStatistics, with the stages of the pass) and what it does that
        somebody waits for (`doing`).
      sentence: what explains a stall, or what the program does where none of its calls waits.
    """

    queues: Sequence[QueueFacts]
    runners: Sequence[RunnerFacts]
    threads: Sequence[ThreadFacts]
    sentence: str
    iterators: Sequence[IteratorFacts] = ()

    def __str__(self) -> str:
        lines = textwrap.wrap(self.sentence, _WIDTH)
        for title, rows in (
            ("queue", [_of_queue(each) for each in self.queues]),
            ("queue runner", [_of_runner(each) for each in self.runners]),
            ("iterator", [_of_iterator(each) for each in self.iterators]),
            ("thread", [_of_thread(each) for each in self.threads]),
        ):
            if rows:
                width = min(_WIDEST_NAME, max(len(title), *(len(name) for name, _ in rows)))
                lines += ["", title]
                lines += [line for row, count in Counter(rows).items() for line in _lines(*row, count, width)]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        return f"<pre>{html.escape(str(self))}</pre>"


def _lines(name: str, text: str, count: int, width: int) -> list[str]:
    """A row that stands there `count` times; a long name has a line of its own."""
    times = f"{count} such: " if count > 1 else ""
    parts = textwrap.wrap(times + text, _WIDTH - width - 2, break_long_words=False, break_on_hyphens=False)
    first = [] if len(name) <= width else [name]
    head = name if len(name) <= width else ""
    return first + [f"{head if at == 0 else '':{width}}  {part}" for at, part in enumerate(parts)]


def _of_queue(one: QueueFacts) -> tuple[str, str]:
    size = f"{one.size:,}" if one.capacity < 0 else f"{one.size:,} of {one.capacity:,}"
    parts = [one.kind, size]
    if one.closed:
        parts.append("closed" + (f" after {one.failure}" if one.failure else ""))
    if one.for_elements:
        parts.append(f"{one.for_elements} wait{'s' * (one.for_elements == 1)} for elements")
    if one.for_room:
        parts.append(f"{one.for_room} wait{'s' * (one.for_room == 1)} for room")
    parts.append(f"fed by {', '.join(one.fed_by)}" if one.unfed is None else one.unfed)
    return one.name, ", ".join(parts)


def _of_runner(one: RunnerFacts) -> tuple[str, str]:
    takes = f"{', '.join(one.takes)} -> " if one.takes else "-> "
    plural = "thread" if one.threads == 1 else "threads"
    alive = f"{one.alive} of {one.threads} {plural}" if one.alive != one.threads else f"{one.threads} {plural}"
    parts = [takes + ", ".join(one.feeds), alive, f"{one.steps:,} steps", *dict.fromkeys(one.how), *one.errors]
    return one.name, "; ".join(parts)


def _of_iterator(one: IteratorFacts) -> tuple[str, str]:
    statistics = one.statistics
    if not statistics.passes:
        return one.name, "no pass was begun: its initializer has to run"
    given = f"{statistics.elements:,} given" + (", at the end" if statistics.is_over else "")
    return one.name, f"{given}; {' -> '.join(map(_of_stage, one.stages))}"


def _of_stage(one: StageStatistics) -> str:
    parts = [f"{one.name}: {one.elements:,} in {one.seconds:.1f} s"]
    if one.fullness is not None:
        parts.append(f"{one.fullness:.0%} full")
    if one.bad:
        parts.append(f"{sum(one.bad.values()):,} bad left out")
    return ", ".join(parts)


def _of_thread(one: ThreadFacts) -> tuple[str, str]:
    since = "" if one.seconds is None else f", since {one.seconds:.1f} s"
    return one.name, one.what + since + (f"  [{one.place}]" if one.place else "")


@export("train.diagnose")
def diagnose(sess: Any = None) -> Diagnosis:
    """Who waits for whom just now: every queue, queue runner and thread, and the sentence that explains a stall.

        print(sess.diagnose())

    It may be asked from any thread, at any time; nothing waits for it. Calls of the program that wait are named with the
    line of the program they stand in. `enable_diagnosis` prints it at Ctrl-\\.

    Args:
      sess: a Session or MonitoredSession; None: the queues without a session at which threads wait.

    Returns:
      a Diagnosis, which prints.

    Raises:
      RuntimeError: the session is closed.
    """
    return diagnosis_of(facts_of(None if sess is None else session_behind(sess)))


def diagnosis_of(facts: Facts) -> Diagnosis:
    """The value of facts."""
    return Diagnosis(facts.queues, facts.runners, facts.threads, sentence(facts), facts.iterators)
