"""Tallies: what the stages of passes have done, those of passes that are over too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable
from typing import Any

from ...bad_records.policy import BadRecords


class Tally:
    """What a stage has done, in as many flows as it had.

    Attributes:
      name: of the stage.
      flows: how many it tells of.
      elements, seconds: sums of theirs.
      work: seconds that threads of its own have worked, with all that these take elements from.
      calls: how often it has called a function, with one element or many.
      files, bytes: how many files it has read to their ends, and how many bytes of records it has read.
      in_threads: whether threads of its own take from those before it.
      bad: how many elements it has left out, by stage of `bad_records`; `policies`: by which.
      before: the tallies of the stages that it takes elements of.
      at_work: its flows that are in a pass now, where they were asked for.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.flows = self.elements = self.calls = self.files = self.bytes = 0
        self.seconds = self.work = 0.0
        self.in_threads = False
        self.bad: Counter[str] = Counter()
        self.policies: set[BadRecords] = set()
        self.before: dict[Hashable, Tally] = {}
        self.at_work: list[Any] = []

    def add(self, flow: Any, at_work: bool = False) -> None:
        """Add what a flow has done, and those before it.

        Args:
          flow: the Flow.
          at_work: whether to note it among those that are at work.
        """
        flow = flow.stage
        self.flows += 1
        self.elements += flow.elements
        self.seconds += flow.seconds
        self.calls += flow.calls
        self.files += flow.files_read
        self.bytes += flow.bytes_read
        if flow.crew is not None:
            self.in_threads = True
            self.work += flow.crew.seconds
        if flow.bad is not None and flow.bad.bad.by_stage:
            self.bad.update(flow.bad.bad.by_stage)
            self.policies.update(flow.bad.bad.policies)
        if at_work:
            self.at_work.append(flow)
        for number, one in enumerate([before.stage for before in tuple(flow.upstream)]):
            if not one.is_over:
                self._before(one.name if one.is_one_of_many else (number, one.name), one.name).add(one, at_work)
        for key, tally in tuple(flow.over.items()):
            self._before(key, tally.name).add_tally(tally)

    def add_tally(self, other: Tally) -> None:
        """Add what another one tells; those that are at work are not noted."""
        for name in ("flows", "elements", "seconds", "work", "calls", "files", "bytes"):
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
