"""What the pass of an iterator does just now that somebody waits for: from the thread that asks, through threads of stages."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from types import FrameType

from headrace.formats.doors.frames import frames_of

from ..data.flow.elements import Elements
from ..data.flow.flow import Flow
from ..diagnosis.stacks import doing_in, place_of
from ..queues.waiting.waits import wait_of


def what_is_waited_for(elements: Elements) -> str | None:
    """What an iterator does that threads wait for, in words; None where nobody waits for it."""
    asking = dict(elements.asking)
    if not asking:
        return None
    taker = elements.taker
    thread = _thread(taker if taker in asking else min(asking, key=lambda ident: asking[ident]))
    return "some have just come" if thread is None else _of_thread(thread, None, set())


def _of_thread(thread: threading.Thread, stage: Flow | None, seen: set[int]) -> str:
    """What a thread does for a stage.

    Args:
      stage: whose thread it is, where it is of one.
      seen: the numbers of the threads on the way here.
    """
    stack = frames_of(thread.ident)
    flows, frames = _at_work(stack)
    flow = flows[0] if flows else stage
    name = "the dataset" if flow is None else flow.name
    wait = wait_of(thread)
    if wait is not None and wait.queue is not None:
        return f"{name} waits {wait}"
    found = doing_in(frames, place_of(stack))
    if found is not None:
        return f"{name} {found.what}" + (f" at {found.place}" if found.place else "")
    if flow is None:
        return "its first stage begins"
    if flow.crew is not None and flow is not stage:
        return _of_crew(flow, {*seen, thread.ident or 0})
    file = flow.file_at_work
    if file is not None:
        return f"{name} reads {file.decode(errors='replace')}"
    barren = [one for one in flows if not one.elements and any(before.elements for before in one.upstream)]
    if barren:
        taken = sum(one.elements for one in barren[-1].upstream)
        return f"{barren[-1].name} has given none of {taken:,} elements so far"
    return f"{name} is at work"


def _of_crew(flow: Flow, seen: set[int]) -> str:
    """What the threads of a stage do that somebody waits for."""
    assert flow.crew is not None
    for ident in flow.crew.at_work():
        thread = _thread(ident)
        if thread is not None and ident not in seen:
            return _of_thread(thread, flow, seen)
    return f"{flow.name} waits for its threads"


def _at_work(stack: Sequence[FrameType]) -> tuple[list[Flow], list[FrameType]]:
    """The stages in which a stack, the innermost frame first, stands, and the frames inside of all of them."""
    flows: list[Flow] = []
    frames: list[FrameType] = []
    for frame in stack:
        owner = frame.f_locals.get("self")
        if isinstance(owner, Flow):
            if owner not in flows:
                flows.append(owner)
        elif not flows:
            frames.append(frame)
    return flows, frames


def _thread(ident: int) -> threading.Thread | None:
    return next((one for one in threading.enumerate() if one.ident == ident), None)
