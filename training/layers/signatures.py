"""Signatures that say all there is to say: of a function that applies a layer, of a constructor with other defaults.

TensorFlow's layers have some twenty arguments each. They are written once for the class and once for the function beside
it, which has `inputs` and `reuse` besides and some in another order; nothing passes them on by hand.
"""

from __future__ import annotations

import functools
import inspect
import types
from collections.abc import Callable
from typing import Any, TypeVar, cast

from headrace.formats.doors.documents import documented_by

from .base import Layer

F = TypeVar("F", bound=Callable[..., Any])


def applies(layer: type[Layer]) -> Callable[[F], F]:
    """Let a signature stand for a function that makes a layer of its arguments and applies it once, to `inputs`.

    All arguments but these are the layer's, which says what they mean and what is raised.

    Args:
      inputs: a tensor that the layer takes.
      training: as the layer takes it when it is called: a bool, or a scalar bool tensor.
      reuse: whether the layer takes the variables that are there already, in the variable scope `name`.

    Returns:
      What the layer gives, a tensor.
    """

    def decorate(declared: F) -> F:
        signature = inspect.signature(declared)

        @documented_by(layer, applies)
        @functools.wraps(declared)
        def apply(*args: Any, **kwargs: Any) -> Any:
            declared(*args, **kwargs)  # does nothing, but for a TypeError in Python's words where the arguments do not fit
            bound = signature.bind(*args, **kwargs)
            bound.apply_defaults()
            arguments = bound.arguments
            inputs = arguments.pop("inputs")
            of_call = {"training": arguments.pop("training")} if "training" in arguments else {}
            if "reuse" in arguments:
                arguments |= {"_reuse": arguments.pop("reuse"), "_scope": arguments["name"]}
            return layer(**arguments).apply(inputs, **of_call)

        return cast(F, apply)

    return decorate


def with_defaults(function: F, **defaults: Any) -> F:
    """The same function with other defaults for some of its positional arguments that have one."""
    found = cast(types.FunctionType, function)
    names = found.__code__.co_varnames[: found.__code__.co_argcount]
    own = found.__defaults__ or ()
    changed = tuple(defaults.get(name, value) for name, value in zip(names[-len(own) :], own, strict=True))
    made = types.FunctionType(found.__code__, found.__globals__, found.__name__, changed, found.__closure__)
    made.__annotations__, made.__qualname__ = found.__annotations__, found.__qualname__
    made.__doc__ = found.__doc__
    return cast(F, made)
