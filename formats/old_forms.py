"""What a program says in a form that TensorFlow has given up since release 0.6: it runs, and the program is told once."""

from __future__ import annotations

import functools
import inspect
import os
import sys
import warnings
from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


@functools.cache
def directories() -> tuple[str, ...]:
    """Where headrace's own files are: beside each other in a checkout, inside the package once it is installed."""
    package = __name__.partition(".")[0]
    own = [module for name, module in sys.modules.items() if name == package or name.rpartition(".")[0] == package]
    return tuple({path + os.sep for module in own for path in getattr(module, "__path__", ())})


class OldFormWarning(UserWarning):
    """A name, an argument or an order of arguments that a later TensorFlow has changed; docs/versions.md lists them."""


def tell(old: str, new: str, release: str) -> None:
    """Warn of an old form, once for each line of a program that says it.

    Args:
      old: what the program says.
      new: what it would say now.
      release: the TensorFlow from which on it is so.
    """
    frame = sys._getframe(1)
    ours = (*directories(), "<frozen ")
    while frame.f_code.co_filename.startswith(ours):
        if frame.f_back is None:
            return  # nobody but headrace says it
        frame = frame.f_back
    warnings.warn_explicit(
        f"{old} is {new} since TensorFlow {release}",
        OldFormWarning,
        frame.f_code.co_filename,
        frame.f_lineno,
        frame.f_globals.get("__name__"),
        frame.f_globals.setdefault("__warningregistry__", {}),
    )


def renamed(name: str, value: Any, old_name: str, old_value: Any, release: str) -> Any:
    """The value of an argument that had another name before a release.

    Args:
      value: of the argument by its name, None where it is not given.
      old_name: what it was called.
      old_value: of the argument by that.
      release: such as "1.0".

    Raises:
      ValueError: both are given.
    """
    if old_value is None:
        return value
    if value is not None:
        raise ValueError(f"Cannot specify both '{old_name}' and '{name}'")
    tell(f"the argument {old_name}", name, release)
    return old_value


def old_keywords(release: str, **new_names: str) -> Callable[[F], F]:
    """A decorator: the function takes arguments by the names that they had before a release, too.

    Args:
      release: such as "1.0".
      new_names: to each old name the new one; "" where the argument is gone and has no effect.
    """

    def decorated(function: F) -> F:
        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            for old, new in new_names.items():
                if old in kwargs:
                    value = kwargs.pop(old)
                    tell(f"the argument {old}", new or "without effect", release)
                    if new:
                        kwargs[new] = value
            return function(*args, **kwargs)

        return call  # type: ignore[return-value]

    return decorated


def once_named_at(parameter: str, release: str, *words: str) -> Callable[[F], F]:
    """A decorator: the function takes its name by position where it stood before a release.

    Args:
      parameter: what stands there now. A text in its place is the name, if nothing stands behind it.
      release: from which on it is so.
      words: texts that are no name there; where there are any, no other text in capitals is one, too.
    """

    def is_name(value: Any) -> bool:
        return isinstance(value, str) and not (words and (value.isupper() or value.upper() in words))

    def decorated(function: F) -> F:
        position = list(inspect.signature(function).parameters).index(parameter)

        @functools.wraps(function)
        def call(*args: Any, **kwargs: Any) -> Any:
            if len(args) == position + 1 and is_name(args[-1]) and not kwargs:
                tell(f"a name in the place of {parameter}", f"the argument name of {function.__name__}", release)
                args, kwargs["name"] = args[:-1], args[-1]
            return function(*args, **kwargs)

        return call  # type: ignore[return-value]

    return decorated
