"""An exception of a signal's handler, wherever in a call it may come."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


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
