"""Gradient rules of ops that have no gradient.

There are two kinds, in TensorFlow as here: to an op whose outputs do not depend on its inputs smoothly no gradient flows
(NO_GRADIENT); to ask for the gradient of an op that could have one, but for which nobody has written it, is an error
(UNDEFINED_GRADIENT).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from ..operation import Operation


def NO_GRADIENT(op: Operation, *output_gradients: Any) -> list[None]:
    """The gradient rule of ops that have none: no input of theirs receives a gradient."""
    return [None] * len(op.inputs)


def UNDEFINED_GRADIENT(op: Operation, *output_gradients: Any) -> NoReturn:
    """The rule of ops that could have a gradient, but have none in TensorFlow either: asking for it is an error."""
    raise LookupError(f"No gradient defined for operation '{op.name}' (op type: {op.type})")
