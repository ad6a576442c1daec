"""The functions of TensorFlow's `gen_*_ops` modules: one for each type of operation, in snake case, made of its declaration."""

from __future__ import annotations

import functools
import inspect
import re
from typing import Any

from headrace.graph.core.op import OPS, Op, import_all_ops
from headrace.graph.core.signature import REQUIRED


def __getattr__(name: str) -> Any:
    op = _ops().get(name)
    if op is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    function = globals()[name] = _function(name, op)
    return function


def has(name: str) -> bool:
    """Whether there is an operation of that name. The first call imports all that declare any."""
    return name in _ops()


@functools.cache
def _ops() -> dict[str, Op]:
    import_all_ops()
    return {snake_case(type): op for type, op in OPS.items()}


def snake_case(type: str) -> str:
    """The name of the function that TensorFlow generates for a type of operations."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[^_])(?=[A-Z][a-z])", "_", type).lower()


def _function(name: str, op: Op) -> Any:
    inputs = [argument.name for argument in op.inputs]
    defaults = {**dict.fromkeys(inputs, REQUIRED), **dict.fromkeys(op.required, REQUIRED), **op.defaults, "name": None}
    parameters = [
        inspect.Parameter(
            each, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=inspect.Parameter.empty if value is REQUIRED else value
        )
        for each, value in defaults.items()
    ]
    signature = inspect.Signature(parameters)

    def function(*args: Any, **kwargs: Any) -> Any:
        given = signature.bind(*args, **kwargs)
        given.apply_defaults()
        values = given.arguments
        attributes = {each: value for each, value in values.items() if each not in inputs and each != "name"}
        return op(*(values[each] for each in inputs), name=values["name"], **attributes)

    function.__name__ = function.__qualname__ = name
    function.__doc__ = f"Adds an operation {op.type} to the graph."
    function.__signature__ = signature  # type: ignore[attr-defined]
    return function
