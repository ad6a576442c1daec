"""What the stages of passes have done: how many elements each has given, how long that took, what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..statistics.tallies import Tally, stage_of
from .flow import Flow


@dataclass(frozen=True)
class StageStatistics:
    """What a stage of a dataset has done, in all passes so far.

    Attributes:
      name: of the stage.
      depth: how many stages there are between it and the last.
      elements: how many it has given.
      seconds: how long who takes them has waited for it alone: without the stages before it, where these are not run by threads
        of its own.
      flows: how many passes these are: more than one behind `repeat`, and where a function makes datasets.
      calls: how often it has called its function, with one element or many; 0: it has none.
      single: why it calls its function for one element after the other; None where it does not.
      thread_ids: the system's numbers of the threads of its own that there are now.
      in_threads: whether threads of its own take from the stages before it.
      reads_ahead: whether a thread reads ahead for it now where that pays, of which it is tried now and then.
      work: seconds that they have worked, without waits for the stages before them.
      fullness: how full its buffer is now, from 0 to 1; None where it has none.
      held, bytes: how many elements it keeps now for those who ask later, and about how many bytes these have.
      files, all_files: how many files it has read to their ends, and how many it has in the passes at work.
      bytes_read: of records in files.
      bad: how many elements it has left out, by stage of `bad_records`.
    """

    name: str
    depth: int
    elements: int
    seconds: float
    flows: int = 1
    calls: int = 0
    single: str | None = None
    thread_ids: tuple[int, ...] = ()
    in_threads: bool = False
    reads_ahead: bool = False
    work: float = 0.0
    fullness: float | None = None
    held: int = 0
    bytes: int = 0
    files: int = 0
    all_files: int = 0
    bytes_read: int = 0
    bad: Mapping[str, int] = field(default_factory=dict)

    @property
    def threads(self) -> int:
        """How many threads of its own there are now."""
        return len(self.thread_ids)


def stages_of(flow: Flow, before: Tally | None = None) -> list[StageStatistics]:
    """The stages of a pass, each after those that it takes elements of.

    Args:
      before: what they had done in other passes.
    """
    tally = Tally(stage_of(flow).name)
    tally.add(flow, at_work=True)
    if before is not None:
        tally.add_tally(before)
    return list(_stages(tally, 0))


def _stages(tally: Tally, depth: int) -> Iterator[StageStatistics]:
    for one in tally.before.values():
        yield from _stages(one, depth + 1)
    flows: Sequence[Flow] = tally.at_work
    all_flows = [*flows, *tally.ahead]
    full = [one.fullness for one in flows if one.fullness is not None]
    held = [one.held() for one in all_flows]
    yield StageStatistics(
        name=tally.name,
        depth=depth,
        elements=tally.elements,
        seconds=tally.alone,
        flows=tally.flows,
        calls=tally.calls,
        single=next((one.single for one in flows if one.calls), None),
        thread_ids=tuple(
            thread.native_id or 0
            for one in all_flows
            if one.crew is not None
            for thread in tuple(one.crew.threads)
            if thread.is_alive()
        ),
        in_threads=tally.in_threads,
        reads_ahead=bool(tally.ahead),
        work=tally.work,
        fullness=sum(full) / len(full) if full else None,
        held=sum(elements for elements, _ in held),
        bytes=sum(size for _, size in held),
        files=tally.files,
        all_files=sum(len(one.files) for one in flows),
        bytes_read=tally.bytes,
        bad=dict(tally.bad),
    )
