"""Functions of programs, called with those arguments that they have."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)


def arguments_of(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names of the arguments that a caller may give; those that a partial or a method has already are left out."""
    if isinstance(function, functools.partial):  # what comes behind a keyword that it has may still be given
        return tuple(name for name in arguments_of(function.func)[len(function.args) :] if name not in function.keywords)
    parameters = inspect.signature(function).parameters.values()
    return tuple(parameter.name for parameter in parameters if parameter.kind in _POSITIONAL)


def call_with(function: Callable[..., Any], **arguments: Any) -> Any:
    """Call it with those of `arguments` whose names it has."""
    known = arguments_of(function)
    return function(**{name: value for name, value in arguments.items() if name in known})
