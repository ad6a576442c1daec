"""Tallies: what the stages of passes have done, those of passes that are over too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any

from ...bad_records.policy import BadRecords


class Tally:
    """What a stage has done, in as many flows as it had. A flow that reads ahead for it is a thread of its own.

    Attributes:
      name: of the stage.
      flows: how many it tells of.
      elements: sum of theirs.
      seconds: how long they were waited for; `alone`: without the stages before them that the same thread runs.
      work: seconds that threads of its own have worked, without the stages before it.
      calls: how often it has called a function, with one element or many.
      files, bytes: how many files it has read to their ends, and how many bytes of records it has read.
      in_threads: whether threads of its own take from those before it.
      bad: how many elements it has left out, by stage of `bad_records`; `policies`: by which.
      before: the tallies of the stages that it takes elements of.
      at_work: its flows that are in a pass now, where they were asked for; `ahead`: those that read ahead for it.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.flows = self.elements = self.calls = self.files = self.bytes = 0
        self.seconds = self.alone = self.work = 0.0
        self.in_threads = False
        self.bad: Counter[str] = Counter()
        self.policies: set[BadRecords] = set()
        self.before: dict[Hashable, Tally] = {}
        self.at_work: list[Any] = []
        self.ahead: list[Any] = []

    def add(self, flow: Any, at_work: bool = False) -> None:
        """Add what a flow has done, and those before it.

        Args:
          flow: the Flow.
          at_work: whether to note it among those that are at work.
        """
        ahead, flow = flow, stage_of(flow)
        self.flows += 1
        self.elements += flow.elements
        self.calls += flow.calls
        self.files += flow.files_read
        self.bytes += flow.bytes_read
        if flow.bad is not None and flow.bad.bad.by_stage:
            self.bad.update(flow.bad.bad.by_stage)
            self.policies.update(flow.bad.bad.policies)
        if at_work:
            self.at_work.append(flow)
            if ahead is not flow:
                self.ahead.append(ahead)
        inside = 0.0
        for number, one in enumerate(tuple(flow.upstream)):
            if not one.is_over:
                name = stage_of(one).name
                inside += one.seconds
                self._before(name if one.is_one_of_many else (number, name), name).add(one, at_work)
        for key, tally in tuple(flow.over.items()):
            inside += tally.seconds
            self._before(key, tally.name).add_tally(tally)
        self._add_seconds(ahead, flow, inside)

    def _add_seconds(self, ahead: Any, flow: Any, inside: float) -> None:
        """Add how long a flow was waited for.

        Args:
          ahead: what reads ahead for it; itself where nothing does.
          inside: how long those before it were.
        """
        crew = flow.crew if ahead.crew is None or not ahead.crew.threads else ahead.crew
        self.seconds += ahead.seconds
        if crew is None or not crew.threads:
            self.alone += max(0.0, flow.seconds - inside)
            return
        self.in_threads = True
        self.alone += ahead.seconds
        self.work += max(0.0, (flow.crew or crew).seconds - inside)

    def add_tally(self, other: Tally) -> None:
        """Add what another one tells; those that are at work are not noted."""
        for name in ("flows", "elements", "seconds", "alone", "work", "calls", "files", "bytes"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.in_threads |= other.in_threads
        self.bad.update(other.bad)
        self.policies.update(other.policies)
        for key, tally in tuple(other.before.items()):
            self._before(key, tally.name).add_tally(tally)

    def all_bad(self) -> tuple[Counter[str], set[BadRecords]]:
        """What was left out, and by which policies, by this stage and those before it."""
        bad, policies = Counter(self.bad), set(self.policies)
        for one in self.before.values():
            more, others = one.all_bad()
            bad.update(more)
            policies |= others
        return bad, policies

    def _before(self, key: Hashable, name: str) -> Tally:
        found = self.before.get(key)
        if found is None:
            found = self.before[key] = Tally(name)
        return found


def stage_of(flow: Any) -> Any:
    """The flow of the stage for which another one may read ahead."""
    while flow.is_hidden:
        (flow,) = flow.upstream
    return flow
