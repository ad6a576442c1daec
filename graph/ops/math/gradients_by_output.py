"""Derivatives that TensorFlow computes from a function's value, as ops: a gradient of 0 stays 0, whatever the derivative."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from ... import ops
from ...core.op import Op
from ...core.operation import Operation
from ...core.rules.batch import elementwise
from ...core.rules.shape import same_as_first
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
    return np.where(np.equal(dy, 0), dy, found)[()]


def _sqrt_grad(y: Any, dy: Any) -> Any:
    return _where_any(dy, dy * dy.dtype.type(0.5) / np.conj(y))


def _rsqrt_grad(y: Any, dy: Any) -> Any:
    y = np.conj(y)
    return _where_any(dy, dy.dtype.type(-0.5) * (dy * y) * (y * y))


def _reciprocal_grad(y: Any, dy: Any) -> Any:
    y = np.conj(y)
    return _where_any(dy, -y * dy * y)


def _tanh_grad(y: Any, dy: Any) -> Any:
    return dy * (y.dtype.type(1) - y * y)


def _sigmoid_grad(y: Any, dy: Any) -> Any:
    return dy * y * (y.dtype.type(1) - y)


SQRT_GRAD = _gradient_op("SqrtGrad", _sqrt_grad)
RSQRT_GRAD = _gradient_op("RsqrtGrad", _rsqrt_grad)
RECIPROCAL_GRAD = _gradient_op("ReciprocalGrad", _reciprocal_grad)
TANH_GRAD = _gradient_op("TanhGrad", _tanh_grad)
SIGMOID_GRAD = _gradient_op("SigmoidGrad", _sigmoid_grad)


@SQRT_GRAD.gradient
def _sqrt_grad_gradient(op: Operation, dz: Any) -> list:
    dz = dz / op.inputs[0]
    return [-ops.conj(dz) * op.outputs[0], 0.5 * dz]


@RSQRT_GRAD.gradient
def _rsqrt_grad_gradient(op: Operation, dz: Any) -> list:
    y, dy = op.inputs
    y = ops.conj(y)
    return [-1.5 * ops.conj(dz) * dy * ops.square(y), RSQRT_GRAD(y, dz)]


@RECIPROCAL_GRAD.gradient
def _reciprocal_grad_gradient(op: Operation, dz: Any) -> list:
    y, dy = op.inputs
    y = ops.conj(y)
    return [-2.0 * ops.conj(dz) * dy * y, RECIPROCAL_GRAD(y, dz)]


@TANH_GRAD.gradient
def _tanh_grad_gradient(op: Operation, dz: Any) -> list:
    y, dy = (ops.conj(tensor) for tensor in op.inputs)
    return [-2.0 * dz * dy * y, TANH_GRAD(y, dz)]


@SIGMOID_GRAD.gradient
def _sigmoid_grad_gradient(op: Operation, dz: Any) -> list:
    y, dy = (ops.conj(tensor) for tensor in op.inputs)
    dz_dy = dz * dy
    return [dz_dy - 2.0 * dz_dy * y, SIGMOID_GRAD(y, dz)]
