"""Derivatives that TensorFlow computes from a function's value, as ops: a gradient of 0 stays 0, whatever the derivative."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ... import ops
from ...core.defaults import get_default_graph
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.shape import same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes


def _gradient_op(type: str, kernel: Callable[..., Any]) -> Op:
    """An op `(y, dy) -> z`: of the function's value and its gradient, the gradient of what it was computed from."""
    return Op(
        type,
        "y: T, dy: T -> z: T",
        traits=PURE,
        T=(*dtypes.FLOATS, *dtypes.COMPLEXES),
        shape=same_as_first,
        kernel=kernel,
        batch=elementwise,
    )


def _where_any(dy: Any, found: Any) -> Any:
    """0 where the gradient is 0: the derivative may be infinite there."""
    return np.where(np.equal(dy, 0), dy.dtype.type(0), found)[()]


def _sqrt_grad(y: Any, dy: Any) -> Any:
    return _where_any(dy, dy * dy.dtype.type(0.5) / np.conj(y))


def _rsqrt_grad(y: Any, dy: Any) -> Any:
    y = np.conj(y)
    return _where_any(dy, dy.dtype.type(-0.5) * (dy * y) * (y * y))


def _reciprocal_grad(y: Any, dy: Any) -> Any:
    y = np.conj(y)
    return _where_any(dy, -y * dy * y)


def _less_than_one(x: Any) -> Any:
    """1 - x, in the place of x."""
    return np.subtract(x.dtype.type(1), x, out=x if isinstance(x, np.ndarray) else None)


def _tanh_grad(y: Any, dy: Any, out: Any = None) -> Any:
    return np.multiply(dy, _less_than_one(y * y), out=out)


def _sigmoid_grad(y: Any, dy: Any, out: Any = None) -> Any:
    slope = _less_than_one(+y)
    slope *= y
    return np.multiply(dy, slope, out=out)


SQRT_GRAD = _gradient_op("SqrtGrad", _sqrt_grad)
RSQRT_GRAD = _gradient_op("RsqrtGrad", _rsqrt_grad)
RECIPROCAL_GRAD = _gradient_op("ReciprocalGrad", _reciprocal_grad)
TANH_GRAD = _gradient_op("TanhGrad", _tanh_grad)
SIGMOID_GRAD = _gradient_op("SigmoidGrad", _sigmoid_grad)
TANH_GRAD.kernel_into(_tanh_grad)
SIGMOID_GRAD.kernel_into(_sigmoid_grad)


def tanh_gradient(y: Tensor, dy: Any) -> Tensor:
    """The gradient of what `y` is the hyperbolic tangent of."""
    return TANH_GRAD(ops.conj(y), dy)


def sigmoid_gradient(y: Tensor, dy: Any) -> Tensor:
    """The gradient of what `y` is the sigmoid of."""
    return SIGMOID_GRAD(ops.conj(y), dy)


def _after_gradient(rule: Callable[[Operation, Any], list]) -> Callable[[Operation, Any], list]:
    """Nothing that a gradient rule makes runs before the gradient is there."""

    def gradient(op: Operation, dz: Any) -> list:
        with get_default_graph().control_dependencies([dz]):
            return rule(op, dz)

    return gradient


@SQRT_GRAD.gradient
@_after_gradient
def _sqrt_grad_gradient(op: Operation, dz: Any) -> list:
    dz = dz / op.inputs[0]
    return [-ops.conj(dz) * op.outputs[0], 0.5 * dz]


@RSQRT_GRAD.gradient
@_after_gradient
def _rsqrt_grad_gradient(op: Operation, dz: Any) -> list:
    y, dy = op.inputs
    y = ops.conj(y)
    return [-1.5 * ops.conj(dz) * dy * ops.square(y), RSQRT_GRAD(y, dz)]


@RECIPROCAL_GRAD.gradient
@_after_gradient
def _reciprocal_grad_gradient(op: Operation, dz: Any) -> list:
    y, dy = op.inputs
    y = ops.conj(y)
    return [-2.0 * ops.conj(dz) * dy * y, RECIPROCAL_GRAD(y, dz)]


@TANH_GRAD.gradient
@_after_gradient
def _tanh_grad_gradient(op: Operation, dz: Any) -> list:
    y, dy = (ops.conj(tensor) for tensor in op.inputs)
    return [-2.0 * dz * dy * y, TANH_GRAD(y, dz)]


@SIGMOID_GRAD.gradient
@_after_gradient
def _sigmoid_grad_gradient(op: Operation, dz: Any) -> list:
    y, dy = (ops.conj(tensor) for tensor in op.inputs)
    dz_dy = dz * dy
    return [dz_dy - 2.0 * dz_dy * y, SIGMOID_GRAD(y, dz)]
