"""Tracebacks as a program's author wants them: the program's lines, then one line of cause and place.

A function that programs call is a door: an error that leaves it has lost the frames of headrace, and of what headrace has
called (the standard library, NumPy); those of the program stay, also where headrace has called them (a function of `py_func`,
of `map_fn`). What an error was made from is shown where it comes from the program, else it is no longer its `__cause__`.
`HEADRACE_TRACEBACK=full` in the environment leaves everything as it is. Before Python 3.11, one frame of headrace stays.

Nothing happens where nothing is raised. Debuggers and test runners see the same tracebacks as a terminal does.
"""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar

from .frames import show_program

__all__ = ["door", "doors", "show_program"]

F = TypeVar("F", bound=Callable[..., Any])
C = TypeVar("C", bound=type)

_CALLED_BY_PYTHON = {"__init__", "__call__", "__enter__", "__exit__", "__getitem__", "__iter__"}


def door(function: F) -> F:
    """A decorator: programs call this `function`."""
    if inspect.isgeneratorfunction(function):

        @functools.wraps(function)
        def generate(*args: Any, **kwargs: Any) -> Any:
            try:
                return (yield from function(*args, **kwargs))
            except BaseException as error:
                show_program(error)
                raise

        return generate  # type: ignore[return-value]

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except BaseException as error:
            show_program(error)
            raise

    return call  # type: ignore[return-value]


def doors(kind: C) -> C:
    """A decorator: programs make and call objects of this class, `kind`, and call its public methods and its operators."""
    for name, member in list(vars(kind).items()):
        if type(member) is FunctionType and (not name.startswith("_") or name in _CALLED_BY_PYTHON):
            setattr(kind, name, door(member))
    return kind
