"""Smooth activations: softplus, softsign, swish."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from headrace.formats.exports import export

from ... import ops
from ...core.build import convert_to_tensor
from ...core.op import Op
from ...core.rules.batch import elementwise
from ...core.rules.gradient import UNDEFINED_GRADIENT
from ...core.rules.shape import merge_of_inputs, same_as_first
from ...core.tensor import Tensor
from ...core.traits import PURE
from ...types import dtypes
from ...types.likes import TensorLike

if TYPE_CHECKING:
    pass


_FLOATS = dtypes.FLOATS

SOFTPLUS = Op("Softplus", "features: T -> activations: T", traits=PURE, T=_FLOATS, shape=same_as_first, batch=elementwise)


@SOFTPLUS.kernel
def _softplus(features):
    return np.log1p(np.exp(-np.abs(features))) + np.maximum(features, features.dtype.type(0))


@SOFTPLUS.gradient
def _softplus_gradient(op, dy):
    return [dy * ops.sigmoid(op.inputs[0])]


SOFTPLUS_GRAD = Op(
    "SoftplusGrad",
    "gradients: T, features: T -> backprops: T",
    traits=PURE,
    T=_FLOATS,
    shape=merge_of_inputs,
    batch=elementwise,
)


@SOFTPLUS_GRAD.kernel
def _softplus_grad(gradients, features):
    return gradients / (np.exp(-features) + features.dtype.type(1))


@SOFTPLUS_GRAD.gradient
def _softplus_grad_gradient(op, dy):
    gradients, features = op.inputs
    # The derivative of the sigmoid s is s * (1 - s) = 1 / (exp(-x) + 2 + exp(x)).
    curvature = ops.add(ops.add(ops.exp(ops.negative(features)), ops.exp(features)), 2.0)
    return [SOFTPLUS_GRAD(dy, features), ops.realdiv(ops.multiply(dy, gradients), curvature)]


@export("nn.softplus", "math.softplus")
def softplus(features: TensorLike, name: str | None = None) -> Tensor:
    """log(exp(features) + 1), element by element, without overflow.

    Args:
      features: float16, float32 or float64.

    Returns:
      shape and dtype of `features`.

    Raises:
      TypeError: another dtype.
    """
    return SOFTPLUS(features, name=name)


SOFTSIGN = Op("Softsign", "features: T -> activations: T", traits=PURE, T=_FLOATS, shape=same_as_first, batch=elementwise)


@SOFTSIGN.kernel
def _softsign(features):
    return features / (np.abs(features) + features.dtype.type(1))


SOFTSIGN_GRAD = Op(
    "SoftsignGrad",
    "gradients: T, features: T -> backprops: T",
    traits=PURE,
    T=_FLOATS,
    shape=merge_of_inputs,
    batch=elementwise,
    gradient=UNDEFINED_GRADIENT,
)


@SOFTSIGN_GRAD.kernel
def _softsign_grad(gradients, features):
    return gradients / np.square(np.abs(features) + features.dtype.type(1))


@SOFTSIGN.gradient
def _softsign_gradient(op, dy):
    return [SOFTSIGN_GRAD(dy, op.inputs[0])]


@export("nn.softsign", "math.softsign")
def softsign(features: TensorLike, name: str | None = None) -> Tensor:
    """features / (abs(features) + 1), element by element.

    Args:
      features: float16, float32 or float64.

    Returns:
      shape and dtype of `features`.

    Raises:
      TypeError: another dtype.
    """
    return SOFTSIGN(features, name=name)


@export("nn.swish")
def swish(features: TensorLike) -> Tensor:
    """features * sigmoid(features), element by element.

    Args:
      features: float16, float32 or float64.

    Returns:
      shape and dtype of `features`.

    Raises:
      TypeError: not floats.
    """
    features = convert_to_tensor(features, name="features")
    return ops.multiply(features, ops.sigmoid(features))
