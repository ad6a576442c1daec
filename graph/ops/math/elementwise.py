"""What makes the ops of one tensor or two, element by element."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ... import ops
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.gradient import NO_GRADIENT
from ...core.rules.shape import broadcast_of_inputs, same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE, Trait
from ...types import dtypes

INEXACT = (*dtypes.FLOATS, *dtypes.COMPLEXES)


def unary(
    type: str,
    kernel: Callable[..., Any],
    derivative: Callable[[Tensor, Tensor], Any] | None,
    allowed: Any,
    gradient: Callable[[Tensor, Tensor, Tensor], Tensor] | None = None,
) -> Op:
    """An op of one input.

    Args:
      derivative: of x and y; None where it is zero or undefined everywhere.
      gradient: of dy, x and y, in place of `dy * derivative(x, y)`.
    """
    definition = Op(type, "x: T -> y: T", traits=PURE, T=allowed, shape=same_as_first, kernel=kernel, batch=elementwise)
    if isinstance(kernel, np.ufunc):
        definition.kernel_into(kernel)
    if gradient is not None:
        definition.gradient(_gradient_by(gradient))
    elif derivative is None:
        definition.gradient(NO_GRADIENT)
    else:
        definition.gradient(_gradient_by(lambda dy, x, y: dy * derivative(x, y)))
    return definition


def _gradient_by(rule: Callable[[Tensor, Tensor, Tensor], Tensor]) -> Callable[..., list]:
    """The gradient rule of an op of one input; nothing of `rule(dy, x, y)` runs before `dy` is there."""

    def gradient(op: Operation, dy: Any) -> list:
        with get_default_graph().control_dependencies([dy]):
            return [rule(dy, ops.conj(op.inputs[0]), ops.conj(op.outputs[0]))]

    return gradient


def by_output(type: str, kernel: Callable[..., Any], gradient: Callable[[Tensor, Any], Tensor]) -> Op:
    """An op of one input whose gradient is `gradient(y, dy)`."""
    definition = Op(type, "x: T -> y: T", traits=PURE, T=INEXACT, shape=same_as_first, kernel=kernel, batch=elementwise)
    if isinstance(kernel, np.ufunc):
        definition.kernel_into(kernel)
    definition.gradient(lambda op, dy: [gradient(op.outputs[0], dy)])
    return definition


def binary(
    type: str,
    kernel: Callable[..., Any],
    gradient: Callable[..., list],
    allowed: Any = dtypes.NUMBERS,
    traits: Trait = PURE,
    **options: Any,
) -> Op:
    """An op of two inputs that broadcast."""
    return Op(
        type,
        "x: T, y: T -> z: T",
        traits=traits,
        T=allowed,
        shape=broadcast_of_inputs,
        kernel=kernel,
        batch=elementwise,
        gradient=gradient,
        **options,
    )
