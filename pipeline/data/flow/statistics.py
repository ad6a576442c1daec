"""What the stages of a pass have done: how many elements each has given, and how long that took."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from .flow import Flow


class StageStatistics(NamedTuple):
    """What a stage has done since its pass began.

    Attributes:
      name: of the stage.
      elements: how many it has given.
      seconds: how long who takes them has waited for it alone: without the stages before it, where these are not run by threads
        of its own.
      fullness: how full its buffer is now, from 0 to 1; None where it has none.
      depth: how many stages there are between it and the last.
      bad: how many elements it has left out, by stage of `bad_records`.
    """

    name: str
    elements: int
    seconds: float
    fullness: float | None
    depth: int
    bad: Mapping[str, int]


def stages_of(flow: Flow, depth: int = 0) -> list[StageStatistics]:
    """The stages of a pass that may be at work, each after those that it takes elements of."""
    flow = flow.stage
    upstream = [one.stage for one in flow.upstream]
    before = 0.0 if flow.in_threads else sum(one.seconds for one in upstream)
    bad = {} if flow.bad is None else dict(flow.bad.bad.by_stage)
    own = StageStatistics(flow.name, flow.elements, max(0.0, flow.seconds - before), flow.fullness, depth, bad)
    return [*(stage for one in upstream for stage in stages_of(one, depth + 1)), own]
