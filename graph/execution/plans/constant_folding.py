"""Constant folding: what is computed of constants is computed once, when a plan is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ...core.operation import Operation
from ...core.traits import CHECKS, INFALLIBLE, PURE
from ...runtime.kernels import as_outputs
from ...types.static_shapes import is_full

FOLD_LIMIT = 64 << 20
"""Bytes: larger results of constant expressions are computed anew in each run instead of being kept."""


def folded(operation: Operation, inputs: Sequence[Any], session: Any) -> tuple | None:
    """The outputs of an operation on constants; None where it has to run in the plan: it is not pure, or fails."""
    definition = operation.definition
    if PURE not in definition.traits or not operation.outputs:
        return None
    kernel = definition.flat_kernel_of(operation, session)
    try:
        results = as_outputs(operation, kernel(*inputs))
    except Exception:  # whatever it is, the run will raise it, with the operation's name
        return None
    return None if sum(np.asarray(result).nbytes for result in results) > FOLD_LIMIT else results


def kept_input(operation: Operation, constants: Sequence[Any], shapes_hold: bool) -> int | None:
    """The position of the input that an operation gives as it is, since the other one is neutral; None for none.

    Args:
      constants: the values of the inputs that are constants, None for others.
      shapes_hold: whether values have the shapes that are known when the graph is built.
    """
    for position, number in operation.definition.neutral.items():
        constant, other = constants[position], operation.inputs[1 - position]
        if constant is None or constant.dtype.kind == "c" or not (constant == number).all():
            continue
        as_large = shapes_hold and is_full(other.static_shape) and other.static_shape == operation.outputs[0].static_shape
        if not constant.shape or as_large:
            return 1 - position
    return None


def has_nothing_to_do(operation: Operation, condition: Any) -> bool:
    """Whether an operation without outputs does nothing, or only checks what is known to hold.

    Args:
      condition: its first input, where that is a constant; otherwise None.
    """
    traits = operation.definition.traits
    if operation.outputs or PURE not in traits:
        return False
    return INFALLIBLE in traits or (CHECKS in traits and condition is not None and bool(np.all(condition)))
