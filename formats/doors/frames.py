"""Which frames of a traceback are the program's, and which causes of an error."""

from __future__ import annotations

import contextlib
import itertools
import operator
import os
import sys
from collections.abc import Iterator, Sequence
from types import FrameType, TracebackType
from typing import Any

VARIABLE = "HEADRACE_TRACEBACK"
_OURS = __name__.partition(".")[0]
_USED = {"PIL", "aiohttp", "crc32c", "fsspec", "google", "numpy", "pyarrow", "yaml"}
"""Libraries whose frames are of no interest where headrace has called them."""

_STANDARD = (os.path.dirname(os.__file__) + os.sep, "<frozen ")
_GENERATED = ("<headrace ", "<string>")
_CAN_DROP_ALL = sys.version_info >= (3, 11)  # before, who raises again keeps the traceback beside the exception


def show_program(error: BaseException) -> None:
    """Take headrace's frames out of the traceback of an `error`, and out of what is shown of its causes.

    For an `except` block of a door, which then raises it again with a bare `raise`: that adds no frame.
    """
    if os.environ.get(VARIABLE) == "full":
        return
    trace = error.__traceback__
    if trace is not None:
        shown = _of_program(trace)
        if _CAN_DROP_ALL:
            error.__traceback__ = shown
        elif trace.tb_next is not shown:
            trace.tb_next = shown
    first = _shown_cause(error)
    if first is None:
        return
    for cause in _causes(first):
        cause_trace = _of_program(cause.__traceback__)
        if cause_trace is not None or _is_made_by_program(cause):
            if cause is not first:
                _show_cause(error, cause)
            if _CAN_DROP_ALL:
                cause.__traceback__ = cause_trace
            return
    _show_cause(error, None)


def _is_made_by_program(cause: BaseException) -> bool:
    """Whether an error that was raised nowhere is one that the program has handed in."""
    return cause.__traceback__ is None and type(cause).__module__.partition(".")[0] != _OURS


def _show_cause(error: BaseException, cause: BaseException | None) -> None:
    hidden = _shown_cause(error)
    error.__cause__ = cause  # nothing else is shown from now on
    error.__context__ = hidden


def _shown_cause(error: BaseException) -> BaseException | None:
    """What Python prints above an error."""
    return error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = _shown_cause(error)


def _of_program(trace: TracebackType | None) -> TracebackType | None:
    """The part of a traceback that is the program's, headrace having called it; None where there is none."""
    kept = []
    ours = True
    while trace is not None:
        ours = _is_ours(trace.tb_frame, ours)
        if not ours:
            kept.append(trace)
        trace = trace.tb_next
    shown = None
    for one in reversed(kept):
        shown = TracebackType(shown, one.tb_frame, one.tb_lasti, one.tb_lineno)
    return shown


def frames_of(ident: int | None) -> list[FrameType]:
    """The frames of a running thread, the innermost first; none where it has ended.

    They are all taken in one call of C: were another thread let in between two of them, this one could return from a frame
    whose caller is asked for then, and CPython 3.11 reads memory that is free.
    """
    found: list[Any] = []
    innermost = map(operator.methodcaller("get", ident), itertools.islice(iter(sys._current_frames, None), 1))
    with contextlib.suppress(AttributeError):  # of the None that stands behind the outermost
        found.extend(itertools.accumulate(itertools.chain(innermost, itertools.repeat("f_back")), getattr))
    return found[:-1]


def program_frame(stack: Sequence[FrameType]) -> FrameType | None:
    """Of a stack, the innermost frame first: the innermost that is of the program's own files; None where there is none."""
    found = None
    ours = True
    for each in reversed(stack):
        ours = _is_ours(each, ours)
        if not ours and not each.f_code.co_filename.startswith(_STANDARD):
            found = each
    return found


def _is_ours(frame: FrameType, called_by_us: bool) -> bool:
    module = frame.f_globals.get("__name__") or ""
    top = module.partition(".")[0]
    file = frame.f_code.co_filename
    if top == _OURS or file.startswith(_GENERATED[0]):
        return True
    return called_by_us and (
        top in _USED
        or (top in sys.stdlib_module_names and file.startswith(_STANDARD))
        or (file == _GENERATED[1] and not module)
    )
