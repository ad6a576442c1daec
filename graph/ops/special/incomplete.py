"""The incomplete gamma and beta functions: how likely gamma and beta numbers are below x."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import Kernel, elementwise
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.rules.shape import broadcast_of_inputs
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types.errors import invalid
from ...types.likes import TensorLike
from ...types.static_shapes import StaticShape, bracket, is_full, merge
from ..arrays.shape_queries import SHAPE
from ..math.broadcasting import summed_by, summed_to_inputs
from . import incomplete_values as values
from .gamma import DOUBLES, lgamma
from .gamma_values import in_doubles


def _of_two(type: str, signature: str, function: Any, **rules: Any) -> Op:
    return Op(
        type,
        signature,
        traits=PURE,
        T=DOUBLES,
        shape=broadcast_of_inputs,
        kernel=in_doubles(function),
        batch=elementwise,
        **rules,
    )


IGAMMA_GRAD_A = _of_two("IgammaGradA", "a: T, x: T -> z: T", values.igamma_grad_a, gradient=UNDEFINED_GRADIENT)
RANDOM_GAMMA_GRAD = _of_two(
    "RandomGammaGrad", "alpha: T, sample: T -> output: T", values.random_gamma_grad, gradient=UNDEFINED_GRADIENT
)


def _igamma_gradient(op: Operation, dz: Any) -> list:
    a, x = op.inputs
    to_a, to_x = summed_to_inputs(op, dz, always=True)
    with get_default_graph().control_dependencies([dz]):
        by_a = IGAMMA_GRAD_A(a, x)
        by_x = ops.exp(-x + (a - 1) * ops.log(x) - lgamma(a))
        return [to_a(by_a * dz), to_x(by_x * dz)]


def _igammac_gradient(op: Operation, dz: Any) -> list:
    return [-found for found in _igamma_gradient(op, dz)]


_IGAMMA = _of_two("Igamma", "a: T, x: T -> z: T", values.igamma, gradient=_igamma_gradient)
_IGAMMAC = _of_two("Igammac", "a: T, x: T -> z: T", values.igammac, gradient=_igammac_gradient)

_BETAINC = Op("Betainc", "a: T, b: T, x: T -> z: T", traits=PURE, T=DOUBLES)
_of_three = in_doubles(values.betainc)


@_BETAINC.shape
def _betainc_shape(op: Operation) -> StaticShape:
    """What is no scalar has one shape."""
    known = [tensor.static_shape for tensor in op.inputs]
    shape: StaticShape = None
    for one in known:
        if one != ():
            shape = merge(shape, one)
    return () if shape is None and None not in known else shape


@_BETAINC.kernel
def _betainc(a: Any, b: Any, x: Any) -> Any:
    given = [(name, np.shape(array)) for name, array in (("a", a), ("b", b), ("x", x)) if np.ndim(array)]
    for name, shape in given[1:]:
        if shape != given[0][1]:
            said = f"{bracket(given[0][1])} vs. {bracket(shape)}"
            raise invalid(f"Shapes of {given[0][0]} and {name} are inconsistent: {said}")
    return _of_three(a, b, x)


@_BETAINC.batch
def _betainc_block(op: Operation, batched: Sequence[bool], kernel: Kernel) -> Kernel | None:
    if not all(is_full(tensor.static_shape) for tensor in op.inputs):
        return None
    return elementwise(op, batched, _of_three)


@_BETAINC.gradient
def _betainc_gradient(op: Operation, dz: Any) -> list:
    a, b, x = op.inputs
    _, to_x = summed_by(SHAPE(a), SHAPE(x))
    log_beta = lgamma(a) + lgamma(b) - lgamma(a + b)
    slope = ops.exp((b - 1) * ops.log(1 - x) + (a - 1) * ops.log(x) - log_beta)
    return [None, None, to_x(slope * dz)]


@export("igamma", "math.igamma")
def igamma(a: TensorLike, x: TensorLike, name: str | None = None) -> Tensor:
    """The lower incomplete gamma function, regularized: how likely a gamma number of concentration `a` is below `x`.

    Args:
      a: float32 or float64, above 0; NaN is given for others.
      x: of the same dtype, 0 or above; shapes broadcast.

    Returns:
      the broadcast shape, their dtype, in [0, 1].

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.igamma(1.0, [0.0, np.log(4.0)])).round(4).tolist()
      [0.0, 0.75]
    """
    return _IGAMMA(a, x, name=name)


@export("igammac", "math.igammac")
@documented_by(igamma)
def igammac(a: TensorLike, x: TensorLike, name: str | None = None) -> Tensor:
    """The upper incomplete gamma function, regularized: 1 - igamma(a, x), exact where that is small."""
    return _IGAMMAC(a, x, name=name)


@export("betainc", "math.betainc")
def betainc(a: TensorLike, b: TensorLike, x: TensorLike, name: str | None = None) -> Tensor:
    """The incomplete beta function, regularized: how likely a beta number of concentrations `a` and `b` is below `x`.

    Args:
      a, b: float32 or float64, above 0; NaN is given for others.
      x: of the same dtype, in [0, 1]. All have one shape, or are scalars.

    Returns:
      that shape, their dtype, in [0, 1]. Gradients go to `x` alone.

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) two that are no scalars, of different shapes.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.betainc(2.0, 1.0, [0.0, 0.5, 1.0])).round(4).tolist()
      [0.0, 0.25, 1.0]
    """
    return _BETAINC(a, b, x, name=name)
