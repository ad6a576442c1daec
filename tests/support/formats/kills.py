"""Programs that are killed at any moment: a child that kills itself after so many calls and returns of functions."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

DONE, FAILED = 0, 1


def events_of(call: Callable[[], object]) -> int:
    """How many calls and returns of functions a call takes, in a child."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        events = 0

        def count(*_event: Any) -> None:
            nonlocal events
            events += 1

        try:
            sys.setprofile(count)
            call()
            sys.setprofile(None)
            os.write(write, str(events).encode())
        finally:
            os._exit(0)
    os.close(write)
    with os.fdopen(read) as pipe:
        found = int(pipe.read())
    os.waitpid(child, 0)
    return found


def killed_after(events: int, call: Callable[[], object]) -> bool:
    """Make a call in a child that kills itself after so many events. Returns whether it came so far.

    Raises:
      AssertionError: the call has failed.
    """
    child = os.fork()
    if not child:
        left = events

        def kill(*_event: Any) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        code = FAILED
        try:
            sys.setprofile(kill)
            call()
            sys.setprofile(None)
            code = DONE
        finally:
            os._exit(code)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.WEXITSTATUS(status) == DONE, "the call has failed"
    return False
