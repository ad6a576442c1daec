"""Gradient rules that programs add, beside those of the ops themselves, and operations that are told to use them."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

from headrace.formats.exports import export
from headrace.formats.forks import renewed

from ..op import OPS
from ..rules.gradient import NO_GRADIENT
from ..traits import KEEPS_SLICES

GradientRule = Callable[..., Any]

CHOSEN = "_gradient_op_type"
"""The attribute of an operation that names another rule than the one of its op type."""

_lock = renewed(threading.Lock())
_registered: dict[str, GradientRule | None] = {}  # guarded by _lock; None: there are no gradients


def _register(op_type: str, rule: GradientRule | None) -> None:
    with _lock:
        known = _registered.get(op_type)
        if known is None and op_type in OPS:
            known = OPS[op_type].gradient.function
            known = None if known is NO_GRADIENT else known
        if known is not None or op_type in _registered:
            where = "" if known is None else f" (Previous registration was in {known.__module__}.{known.__qualname__})"
            raise KeyError(f"Registering two gradient with name '{op_type}'!{where}")
        _registered[op_type] = rule


@export("RegisterGradient")
class RegisterGradient:
    """Decorator that makes a function the gradient rule of an op type, or of a name for `Graph.gradient_override_map`.

    The function gets the Operation and one gradient per output (a Tensor, or an IndexedSlices where the gradient is of
    that kind), and returns one gradient or None per input: a list, or the gradient alone.

    Args:
      op_type: the type or the name.

    Raises:
      TypeError: `op_type` is no string.
      KeyError: there is a rule of that name.
    """

    def __init__(self, op_type: str) -> None:
        self._op_type = _name(op_type)

    def __call__(self, f: GradientRule) -> GradientRule:
        _register(self._op_type, f)
        return f


@export("NotDifferentiable", "no_gradient")
def NotDifferentiable(op_type: str) -> None:
    """Say that an op type has no gradients: `tf.gradients` gives None to what lies before it.

    Args:
      op_type: the type.

    Raises:
      TypeError: `op_type` is no string.
      KeyError: there is a rule of that name.
    """
    _register(_name(op_type), None)


def _name(op_type: Any) -> str:
    if not isinstance(op_type, str):
        raise TypeError("op_type must be a string")
    return op_type


def rule_of(op: Any) -> tuple[GradientRule | None, bool]:
    """The gradient rule of an operation, and whether it takes IndexedSlices. The rule is None where there are no gradients.

    Raises:
      LookupError: there is no rule.
    """
    name = op.type
    if CHOSEN in op.attributes:
        name = op.attributes[CHOSEN]
        own = rules_of_its_own(op.graph)
        if name in own:
            return own[name], True
    with _lock:
        if name in _registered:
            return _registered[name], True
    definition = OPS.get(name)
    if definition is None and any(one.kind == "func" for one in op.definition.attributes.values()):
        definition = op.definition  # who wrote the graph had a rule for this call alone; it has a function's gradient here
    if definition is None or not definition.gradient:
        raise LookupError(f"No gradient defined for operation '{op.name}' (op type: {op.type})")
    return definition.gradient.function, KEEPS_SLICES in definition.traits


@export("python.framework.ops.get_gradient_function")
def get_gradient_function(op: Any) -> GradientRule | None:
    """The function that gives the gradients of the operation `op`, or None where it has no inputs or no gradients.

    Raises:
      LookupError: there is no rule.
    """
    rule = rule_of(op)[0] if op.inputs else None
    return None if rule is NO_GRADIENT else rule


def rules_of_its_own(graph: Any) -> dict[str, GradientRule]:
    """The rules that belong to a graph and end with it, by the names that its operations choose."""
    return graph.shared("gradient rules of its own", dict)


def chosen_rules(graph: Any) -> dict[str, str]:
    """Which rules the operations made now in a graph use: names by op type."""
    return graph.local("gradient rules", dict)


@contextlib.contextmanager
def choosing(graph: Any, op_type_map: dict[str, str]) -> Iterator[None]:
    """Let the operations of these types that are made inside use the gradient rules of other names.

    Raises:
      TypeError: not a dict from strings to strings.
    """
    if not isinstance(op_type_map, dict) or not all(isinstance(x, str) for pair in op_type_map.items() for x in pair):
        raise TypeError("op_type_map must be a dictionary mapping strings to strings")
    chosen = chosen_rules(graph)
    outer = dict(chosen)
    chosen.update(op_type_map)
    try:
        yield
    finally:
        chosen.clear()
        chosen.update(outer)
