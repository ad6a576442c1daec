"""repeat and stack: one layer several times."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Sequence
from typing import Any

from headrace.formats.exports import export
from headrace.graph.core.tensor import Tensor
from headrace.graph.variables.scope import variable_scope


def _name_of(layer: Any) -> str:
    if hasattr(layer, "__name__"):
        return layer.__name__
    if isinstance(layer, functools.partial):
        return layer.func.__name__
    return "stack"


def _with_scope(layer: Callable[..., Any], scope: str, *args: Any, **kwargs: Any) -> Any:
    """What a layer gives in its own scope; functions that know no scopes are simply called."""
    parameters = inspect.signature(layer).parameters
    if "scope" in parameters or any(one.kind is one.VAR_KEYWORD for one in parameters.values()):
        kwargs["scope"] = scope
    return layer(*args, **kwargs)


@export("contrib.layers.repeat", "contrib.slim.repeat")
def repeat(inputs: Any, repetitions: int, layer: Callable[..., Any], *args: Any, **kwargs: Any) -> Tensor:
    """Apply a layer `repetitions` times, each time to what came out before.

    The scopes are `scope/name_1`, `scope/name_2` and so on, with the name of `scope` or of the layer.

    Args:
      inputs: what the first application takes.
      repetitions: how often, an int.
      layer: a function from inputs to outputs; it gets `scope` if it takes such an argument.
      args, kwargs: of the layer, after the inputs; `scope` is that of all together, "Repeat" by default.

    Returns:
      what the last application gives.
    """
    scope = kwargs.pop("scope", None)
    with variable_scope(scope, "Repeat", [inputs]):
        base = scope or (_name_of(layer) if _name_of(layer) != "stack" else "repeat")
        outputs = inputs
        for number in range(1, repetitions + 1):
            outputs = _with_scope(layer, f"{base}_{number}", outputs, *args, **kwargs)
        return outputs


@export("contrib.layers.stack", "contrib.slim.stack")
def stack(inputs: Any, layer: Callable[..., Any], stack_args: Sequence[Any], **kwargs: Any) -> Tensor:
    """Apply a layer once for each of `stack_args`, each time to what came out before.

    The scopes are `scope/name_1`, `scope/name_2` and so on, with the name of `scope` or of the layer.

    Args:
      inputs: what the first application takes.
      layer: a function from inputs to outputs; it gets `scope` if it takes such an argument.
      stack_args: for each application its arguments after the inputs: one, or a list or tuple of them.
      kwargs: of all applications; `scope` is that of all together, "Stack" by default.

    Returns:
      what the last application gives.

    Raises:
      ValueError: `stack_args` is no list or tuple.
    """
    scope = kwargs.pop("scope", None)
    if not isinstance(stack_args, (list, tuple)):
        raise ValueError("stack_args need to be a list or tuple")
    with variable_scope(scope, "Stack", [inputs]):
        base = scope or _name_of(layer)
        outputs = inputs
        for number, given in enumerate(stack_args, 1):
            arguments = given if isinstance(given, (list, tuple)) else [given]
            outputs = _with_scope(layer, f"{base}_{number}", outputs, *arguments, **kwargs)
        return outputs
