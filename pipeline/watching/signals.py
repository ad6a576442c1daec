"""Ctrl-\\: who waits for whom, printed while the program goes on."""

from __future__ import annotations

import _thread
import os
import signal
import sys
from types import FrameType
from typing import Any

from headrace.formats.exports import export
from headrace.graph.runtime.watched.above import above
from headrace.graph.runtime.watched.open_sessions import OPEN


@export("enable_diagnosis")
def enable_diagnosis() -> None:
    """Print who waits for whom, in all open sessions, on standard error whenever Ctrl-\\ is pressed; the program goes on.

    Under `headrace run` this is so from the start. `kill -QUIT <pid>` does the same from another terminal. The handler of
    the signal only starts a thread, which looks and prints; one that Python code has set before is called, too. Processes
    that are forked later ignore the signal. Where there is no SIGQUIT (Windows), nothing is done.

    Raises:
      ValueError: it is not called from the main thread.
    """
    if not hasattr(signal, "SIGQUIT"):
        return
    before = signal.getsignal(signal.SIGQUIT)
    if not isinstance(before, _Handler) or before.pid != os.getpid():
        others = before if callable(before) and not isinstance(before, _Handler) else None
        signal.signal(signal.SIGQUIT, _Handler(others))


class _Handler:
    """What SIGQUIT calls. It takes no lock, since the thread that it interrupts may hold any: a thread of its own looks.

    That thread is none of `threading`'s, whose `start` takes locks.
    """

    def __init__(self, before: Any) -> None:
        self.pid = os.getpid()
        self._before = before
        self._prints = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        if os.getpid() != self.pid:  # forked
            return
        if not self._prints:
            self._prints = True
            _thread.start_new_thread(self._print, ())
        if self._before is not None:
            self._before(number, frame)

    def _print(self) -> None:
        try:
            sys.stderr.write(_report())
            sys.stderr.flush()
        except Exception as error:  # the program goes on
            sys.stderr.write(f"headrace: no diagnosis: {error!r}\n")
        finally:
            self._prints = False


def _report() -> str:
    """The diagnoses of all open sessions, or that of queues without one."""
    diagnose = above("diagnose")
    found = []
    for session in list(OPEN) or [None]:
        try:
            found.append(f"{diagnose(session)}\n")
        except RuntimeError:  # closed meanwhile
            continue
    return "\n" + "\n".join(found)
