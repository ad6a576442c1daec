"""arg_scope: default arguments of functions for the calls inside a block."""

from __future__ import annotations

import contextlib
import functools
import inspect
import threading
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from headrace.formats.exports import export

F = TypeVar("F", bound=Callable[..., Any])

_Scope = dict[Any, dict[str, Any]]

_local = threading.local()
"""The scopes that each thread is in."""

_decorated: dict[Any, tuple[str, ...]] = {}
"""The functions that take arguments from scopes, and their arguments with defaults."""


def _scopes() -> list[_Scope]:
    if not hasattr(_local, "scopes"):
        _local.scopes = [{}]
    return _local.scopes


@export("contrib.framework.arg_scope_func_key", "contrib.slim.arg_scope_func_key")
def arg_scope_func_key(op: Any) -> Any:
    """What stands for a function in a scope of arguments.

    Args:
      op: the function.

    Returns:
      its `_key_op`, or itself as text.
    """
    return getattr(op, "_key_op", str(op))


@export("contrib.framework.current_arg_scope", "contrib.slim.current_arg_scope")
def current_arg_scope() -> _Scope:
    """The arguments that are in force in this thread, dicts by function."""
    return _scopes()[-1]


@export("contrib.framework.has_arg_scope", "contrib.slim.has_arg_scope")
def has_arg_scope(func: Callable[..., Any]) -> bool:
    """Whether `add_arg_scope` was applied to a function.

    Args:
      func: the function.

    Returns:
      a bool.
    """
    return arg_scope_func_key(func) in _decorated


@export("contrib.framework.arg_scoped_arguments", "contrib.slim.arg_scoped_arguments")
def arg_scoped_arguments(func: Callable[..., Any]) -> tuple[str, ...]:
    """The arguments of a function that a scope can set: those with defaults.

    Args:
      func: a function that `add_arg_scope` was applied to.

    Returns:
      a tuple of names.

    Raises:
      ValueError: `add_arg_scope` was not applied to it.
    """
    if not has_arg_scope(func):
        raise ValueError(f"{func} is not decorated with @add_arg_scope")
    return _decorated[arg_scope_func_key(func)]


@export("contrib.framework.add_arg_scope", "contrib.slim.add_arg_scope")
def add_arg_scope(func: F) -> F:
    """A decorator: let `arg_scope` set arguments of a function; those of the call win.

    Args:
      func: the function.

    Returns:
      a function of the same signature.
    """
    key = str(func)
    defaults = tuple(
        name for name, parameter in inspect.signature(func).parameters.items() if parameter.default is not parameter.empty
    )

    @functools.wraps(func)
    def with_scope(*args: Any, **kwargs: Any) -> Any:
        return func(*args, **{**current_arg_scope().get(key, {}), **kwargs})

    with_scope._key_op = key  # type: ignore[attr-defined]
    _decorated[key] = defaults
    return with_scope  # type: ignore[return-value]


@export("contrib.framework.arg_scope", "contrib.slim.arg_scope")
@contextlib.contextmanager
def arg_scope(list_ops_or_scope: Any, **kwargs: Any) -> Iterator[_Scope]:
    """Give functions other defaults inside the block.

    >>> slim = tf.contrib.slim
    >>> with slim.arg_scope([slim.fully_connected], activation_fn=None):
    ...     print(slim.fully_connected(tf.zeros([2, 3]), 4).op.type)
    BiasAdd

    Args:
      list_ops_or_scope: a list of functions that `add_arg_scope` was applied to, or what another `arg_scope` yielded.
      kwargs: their arguments by name; they are added to those of the scopes around this one.

    Yields:
      the scope, which can be entered again elsewhere.

    Raises:
      TypeError: neither functions nor a scope.
      ValueError: arguments for a scope that is entered again, or a function without `add_arg_scope`.
    """
    if isinstance(list_ops_or_scope, dict):
        if kwargs:
            raise ValueError("When attempting to re-use a scope by suppling adictionary, kwargs must be empty.")
        scope = dict(list_ops_or_scope)
    elif isinstance(list_ops_or_scope, (list, tuple)):
        scope = dict(current_arg_scope())
        for function in list_ops_or_scope:
            if not has_arg_scope(function):
                name = (getattr(function, "__module__", ""), getattr(function, "__name__", str(function)))
                raise ValueError("%s is not decorated with @add_arg_scope", name)
            scope[arg_scope_func_key(function)] = {**scope.get(arg_scope_func_key(function), {}), **kwargs}
    else:
        raise TypeError("list_ops_or_scope must either be a list/tuple or reused scope (i.e. dict)")
    _scopes().append(scope)
    try:
        yield scope
    finally:
        _scopes().pop()
