"""Gradient rules that many ops share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from ..graph import Operation


def none_defined(op: Operation, *output_gradients: Any) -> NoReturn:
    """The rule of ops that could have a gradient, but have none in TensorFlow either: asking for it is an error."""
    raise LookupError(f"No gradient defined for operation '{op.name}' (op type: {op.type})")
