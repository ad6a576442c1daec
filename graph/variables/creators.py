"""How variables are made: functions of programs that make them in a block, and what kind programs say they want."""

from __future__ import annotations

import contextlib
import inspect
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from headrace.formats.exports import export

from ..core.defaults import get_default_graph
from .distribution import VariableAggregation, VariableSynchronization

Creator = Callable[..., Any]


def _creators() -> list[Creator]:
    """Those of the default graph in this thread, the innermost at the end."""
    return get_default_graph().local("variable creators", list)


@export("variable_creator_scope")
@contextlib.contextmanager
def variable_creator_scope(variable_creator: Creator) -> Iterator[None]:
    """Let a function make the variables of a block, by `tf.Variable` and by `tf.get_variable`.

    Args:
      variable_creator: called as `variable_creator(next_creator, **arguments)`, where the arguments are all of
        `tf.Variable`'s, by name; `next_creator(**arguments)` makes the variable, or asks the creator of the scope around.

    Example:
      >>> def not_trained(next_creator, **arguments):
      ...     return next_creator(**{**arguments, "trainable": False})
      >>> with tf.variable_creator_scope(not_trained):
      ...     v = tf.Variable(1.0)
      >>> v.trainable
      False
    """
    creators = _creators()
    creators.append(variable_creator)
    try:
        yield
    finally:
        creators.pop()


class Created(type):
    """The type of classes of variables: to call one asks the creators of the scopes around."""

    if not TYPE_CHECKING:  # otherwise checkers would not look at the parameters of `__init__`

        def __call__(cls, *args: Any, **kwargs: Any) -> Any:
            """A variable, or what a creator gives instead."""
            creators = _creators()
            if not creators:
                return super().__call__(*args, **kwargs)
            signature = inspect.signature(cls.__init__)
            bound = signature.bind(None, *args, **kwargs)
            bound.apply_defaults()
            _, *names = signature.parameters
            arguments = {name: bound.arguments[name] for name in names}
            arguments["synchronization"] = arguments["synchronization"] or VariableSynchronization.AUTO
            arguments["aggregation"] = arguments["aggregation"] or VariableAggregation.NONE

            def make(**given: Any) -> Any:
                return type.__call__(cls, **{name: value for name, value in given.items() if name in names})

            for creator in creators:
                make = _bound(creator, make)
            return make(**arguments)


def _bound(creator: Creator, make: Callable[..., Any]) -> Callable[..., Any]:
    return lambda **arguments: creator(make, **arguments)


_resource_variables = False


@export("enable_resource_variables")
def enable_resource_variables() -> None:
    """Say that variables are resources where a program does not say it of one; here all variables are of one kind."""
    global _resource_variables
    _resource_variables = True


@export("disable_resource_variables")
def disable_resource_variables() -> None:
    """Take back `enable_resource_variables`."""
    global _resource_variables
    _resource_variables = False


@export("resource_variables_enabled")
def resource_variables_enabled() -> bool:
    """Whether the program has said `enable_resource_variables`.

    Returns:
      a bool.
    """
    return _resource_variables
