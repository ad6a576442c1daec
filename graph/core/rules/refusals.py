"""What TensorFlow says of an operation whose shape rule refuses it: its name, and what was known of its inputs."""

from __future__ import annotations

import contextlib

import numpy as np

from ...types.static_shapes import bracket
from ..operation import Operation
from ..static_values import constant_value, constant_value_as_shape, noting

SHOWN = 256
"""Elements: so many of a value are shown."""


def described(operation: Operation) -> str:
    """The operation, the shapes of its inputs, and the values that its shape rule has looked at."""
    definition, inputs = operation.definition, operation.inputs
    with noting() as (whole, shapes), contextlib.suppress(ValueError):
        definition.shape.function(operation)
    text = f"'{operation.name}' (op: '{definition.type}') with input shapes: "
    text += ", ".join(bracket(tensor.static_shape) for tensor in inputs)
    values = [(place, constant_value(tensor)) for place, tensor in enumerate(inputs) if tensor in whole]
    if known := [f"input[{place}] = <{_summary(value)}>" for place, value in values if value is not None]:
        text += f" and with computed input tensors: {', '.join(known)}"
    taken = [(place, constant_value_as_shape(tensor)) for place, tensor in enumerate(inputs) if tensor in shapes]
    if taken:
        known = [f"input[{place}] = {bracket(shape)}" for place, shape in taken]
        text += f" and with input tensors computed as partial shapes: {', '.join(known)}"
    return text


def _summary(value: np.ndarray) -> str:
    """The first elements as TensorFlow lists them: rows in brackets, but for the whole."""
    rest = "..." if value.size > SHOWN else ""
    if value.ndim < 2:
        return " ".join(map(str, value.reshape(-1)[:SHOWN])) + rest
    return "".join(f"[{_summary(row)}]" for row in value[: SHOWN // max(value[0].size, 1)]) + rest
