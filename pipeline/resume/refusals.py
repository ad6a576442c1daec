"""What cannot be resumed, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..diagnosis import diagnosis
from ..queues.queue import Queue
from .files import is_no_file
from .programs import RunnerProgram

MAY_REMEMBER = "may remember something from call to call: say `stateful=False` where it does not"


def not_resumable(session: Any, programs: Sequence[RunnerProgram]) -> list[dict[str, str]]:
    """What of a session's pipeline cannot be resumed: dicts of `what` and `why`."""
    found = []
    for program in programs:
        for function in program.functions():
            found.append((f"py_func {function.name!r}", MAY_REMEMBER))
        if not program.ends_with_puts:
            why = "does more than to put an element in: what it has done of a step that waits for room is not known"
            found.append((f"the queue runner's operation {program.operation.name!r}", why))
    for runner in diagnosis.statuses_of(session).stopped():
        why = "was stopped, which loses elements: take the state, or save, before `Coordinator.request_stop`"
        found.append((f"queue runner {runner!r}", why))
    for status in diagnosis.statuses_of(session).listed():
        if status.elsewhere:
            found.append((f"queue runner {status.runner!r}", "has input_workers: what they have read is not known here"))
    for queue in session.resources(Queue):
        if queue.fed_by_program:
            found.append(
                (f"queue {queue._state.known_as!r}", "has got elements from the program itself, not from a queue runner")
            )
    return [{"what": what, "why": why} for what, why in dict.fromkeys(found)]


def unreadable(files: Sequence[str]) -> list[dict[str, str]]:
    """Those files that cannot be read twice."""
    why = "is a pipe, or something else that cannot be read again"
    return [{"what": f"file {name!r}", "why": why} for name in files if is_no_file(name)]
