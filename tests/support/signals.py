"""An exception of a signal's handler, wherever in a call it may come."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

_PATIENCE = 50


class Interrupted(BaseException):
    """What the handler raises."""


def _is_callback(frame: FrameType) -> bool:
    """Whether a weak reference has called it, for some object that is freed just then: errors go nowhere."""
    return frame.f_globals.get("__name__") == "_weakrefset"


def interrupted_at(moment: int, function: Callable[[], Any]) -> tuple[bool, Any]:
    """Call `function`, with a signal at the moment of that number, counted from 0.

    CPython looks for signals at the beginning of a function and after each call (and at the end of a loop, which is
    after a call too). It does not between `with lock` and its block, whose call of `__enter__` is none of these.

    Returns:
      whether the signal came before the call was over, and what the call returned or raised.
    """
    left = moment

    def profile(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal left
        if event in ("call", "return", "c_return") and argument is not sys.setprofile and not _is_callback(frame):
            left -= 1
            if left < 0:
                raise Interrupted

    gc.disable()  # errors in what it calls go nowhere
    try:
        sys.setprofile(profile)
        result = function()
        sys.setprofile(None)
    except Interrupted as error:
        return True, error
    except Exception as error:
        sys.setprofile(None)
        return False, error
    finally:
        gc.enable()
    return False, result


def ended_by_ctrl_c(program: str) -> str:
    """What a program writes beside "now", which it says when Ctrl-C is to come, and that this ends with KeyboardInterrupt."""
    child = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        first = child.stdout.readline()
        child.send_signal(signal.SIGINT)
        out, said = child.communicate(timeout=_PATIENCE)
    finally:
        child.kill()
        child.wait()
    assert first == "now\n", said
    assert said.splitlines()[-1].startswith("KeyboardInterrupt"), said
    assert child.returncode == -signal.SIGINT
    return out
