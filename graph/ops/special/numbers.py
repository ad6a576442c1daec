"""Functions of numbers that are short: the next float, polynomials, the logarithm of the sigmoid."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.shape import broadcast_of_inputs
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.likes import TensorLike
from ..math.broadcasting import summed_to_inputs

_NEXT_AFTER = Op(
    "NextAfter",
    "x1: T, x2: T -> output: T",
    "T: {float64, float32} = float32",
    traits=PURE,
    shape=broadcast_of_inputs,
    kernel=np.nextafter,
    batch=elementwise,
)


@_NEXT_AFTER.gradient
def _next_after_gradient(op: Operation, dz: Any) -> list:
    x1, x2 = op.inputs
    to_x1, to_x2 = summed_to_inputs(op, dz, always=True)
    with get_default_graph().control_dependencies([dz]):
        ones, zeros = ops.ones_like(x1), ops.zeros_like(x2)
        return [to_x1(ones * dz), to_x2(zeros * dz)]


@export("math.nextafter")
def nextafter(x1: TensorLike, x2: TensorLike, name: str | None = None) -> Tensor:
    """The float that follows x1 in the direction of x2, element by element; x2 where they are equal.

    Args:
      x1, x2: float32 or float64, one dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype. Gradients go to `x1`, as those of the identity.

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return _NEXT_AFTER(x1, x2, name=name)


@export("math.polyval")
def polyval(coeffs: Sequence[TensorLike], x: TensorLike, name: str | None = None) -> Tensor:
    """The value of a polynomial at `x`: coeffs[n - 1] + coeffs[n - 2] * x + ... + coeffs[0] * x ** (n - 1).

    Args:
      coeffs: numbers or tensors, that of the highest power first; shapes broadcast.
      x: of the same dtype.

    Returns:
      the broadcast shape, their dtype; zeros like `x` where there are no coefficients.

    Raises:
      TypeError: `coeffs` is a single number, or dtypes differ.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.math.polyval([1.0, 0.0, -1.0], [2.0, 3.0])).tolist()
      [3.0, 8.0]
    """
    with name_scope(name, "polyval", [coeffs, x]) as scope:
        x = convert_to_tensor(x, name="x")
        if len(coeffs) < 1:
            return ops.zeros_like(x, name=scope)
        terms = [convert_to_tensor(coefficient, name=f"coeff_{k}") for k, coefficient in enumerate(coeffs)]
        value = terms[0]
        for term in terms[1:]:
            value = term + value * x
        return value


@export("log_sigmoid", "math.log_sigmoid")
def log_sigmoid(x: TensorLike, name: str | None = None) -> Tensor:
    """The logarithm of the sigmoid, -softplus(-x), element by element.

    Args:
      x: float16, float32 or float64.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.
    """
    with name_scope(name, "LogSigmoid", [x]) as scope:
        x = convert_to_tensor(x, name="x")
        return ops.negative(ops.softplus(-x), name=scope)
