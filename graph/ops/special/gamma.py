"""The gamma function's logarithm and its derivatives, zeta, and the logarithm of beta."""

from __future__ import annotations

from typing import Any

from headrace.formats.doors.documents import documented_by
from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.constants import constant
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.shape import broadcast_of_inputs
from ...core.scopes.name_scope import name_scope
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.likes import TensorLike
from ..math.broadcasting import summed_to_inputs
from ..math.elementwise import unary
from . import gamma_values as values

DOUBLES = (dtypes.float32, dtypes.float64)


def _digamma_of(x: Tensor, y: Tensor) -> Tensor:
    return digamma(x)


def _trigamma_of(x: Tensor, y: Tensor) -> Tensor:
    return polygamma(constant(1, x.dtype), x)


_LGAMMA = unary("Lgamma", values.in_doubles(values.lgamma), _digamma_of, dtypes.FLOATS)
_DIGAMMA = unary("Digamma", values.in_doubles(values.digamma), _trigamma_of, dtypes.FLOATS)

_ZETA = Op(
    "Zeta",
    "x: T, q: T -> z: T",
    traits=PURE,
    T=DOUBLES,
    shape=broadcast_of_inputs,
    kernel=values.in_doubles(values.zeta),
    batch=elementwise,
)


@_ZETA.gradient
def _zeta_gradient(op: Operation, dz: Any) -> list:
    x, q = op.inputs
    _, to_q = summed_to_inputs(op, dz, always=True)
    with get_default_graph().control_dependencies([dz]):
        slope = -x * zeta(x + 1, q)
        return [None, to_q(slope * dz)]


_POLYGAMMA = Op(
    "Polygamma",
    "a: T, x: T -> z: T",
    traits=PURE,
    T=DOUBLES,
    shape=broadcast_of_inputs,
    kernel=values.in_doubles(values.polygamma),
    batch=elementwise,
)


@_POLYGAMMA.gradient
def _polygamma_gradient(op: Operation, dz: Any) -> list:
    a, x = op.inputs
    _, to_x = summed_to_inputs(op, dz, always=True)
    with get_default_graph().control_dependencies([dz]):
        slope = polygamma(a + 1, x)
        return [None, to_x(slope * dz)]


@export("lgamma", "math.lgamma")
def lgamma(x: TensorLike, name: str | None = None) -> Tensor:
    """The logarithm of the absolute value of the gamma function, element by element.

    Args:
      x: float16, float32 or float64. At 0, -1, -2, ... the result is infinite.

    Returns:
      shape and dtype of `x`.

    Raises:
      TypeError: another dtype.

    Example:
      >>> with tf.Session() as sess:
      ...     sess.run(tf.exp(tf.lgamma([1.0, 4.0]))).round(4).tolist()
      [1.0, 6.0]
    """
    return _LGAMMA(x, name=name)


@export("digamma", "math.digamma")
@documented_by(lgamma)
def digamma(x: TensorLike, name: str | None = None) -> Tensor:
    """The derivative of `lgamma`, element by element."""
    return _DIGAMMA(x, name=name)


@export("zeta", "math.zeta")
def zeta(x: TensorLike, q: TensorLike, name: str | None = None) -> Tensor:
    """The zeta function of Hurwitz, element by element: the sum of (q + k) ** -x over k = 0, 1, 2, ...

    Args:
      x: float32 or float64; the sum is infinite at 1 and NaN below.
      q: of the same dtype; shapes broadcast. Where it is 0 or a negative integer the sum is infinite; where it is another
        number below 0, it is NaN unless `x` is an integer.

    Returns:
      the broadcast shape, their dtype. Gradients go to `q` alone.

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return _ZETA(x, q, name=name)


@export("polygamma", "math.polygamma")
def polygamma(a: TensorLike, x: TensorLike, name: str | None = None) -> Tensor:
    """The derivative of order `a` of `digamma`, element by element.

    Args:
      a: float32 or float64: 0, 1, 2, ...; NaN is given for any other.
      x: of the same dtype; shapes broadcast.

    Returns:
      the broadcast shape, their dtype. Gradients go to `x` alone.

    Raises:
      TypeError: other dtypes.
      ValueError, InvalidArgumentError: (building, when run) the shapes do not broadcast.
    """
    return _POLYGAMMA(a, x, name=name)


@export("lbeta", "math.lbeta")
def lbeta(x: TensorLike, name: str | None = None) -> Tensor:
    """The logarithm of the absolute value of the beta function of the rows of `x`.

    Args:
      x: float16, float32 or float64, [..., n].

    Returns:
      [...], the dtype of `x`; minus infinity where n is 0.

    Raises:
      TypeError: another dtype. ValueError: a scalar.
    """
    with name_scope(name, "lbeta", [x]):
        x = convert_to_tensor(x, name="x")
        product = ops.reduce_sum(lgamma(x), axis=[-1])
        return product - lgamma(ops.reduce_sum(x, axis=[-1]))
