"""What a thread does just now, as its stack says it: nothing has to be noted while threads run."""

from __future__ import annotations

import os
import threading
import traceback
from collections.abc import Iterable, Sequence
from types import FrameType
from typing import NamedTuple

from headrace.formats.doors.frames import frames_of, program_frame
from headrace.graph.runtime.watched.lines import operation_at

_TURNS = ("pipeline.runners.turns", "take")
_USER_CODE = ("graph.ops.state.script", "call")
_READERS = ("pipeline.readers.base", "_search")
_ITERATORS = ("pipeline.data.iterator_state", "next")


class Doing(NamedTuple):
    """What a thread does.

    Attributes:
      kind: "turn" (it waits to compute), "user code" (a function of `py_func`), "op", "reader" (it waits for a thread that
        reads, or reads), "iterator" (it gets an element of one), "program" (anything else).
      what: the same in words, after the thread's name.
      place: where in the program it stands; None where none of its frames is the program's.
    """

    kind: str
    what: str
    place: str | None


def doing(thread: threading.Thread) -> Doing:
    """What a thread does, as far as its stack tells."""
    frames = frames_of(thread.ident)
    place = place_of(frames)
    return doing_in(frames, place) or Doing("program", "runs", place)


def _home(frame: FrameType) -> tuple[str, str]:
    """The module, without the project's name, and the function of a frame."""
    return (frame.f_globals.get("__name__") or "").partition(".")[2], frame.f_code.co_name


def doing_in(frames: Iterable[FrameType], place: str | None) -> Doing | None:
    """What frames of a stack say that a thread does; None: nothing but that it runs.

    Args:
      frames: the innermost first.
      place: where in the program the thread stands.
    """
    for frame in frames:
        home = _home(frame)
        if home == _TURNS:
            return Doing("turn", "waits for its turn to compute", place)
        if home == _USER_CODE:
            return Doing("user code", "is in the program's own code, in a py_func", place)
        operation = operation_at(frame)
        if operation is not None:
            return Doing("op", f"computes {operation.type} {operation.name!r}", place)
        if home == _READERS:
            return Doing("reader", "waits for a reader that another thread uses", place)
        if home == _ITERATORS:
            return Doing("iterator", f"waits for an element of iterator {frame.f_locals['self'].name!r}", place)
    return None


def place_of(frames: Sequence[FrameType]) -> str | None:
    """Where in the program the thread with that stack, the innermost frame first, stands: `file:line in function`."""
    found = program_frame(frames)
    if found is None:
        return None
    return f"{os.path.basename(found.f_code.co_filename)}:{found.f_lineno} in {found.f_code.co_name}"


def call_of_iterator(thread: threading.Thread) -> str | None:
    """Where in the program the call stands that waits for an element of an iterator; None where there is none."""
    frames = frames_of(thread.ident)
    for at, frame in enumerate(frames):
        if _home(frame) == _ITERATORS:
            return place_of(frames[at:])
    return None


def stack_of(thread: threading.Thread) -> str:
    """The stack of a thread as Python prints it, the innermost frame last; empty where it has ended."""
    summary = traceback.StackSummary.extract((frame, frame.f_lineno) for frame in reversed(frames_of(thread.ident)))
    return "".join(summary.format())
