"""Decorators for what a library will drop: its documentation says so, and whoever calls it is told."""

from __future__ import annotations

import functools
import inspect
import re
import sys
from collections.abc import Callable
from typing import Any, TypeVar

from headrace.formats.exports import export
from headrace.graph.platform import logging

F = TypeVar("F", bound=Callable[..., Any])


def _check(date: str | None, instructions: str) -> None:
    if date is not None and not re.match(r"20\d\d-[01]\d-[0123]\d", date):
        raise ValueError("Date must be YYYY-MM-DD.")
    if not instructions:
        raise ValueError("Don't deprecate things without conversion instructions!")


def _when(date: str | None) -> str:
    return "in a future version" if date is None else f"after {date}"


def _noticed(doc: str | None, without: str, suffix: str, notice: list[str]) -> str:
    """A docstring with a notice below its first line."""
    lines = inspect.cleandoc(doc).splitlines() if doc else []
    notice = ["", *notice]
    if not lines:
        return "\n".join([without, *notice])
    lines[0] += f" {suffix}"
    if len(lines) > 1:
        if lines[1].strip():
            notice.append("")
        lines[1:1] = notice
    else:
        lines += notice
    return "\n".join(lines)


def _place() -> str:
    """The line of the program that calls what is deprecated."""
    frame = sys._getframe(3)
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


class _Told:
    """What has been told already, once for each function and argument."""

    def __init__(self, function: Callable[..., Any], once: bool) -> None:
        if not callable(function):
            raise ValueError(f"{function} is not a function. If this is a property, make sure @property appears before it.")
        self._function = function
        self._once = once
        self._told: set[Any] = set()

    def tell(self, what: Any, words: str, date: str | None, instructions: str) -> None:
        if what in self._told:
            return
        if self._once:
            self._told.add(what)
        logging.warning(
            "From %s: %s will be removed %s.\nInstructions for updating:\n%s",
            _place(),
            words.format(f"{self._function.__qualname__} (from {self._function.__module__})"),
            _when(date),
            instructions,
        )


@export(
    "contrib.framework.deprecated",
    "contrib.slim.deprecated",
    "contrib.learn.datasets.deprecated",
    "contrib.learn.preprocessing.deprecated",
    "contrib.tfprof.model_analyzer.deprecated",
)
def deprecated(date: str | None, instructions: str, warn_once: bool = True) -> Callable[[F], F]:
    """A decorator for functions that will be dropped.

    Args:
      date: when, `YYYY-MM-DD`; None: some day.
      instructions: what to do instead.
      warn_once: tell of it at the first call alone.

    Returns:
      a decorator.

    Raises:
      ValueError: another form of date, or no instructions.
    """
    _check(date, instructions)

    def decorate(function: F) -> F:
        told = _Told(function, warn_once)

        @functools.wraps(function)
        def called(*args: Any, **kwargs: Any) -> Any:
            told.tell(None, "{} is deprecated and", date, instructions)
            return function(*args, **kwargs)

        notice = f"Warning: THIS FUNCTION IS DEPRECATED. It will be removed {_when(date)}."
        called.__doc__ = _noticed(
            function.__doc__,
            "DEPRECATED FUNCTION",
            "(deprecated)",
            [notice, "Instructions for updating:", instructions],
        )
        return called  # type: ignore[return-value]

    return decorate


@export("contrib.framework.deprecated_args")
def deprecated_args(
    date: str | None, instructions: str, *deprecated_arg_names_or_tuples: Any, **kwargs: Any
) -> Callable[[F], F]:
    """A decorator for functions of which arguments will be dropped.

    Args:
      date: when, `YYYY-MM-DD`; None: some day.
      instructions: what to do instead.
      deprecated_arg_names_or_tuples: their names, or pairs of a name and a value that is not told of.
      kwargs: `warn_once`: tell of each at the first call alone, True by default.

    Returns:
      a decorator.

    Raises:
      ValueError: another form of date, no instructions, no arguments, or (when applied) one that the function has not.
    """
    _check(date, instructions)
    if not deprecated_arg_names_or_tuples:
        raise ValueError("Specify which argument is deprecated.")
    if kwargs and list(kwargs) != ["warn_once"]:
        kwargs.pop("warn_once", None)
        raise ValueError(f"Illegal argument to deprecated_args: {kwargs}")
    allowed = {one[0]: one[1:] for one in deprecated_arg_names_or_tuples if isinstance(one, tuple)}
    names = [one[0] if isinstance(one, tuple) else one for one in deprecated_arg_names_or_tuples]

    def decorate(function: F) -> F:
        told = _Told(function, kwargs.get("warn_once", True))
        signature = inspect.signature(function)
        missing = [name for name in names if name not in signature.parameters]
        if missing:
            spec = inspect.getfullargspec(function)
            raise ValueError(
                "The following deprecated arguments are not present in the function signature: "
                f"{missing}. Found next arguments: {[*spec.args, spec.varargs, spec.varkw]}."
            )

        @functools.wraps(function)
        def called(*args: Any, **given: Any) -> Any:
            bound = signature.bind(*args, **given).arguments
            for name in names:
                if name in bound and not (name in allowed and _is_same(bound[name], allowed[name][0])):
                    told.tell(name, f"calling {{}} with {name} is deprecated and", date, instructions)
            return function(*args, **given)

        called.__doc__ = _of_arguments(function, "ARGUMENTS", ", ".join(sorted(names)), date, instructions)
        return called  # type: ignore[return-value]

    return decorate


def _is_same(value: Any, other: Any) -> bool:
    if value is other:
        return True
    try:
        return (value == other) is True
    except TypeError:
        return False


def _of_arguments(function: Callable[..., Any], kind: str, told: str, date: str | None, instructions: str) -> str:
    return _noticed(
        function.__doc__,
        f"DEPRECATED FUNCTION {'ARGUMENTS' if kind == 'ARGUMENTS' else 'ARGUMENT VALUES'}",
        f"(deprecated {'arguments' if kind == 'ARGUMENTS' else 'argument values'})",
        [
            f"Warning: SOME {kind} ARE DEPRECATED: `({told})`. They will be removed {_when(date)}.",
            "Instructions for updating:",
            instructions,
        ],
    )


@export("contrib.framework.deprecated_arg_values", "contrib.slim.deprecated_arg_values")
def deprecated_arg_values(
    date: str | None, instructions: str, warn_once: bool = True, **deprecated_kwargs: Any
) -> Callable[[F], F]:
    """A decorator for functions of which some values of arguments will be refused.

    Args:
      date: when, `YYYY-MM-DD`; None: some day.
      instructions: what to do instead.
      warn_once: tell of each at the first call alone.
      deprecated_kwargs: the values by the names of arguments.

    Returns:
      a decorator.

    Raises:
      ValueError: another form of date, no instructions, or no values.
    """
    _check(date, instructions)
    if not deprecated_kwargs:
        raise ValueError("Specify which argument values are deprecated.")

    def decorate(function: F) -> F:
        told = _Told(function, warn_once)
        signature = inspect.signature(function)

        @functools.wraps(function)
        def called(*args: Any, **given: Any) -> Any:
            bound = signature.bind(*args, **given)
            bound.apply_defaults()
            for name, value in deprecated_kwargs.items():
                if name in bound.arguments and _is_same(bound.arguments[name], value):
                    told.tell(name, f"calling {{}} with {name}={value} is deprecated and", date, instructions)
            return function(*args, **given)

        values = ", ".join(f"{name}={value!r}" for name, value in sorted(deprecated_kwargs.items()))
        called.__doc__ = _of_arguments(function, "ARGUMENT VALUES", values, date, instructions)
        return called  # type: ignore[return-value]

    return decorate


@export("contrib.slim.experimental")
def experimental(func: F) -> F:
    """A decorator for functions that may change; each call tells of it.

    Args:
      func: the function.

    Returns:
      a function that does the same.
    """

    @functools.wraps(func)
    def called(*args: Any, **kwargs: Any) -> Any:
        logging.warning(
            "%s (from %s) is experimental and may change or be removed at any time, and without warning.",
            func.__qualname__,
            func.__module__,
        )
        return func(*args, **kwargs)

    notice = "Warning: THIS FUNCTION IS EXPERIMENTAL. It may change or be removed at any time, and without warning."
    called.__doc__ = _noticed(func.__doc__, "EXPERIMENTAL FUNCTION", "(experimental)", [notice])
    return called  # type: ignore[return-value]
