"""Floating-point error state: runs without NumPy's warnings; infinities and NaNs are values here."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable
from typing import Any

import numpy as np


class _Here(threading.local):
    """A thread's context in which NumPy is quiet, made once: `np.errstate` takes longer than most small runs.

    NumPy keeps its error state in a context variable. What runs here sees the context variables as they were when the
    thread ran something for the first time, so code of users is not run here.
    """

    def __init__(self) -> None:
        with np.errstate(all="ignore"):
            self.context = contextvars.copy_context()
        self.inside = False


_here = _Here()


def ignoring_float_errors(function: Callable[..., Any], *arguments: Any) -> Any:
    """`function(*arguments)` without warnings about overflow, division by zero and the like."""
    here = _here
    if here.inside:
        return function(*arguments)
    here.inside = True
    try:
        return here.context.run(function, *arguments)
    finally:
        here.inside = False


def ignoring_float_errors_in_callers_context(function: Callable[..., Any], *arguments: Any) -> Any:
    """The same for functions that call code of users."""
    with np.errstate(all="ignore"):
        return function(*arguments)
