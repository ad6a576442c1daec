"""Tracebacks: what those of errors keep alive."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from types import FrameType

_OURS = __name__.partition(".")[0]
_MAY_GO_ON = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR


def forget_locals(error: BaseException) -> None:
    """Let the frames in the tracebacks of an error, and of what led to it, forget their variables.

    A kept error would keep all that the functions held that it came through: records, plans, queues of a session that
    has long been closed. For who catches an error and keeps it: the frame that has caught it, which runs on, leaves the
    traceback. Files, lines and functions stay in it. Generators of others are let alone: they may have caught the error
    and go on, and forgetting would end them.
    """
    trace = error.__traceback__
    if trace is not None and not _forget(trace.tb_frame):
        error.__traceback__ = trace.tb_next
    for frame in set(_frames_behind(error)):
        _forget(frame)


def _forget(frame: FrameType) -> bool:
    """Let a frame forget its variables, unless it may go on; False where it is running."""
    ours = frame.f_globals.get("__name__", _OURS).partition(".")[0] == _OURS  # a plan's globals have no name
    if ours or not frame.f_code.co_flags & _MAY_GO_ON:
        try:
            frame.clear()
        except RuntimeError:
            return False
    return True


def _frames_behind(error: BaseException) -> Iterator[FrameType]:
    """The frames in the tracebacks of an error and of its causes, and those that have called them."""
    seen: set[int] = set()
    errors = [error]
    while errors:
        one = errors.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        errors += filter(None, (one.__cause__, one.__context__))
        trace = one.__traceback__
        while trace is not None:
            frame: FrameType | None = trace.tb_frame
            while frame is not None:
                yield frame
                frame = frame.f_back
            trace = trace.tb_next
