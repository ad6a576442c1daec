"""Faults: what ended an input that did not simply end, told through any number of queues.

A queue whose queue runner ended with a fault says so: its errors have the fault as `fault` and as their cause. Whoever is
ended by such an error hands the same fault on: to the queues it feeds itself, and to its Coordinator.
"""

from __future__ import annotations

from headrace.graph.types.errors import OpError, OutOfRangeError


def fault_behind(error: BaseException | None) -> BaseException | None:
    """The fault because of which an input ended; None where `error` does not tell of one: the input was all there."""
    while isinstance(error, OutOfRangeError):
        fault = getattr(error, "fault", None)
        if fault is not None:
            return fault
        error = error.__cause__
    return None


def short(error: BaseException) -> str:
    """An error in one line."""
    lines = (error.message if isinstance(error, OpError) else str(error)).splitlines()
    return f"{type(error).__name__}: {lines[0] if lines else ''}"
