"""Constant folding: what is computed of constants is computed once, when a plan is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from ..core.operation import Operation
from ..core.traits import CHECKS, INFALLIBLE, PURE
from ..runtime.kernels import as_outputs

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


def has_nothing_to_do(operation: Operation, condition: Any) -> bool:
    """Whether an operation without outputs does nothing, or only checks what is known to hold.

    Args:
      condition: its first input, where that is a constant; otherwise None.
    """
    traits = operation.definition.traits
    if operation.outputs or PURE not in traits:
        return False
    return INFALLIBLE in traits or (CHECKS in traits and condition is not None and bool(np.all(condition)))
