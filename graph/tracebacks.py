"""What the tracebacks of errors keep alive."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
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
    if error.__traceback__ is not None and _is_running_after(error.__traceback__.tb_frame.clear):
        error.__traceback__ = error.__traceback__.tb_next
    for frame in set(_frames_behind(error)):
        ours = frame.f_globals.get("__name__", _OURS).partition(".")[0] == _OURS  # a plan's globals have no name
        if ours or not frame.f_code.co_flags & _MAY_GO_ON:
            _is_running_after(frame.clear)


def _is_running_after(clear: Callable[[], None]) -> bool:
    """Whether a frame could not be cleared, as it is running."""
    try:
        clear()
    except RuntimeError:
        return True
    return False


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
